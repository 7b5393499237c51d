// SPDX-License-Identifier: Apache-2.0
#include "access/caller_cache.h"

#include <algorithm>

namespace kith::access {

bool Authenticated::csrf_holds(std::string_view given) const {
  return kind != CallerKind::session || equal_in_constant_time(csrf, given);
}

bool Affected::concerns(const Authenticated& who) const {
  switch (what) {
    case What::workspace: return who.caller.workspace.value == id;
    case What::account: return who.account.value == id;
    case What::member: return who.caller.member.value == id;
    case What::session: return who.session.value == id;
    case What::token: return who.token.value == id;
  }
  return true;
}

std::optional<CallerCache::Hit> CallerCache::find(const KeyedHash& key, Time now) {
  const std::lock_guard lock(mutex_);
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) {
    return std::nullopt;
  }
  Entry& entry = found->second->entry;
  const bool is_over = entry.expires_at && now >= entry.expires_at;
  const bool is_idle = entry.idle_after != Duration() && now - entry.last_seen >= entry.idle_after;
  if (is_over || is_idle) {
    drop(found->second);
    return std::nullopt;
  }
  entry.last_seen = std::max(entry.last_seen, now);
  callers_.splice(callers_.begin(), callers_, found->second);
  Hit hit{.who = entry.who};
  if (now - entry.noted_at >= entry.note_every) {
    entry.noted_at = now;
    hit.note = Note::use;
  }
  return hit;
}

std::uint64_t CallerCache::generation() const {
  const std::lock_guard lock(mutex_);
  return generation_;
}

void CallerCache::put(const KeyedHash& key, Entry entry, std::uint64_t generation) {
  const std::lock_guard lock(mutex_);
  if (generation != generation_ || most_ == 0) {
    return;
  }
  if (const auto found = by_key_.find(key); found != by_key_.end()) {
    drop(found->second);
  } else if (callers_.size() >= most_) {
    drop(std::prev(callers_.end()));
  }
  callers_.push_front({key, std::move(entry)});
  by_key_[key] = callers_.begin();
}

void CallerCache::forget(const Affected& affected) {
  const std::lock_guard lock(mutex_);
  ++generation_;
  for (auto kept = callers_.begin(); kept != callers_.end();) {
    const auto each = kept++;
    if (affected.concerns(*each->entry.who)) {
      drop(each);
    }
  }
}

std::size_t CallerCache::size() const {
  const std::lock_guard lock(mutex_);
  return callers_.size();
}

void CallerCache::drop(Callers::iterator kept) {
  by_key_.erase(kept->key);
  callers_.erase(kept);
}

}  // namespace kith::access
