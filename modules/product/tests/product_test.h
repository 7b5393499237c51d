// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <sstream>

#include "events.h"
#include "evidence_api.h"
#include "module.h"
#include "request_actions.h"
#include "requests_api.h"
#include "similar_api.h"
#include "support/module_bench.h"
#include "wish_events.h"
#include "wishes_api.h"

namespace kith::product {

inline constexpr MemberId anna{11};

inline constexpr std::string_view one_request = "/requests/{request_id}";

/// Product on the bench, with the words in which its stories are told, and as much of the platform
/// as makes a draft of DraftReply.
class ProductBench : public support::ModuleBench {
 public:
  explicit ProductBench(std::size_t most_events = 4000)
      : ModuleBench(product::module(), most_events) {
    verbs.carry_out = [this](store::Transaction& transaction, const events::Actor& actor,
                             const Verb& verb) {
      if (const auto* draft = std::get_if<DraftReply>(&verb)) {
        drafts.push_back(*draft);
        const ReplyDrafted drafted{.draft_id = {static_cast<std::int64_t>(drafts.size())},
                                   .thread_id = draft->conversation,
                                   .module = std::string(module_name),
                                   .about_id = draft->about.id};
        ASSERT_TRUE(events::append_event(transaction, actor, draft->conversation.value, drafted));
      }
    };
  }

  /// A person with an address and a conversation of the same number.
  void add_person(std::int64_t person, std::int64_t organisation = 0) {
    execute(words("INSERT INTO person(id, name, root, organisation, first_seen_at) VALUES(", person,
                  ", '', ", person, ", ", organisation, ", 1)"));
    execute(
        words("INSERT INTO identity(id, channel, native_hash, native_id, name, person, evidence)"
              " VALUES(",
              person, ", 1, CAST(", person, " AS BLOB), '', '', ", person, ", '')"));
    add_conversation(person, person);
  }
  void add_conversation(std::int64_t conversation, std::int64_t person) {
    execute(
        words("INSERT INTO conversation(id, number, channel, subject, person, root, opened_at) "
              "VALUES(",
              conversation, ", ", conversation, ", 1, '', ", person, ", ", conversation, ", 1)"));
  }
  void merge_person(std::int64_t from, std::int64_t into) {
    execute(
        words("UPDATE person SET root = ", into, ", merged_into = ", into, " WHERE id = ", from));
    happens(into, PersonMerged{.from = {from}, .into = {into}});
  }
  void unmerge_person(std::int64_t from, std::int64_t into) {
    execute(words("UPDATE person SET root = id, merged_into = 0 WHERE id = ", from));
    happens(into, PersonUnmerged{.from = {from}, .into = {into}});
  }

  /// Somebody writes, in their own conversation where no other is named.
  MessageId writes(std::int64_t person, const std::string& text, std::int64_t conversation = 0,
                   Direction direction = Direction::inbound) {
    const MessageId message{++messages_};
    const std::int64_t thread = conversation != 0 ? conversation : person;
    const std::int64_t identity = direction == Direction::inbound ? person : 0;
    execute(
        words("INSERT INTO message(id, conversation, identity, member, direction, delivery, "
              "needs_reply, posted_at, language, revision, erased_at, text, tags) VALUES(",
              message.value, ", ", thread, ", ", identity, ", 0, ", static_cast<int>(direction),
              ", 0, 0, ", clock.now().microseconds, ", 'en', 1, 0, '", text, "', '')"));
    happens(thread, MessageAdded{.message_id = message,
                                 .thread_id = {thread},
                                 .person_id = {identity},
                                 .direction = direction,
                                 .posted_at = clock.now()});
    return message;
  }
  void edits(MessageId message, const std::string& text) {
    execute(words("UPDATE message SET text = '", text,
                  "', revision = revision + 1 WHERE id = ", message.value));
    happens(1, MessageEdited{.message_id = message});
  }
  void deletes(MessageId message) {
    execute(words("UPDATE message SET text = '', erased_at = 5 WHERE id = ", message.value));
    happens(1, MessageDeleted{.message_id = message});
  }
  /// A colleague sends a draft, by its number.
  MessageId sends(std::int64_t draft) {
    const MessageId reply{++messages_};
    happens(drafts.at(static_cast<std::size_t>(draft - 1)).conversation.value,
            ReplySent{.message_id = reply, .member_id = anna, .draft_id = {draft}});
    return reply;
  }
  void discards(std::int64_t draft) {
    const DraftReply& known = drafts.at(static_cast<std::size_t>(draft - 1));
    happens(known.conversation.value, DraftDiscarded{.draft_id = {draft},
                                                     .module = std::string(module_name),
                                                     .about_id = known.about.id});
  }

