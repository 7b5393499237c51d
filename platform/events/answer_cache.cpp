// SPDX-License-Identifier: Apache-2.0
#include "events/answer_cache.h"

#include <fmt/format.h>

#include "base/described_writer.h"

namespace kith::events {

std::string AnswerCache::key_of(const Call& call) {
  std::string key = fmt::format("{} ", fmt::ptr(call.route));
  write_json(key, call.input.type(), call.input.get());
  return key;
}

std::shared_ptr<const Answer> AnswerCache::find(std::uint64_t version, const std::string& key,
                                                const Caller& caller) {
  const std::lock_guard lock(mutex_);
  move_to(version);
  if (version != version_) {
    return nullptr;
  }
  const auto [first, last] = kept_.equal_range(key);
  for (auto each = first; each != last; ++each) {
    if (is_for(each->second, caller)) {
      return each->second.answer;
    }
  }
  return nullptr;
}

void AnswerCache::keep(std::uint64_t version, std::string key, const Caller& caller,
                       const QueryContext::Asked& asked, const Answer& answer) {
  if (asked.time) {
    return;
  }
  auto shared = std::make_shared<const Answer>(answer);
  const std::size_t bytes = key.size() + answer.body.size() + sizeof(Kept) + sizeof(Answer);
  const std::lock_guard lock(mutex_);
  move_to(version);
  if (version == version_ && bytes_ + bytes <= most_bytes_) {
    bytes_ += bytes;
    kept_.emplace(std::move(key), Kept{caller, asked.caller, std::move(shared)});
  }
}

std::size_t AnswerCache::size() const {
  const std::lock_guard lock(mutex_);
  return kept_.size();
}

// The same member may come with a token that may do less.
bool AnswerCache::is_for(const Kept& kept, const Caller& caller) {
  const bool is_same_one = kept.caller.workspace == caller.workspace &&
                           kept.caller.member == caller.member &&
                           kept.caller.department == caller.department;
  const PermissionSet* theirs = kept.caller.permissions.get();
  const PermissionSet* ours = caller.permissions.get();
  const bool may_the_same =
      theirs == ours || (theirs != nullptr && ours != nullptr && theirs->names() == ours->names());
  return may_the_same && (is_same_one || !kept.is_for_caller_alone);
}

// Never back: an answer that was worked out slowly may be told of an older one.
void AnswerCache::move_to(std::uint64_t version) {
  if (version <= version_) {
    return;
  }
  version_ = version;
  bytes_ = 0;
  kept_.clear();
}

}  // namespace kith::events
