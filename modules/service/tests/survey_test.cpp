// SPDX-License-Identifier: Apache-2.0
#include "survey.h"

#include "chance.h"
#include "facets.h"
#include "heard.h"
#include "service_test.h"
#include "survey_events.h"
#include "survey_settings_api.h"
#include "surveys_api.h"

namespace kith::service {
namespace {

using std::chrono::days;

class SurveyTest : public ServiceTest {
 protected:
  static constexpr int chris = 1;
  static constexpr int kim = 2;

  SurveyTest() {
    for (const int person : {chris, kim}) {
      bench.add_person(person);
      bench.execute("INSERT INTO identity VALUES(" + std::to_string(person) + ", 1, x'0" +
                    std::to_string(person) + "', '', '', " + std::to_string(person) + ", '')");
      bench.open_conversation(person, person);
    }
    bench.verbs.carry_out = [this](store::Transaction& transaction, const events::Actor& actor,
                                   const Verb& verb) {
      if (const auto* question = std::get_if<AskMark>(&verb)) {
        asked.push_back(*question);
        message = bench.next_message();
        ASSERT_TRUE(events::append_event(transaction, actor, question->conversation.value,
                                         ReplySubmitted{.message_id = message}));
      }
    };
  }

  void survey(std::int64_t share, std::vector<SurveyWords> words = {}) {
    const auto settings = bench.call<SurveySettingsView>(HttpMethod::get, "/survey_settings",
                                                         Nothing{}, bench.caller(anna));
    const auto set = bench.call<SurveySettingsView>(
        HttpMethod::put, "/survey_settings",
        ReplaceSurveySettings{.share = share, .delay_minutes = 180, .words = std::move(words)},
        bench.caller(anna), settings->revision);
    ASSERT_TRUE(set) << set.error().message;
    EXPECT_EQ(set->share, share);
  }
  /// Somebody asks, is answered, and the case is resolved, now.
  void resolve(std::int64_t conversation) {
    bench.asks(conversation);
    bench.becomes(conversation, Status::open, Cause::message);
    bench.answers(conversation);
    bench.becomes(conversation, Status::resolved);
    bench.execute("UPDATE conversation SET status = 3, last_message = 77 WHERE id = " +
                  std::to_string(conversation));
    bench.settle();
  }
  void wait_for(Duration time) {
    bench.clock.advance(time);
    bench.fire_timers();
    bench.settle();
  }
  /// The network took our question.
  void arrives(std::int64_t conversation) {
    bench.happens(conversation, ReplySent{.message_id = message,
                                          .submitted_at = bench.clock.now(),
                                          .thread_id = {conversation},
                                          .person_id = {conversation}});
    bench.settle();
  }
  /// Chris was asked three hours after their case was resolved.
  void ask_chris() {
    survey(100);
    resolve(chris);
    wait_for(hours(3));
    arrives(chris);
    ASSERT_EQ(asked.size(), 1U);
  }
  MessageId writes(std::int64_t conversation, const std::string& text, bool needs_reply = false,
                   int person = 0) {
    const MessageId id = bench.next_message();
    const std::int64_t writer = person == 0 ? conversation : person;
    bench.execute("INSERT INTO message VALUES(" + std::to_string(id.value) + ", " +
                  std::to_string(conversation) + ", " + std::to_string(writer) +
                  ", 0, 0, 0, 0, 1, 'de', 1, 0, '" + text + "', NULL, '')");
    bench.happens(conversation, MessageAdded{.message_id = id,
                                             .thread_id = {conversation},
                                             .person_id = {writer},
                                             .posted_at = bench.clock.now(),
                                             .needs_reply = needs_reply});
    bench.settle();
    return id;
  }
  std::vector<int> marks() {
    std::vector<int> marks;
    for (const auto& [head, body] : bench.told<Rated>()) {
      marks.push_back(static_cast<int>(body.mark));
    }
    return marks;
  }
  Result<SurveyView> form(int mark) {
    return bench.call<SurveyView>(HttpMethod::post, "/surveys/{survey_id}/answer",
                                  AnswerSurvey{{1}, mark}, bench.caller({}));
  }

