// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <kith/nouns.h>

#include "intake/post.h"
#include "store/sqlite.h"

namespace kith::simulation {

/// What kith said that it has: what the outside may rely on, whatever happens to the process. A
/// text begins with the mark of who wrote it, as "p17" or "r4", by which it is found again.
class Ledger {
 public:
  /// The intake answered for a post with this mark. The deletion of one that never came is stored,
  /// too, and is no message.
  void heard_of_post(const std::string& mark, intake::PostKind kind,
                     const intake::PostResult& result);
  /// A reply or note with this mark was stored.
  void heard_of_writing(const std::string& mark, MessageId message);
  /// A request under this key was answered so.
  void heard_answer(const std::string& key, const std::string& answer);
  /// A page with this mark was begun.
  void heard_of_page(std::int64_t mark, std::int64_t number);
  /// Whatever was said stood behind a commit: the log then ended here.
  void log_reached(Sequence sequence) { reached_ = std::max(reached_, sequence); }

  /// The message of a post, 0 while nobody said that it is stored.
  MessageId message_of(const std::string& mark) const;
  Sequence reached() const { return reached_; }
  std::size_t acknowledged() const { return messages_.size(); }

  /// Holds what is stored against what was said; "" when all of it is there, once.
  std::string missing(store::Connection& look) const;
  /// "" while no two answers contradict each other.
  const std::string& contradictions() const { return contradictions_; }

 private:
  void keep(std::string_view what, const std::string& mark, MessageId message);

  std::map<std::string, MessageId> messages_;
  std::map<std::string, std::string> answers_;
  std::map<std::int64_t, std::int64_t> pages_;
  Sequence reached_ = 0;
  std::string contradictions_;
};

}  // namespace kith::simulation
