// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <mutex>

#include "access/access.h"
#include "conversation/member_directory.h"
#include "conversation/member_place.h"

namespace kith::host {

/// The names of a workspace's active members, kept in memory because the writer asks for them, and
/// where each member works.
/// Read again when access says that rights have changed. Safe from any thread.
class MemberNames final : public conversation::MemberDirectory {
 public:
  MemberNames(access::Access& access, WorkspaceId workspace)
      : access_(access), workspace_(workspace) {}

  /// Reads the members; keeps what it had on an error.
  Result<void> refresh();
  std::optional<std::string> name_of(MemberId member) const override;
  MemberId member_at(std::string_view address) const override;
  /// Where each of the members works, who were disabled among them.
  std::vector<conversation::MemberPlace> places() const;

 private:
  access::Access& access_;
  const WorkspaceId workspace_;
  mutable std::mutex mutex_;
  std::map<MemberId, std::string> names_;
  std::map<std::string, MemberId, std::less<>> by_address_;  ///< in small letters
  std::vector<conversation::MemberPlace> places_;
};

}  // namespace kith::host
