// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <random>
#include <set>

#include "api_fixture.h"
#include "conversation/conversation_list.h"

namespace kith::conversation {
namespace {

// Lists against a plain reference that looks at every row and sorts.
class ListTest : public ApiFixture {
 protected:
  struct Reference {
    ConversationRow row;
    std::set<std::string> labels;
    bool is_deleted = false;
  };

  template <class T>
  T one_of(std::initializer_list<T> values) {
    return std::data(values)[chance() % values.size()];
  }

  void populate(unsigned seed, int count) {
    chance.seed(seed);
    for (int place = 0; place < 6; ++place) {
      persons.push_back(add_person(fmt::format("P{}", place)));
    }
    std::vector<ConversationId> ids;
    for (int place = 0; place < count; ++place) {
      clock.advance(std::chrono::seconds(1));
      ids.push_back(add_conversation(persons[chance() % persons.size()],
                                     one_of({api_channel, import_channel})));
    }
    for (int message = 0; message < count; ++message) {
      clock.advance(std::chrono::seconds(1));
      add_inbound(ids[chance() % ids.size()], one_of({Asks::answer, Asks::nothing}));
    }
    for (const ConversationId id : ids) {
      ChangeConversation change{.conversation = id,
                                .status = static_cast<Status>(chance() % 4),
                                .assignee = one_of({MemberId{}, ada, grace}),
                                .department = static_cast<Department>(chance() % 3)};
      if (change.status == Status::snoozed) {
        change.snoozed_until = clock.now() + std::chrono::hours(1);
      }
      if (!change.assignee.value()) {
        change.assignee = cleared;
      }
      for (const char* label : {"red", "green"}) {
        if (chance() % 3 == 0) {
          change.add_labels.emplace_back(label);
        }
      }
      must(change);
    }
    for (int merge = 0; merge < count / 8; ++merge) {
      static_cast<void>(apply(MergeConversations{.from = ids[chance() % ids.size()],
                                                 .into = ids[chance() % ids.size()]}));
    }
    execute(fmt::format("UPDATE conversation SET deleted_at = 1 WHERE id = {}", ids[3].value));
    must(MergePersons{.from = persons[0], .into = persons[1]});
    read_reference(ids);
  }

  void read_reference(const std::vector<ConversationId>& ids) {
    for (const ConversationId id : ids) {
      Reference known;
      known.is_deleted = id == ids[3];
      if (!known.is_deleted) {
        known.row = row(id);
      }
      for (const char* label : {"red", "green"}) {
        if (number(fmt::format("SELECT count(*) FROM conversation_label WHERE conversation = {} "
                               "AND label = '{}'",
                               id.value, label)) > 0) {
          known.labels.insert(label);
        }
      }
      reference.push_back(std::move(known));
    }
  }

  ConversationFilter any_filter() {
    ConversationFilter filter;
    for (int more = static_cast<int>(chance() % 3); more > 0; --more) {
      filter.statuses.push_back(static_cast<Status>(chance() % 4));
    }
    filter.needs_reply = chance() % 3 == 0;
    if (chance() % 2 == 0) {
      filter.assignee = one_of({MemberId{}, ada, grace});
    }
    if (chance() % 3 == 0) {
      filter.department = static_cast<Department>(chance() % 3);
    }
    filter.label = one_of<const char*>({"", "", "", "red", "green", "never"});
    filter.channel = one_of({ChannelId{}, ChannelId{}, api_channel, import_channel});
    if (chance() % 4 == 0) {
      filter.persons = one_of<std::vector<std::int64_t>>(
          {{persons[2].value}, {persons[0].value, persons[1].value}});
    }
    return filter;
  }

  static bool fits(const Reference& known, const ConversationFilter& filter) {
    const ConversationRow& it = known.row;
    const auto in = [](const auto& list, auto value) {
      return list.empty() || std::ranges::find(list, value) != list.end();
    };
    return !known.is_deleted && !it.merged_into && in(filter.statuses, it.state.status) &&
           (!filter.needs_reply || it.state.waiting_since) &&
           (!filter.assignee || *filter.assignee == it.assignee) &&
           (!filter.department || *filter.department == it.department) &&
           (filter.label.empty() || known.labels.contains(filter.label)) &&
           (!filter.channel || filter.channel == it.channel) && in(filter.persons, it.person.value);
  }

  std::vector<std::int64_t> expected(const ConversationFilter& filter) const {
    std::vector<std::pair<std::int64_t, std::int64_t>> places;
    for (const Reference& known : reference) {
      if (fits(known, filter)) {
        places.emplace_back(filter.needs_reply ? known.row.state.waiting_since.microseconds
                                               : -known.row.exchange.last_message.value,
                            filter.needs_reply ? known.row.id.value : -known.row.id.value);
      }
    }
    std::ranges::sort(places);
    std::vector<std::int64_t> ids;
    for (const auto& [_, id] : places) {
      ids.push_back(std::abs(id));
    }
    return ids;
  }