  std::vector<AskMark> asked;
  MessageId message;
};

using Marks = std::vector<int>;

TEST_F(SurveyTest, nobody_is_asked_before_the_company_says_so) {
  resolve(chris);
  wait_for(days(3));
  EXPECT_TRUE(asked.empty());
  EXPECT_TRUE(bench.told<SurveyDrawn>().empty());
}

TEST_F(SurveyTest, whoever_was_drawn_is_asked_some_hours_later_in_their_language) {
  survey(100, {{"fr", "Alors, de 1 à 5 ?"}, {"de", "Na, 1 bis 5?"}});
  writes(chris, "Wo ist mein Paket");
  resolve(chris);
  const auto drawn = bench.told<SurveyDrawn>();
  ASSERT_EQ(drawn.size(), 1U);
  EXPECT_EQ(drawn[0].first.subject, chris);
  EXPECT_EQ(drawn[0].second.person_id, PersonId{chris});
  EXPECT_EQ(drawn[0].second.due, at(0, 12));
  wait_for(hours(3) - minutes(1));
  EXPECT_TRUE(asked.empty());
  wait_for(minutes(1));
  ASSERT_EQ(asked.size(), 1U);
  EXPECT_EQ(asked[0].conversation, ConversationId{chris});
  EXPECT_EQ(asked[0].text, "Na, 1 bis 5?");
  EXPECT_EQ(asked[0].seen, MessageId{77});
  ASSERT_EQ(bench.told<SurveyAsked>().size(), 1U);
  EXPECT_EQ(bench.number("SELECT message FROM service_survey"), message.value);
}

TEST_F(SurveyTest, imported_conversations_ask_nobody) {
  survey(100);
  bench.imports(chris, Direction::inbound, at(0, 8));
  bench.becomes(chris, Status::resolved);
  bench.settle();
  EXPECT_TRUE(bench.told<SurveyDrawn>().empty());
}

TEST_F(SurveyTest, nobody_is_asked_who_waits_again_or_whose_case_is_open) {
  survey(100);
  resolve(chris);
  resolve(kim);
  bench.execute("UPDATE conversation SET waiting_since = 5 WHERE id = 1");
  bench.execute("UPDATE conversation SET status = 0 WHERE id = 2");
  wait_for(hours(3));
  EXPECT_TRUE(asked.empty());
}

TEST_F(SurveyTest, nobody_is_asked_who_opted_out_or_is_no_customer) {
  survey(100);
  resolve(chris);
  resolve(kim);
  bench.happens(chris, heard::OptOutRecorded{{4}});
  bench.settle();
  bench.execute("UPDATE person SET is_excluded = 1 WHERE id = 2");
  wait_for(hours(3));
  EXPECT_TRUE(asked.empty());
  bench.happens(chris, heard::OptOutWithdrawn{{4}});
  resolve(chris);
  wait_for(hours(3));
  EXPECT_EQ(asked.size(), 1U);
}

TEST_F(SurveyTest, nobody_is_asked_after_the_company_stopped_asking) {
  survey(100);
  resolve(chris);
  survey(0);
  wait_for(hours(3));
  EXPECT_TRUE(asked.empty());
}

TEST_F(SurveyTest, nobody_is_asked_twice_within_thirty_days_under_whatever_name) {
  ask_chris();
  resolve(chris);
  wait_for(hours(3));
  EXPECT_EQ(asked.size(), 1U);
  bench.execute("UPDATE person SET merged_into = 1, root = 1 WHERE id = 2");
  resolve(kim);
  wait_for(hours(3));
  EXPECT_EQ(asked.size(), 1U) << "Kim turned out to be Chris";
  bench.clock.advance(days(30));
  resolve(kim);
  wait_for(hours(3));
  EXPECT_EQ(asked.size(), 2U);
}

TEST_F(SurveyTest, who_had_two_cases_is_asked_about_the_later_one) {
  survey(100);
  bench.open_conversation(9, chris);
  resolve(chris);
  bench.clock.advance(hours(1));
  resolve(9);
  wait_for(days(1));
  ASSERT_EQ(asked.size(), 1U);
  EXPECT_EQ(asked[0].conversation, ConversationId{9});
}

TEST_F(SurveyTest, a_mark_in_the_conversation_is_the_answer_and_the_last_one_counts) {
  ask_chris();
  writes(chris, "Thanks!");
  const MessageId first = writes(chris, "2");
  auto told = bench.told<Rated>();
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].second.mark, 2);
  EXPECT_EQ(told[0].second.message_id, first);
  EXPECT_EQ(told[0].second.survey_id, SurveyId{1});
  writes(chris, "Sorry, the wrong way round");
  bench.clock.advance(days(6));
  const MessageId last = writes(chris, "★★★★★ very kind");
  EXPECT_EQ(marks(), (Marks{2, 5}));
  EXPECT_EQ(bench.number("SELECT mark FROM service_survey"), 5);
  EXPECT_EQ(bench.number("SELECT answer FROM service_survey"), last.value);
  EXPECT_EQ(bench.state_of(chris), CaseState::resolved);
}

TEST_F(SurveyTest, a_mark_with_a_question_behind_it_counts_and_opens_the_case) {
  ask_chris();
  writes(chris, "1, where is my money?", true);
  bench.becomes(chris, Status::open, Cause::message);
  EXPECT_EQ(bench.state_of(chris), CaseState::waiting);
  EXPECT_EQ(marks(), Marks{1});
  writes(chris, "5");
  EXPECT_EQ(marks(), Marks{1}) << "what we are told now is about something else";
}

