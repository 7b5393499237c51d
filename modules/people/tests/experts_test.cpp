// SPDX-License-Identifier: Apache-2.0
#include "experts_api.h"
#include "people_test.h"

namespace kith::people {
namespace {

constexpr const char* about_export = "How do I export my invoices of last year as a PDF file?";
constexpr const char* about_export_too = "How can I export all my invoices of last year as PDF?";
constexpr const char* about_parcel = "My parcel has not arrived yet, where is it?";

class ExpertsTest : public PeopleTest {
 protected:
  ExpertsTest() {
    for (const std::int64_t conversation : {1, 2, 3, 4}) {
      bench.add_conversation(conversation);
    }
  }

  MessageId answered(std::int64_t thread, const std::string& text, MemberId member,
                     std::int64_t person = 1) {
    const MessageId question = bench.asks(thread, text, person);
    bench.settle();
    bench.answers(thread, member, person);
    bench.settle();
    return question;
  }
  Experts for_text(const std::string& text) {
    auto experts = bench.get<Experts>("/experts", FindExperts{.text = text});
    EXPECT_TRUE(experts) << (experts ? "" : experts.error().message);
    return experts ? *std::move(experts) : Experts{};
  }
};

TEST_F(ExpertsTest, are_the_colleagues_whose_own_answers_were_to_alike_questions) {
  bench.joins(anna, Department::service);
  bench.joins(ben, Department::sales);
  const MessageId question = answered(1, about_export, anna);
  bench.thanks(1);
  answered(2, about_parcel, ben);
  const Experts experts = for_text(about_export_too);
  ASSERT_EQ(experts.colleagues.size(), 1U);
  const Expert& expert = experts.colleagues[0];
  EXPECT_EQ(expert.member_id, anna);
  EXPECT_EQ(expert.department, Department::service);
  ASSERT_EQ(expert.evidence.size(), 1U);
  EXPECT_EQ(expert.evidence[0].question_id, question);
  EXPECT_EQ(expert.evidence[0].answer_id, MessageId{question.value + 1});
  EXPECT_EQ(expert.evidence[0].verdict, Verdict::helped);
  EXPECT_GE(expert.evidence[0].likeness, least_likeness);
  EXPECT_EQ(experts.compared, 2);
  EXPECT_EQ(experts.most_compared, most_compared);
  EXPECT_EQ(experts.reason, "");
  EXPECT_EQ(experts.links, std::vector<std::string>{"/api/v1/conversations/1"});
}

TEST_F(ExpertsTest, are_nobody_with_the_reason_where_nothing_is_alike) {
  EXPECT_NE(for_text(about_export).reason, "");
  answered(1, about_parcel, ben);
  const Experts experts = for_text(about_export);
  EXPECT_TRUE(experts.colleagues.empty());
  EXPECT_EQ(experts.compared, 1);
  EXPECT_EQ(experts.reason, "No colleague has answered a question that is enough like it.");
}

TEST_F(ExpertsTest, of_a_message_are_found_by_its_text_and_not_by_itself) {
  const MessageId first = answered(1, about_export, anna);
  const MessageId second = bench.asks(2, about_export_too);
  const auto found = bench.get<Experts>("/experts", FindExperts{.message_id = second});
  ASSERT_TRUE(found);
  ASSERT_EQ(found->colleagues.size(), 1U);
  EXPECT_EQ(found->colleagues[0].evidence[0].question_id, first);
  const auto of_itself = bench.get<Experts>("/experts", FindExperts{.message_id = first});
  ASSERT_TRUE(of_itself);
  EXPECT_TRUE(of_itself->colleagues.empty());
  EXPECT_EQ(bench.get<Experts>("/experts", FindExperts{.message_id = MessageId{99}}).error().code,
            ErrorCode::not_found);
  EXPECT_EQ(bench.get<Experts>("/experts", FindExperts{}).error().code, ErrorCode::invalid);
}

TEST_F(ExpertsTest, leave_with_those_who_leave) {
  bench.joins(anna, Department::service);
  answered(1, about_export, anna);
  bench.joins(anna, Department::service, false);
  EXPECT_TRUE(for_text(about_export).colleagues.empty());
  EXPECT_NE(for_text(about_export).reason.find("has left"), std::string::npos);
}

TEST_F(ExpertsTest, are_at_most_five_with_three_questions_each) {
  for (std::int64_t member = 20; member < 27; ++member) {
    for (int each = 0; each < 4; ++each) {
      answered(1, about_export, MemberId{member});
    }
  }
  const Experts experts = for_text(about_export);
  ASSERT_EQ(experts.colleagues.size(), 5U);
  for (const Expert& each : experts.colleagues) {
    EXPECT_EQ(each.evidence.size(), 3U);
  }
}

TEST_F(ExpertsTest, lose_a_question_that_is_deleted_and_one_whose_answer_or_asker_is_erased) {
  const MessageId deleted = answered(1, about_export, anna);
  answered(2, about_export, anna, 2);
  const MessageId unanswered = answered(3, about_export, anna, 3);
  EXPECT_EQ(bench.count("people_sketch"), 3);
  bench.happens(1, MessageDeleted{.message_id = deleted, .thread_id = {1}});
  EXPECT_EQ(bench.count("people_sketch"), 2);
  bench.happens(2, PersonErased{.messages = 1});
  EXPECT_EQ(bench.count("people_sketch"), 1);
  bench.happens(3, MessageDeleted{.message_id = {unanswered.value + 1}, .thread_id = {3}});
  EXPECT_EQ(bench.count("people_sketch"), 0);
  EXPECT_EQ(bench.count("people_answer"), 3) << "what was counted stays counted";
  EXPECT_TRUE(for_text(about_export).colleagues.empty());
}

TEST_F(ExpertsTest, follow_what_a_question_says_now) {
  const MessageId question = answered(1, about_parcel, anna);
  const std::string id = std::to_string(question.value);
  bench.execute("UPDATE message SET text = '" + std::string(about_export) + "' WHERE id = " + id);
  const MessageEdited edited{
      .message_id = question, .needs_reply = true, .thread_id = {1}, .person_id = {1}};
  bench.happens(1, edited);
  EXPECT_EQ(for_text(about_export_too).colleagues.size(), 1U);
  bench.execute("UPDATE message SET text = '' WHERE id = " + id);
  bench.happens(1, edited);
  EXPECT_EQ(bench.count("people_sketch"), 0);
}

TEST_F(ExpertsTest, do_not_come_back_with_an_edit_once_the_answer_is_gone) {
  const MessageId question = answered(1, about_export, anna);
  const MessageId answer{question.value + 1};
  bench.execute(
      "INSERT INTO message(id, conversation, identity, member, direction, delivery, "
      "needs_reply, posted_at, language, revision, erased_at, text, tags) VALUES(" +
      std::to_string(answer.value) + ", 1, 0, 11, 1, 3, 0, 1, 'en', 1, 5, '', '')");
  bench.happens(1, MessageDeleted{.message_id = answer, .thread_id = {1}});
  bench.happens(
      1, MessageEdited{
             .message_id = question, .needs_reply = true, .thread_id = {1}, .person_id = {1}});
  EXPECT_EQ(bench.count("people_sketch"), 0);
}

TEST_F(ExpertsTest, are_told_by_the_message_facet_or_why_not) {
  const auto facet = [&](MessageId message) {
    bench.settle();
    return bench.ask([&](QueryContext& context) { return message_facet(context, message); });
  };
  const MessageId first = answered(1, about_export, anna);
  const MessageId second = bench.asks(2, about_export_too);
  const auto found = facet(second);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->colleagues[0].member_id, anna);
  EXPECT_EQ(found->links, std::vector<std::string>{"/api/v1/people/experts?message_id=" +
                                                   std::to_string(second.value)});
  EXPECT_EQ(facet(first).error().code, ErrorCode::not_found);
  bench.execute("UPDATE message SET direction = 1 WHERE id = " + std::to_string(second.value));
  EXPECT_NE(facet(second).error().message.find("own"), std::string::npos);
  bench.execute("UPDATE message SET direction = 0, text = '' WHERE id = " +
                std::to_string(second.value));
  EXPECT_EQ(facet(second).error().message, "Its text is gone.");
}

TEST_F(ExpertsTest, are_not_asked_of_a_person) {
  for (const Facet& each : module().facets) {
    EXPECT_NE(each.noun, Noun::person);
  }
  EXPECT_TRUE(module().events.empty());
}

}  // namespace
}  // namespace kith::people