  std::vector<std::int64_t> paged(const ConversationFilter& filter, std::size_t limit,
                                  const SearchEffort& effort) {
    std::vector<std::int64_t> ids;
    PagePlace after = list_start(filter.order());
    for (int pages = 0; pages < 1000; ++pages) {
      auto lease = readers.acquire();
      const FoundPage page = find_conversations(**lease, filter, after, limit, effort).value();
      EXPECT_LE(page.ids.size(), limit);
      ids.insert(ids.end(), page.ids.begin(), page.ids.end());
      if (!page.next) {
        return ids;
      }
      EXPECT_TRUE(is_behind(after, *page.next, filter.order()));
      after = *page.next;
    }
    ADD_FAILURE() << "the list never ends";
    return ids;
  }

  std::mt19937 chance;
  std::vector<PersonId> persons;
  std::vector<Reference> reference;
};

TEST_F(ListTest, shows_what_fits_once_and_in_order_however_it_is_paged) {
  populate(7, 80);
  for (int round = 0; round < 400; ++round) {
    SCOPED_TRACE(round);
    const ConversationFilter filter = any_filter();
    const std::size_t limit = 1 + chance() % 9;
    const SearchEffort effort = one_of<SearchEffort>(
        {SearchEffort{}, {.most_gathered = 5, .most_examined = 12}, {.most_gathered = 0}});
    ASSERT_EQ(paged(filter, limit, effort), expected(filter)) << filter.name();
  }
}

TEST_F(ListTest, answers_with_rows_that_an_inbox_needs_nothing_added_to) {
  const PersonId person = add_person("Chris");
  const ConversationId id = add_conversation(person);
  const MessageId message = add_inbound(id);
  execute("UPDATE message SET text = 'line one' || x'0a' || 'line two'");
  must(ChangeConversation{.conversation = id, .assignee = grace, .add_labels = {"b", "a"}});
  const Json page = get("/conversations", {{"assignee", "8"}, {"status", {"open"}}});
  ASSERT_EQ(page["items"].size(), 1U);
  const Json& item = page["items"][0];
  EXPECT_EQ(item["id"], text_of(id));
  EXPECT_EQ(item["number"], 1);
  EXPECT_EQ(item["subject"], "About 1");
  EXPECT_EQ(item["channel_kind"], "api");
  EXPECT_EQ(item["channel_name"], "shop");
  EXPECT_EQ(item["person_name"], "Chris");
  EXPECT_EQ(item["assignee"], "8");
  EXPECT_EQ(item["labels"], (Json{"a", "b"}));
  EXPECT_EQ(item["last_message"]["id"], text_of(message));
  EXPECT_EQ(item["last_message"]["snippet"], "line one line two");
  EXPECT_EQ(item["messages"], 1);
  EXPECT_EQ(item["revision"], 2);
  EXPECT_TRUE(item.contains("waiting_since"));
  EXPECT_FALSE(item.contains("merged_into"));
  EXPECT_FALSE(page.contains("next"));
}

TEST_F(ListTest, pages_through_the_route_and_refuses_a_cursor_of_another_filter) {
  const PersonId person = add_person("Chris");
  for (int place = 0; place < 5; ++place) {
    add_inbound(add_conversation(person));
  }
  Json seen = Json::array();
  Json input = {{"limit", 2}, {"person", text_of(person)}};
  for (int pages = 0; pages < 3; ++pages) {
    const Json page = get("/conversations", input);
    for (const Json& item : page["items"]) {
      seen.push_back(item["number"]);
    }
    EXPECT_EQ(page.contains("next"), pages < 2);
    if (page.contains("next")) {
      input["cursor"] = page["next"];
    }
  }
  EXPECT_EQ(seen, (Json{5, 4, 3, 2, 1}));
  input["needs_reply"] = true;
  EXPECT_EQ(refused(HttpMethod::get, "/conversations", input), ErrorCode::invalid);
  EXPECT_EQ(refused(HttpMethod::get, "/conversations", {{"cursor", "1_2_3"}}), ErrorCode::invalid);
}

TEST_F(ListTest, knows_me_none_and_nobody_else_by_a_word) {
  const PersonId person = add_person("Chris");
  const ConversationId mine = add_conversation(person);
  const ConversationId free = add_conversation(person);
  must(ChangeConversation{.conversation = mine, .assignee = ada});
  const auto ids = [&](const char* assignee) {
    Json found = Json::array();
    const Json page = get("/conversations", {{"assignee", assignee}});
    for (const Json& item : page["items"]) {
      found.push_back(item["id"]);
    }
    return found;
  };
  EXPECT_EQ(ids("me"), Json{text_of(mine)});
  EXPECT_EQ(ids("none"), Json{text_of(free)});
  for (const char* word : {"you", "-1", "7x", "0", ""}) {
    EXPECT_EQ(refused(HttpMethod::get, "/conversations", {{"assignee", word}}), ErrorCode::invalid);
  }
}

TEST_F(ListTest, fetches_just_the_ids_that_were_named) {
  const PersonId person = add_person("Chris");
  const ConversationId first = add_conversation(person);
  const ConversationId second = add_conversation(person);
  const Json page =
      get("/conversations", {{"ids", {text_of(second), "5", text_of(first), text_of(first)}}});
  ASSERT_EQ(page["items"].size(), 2U);
  EXPECT_EQ(page["items"][0]["id"], text_of(second));
  EXPECT_EQ(page["items"][1]["id"], text_of(first));
  EXPECT_EQ(refused(HttpMethod::get, "/conversations",
                    {{"ids", {text_of(first)}}, {"needs_reply", true}}),
            ErrorCode::invalid);
}

}  // namespace
}  // namespace kith::conversation