TEST_F(SurveyTest, a_number_is_no_mark_where_it_answers_a_colleague_or_comes_late_or_from_another) {
  ask_chris();
  writes(chris, "4", false, kim);
  EXPECT_TRUE(marks().empty()) << "Kim was not asked";
  bench.clock.advance(days(7) + minutes(1));
  writes(chris, "4");
  EXPECT_TRUE(marks().empty()) << "late";
  bench.clock.advance(days(30));
  resolve(chris);
  wait_for(hours(3));
  arrives(chris);
  ASSERT_EQ(asked.size(), 2U);
  bench.answers(chris);
  writes(chris, "4");
  EXPECT_TRUE(marks().empty()) << "Anna had asked how many";
}

TEST_F(SurveyTest, an_answer_that_is_edited_is_another_mark) {
  ask_chris();
  const MessageId answer = writes(chris, "4");
  bench.execute("UPDATE message SET text = '3' WHERE id = " + std::to_string(answer.value));
  bench.happens(chris, MessageEdited{.message_id = answer, .thread_id = {chris}});
  bench.settle();
  EXPECT_EQ(marks(), (Marks{4, 3}));
  bench.happens(chris, MessageEdited{.message_id = {5}, .thread_id = {chris}});
  bench.settle();
  EXPECT_EQ(marks(), (Marks{4, 3}));
}

TEST_F(SurveyTest, a_form_brings_a_mark_for_seven_days) {
  survey(100);
  resolve(chris);
  EXPECT_EQ(form(5).error().code, ErrorCode::rule) << "not asked yet";
  wait_for(hours(3));
  const auto answered = form(5);
  ASSERT_TRUE(answered) << answered.error().message;
  EXPECT_EQ(answered->state, SurveyState::answered);
  EXPECT_EQ(answered->mark, 5);
  EXPECT_EQ(answered->answer_id, std::nullopt);
  EXPECT_TRUE(form(5)) << "twice the same says nothing new";
  EXPECT_TRUE(form(3));
  EXPECT_EQ(marks(), (Marks{5, 3}));
  bench.clock.advance(days(7) + minutes(1));
  EXPECT_EQ(form(1).error().code, ErrorCode::rule);
  EXPECT_EQ(marks(), (Marks{5, 3}));
}

TEST_F(SurveyTest, surveys_are_listed_the_newest_first_and_the_person_shows_the_last_mark) {
  bench.open_conversation(9, chris);
  ask_chris();
  writes(chris, "2");
  bench.clock.advance(days(31));
  resolve(9);
  wait_for(hours(3));
  const auto page = bench.call<Page<SurveyView>>(HttpMethod::get, "/surveys", ListSurveys{1, {}},
                                                 bench.caller(anna));
  ASSERT_TRUE(page) << page.error().message;
  ASSERT_EQ(page->items.size(), 1U);
  EXPECT_EQ(page->items[0].id, SurveyId{2});
  EXPECT_EQ(page->items[0].state, SurveyState::asked);
  EXPECT_TRUE(page->next);
  form(4);
  const auto rated = bench.call<SurveyView>(HttpMethod::get, "/surveys/{survey_id}", OneSurvey{{1}},
                                            bench.caller(anna));
  EXPECT_EQ(rated->mark, 2);
  const auto facet =
      bench.ask([](QueryContext& context) { return person_facet(context, PersonId{chris}); });
  ASSERT_TRUE(facet);
  EXPECT_EQ(facet->last_mark, 2);
  EXPECT_EQ(facet->last_rated_at, at(0, 12));
}

TEST(SurveySettings, ask_in_the_language_of_the_person_as_far_as_there_are_words) {
  SurveySettings settings;
  EXPECT_TRUE(settings.question_in("de").starts_with("Wie waren wir"));
  EXPECT_EQ(settings.question_in("ja"), settings.question_in("en"));
  EXPECT_FALSE(settings.question_in("en").empty());
  settings.words = {{"en", "So?"}, {"ja", "1-5?"}};
  EXPECT_EQ(settings.question_in("ja"), "1-5?");
  EXPECT_EQ(settings.question_in("und"), "So?");
  EXPECT_TRUE(settings.question_in("de").starts_with("Wie waren wir"));
}

TEST(Chance, draws_each_tenth_as_often_and_two_draws_apart) {
  constexpr int events = 50'000;
  std::array<int, 10> tenths{};
  int both = 0;
  for (int event = 0; event < events; ++event) {
    const EventHead head{.sequence = event, .occurred_at = at(0, 9)};
    const std::int64_t number = drawn(head, Draw::survey);
    ASSERT_GE(number, 0);
    ASSERT_LT(number, whole_draw);
    ++tenths.at(static_cast<std::size_t>(number / 1'000));
    both += number < 1'000 && drawn(head, Draw::audit) < 1'000 ? 1 : 0;
  }
  for (const int tenth : tenths) {
    EXPECT_NEAR(tenth, events / 10, 300) << "more than four standard deviations";
  }
  EXPECT_NEAR(both, events / 100, 100);
}

}  // namespace
}  // namespace kith::service
