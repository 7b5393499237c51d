// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <span>

#include <kith/result.h>
#include <kith/statement.h>

#include "base/hash.h"

/// Requests that make something and may come again under the same Idempotency-Key, for a day. What
/// was made is remembered by its number alone: neither the answer nor its secret is kept. The key
/// is taken before the work, so that a crash between leaves a key that is refused and nothing that
/// is made twice.
namespace kith::access {

class Access;

/// The key of a request, and what it asked.
struct RepeatedRequest {
  Sha256 key{};
  Sha256 request{};
};

/// Takes the key for a request that is new: nothing. Of one that was answered: the number of what
/// it made. `rule` when the key came with another request, `conflict` while the first one is under
/// way or when it was cut off.
Result<std::optional<std::int64_t>> begin_repeat(Access& access, const RepeatedRequest& repeat);

/// Notes what the request made, or gives the key back where it made nothing; then calls `done`, on
/// the writer's thread. Any thread.
void end_repeat(Access& access, const RepeatedRequest& repeat, std::optional<std::int64_t> made,
                std::move_only_function<void()> done);

std::span<const Statement* const> repeat_statements();

}  // namespace kith::access
