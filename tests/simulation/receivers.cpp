// SPDX-License-Identifier: Apache-2.0
#include "receivers.h"

#include <fmt/format.h>

namespace kith::simulation {

void Receivers::handed_over(const std::string& key, const Row& committed) {
  Reply& reply = replies_[key];
  if (reply.is_out) {
    broken_ += fmt::format("reply {} was handed over again by itself\n", key);
  }
  if (!committed.is_sending) {
    broken_ += fmt::format("reply {} left before that was committed\n", key);
  }
  if (reply.message && reply.message != committed.message) {
    broken_ += fmt::format("two messages leave under the key {}\n", key);
  }
  if (taken_back_.contains(committed.message)) {
    broken_ += fmt::format("reply {} left after it was taken back\n", key);
  }
  reply.message = committed.message;
  reply.is_out = true;
}

void Receivers::arrived(const std::string& key) {
  if (++replies_[key].arrivals > 1) {
    broken_ += fmt::format("reply {} reached people twice\n", key);
  }
}

bool Receivers::has(const std::string& key) const {
  const auto reply = replies_.find(key);
  return reply != replies_.end() && reply->second.arrivals > 0;
}

std::set<std::string> Receivers::keys() const {
  std::set<std::string> keys;
  for (const auto& [key, reply] : replies_) {
    keys.insert(key);
  }
  return keys;
}

std::size_t Receivers::arrivals() const {
  std::size_t count = 0;
  for (const auto& [key, reply] : replies_) {
    count += reply.arrivals > 0 ? 1 : 0;
  }
  return count;
}

}  // namespace kith::simulation
