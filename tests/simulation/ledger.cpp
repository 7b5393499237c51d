// SPDX-License-Identifier: Apache-2.0
#include "ledger.h"

#include <fmt/format.h>

#include "support/need.h"

namespace kith::simulation {

using support::need;

void Ledger::keep(std::string_view what, const std::string& mark, MessageId message) {
  const auto [known, is_new] = messages_.emplace(mark, message);
  if (!is_new && known->second != message) {
    contradictions_ += fmt::format("{} {} is message {} and message {}\n", what, mark,
                                   known->second.value, message.value);
  }
}

void Ledger::heard_of_post(const std::string& mark, intake::PostKind kind,
                           const intake::PostResult& result) {
  using intake::PostStatus;
  if (result.status == PostStatus::rejected) {
    contradictions_ += fmt::format("{} was rejected: {}\n", mark, result.reason.value_or(""));
  } else if (result.message_id) {
    keep("post", mark, *result.message_id);
  } else if (result.status == PostStatus::stored && kind == intake::PostKind::create) {
    contradictions_ += fmt::format("{} was stored, and is no message\n", mark);
  }
}

void Ledger::heard_of_writing(const std::string& mark, MessageId message) {
  keep("writing", mark, message);
}

void Ledger::heard_answer(const std::string& key, const std::string& answer) {
  const auto [known, is_new] = answers_.emplace(key, answer);
  if (!is_new && known->second != answer) {
    contradictions_ += fmt::format("one request had two answers: {}\n{}\n", known->second, answer);
  }
}

void Ledger::heard_of_page(std::int64_t mark, std::int64_t number) {
  const auto [known, is_new] = pages_.emplace(mark, number);
  if (!is_new && known->second != number) {
    contradictions_ += fmt::format("mark {} begins pages {} and {}\n", mark, known->second, number);
  }
}

MessageId Ledger::message_of(const std::string& mark) const {
  const auto known = messages_.find(mark);
  return known == messages_.end() ? MessageId{} : known->second;
}

std::string Ledger::missing(store::Connection& look) const {
  std::string broken;
  std::map<std::string, MessageId, std::less<>> by_mark;
  std::map<MessageId, bool> is_there;
  store::Prepared messages = need(look.prepare("SELECT id, text FROM message ORDER BY id"));
  while (need(messages.step())) {
    const MessageId id{messages.integer(0)};
    is_there[id] = true;
    const std::string_view text = messages.text(1);
    if (text.empty()) {
      continue;
    }
    const auto [known, is_new] = by_mark.emplace(text.substr(0, text.find(' ')), id);
    if (!is_new) {
      broken += fmt::format("{} is stored twice, as {} and {}\n", known->first, known->second.value,
                            id.value);
    }
  }
  for (const auto& [mark, message] : messages_) {
    const auto stored = by_mark.find(mark);
    if (!is_there.contains(message)) {
      broken += fmt::format("{} was acknowledged as message {}, which is not there\n", mark,
                            message.value);
    } else if (stored != by_mark.end() && stored->second != message) {
      broken += fmt::format("{} was acknowledged as message {} and is {}\n", mark, message.value,
                            stored->second.value);
    }
  }
  for (const auto& [mark, number] : pages_) {
    if (need(look.number(fmt::format("SELECT count(*) FROM journal_page WHERE mark = {}", mark))) !=
            1 ||
        need(look.number(fmt::format("SELECT mark FROM journal_page WHERE id = {}", number))) !=
            mark) {
      broken += fmt::format("page {} of mark {} is not there once\n", number, mark);
    }
  }
  const std::int64_t last = need(look.number("SELECT max(sequence) FROM log_event"));
  if (last < reached_) {
    broken += fmt::format("the log ends at {}; it had reached {}\n", last, reached_);
  }
  return broken;
}

}  // namespace kith::simulation
