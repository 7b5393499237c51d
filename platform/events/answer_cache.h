// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <mutex>
#include <unordered_map>

#include "events/executor.h"

namespace kith::events {

/// The answers that were given since the newest commit, so that the same question is not worked
/// out twice while nothing changes: colleagues look at the same lists, and a page that was told of
/// a change asks for all it shows.
///
/// A described question is a plain function of its input, a snapshot and what its context gives
/// it. The context notes who asked for the caller and for the time; so an answer is kept for
/// everybody with the same permissions where the caller was not asked for, for that caller alone
/// where they were, and not at all where the time was. Safe from any thread.
class AnswerCache {
 public:
  static constexpr std::size_t usual_bytes = std::size_t{4} * 1024 * 1024;

  /// `most_bytes` of answers are held; more are worked out each time.
  explicit AnswerCache(std::size_t most_bytes) : most_bytes_(most_bytes) {}

  /// A question in words that are the same for the same question. Only of a query.
  static std::string key_of(const Call& call);

  /// What was answered at the commit `version`; nullptr when nothing is kept. What was kept at
  /// another commit is dropped.
  std::shared_ptr<const Answer> find(std::uint64_t version, const std::string& key,
                                     const Caller& caller);
  /// Keeps an answer. `version` is that of before its snapshot was opened.
  void keep(std::uint64_t version, std::string key, const Caller& caller,
            const QueryContext::Asked& asked, const Answer& answer);
  /// How many answers are kept now.
  std::size_t size() const;

 private:
  struct Kept {
    Caller caller;
    bool is_for_caller_alone = false;
    std::shared_ptr<const Answer> answer;
  };
  static bool is_for(const Kept& kept, const Caller& caller);
  void move_to(std::uint64_t version);

  std::size_t most_bytes_;
  mutable std::mutex mutex_;
  std::uint64_t version_ = 0;
  std::size_t bytes_ = 0;
  std::unordered_multimap<std::string, Kept> kept_;
};

}  // namespace kith::events
