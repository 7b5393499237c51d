// SPDX-License-Identifier: Apache-2.0
#include "conversation/search_api.h"

#include <gmock/gmock.h>

#include "base/described_writer.h"
#include "conversation/permissions.h"
#include "conversation/tests/search_fixture.h"
#include "text/term_finder.h"

namespace kith::conversation {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

class SearchApi : public SearchFixture {
 protected:
  void SetUp() override {
    SearchFixture::SetUp();
    person = add_person("Bea");
    thread = add_conversation(person);
  }

  Result<SearchAnswer> ask(const SearchMessages& input,
                           std::vector<std::string> permissions = {
                               std::string(conversation_read.name), std::string(note_read.name)}) {
    const Caller caller{.member = ada,
                        .permissions = std::make_shared<PermissionSet>(std::move(permissions))};
    auto lease = readers.acquire();
    QueryContext context(caller, **lease, texts, clock.now());
    return search_messages(context, input);
  }

  const text::TextTools texts;
  PersonId person;
  ConversationId thread;
};

TEST_F(SearchApi, answers_with_message_conversation_and_person) {
  const MessageId id = write(thread, {.text = "Where is my parcel?", .language = "en"});
  const SearchAnswer answer = ask({.q = "parcel"}).value();
  ASSERT_THAT(answer.items, SizeIs(1));
  const FoundMessage& found = answer.items[0];
  EXPECT_EQ(found.message_id, id);
  EXPECT_EQ(found.conversation_id, thread);
  EXPECT_EQ(found.conversation_number, 1);
  EXPECT_EQ(found.subject, "About 1");
  EXPECT_EQ(found.person_id, person);
  EXPECT_EQ(found.person_name, "Bea");
  EXPECT_EQ(found.member_id, std::nullopt);
  EXPECT_EQ(found.snippet, "Where is my parcel?");
  EXPECT_TRUE(answer.is_complete);
  EXPECT_THAT(to_json(answer), HasSubstr(R"("matches":[{"begin":12,"end":18}])"));
}

TEST_F(SearchApi, needs_the_permission_to_read_and_another_for_notes) {
  must(AddNote{.conversation = thread, .text = "parcel is lost", .author = ada});
  EXPECT_EQ(ask({.q = "parcel"}, {}).error().code, ErrorCode::forbidden);
  EXPECT_THAT(ask({.q = "parcel"}).value().items, SizeIs(1));
  EXPECT_THAT(ask({.q = "parcel"}, {std::string(conversation_read.name)}).value().items, SizeIs(0));
}

TEST_F(SearchApi, says_what_is_wrong_with_a_search) {
  for (const char* wrong : {"", " ", "-a", "\"\"", "a*"}) {
    const auto answer = ask({.q = wrong});
    ASSERT_FALSE(answer) << wrong;
    EXPECT_EQ(answer.error().code, ErrorCode::invalid);
    EXPECT_EQ(answer.error().field, "/q");
  }
  EXPECT_EQ(ask({.q = "a", .assignee = "Ada"}).error().field, "/assignee");
  EXPECT_EQ(ask({.q = "a", .cursor = "1_2_3"}).error().field, "/cursor");
}

TEST_F(SearchApi, goes_through_pages_by_a_cursor_that_fits_no_other_search) {
  for (int each = 0; each < 5; ++each) {
    write(thread, {.text = "parcel " + std::to_string(each)});
  }
  SearchMessages input{.q = "parcel", .limit = 2};
  std::vector<MessageId> seen;
  std::optional<std::string> first;
  do {
    const SearchAnswer answer = ask(input).value();
    for (const FoundMessage& each : answer.items) {
      seen.push_back(each.message_id);
    }
    input.cursor = answer.next;
    first = first ? first : answer.next;
  } while (input.cursor);
  EXPECT_THAT(seen, SizeIs(5));
  EXPECT_TRUE(std::ranges::is_sorted(seen, std::greater()));
  EXPECT_EQ(ask({.q = "parcels", .cursor = first}).error().code, ErrorCode::invalid);
  EXPECT_EQ(ask({.q = "parcel", .label = "late", .cursor = first}).error().code,
            ErrorCode::invalid);
  EXPECT_TRUE(ask({.q = "parcel", .limit = 3, .cursor = first}));
}

TEST_F(SearchApi, passes_every_filter_on) {
  const MessageId id = write(thread, {.text = "parcel", .language = "de"});
  must(ChangeConversation{.conversation = thread,
                          .status = Status::pending,
                          .assignee = ada,
                          .department = Department::sales,
                          .add_labels = {"late"}});
  const SearchMessages all{.q = "parcel",
                           .channel = api_channel,
                           .language = "de",
                           .department = Department::sales,
                           .person = person,
                           .label = "late",
                           .assignee = "me",
                           .status = {Status::pending},
                           .direction = Direction::inbound,
                           .from = clock.now(),
                           .to = clock.now() + std::chrono::hours(1)};
  ASSERT_THAT(ask(all).value().items, SizeIs(1));
  EXPECT_EQ(ask(all).value().items[0].message_id, id);
  const auto without = [&](auto change) {
    SearchMessages other = all;
    change(other);
    return ask(other).value().items.size();
  };
  EXPECT_EQ(without([](SearchMessages& input) { input.channel = import_channel; }), 0U);
  EXPECT_EQ(without([](SearchMessages& input) { input.language = "en"; }), 0U);
  EXPECT_EQ(without([](SearchMessages& input) { input.department = Department::people; }), 0U);
  EXPECT_EQ(without([](SearchMessages& input) { input.person = PersonId{404}; }), 0U);
  EXPECT_EQ(without([](SearchMessages& input) { input.label = "early"; }), 0U);
  EXPECT_EQ(without([](SearchMessages& input) { input.assignee = "none"; }), 0U);
  EXPECT_EQ(without([](SearchMessages& input) { input.status = {Status::open}; }), 0U);
  EXPECT_EQ(without([](SearchMessages& input) { input.direction = Direction::outbound; }), 0U);
  EXPECT_EQ(without([](SearchMessages& input) { input.from = *input.to; }), 0U);
  EXPECT_EQ(without([](SearchMessages& input) { input.to = *input.from; }), 0U);
}

}  // namespace
}  // namespace kith::conversation
