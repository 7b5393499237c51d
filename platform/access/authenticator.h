// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include <kith/result.h>

#include "access/access.h"
#include "access/authenticated.h"

namespace kith::access {

/// Says who asks. Cheap: a caller seen of late costs a hash and a look into memory, and what
/// changes their rights drops them from it before the change is answered. Safe from any thread.
class Authenticator {
 public:
  using Caller = std::shared_ptr<const Authenticated>;

  /// `access` must outlive it.
  explicit Authenticator(Access& access) : access_(access) {}

  /// By the value of the session's cookie. `unauthenticated` alike for every reason.
  Result<Caller> from_session(std::string_view cookie);
  /// By the value of an Authorization header, "Bearer kith_pat_…". `unauthenticated` alike for
  /// every reason.
  Result<Caller> from_authorization(std::string_view header);
  /// The machine's owner at the command line, who may do everything in that workspace; whoever
  /// reaches the socket or the file could do as much without asking.
  Caller local(WorkspaceId workspace) const;

 private:
  Caller find_cached(const KeyedHash& key);
  Result<Caller> load_session(std::string_view cookie, const KeyedHash& key);
  Result<Caller> load_token(std::string_view token, const KeyedHash& key);
  Caller keep(const KeyedHash& key, std::uint64_t generation, CallerCache::Entry entry);
  void note_use(const Authenticated& who);

  Access& access_;
};

std::span<const Statement* const> authenticator_statements();

}  // namespace kith::access
