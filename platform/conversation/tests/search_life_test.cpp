// SPDX-License-Identifier: Apache-2.0
// A long life of messages, written, changed, erased and indexed in any order: a search finds at
// each moment what reading every message finds.

#include <gtest/gtest.h>

#include <atomic>
#include <random>
#include <thread>

#include "conversation/tests/search_fixture.h"
#include "text/matcher.h"

namespace kith::conversation {
namespace {

class SearchLife : public SearchFixture {
 protected:
  void SetUp() override {
    SearchFixture::SetUp();
    open_indexer({.most_in_piece = 7});
    for (int each = 0; each < 6; ++each) {
      persons.push_back(add_person("Person " + std::to_string(each)));
      threads.push_back(add_conversation(persons.back(), channel_of(threads.size())));
    }
  }

  std::size_t below(std::size_t limit) { return engine() % limit; }
  template <class T>
  const T& pick(const std::vector<T>& from) {
    return from[below(from.size())];
  }
  static ChannelId channel_of(std::size_t thread) {
    return thread % 2 == 0 ? api_channel : import_channel;
  }

  std::string some_text() {
    std::string text;
    for (std::size_t left = 1 + below(9); left > 0; --left) {
      text += pick(words) + (below(5) == 0 ? "-" : " ");
    }
    return text;
  }

  std::string some_query() {
    std::string query;
    for (std::size_t left = 1 + below(3); left > 0; --left) {
      const std::string word = pick(words);
      switch (below(7)) {
        case 0: query += '"' + word + ' ' + pick(words) + "\" "; break;
        case 1: query += word.size() > 3 ? word.substr(0, 3) + "* " : word + ' '; break;
        case 2: query += '-' + word + ' '; break;
        case 3: query += word + " OR " + pick(words) + ' '; break;
        default: query += word + ' ';
      }
    }
    return query;
  }

