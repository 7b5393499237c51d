// SPDX-License-Identifier: Apache-2.0
#include "service_test.h"

#include "calendar_api.h"
#include "case_actions.h"
#include "permissions.h"
#include "policies_api.h"
#include "summary_api.h"

namespace kith::service {
namespace {

class RoutesTest : public ServiceTest {
 protected:
  RoutesTest() {
    // The platform's part of the verbs that the tests below use.
    bench.verbs.carry_out = [](store::Transaction& transaction, const events::Actor& actor,
                               const Verb& verb) {
      const auto* change = std::get_if<ChangeConversation>(&verb);
      if (change != nullptr && change->status) {
        ASSERT_TRUE(events::append_event(transaction, actor, change->conversation.value,
                                         StatusChanged{.to = *change->status}));
      }
    };
  }

  Result<Page<CaseView>> list(const ListCases& input) {
    return bench.call<Page<CaseView>>(HttpMethod::get, "/cases", input, bench.caller(anna));
  }
  std::vector<std::int64_t> numbers(const ListCases& input) {
    const auto page = list(input);
    std::vector<std::int64_t> numbers;
    if (!page) {
      ADD_FAILURE() << page.error().message;
      return numbers;
    }
    for (const CaseView& view : page->items) {
      numbers.push_back(view.number);
    }
    return numbers;
  }
  template <class Input>
  Result<CaseView> act(std::string_view action, const Input& input) {
    return bench.call<CaseView>(HttpMethod::post, "/cases/{conversation_id}/" + std::string(action),
                                input, bench.caller(anna));
  }
  const ChangeConversation& last_change() {
    return std::get<ChangeConversation>(bench.verbs.noted.back());
  }
  void open_cases(int most) {
    for (int number = 1; number <= most; ++number) {
      bench.open_conversation(number);
      bench.asks(number);
      bench.clock.advance(minutes(1));
    }
  }
};

using Numbers = std::vector<std::int64_t>;

TEST_F(RoutesTest, show_one_case_and_none_where_nobody_asked) {
  bench.open_conversation(1);
  bench.open_conversation(2);
  bench.asks(1);
  bench.says(2);
  const auto shown = bench.call<CaseView>(HttpMethod::get, "/cases/{conversation_id}", OneCase{{1}},
                                          bench.caller(anna));
  ASSERT_TRUE(shown) << shown.error().message;
  EXPECT_EQ(shown->state, CaseState::waiting);
  EXPECT_EQ(shown->waiting_since, at(0, 9));
  EXPECT_EQ(shown->due, at(0, 13));
  EXPECT_EQ(shown->number, 1);
  const auto absent = bench.call<CaseView>(HttpMethod::get, "/cases/{conversation_id}",
                                           OneCase{{2}}, bench.caller(anna));
  EXPECT_EQ(absent.error().code, ErrorCode::not_found);
}

TEST_F(RoutesTest, list_the_longest_waiting_first_page_by_page) {
  open_cases(7);
  bench.answers(3);
  Numbers seen;
  ListCases input{.limit = 2};
  for (int page = 0; page < 3; ++page) {
    const auto got = list(input);
    ASSERT_TRUE(got);
    ASSERT_EQ(got->items.size(), 2U);
    EXPECT_EQ(got->next.has_value(), page < 2);
    for (const CaseView& view : got->items) {
      seen.push_back(view.number);
    }
    input.cursor = got->next;
  }
  EXPECT_EQ(seen, (Numbers{1, 2, 4, 5, 6, 7}));
  EXPECT_EQ(numbers({.state = CaseState::answered}), (Numbers{3}));
}

TEST_F(RoutesTest, go_through_cases_of_one_moment_without_gap_or_repeat) {
  for (int number = 1; number <= 5; ++number) {
    bench.open_conversation(number);
    bench.asks(number);
  }
  for (const CaseOrder order : {CaseOrder::oldest, CaseOrder::due}) {
    Numbers seen;
    ListCases input{.order = order, .limit = 2};
    do {
      const auto got = list(input);
      ASSERT_TRUE(got);
      for (const CaseView& view : got->items) {
        seen.push_back(view.number);
      }
      input.cursor = got->next;
    } while (input.cursor);
    EXPECT_EQ(seen, (Numbers{1, 2, 3, 4, 5}));
  }
}

TEST_F(RoutesTest, filter_by_assignee_and_by_what_is_overdue) {
  open_cases(4);
  bench.happens(1, AssigneeChanged{.to = anna});
  bench.happens(2, AssigneeChanged{.to = ben});
  bench.happens(4, PriorityChanged{.to = Priority::urgent});
  EXPECT_EQ(numbers({.assignee = "me"}), (Numbers{1}));
  EXPECT_EQ(numbers({.assignee = "12"}), (Numbers{2}));
  EXPECT_EQ(numbers({.assignee = "none"}), (Numbers{3, 4}));
  EXPECT_EQ(numbers({.overdue = true}), Numbers{});
  bench.clock.set(at(0, 13, 1));
  EXPECT_EQ(numbers({.overdue = true}), (Numbers{1, 2}));
  EXPECT_EQ(numbers({.assignee = "me", .overdue = true}), (Numbers{1}));
  EXPECT_EQ(numbers({.assignee = "none", .order = CaseOrder::due}), (Numbers{3, 4}));
  EXPECT_EQ(list({.assignee = "Anna"}).error().field, "/assignee");
  EXPECT_EQ(list({.state = CaseState::none}).error().field, "/state");
}

TEST_F(RoutesTest, refuse_a_cursor_of_another_list) {
  open_cases(3);
  const auto page = list({.limit = 1});
  ASSERT_TRUE(page && page->next);
  EXPECT_EQ(list({.assignee = "me", .cursor = page->next}).error().field, "/cursor");
  EXPECT_EQ(list({.order = CaseOrder::due, .cursor = page->next}).error().field, "/cursor");
}

TEST_F(RoutesTest, resolving_answers_the_case_as_it_is_then) {
  open_cases(1);
  const auto resolved = act("resolve", ResolveCase{{1}, "Sent a new lid."});
  ASSERT_TRUE(resolved) << resolved.error().message;
  EXPECT_EQ(resolved->state, CaseState::resolved);
  ASSERT_EQ(bench.verbs.noted.size(), 2U);
  const auto& note = std::get<AddNote>(bench.verbs.noted[1]);
  EXPECT_EQ(note.text, "Sent a new lid.");
  EXPECT_EQ(note.author, anna);
  const auto reopened = act("reopen", OneCase{{1}});
  ASSERT_TRUE(reopened);
  EXPECT_EQ(reopened->state, CaseState::answered);
  EXPECT_EQ(reopened->reopened, 1);
}

TEST_F(RoutesTest, each_action_is_one_verb) {
  open_cases(1);
  ASSERT_TRUE(act("snooze", SnoozeCase{{1}, at(1, 9)}));
  EXPECT_EQ(last_change().status, Status::snoozed);
  EXPECT_EQ(last_change().snoozed_until.value(), at(1, 9));
  ASSERT_TRUE(act("assign", AssignCase{{1}, ben}));
  EXPECT_EQ(last_change().assignee.value(), ben);
  ASSERT_TRUE(act("assign", AssignCase{{1}, cleared}));
  EXPECT_TRUE(last_change().assignee.is_cleared());
  ASSERT_TRUE(act("prioritise", PrioritiseCase{{1}, Priority::low}));
  EXPECT_EQ(last_change().priority, Priority::low);
  ASSERT_TRUE(act("label", LabelCase{{1}, {"lid"}, {"spam"}}));
  EXPECT_EQ(last_change().add_labels, std::vector<std::string>{"lid"});
  EXPECT_EQ(last_change().remove_labels, std::vector<std::string>{"spam"});
  EXPECT_EQ(act("assign", AssignCase{{1}, {}}).error().field, "/member_id");
  EXPECT_EQ(act("snooze", SnoozeCase{{1}, at(0, 8)}).error().code, ErrorCode::rule);
  EXPECT_EQ(act("reopen", OneCase{{9}}).error().code, ErrorCode::not_found);
  EXPECT_EQ(bench.verbs.noted.size(), 5U);
}

TEST_F(RoutesTest, need_the_permission_that_they_name) {
  open_cases(1);
  const Caller reader = bench.caller(anna, {"service.case.read"});
  EXPECT_TRUE(bench.call<Page<CaseView>>(HttpMethod::get, "/cases", ListCases{}, reader));
  const auto refused = bench.call<CaseView>(HttpMethod::post, "/cases/{conversation_id}/assign",
                                            AssignCase{{1}, ben}, reader);
  EXPECT_EQ(refused.error().code, ErrorCode::forbidden);
  EXPECT_NE(refused.error().message.find("service.case.assign"), std::string::npos);
  EXPECT_TRUE(bench.verbs.noted.empty());
  for (const Route& route : module().routes) {
    ASSERT_NE(route.permission, nullptr);
  }
}

TEST_F(RoutesTest, the_summary_counts_by_state_and_for_whom) {
  open_cases(4);
  bench.happens(1, AssigneeChanged{.to = anna});
  bench.happens(2, AssigneeChanged{.to = ben});
  bench.answers(2);
  bench.becomes(3, Status::resolved);
  const auto summary =
      bench.call<Summary>(HttpMethod::get, "/summary", Nothing{}, bench.caller(anna));
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->all.waiting, 2);
  EXPECT_EQ(summary->all.answered, 1);
  EXPECT_EQ(summary->all.resolved, 1);
  EXPECT_EQ(summary->mine.waiting, 1);
  EXPECT_EQ(summary->unassigned.waiting, 1);
}

TEST_F(RoutesTest, policies_are_made_changed_and_kept_apart) {
  const Caller admin = bench.caller(anna);
  const auto make = [&](const CreatePolicy& input) {
    return bench.call<PolicyView>(HttpMethod::post, "/policies", input, admin);
  };
  const auto made = make({"Urgent", Priority::urgent, 15, 30, 240, false});
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_EQ(made->revision, 1);
  EXPECT_EQ(made->priority, Priority::urgent);
  EXPECT_EQ(make({"Urgent", Priority::low, 1, 1, 1}).error().field, "/name");
  EXPECT_EQ(make({"Other", Priority::urgent, 1, 1, 1}).error().field, "/priority");
  ASSERT_TRUE(make({"All others", std::nullopt, 60, 60, 600}));
  EXPECT_EQ(make({"More", std::nullopt, 60, 60, 600}).error().code, ErrorCode::conflict);

  const auto change = [&](const ChangePolicy& input, std::int64_t revision) {
    return bench.call<PolicyView>(HttpMethod::patch, "/policies/{policy_id}", input, admin,
                                  revision);
  };
  const ChangePolicy sooner{.policy_id = *made->id, .first_reply_minutes = 10};
  EXPECT_EQ(change(sooner, 7).error().code, ErrorCode::stale);
  const auto changed = change(sooner, 1);
  ASSERT_TRUE(changed);
  EXPECT_EQ(changed->first_reply_minutes, 10);
  EXPECT_EQ(changed->next_reply_minutes, 30);
  EXPECT_EQ(changed->revision, 2);
  EXPECT_EQ(change({.policy_id = {99}}, 1).error().code, ErrorCode::not_found);
  EXPECT_EQ(change({.policy_id = *made->id, .priority = cleared}, 2).error().field, "/priority");

  const auto all = bench.call<Page<PolicyView>>(HttpMethod::get, "/policies", Nothing{}, admin);
  ASSERT_TRUE(all);
  ASSERT_EQ(all->items.size(), 3U);
  EXPECT_EQ(all->items.back().id, std::nullopt);
  EXPECT_EQ(all->items[1].name, "All others");
  EXPECT_EQ(all->items[1].id, PolicyId{2}) << "what was refused got no number";
  std::vector<std::int64_t> subjects;
  for (const auto& [head, body] : bench.told<PolicyChanged>()) {
    EXPECT_EQ(head.noun, Noun::own);
    EXPECT_EQ(head.subject, body.policy_id.value);
    subjects.push_back(head.subject);
  }
  EXPECT_EQ(subjects, (std::vector<std::int64_t>{1, 2, 1}));
}

TEST_F(RoutesTest, the_calendar_is_replaced_whole_and_business_time_follows_it) {
  const Caller admin = bench.caller(anna);
  const auto built_in = bench.call<CalendarView>(HttpMethod::get, "/calendar", Nothing{}, admin);
  ASSERT_TRUE(built_in);
  EXPECT_EQ(built_in->revision, 0);
  ASSERT_EQ(built_in->hours.size(), 5U);
  EXPECT_EQ(built_in->hours[0].opens, "09:00");

  const auto replace = [&](const ReplaceCalendar& input, std::int64_t revision) {
    return bench.call<CalendarView>(HttpMethod::put, "/calendar", input, admin, revision);
  };
  ReplaceCalendar wanted{.zone = "Europe/Berlin",
                         .hours = {{Weekday::monday, "08:00", "12:00"},
                                   {Weekday::monday, "22:00", "00:00"},
                                   {Weekday::tuesday, "08:00", "12:00"}},
                         .holidays = {"2026-01-06", "2025-12-25", "2026-01-06"},
                         .offsets = {{at(-100, 0), 60}}};
  EXPECT_EQ(replace(wanted, 3).error().code, ErrorCode::stale);
  const auto replaced = replace(wanted, 0);
  ASSERT_TRUE(replaced) << replaced.error().message;
  EXPECT_EQ(replaced->revision, 1);
  EXPECT_EQ(replaced->holidays, (std::vector<std::string>{"2025-12-25", "2026-01-06"}));
  EXPECT_EQ(replaced->hours[1].closes, "00:00");
  EXPECT_EQ(replaced->offsets[0].minutes, 60);
  EXPECT_EQ(bench.told<CalendarChanged>().size(), 1U);

  bench.clock.set(at(0, 10));
  bench.asks(1);
  EXPECT_EQ(bench.case_now(1).targets.reply_due, at(7, 8))
      << "an hour to noon in Berlin, two at night, Tuesday is a holiday, an hour next Monday";

  wanted.offsets.clear();
  EXPECT_EQ(replace(wanted, 1).error().field, "/offsets");
  wanted.zone = "UTC";
  wanted.hours = {{Weekday::friday, "12:00", "08:00"}};
  EXPECT_EQ(replace(wanted, 1).error().field, "/hours");
}

}  // namespace
}  // namespace kith::service