  RequestId creates(const std::string& title, const std::string& description = "") {
    const auto made =
        call<RequestView>(HttpMethod::post, "/requests",
                          CreateRequest{.title = title, .description = description}, caller(anna));
    EXPECT_TRUE(made) << made.error().message;
    return made ? made->id : RequestId{};
  }
  Result<RequestView> adds(RequestId request, MessageId message) {
    return call<RequestView>(HttpMethod::post, "/requests/{request_id}/evidence",
                             AddEvidence{.request_id = request, .message_id = message},
                             caller(anna));
  }
  Result<RequestView> takes_back(RequestId request, MessageId message) {
    return call<RequestView>(HttpMethod::del, "/requests/{request_id}/evidence/{message_id}",
                             RemoveEvidence{.request_id = request, .message_id = message},
                             caller(anna), shows(request).revision);
  }
  Result<RequestView> decides(RequestId request, RequestState state,
                              const std::string& reason = "") {
    return call<RequestView>(HttpMethod::post, "/requests/{request_id}/decide",
                             DecideRequest{.request_id = request, .state = state, .reason = reason},
                             caller(anna));
  }
  Result<RequestView> ships(RequestId request) {
    return call<RequestView>(HttpMethod::post, "/requests/{request_id}/ship",
                             ShipRequest{.request_id = request, .text = "It is there."},
                             caller(anna));
  }
  /// Lets all pieces be drafted.
  void drafts_all() {
    for (int piece = 0; piece < 10 && !verbs.timers.empty(); ++piece) {
      fire_timers();
      settle();
    }
  }
  Result<RequestView> merges(RequestId from, RequestId into) {
    return call<RequestView>(HttpMethod::post, "/requests/{request_id}/merge",
                             MergeRequest{.request_id = from, .into = into}, caller(anna));
  }
  Result<RequestView> unmerges(RequestId from) {
    return call<RequestView>(HttpMethod::post, "/requests/{request_id}/unmerge", OneRequest{from},
                             caller(anna));
  }
  RequestDetail shows(RequestId request) {
    const auto shown =
        call<RequestDetail>(HttpMethod::get, one_request, OneRequest{request}, caller(anna));
    EXPECT_TRUE(shown) << shown.error().message;
    return shown.value_or(RequestDetail{});
  }
  std::vector<WishView> wishes(WishState state) {
    const auto page =
        call<Page<WishView>>(HttpMethod::get, "/wishes", ListWishes{.state = state}, caller(anna));
    EXPECT_TRUE(page) << page.error().message;
    return page ? page->items : std::vector<WishView>();
  }
  Result<WishView> says(std::string_view what, MessageId message) {
    return call<WishView>(HttpMethod::post, "/wishes/{message_id}/" + std::string(what),
                          OneWish{message}, caller(anna));
  }

  std::vector<DraftReply> drafts;  ///< in order; the first has number 1

 private:
  /// All parts in a row, for statements.
  template <class... Parts>
  static std::string words(const Parts&... parts) {
    std::ostringstream text;
    (text << ... << parts);
    return text.str();
  }

  std::int64_t messages_ = 1000;
};

class ProductTest : public testing::Test {
 protected:
  void TearDown() override {
    bench.settle();
    EXPECT_EQ(bench.held(), "");
    EXPECT_EQ(bench.rebuild_difference(), "");
  }

  ProductBench bench;
};

}  // namespace kith::product