  Written some_message(std::size_t thread) {
    const bool is_history = below(4) == 0;
    const Time past = clock.now() - std::chrono::hours(1 + below(9'000));
    return {.text = some_text(),
            .language = pick(languages),
            .channel = channel_of(thread),
            .direction = below(5) == 0 ? Direction::outbound : Direction::inbound,
            .posted_at = is_history ? past : Time{}};
  }

  void write_one() {
    const std::size_t thread = below(threads.size());
    written.push_back(write(threads[thread], some_message(thread)));
  }
  /// Several messages and changes in one group of the writer, some of which are refused again.
  void write_some() {
    const bool is_refused = below(3) == 0;
    const std::size_t before = written.size();
    const auto done = in_transaction([&](store::Transaction& transaction) -> Result<bool> {
      for (std::size_t left = 1 + below(4); left > 0; --left) {
        const std::size_t thread = below(threads.size());
        written.push_back(KITH_TRY(write_in(transaction, threads[thread], some_message(thread))));
        KITH_TRY(erase_text(transaction, pick(written)));
      }
      return is_refused ? Result<bool>(fail(ErrorCode::rule, "No.")) : Result<bool>(true);
    });
    if (!done) {
      written.resize(before);
    }
  }
  void change_one() {
    const std::string language = pick(languages);
    const std::string text = some_text();
    const MessageId id = pick(written);
    static_cast<void>(in_transaction([&](store::Transaction& transaction) {
      const std::string tags = tags_like(id, language);
      const NewText changed{.text = text, .language = language, .tags = tags};
      return replace_text(transaction, id, changed);
    }));
  }
  /// The tags of a message that changes its language and keeps its channel.
  std::string tags_like(MessageId id, const std::string& language) {
    const std::int64_t channel = number(fmt::format(
        "SELECT channel FROM conversation JOIN message ON conversation.id = conversation "
        "WHERE message.id = {}",
        id.value));
    return message_tags({channel}, language);
  }
  void erase_one() {
    const MessageId id = pick(written);
    static_cast<void>(in_transaction(
        [&](store::Transaction& transaction) { return erase_text(transaction, id); }));
  }
  void live() {
    if (written.size() < 5) {
      return write_one();
    }
    switch (below(12)) {
      case 0: return change_one();
      case 1: return erase_one();
      case 2: return write_some();
      case 3:
      case 4: static_cast<void>(indexer->step()); return;
      case 5: clock.advance(std::chrono::minutes(below(600))); return;
      default: return write_one();
    }
  }

  SearchFilter some_filter() {
    SearchFilter filter;
    filter.channel = below(3) == 0 ? channel_of(below(2)) : ChannelId{};
    filter.language = below(3) == 0 ? pick(languages) : "";
    if (below(4) == 0) {
      filter.direction = below(2) == 0 ? Direction::outbound : Direction::inbound;
    }
    if (below(3) == 0) {
      filter.from = clock.now() - std::chrono::hours(below(9'000));
    }
    if (below(3) == 0) {
      filter.to = clock.now() - std::chrono::hours(below(6'000));
    }
    filter.person = below(6) == 0 ? pick(persons) : PersonId{};
    return filter;
  }

  /// The same without index, tail and plan: every row, in order.
  std::vector<MessageId> read_all(const SearchRequest& request) {
    const SearchFilter& wanted = request.filter;
    text::Matcher matcher(request.query);
    std::vector<MessageId> found;
    store::Prepared rows =
        writer->connection()
            .prepare(
                "SELECT message.id, message.text, channel, language, direction, posted_at, "
                "person FROM message JOIN conversation ON conversation.id = conversation "
                "WHERE erased_at = 0 ORDER BY message.id DESC")
            .value();
    while (rows.step().value()) {
      const bool fits =
          matcher.matches(rows.text(1)) &&
          (!wanted.channel || wanted.channel.value == rows.integer(2)) &&
          (wanted.language.empty() || wanted.language == rows.text(3)) &&
          (!wanted.direction || static_cast<int>(*wanted.direction) == rows.integer(4)) &&
          (!wanted.from || rows.integer(5) >= wanted.from.microseconds) &&
          (!wanted.to || rows.integer(5) < wanted.to.microseconds) &&
          (!wanted.person || wanted.person.value == rows.integer(6));
      if (fits) {
        found.push_back({rows.integer(0)});
      }
    }
    return found;
  }

  /// All pages of a search, of any size.
  std::vector<MessageId> search_all(SearchRequest request) {
    std::vector<MessageId> found;
    request.limit = 1 + below(40);
    while (true) {
      const SearchResult page = try_search(request).value();
      EXPECT_TRUE(page.is_complete);
      for (const Found& each : page.found) {
        found.push_back(each.row.message);
      }
      if (!page.next) {
        return found;
      }
      request.before = *page.next;
    }
  }

  const std::vector<std::string> words = {"refund", "refunds", "late",   "Later", "Café", "cafe",
                                          "don't",  "東京都",  "都",     "wi-fi", "lamp", "lamps",
                                          "Straße", "strasse", "parcel", "👍🏽",  "x1",   "мой"};
  const std::vector<std::string> languages = {"en", "de", "ja"};
  std::mt19937_64 engine{7};
  std::vector<PersonId> persons;
  std::vector<ConversationId> threads;
  std::vector<MessageId> written;
};

TEST_F(SearchLife, a_search_finds_what_reading_every_message_finds) {
  std::size_t found = 0;
  std::size_t searches = 0;
  for (int act = 0; act < 2'000; ++act) {
    live();
    if (act % 5 != 0) {
      continue;
    }
    const Result<text::Query> query = text::parse_query(some_query());
    if (!query) {
      continue;
    }
    const SearchRequest request{.query = *query, .filter = some_filter()};
    const std::vector<MessageId> expected = read_all(request);
    ASSERT_EQ(search_all(request), expected) << "act " << act;
    found += expected.size();
    ++searches;
  }
  EXPECT_GT(searches, 300U);
  EXPECT_GT(found, searches * 5) << "the searches hardly ever find a message, so they show little";
  expect_whole_index();
  index_all();
  expect_whole_index();
}

TEST_F(SearchLife, a_search_and_the_indexer_may_meet_at_any_moment) {
  for (int each = 0; each < 60; ++each) {
    written.push_back(write(threads[0], {.text = "refund " + std::to_string(each)}));
  }
  writer->start();
  std::atomic<bool> is_done = false;
  std::thread stepping([&] {
    for (int round = 0; round < 60; ++round) {
      EXPECT_TRUE(indexer->step());
      if (round % 10 == 9) {
        EXPECT_TRUE(indexer->begin_rebuild());
      }
    }
    is_done = true;
  });
  while (!is_done) {
    EXPECT_EQ(find("refund").size(), written.size());
  }
  stepping.join();
  writer->stop();
}

}  // namespace
}  // namespace kith::conversation
