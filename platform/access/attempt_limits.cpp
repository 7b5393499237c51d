// SPDX-License-Identifier: Apache-2.0
#include "access/attempt_limits.h"

#include <algorithm>

namespace kith::access {

Duration AttemptLimits::charge(const KeyedHash& key, Duration now) {
  const std::lock_guard lock(mutex_);
  Bucket& found = bucket(key, now);
  if (now < found.not_before) {
    return found.not_before - now;
  }
  const auto forgotten = static_cast<std::uint32_t>(
      std::clamp<std::int64_t>((now - found.last) / rule_.forgets_one_after, 0, found.failures));
  found.failures += 1 - forgotten;
  found.last = now;
  found.not_before = next_try(found);
  return {};
}

void AttemptLimits::refund(const KeyedHash& key) {
  const std::lock_guard lock(mutex_);
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) {
    return;
  }
  Bucket& charged = *found->second;
  charged.failures -= std::min(charged.failures, 1U);
  // What others were charged meanwhile still counts.
  charged.not_before = std::min(charged.not_before, next_try(charged));
}

void AttemptLimits::clear(const KeyedHash& key) {
  const std::lock_guard lock(mutex_);
  if (const auto found = by_key_.find(key); found != by_key_.end()) {
    buckets_.erase(found->second);
    by_key_.erase(found);
  }
}

std::size_t AttemptLimits::size() const {
  const std::lock_guard lock(mutex_);
  return buckets_.size();
}

AttemptLimits::Bucket& AttemptLimits::bucket(const KeyedHash& key, Duration now) {
  if (const auto found = by_key_.find(key); found != by_key_.end()) {
    buckets_.splice(buckets_.begin(), buckets_, found->second);
    return buckets_.front();
  }
  if (buckets_.size() >= most_keys_) {
    by_key_.erase(buckets_.back().key);
    buckets_.pop_back();
  }
  buckets_.push_front({.key = key, .last = now});
  by_key_[key] = buckets_.begin();
  return buckets_.front();
}

Duration AttemptLimits::next_try(const Bucket& bucket) const {
  if (bucket.failures <= rule_.free) {
    return {};
  }
  const std::uint32_t doublings = std::min(bucket.failures - rule_.free - 1, 20U);
  return bucket.last +
         std::min(rule_.first_wait * (std::int64_t{1} << doublings), rule_.longest_wait);
}

}  // namespace kith::access
