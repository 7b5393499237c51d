// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "conversation/tests/search_fixture.h"

namespace kith::conversation {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// Two people with a conversation each, and what a filter leaves of them: from the index and from
/// the tail alike.
class SearchFilters : public SearchFixture, public testing::WithParamInterface<bool> {
 protected:
  void SetUp() override {
    SearchFixture::SetUp();
    ada_person = add_person("Ada");
    bob_person = add_person("Bob", import_channel);
    left = add_conversation(ada_person);
    right = add_conversation(bob_person, import_channel);
    in_left = write(left, {.text = "parcel one", .language = "en"});
    in_right = write(right, {.text = "parcel two", .language = "de", .channel = import_channel});
    settle();
  }
  void settle() {
    if (GetParam()) {
      index_all();
    }
  }
  std::vector<MessageId> parcels(SearchFilter filter) {
    SearchRequest request = request_for("parcel");
    request.filter = std::move(filter);
    return ids_of(request);
  }

  PersonId ada_person, bob_person;
  ConversationId left, right;
  MessageId in_left, in_right;
};

INSTANTIATE_TEST_SUITE_P(, SearchFilters, testing::Bool(),
                         [](const testing::TestParamInfo<bool>& param) {
                           return param.param ? "indexed" : "in_tail";
                         });

TEST_P(SearchFilters, channel) {
  EXPECT_THAT(parcels({.channel = api_channel}), ElementsAre(in_left));
  EXPECT_THAT(parcels({.channel = import_channel}), ElementsAre(in_right));
  EXPECT_THAT(parcels({.channel = {12}}), IsEmpty());
}

TEST_P(SearchFilters, language) {
  EXPECT_THAT(parcels({.language = "de"}), ElementsAre(in_right));
  EXPECT_THAT(parcels({.language = "fr"}), IsEmpty());
}

TEST_P(SearchFilters, channel_and_language_together) {
  EXPECT_THAT(parcels({.channel = import_channel, .language = "de"}), ElementsAre(in_right));
  EXPECT_THAT(parcels({.channel = import_channel, .language = "en"}), IsEmpty());
}

TEST_P(SearchFilters, status) {
  must(ChangeConversation{.conversation = left, .status = Status::resolved});
  EXPECT_THAT(parcels({.statuses = {Status::resolved}}), ElementsAre(in_left));
  EXPECT_THAT(parcels({.statuses = {Status::open, Status::pending}}), ElementsAre(in_right));
  EXPECT_THAT(parcels({.statuses = {Status::open, Status::resolved}}),
              ElementsAre(in_right, in_left));
}

TEST_P(SearchFilters, department) {
  must(ChangeConversation{.conversation = left, .department = Department::sales});
  EXPECT_THAT(parcels({.department = Department::sales}), ElementsAre(in_left));
  EXPECT_THAT(parcels({.department = Department::none}), ElementsAre(in_right));
}

TEST_P(SearchFilters, assignee) {
  must(ChangeConversation{.conversation = left, .assignee = grace});
  EXPECT_THAT(parcels({.assignee = grace}), ElementsAre(in_left));
  EXPECT_THAT(parcels({.assignee = MemberId{}}), ElementsAre(in_right));
  EXPECT_THAT(parcels({.assignee = ada}), IsEmpty());
}

TEST_P(SearchFilters, label) {
  must(ChangeConversation{.conversation = right, .add_labels = {"late"}});
  EXPECT_THAT(parcels({.label = "late"}), ElementsAre(in_right));
  EXPECT_THAT(parcels({.label = "lat"}), IsEmpty());
  EXPECT_THAT(parcels({.label = "' OR 1=1 --"}), IsEmpty());
}

TEST_P(SearchFilters, direction) {
  const MessageId ours =
      write(left, {.text = "your parcel left", .direction = Direction::outbound});
  settle();
  EXPECT_THAT(parcels({.direction = Direction::outbound}), ElementsAre(ours));
  EXPECT_THAT(parcels({.direction = Direction::inbound}), ElementsAre(in_right, in_left));
}

TEST_P(SearchFilters, notes_are_found_only_by_those_who_may_read_them) {
  const MessageId note{must(AddNote{.conversation = left, .text = "parcel lost", .author = ada})};
  settle();
  EXPECT_THAT(parcels({}), ElementsAre(in_right, in_left));
  EXPECT_THAT(parcels({.with_notes = true}), ElementsAre(note, in_right, in_left));
  EXPECT_THAT(parcels({.direction = Direction::note}), IsEmpty());
  EXPECT_THAT(parcels({.direction = Direction::note, .with_notes = true}), ElementsAre(note));
}

TEST_P(SearchFilters, person_is_in_the_conversation_whoever_wrote) {
  const MessageId ours =
      write(left, {.text = "your parcel left", .direction = Direction::outbound});
  execute(fmt::format("INSERT INTO participant VALUES({}, {}, 'author')", right.value,
                      ada_person.value));
  const MessageId beside = write(right, {.text = "my parcel too", .author = ada_person});
  settle();
  EXPECT_THAT(parcels({.person = bob_person}), ElementsAre(beside, in_right));
  EXPECT_THAT(parcels({.person = ada_person}), ElementsAre(beside, ours, in_right, in_left));
}

TEST_P(SearchFilters, person_holds_all_that_were_merged_into_them) {
  must(MergePersons{.from = bob_person, .into = ada_person});
  EXPECT_THAT(parcels({.person = ada_person}), ElementsAre(in_right, in_left));
  const SearchResult result = try_search(request_for("two")).value();
  ASSERT_EQ(result.found.size(), 1U);
  EXPECT_EQ(result.found[0].row.person, ada_person);
  EXPECT_EQ(result.found[0].row.person_name, "Ada");
}

TEST_P(SearchFilters, a_merged_conversation_counts_as_the_one_it_is_part_of) {
  must(ChangeConversation{.conversation = left, .assignee = grace, .add_labels = {"late"}});
  must(MergeConversations{.from = right, .into = left});
  EXPECT_THAT(parcels({.assignee = grace}), ElementsAre(in_right, in_left));
  EXPECT_THAT(parcels({.label = "late"}), ElementsAre(in_right, in_left));
  EXPECT_THAT(parcels({.person = ada_person}), ElementsAre(in_right, in_left));
  const SearchResult result = try_search(request_for("two")).value();
  ASSERT_EQ(result.found.size(), 1U);
  EXPECT_EQ(result.found[0].row.conversation, left);
  EXPECT_EQ(result.found[0].row.thread, right);
  EXPECT_EQ(result.found[0].row.number, row(left).number);
  EXPECT_THAT(parcels({.channel = import_channel}), ElementsAre(in_right));
}

TEST_P(SearchFilters, dates_hold_for_the_posts_own_time) {
  const Time start = clock.now();
  const Time late = start - std::chrono::days(3);
  const MessageId delayed = [&] {
    const MessageId id = write(left, {.text = "parcel, delivered late"});
    execute(fmt::format("UPDATE message SET posted_at = {} WHERE id = {}", late.microseconds,
                        id.value));
    return id;
  }();
  clock.advance(std::chrono::days(30));
  const MessageId newer = write(left, {.text = "parcel again"});
  const Time old = start - std::chrono::days(900);
  const MessageId history = write(right, {.text = "parcel of old", .posted_at = old});
  settle();
  const auto hour = std::chrono::hours(1);
  EXPECT_THAT(parcels({.from = clock.now()}), ElementsAre(newer));
  EXPECT_THAT(parcels({.from = late, .to = late + hour}), ElementsAre(delayed));
  EXPECT_THAT(parcels({.to = late + hour}), ElementsAre(delayed, history));
  EXPECT_THAT(parcels({.to = late}), ElementsAre(history));
  EXPECT_THAT(parcels({.from = old + hour, .to = start}), ElementsAre(delayed));
  EXPECT_THAT(parcels({.from = old, .to = clock.now()}),
              ElementsAre(delayed, in_right, in_left, history));
  EXPECT_THAT(parcels({.to = old}), IsEmpty());
}

TEST_P(SearchFilters, a_deleted_conversation_is_not_searched) {
  execute(fmt::format("UPDATE conversation SET deleted_at = 1 WHERE id = {}", right.value));
  EXPECT_THAT(parcels({}), ElementsAre(in_left));
  EXPECT_THAT(parcels({.person = bob_person}), IsEmpty());
}

TEST_P(SearchFilters, a_reply_that_was_taken_back_is_not_found) {
  const MessageId reply{must(SubmitReply{.conversation = left,
                                         .text = "the parcel is there",
                                         .sender = ada,
                                         .seen = in_left,
                                         .not_before = clock.now() + std::chrono::hours(1)})};
  settle();
  EXPECT_THAT(parcels({}), ElementsAre(reply, in_right, in_left));
  must(UndoReply{.message = reply});
  EXPECT_THAT(parcels({}), ElementsAre(in_right, in_left));
}

TEST_P(SearchFilters, an_erased_person_is_gone_before_their_texts_are) {
  const MessageId ours =
      write(left, {.text = "your parcel left", .direction = Direction::outbound});
  settle();
  execute(fmt::format("UPDATE person SET erased_at = 1 WHERE id = {}", ada_person.value));
  EXPECT_THAT(parcels({}), ElementsAre(in_right)) << ours.value;
  EXPECT_THAT(parcels({.person = ada_person}), IsEmpty());
}

TEST_P(SearchFilters, narrow_filters_find_words_that_all_others_use) {
  for (int each = 0; each < 50; ++each) {
    write(right, {.text = "parcel of others"});
  }
  settle();
  must(ChangeConversation{.conversation = left, .add_labels = {"rare"}});
  SearchRequest request = request_for("parcel");
  request.filter.label = "rare";
  const SearchResult result = try_search(request, {.candidates = 10}).value();
  ASSERT_EQ(result.found.size(), 1U);
  EXPECT_EQ(result.found[0].row.message, in_left);
  EXPECT_TRUE(result.is_complete);
}

}  // namespace
}  // namespace kith::conversation
