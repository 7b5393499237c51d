// SPDX-License-Identifier: Apache-2.0
// The audit of R1 against metrics.md section 1: "unanswered, deleted, and those missed by filters
// as estimated from a 1 % audit sample, included".
#include "audit.h"

#include "audits_api.h"
#include "measures.h"
#include "service_test.h"

namespace kith::service {
namespace {

class AuditTest : public ServiceTest {
 protected:
  AuditTest() {
    bench.add_person(1);
    bench.open_conversation(1);
  }

  /// So many thanks, of which chance draws some; returns those.
  std::vector<MessageId> thank(int times) {
    for (int each = 0; each < times; ++each) {
      bench.clock.advance(std::chrono::milliseconds(1));
      bench.says(1);
    }
    bench.settle();
    std::vector<MessageId> drawn;
    for (const auto& [head, body] : bench.told<AuditDrawn>()) {
      drawn.push_back(body.message_id);
    }
    return drawn;
  }
  void judge(MessageId message, bool needs_reply) {
    const auto judged = bench.call<AuditView>(HttpMethod::post, "/audits/{message_id}/judge",
                                              JudgeAudit{message, needs_reply}, bench.caller(anna));
    ASSERT_TRUE(judged) << judged.error().message;
    EXPECT_EQ(judged->needs_reply, needs_reply);
    EXPECT_EQ(judged->judged_by, anna);
  }
  Result<Page<AuditView>> list(const ListAudits& input) {
    return bench.call<Page<AuditView>>(HttpMethod::get, "/audits", input, bench.caller(anna));
  }
  /// Answered within a day, and not.
  std::pair<std::int64_t, std::int64_t> coverage() {
    bench.clock.set(at(3, 0));
    bench.settle();
    const auto observed = bench.ask(
        [](QueryContext& context) { return observe_coverage(context, {at(0, 0), at(7, 0)}); });
    EXPECT_TRUE(observed) << observed.error().detail;
    const std::int64_t answered = std::ranges::count(*observed, 1, &Observation::value);
    return {answered, static_cast<std::int64_t>(observed->size()) - answered};
  }
};

TEST_F(AuditTest, draws_one_in_a_hundred_of_what_seems_to_need_no_reply) {
  const auto drawn = thank(3'000).size();
  EXPECT_GT(drawn, 10U);
  EXPECT_LT(drawn, 55U);
  for (int each = 0; each < 500; ++each) {
    bench.imports(1, Direction::inbound, at(0, 1));
    bench.adds(1, {.direction = Direction::note, .member_id = anna});
    bench.adds(1, {.direction = Direction::outbound, .member_id = anna});
    bench.asks(1);
  }
  EXPECT_EQ(thank(0).size(), drawn);
}

TEST_F(AuditTest, lists_what_waits_to_be_judged_and_what_was) {
  const std::vector<MessageId> drawn = thank(1'000);
  ASSERT_GT(drawn.size(), 3U);
  judge(drawn[1], true);
  const auto open = list({.limit = 2});
  ASSERT_TRUE(open) << open.error().message;
  ASSERT_EQ(open->items.size(), 2U);
  EXPECT_EQ(open->items[0].message_id, drawn.back());
  EXPECT_EQ(open->items[0].conversation_id, ConversationId{1});
  EXPECT_TRUE(open->next);
  const auto judged = list({.judged = true});
  ASSERT_EQ(judged->items.size(), 1U);
  EXPECT_EQ(judged->items[0].message_id, drawn[1]);
  const auto absent = bench.call<AuditView>(HttpMethod::post, "/audits/{message_id}/judge",
                                            JudgeAudit{{5}, true}, bench.caller(anna));
  EXPECT_EQ(absent.error().code, ErrorCode::not_found);
}

TEST_F(AuditTest, what_was_missed_stands_for_what_it_was_drawn_from) {
  bench.asks(1);
  bench.clock.advance(minutes(10));
  bench.answers(1);
  const std::vector<MessageId> drawn = thank(1'000);
  const auto count = static_cast<std::int64_t>(drawn.size());
  ASSERT_GT(count, 3);
  EXPECT_EQ(coverage(), (std::pair<std::int64_t, std::int64_t>{1, 0})) << "nobody has judged";
  judge(drawn[0], false);
  EXPECT_EQ(coverage(), (std::pair<std::int64_t, std::int64_t>{1, 0}));
  judge(drawn[1], true);
  EXPECT_EQ(coverage(), (std::pair<std::int64_t, std::int64_t>{1, 100 * count / 2}))
      << "half of the judged ones were missed: half of all";
  for (const MessageId message : drawn) {
    judge(message, message == drawn[1]);
  }
  EXPECT_EQ(coverage(), (std::pair<std::int64_t, std::int64_t>{1, 100}));
  judge(drawn[1], false);
  EXPECT_EQ(coverage(), (std::pair<std::int64_t, std::int64_t>{1, 0})) << "thought better of it";
}

TEST_F(AuditTest, what_was_missed_and_answered_all_the_same_counts_as_answered) {
  const std::vector<MessageId> drawn = thank(1'000);
  for (const MessageId message : drawn) {
    judge(message, message == drawn[0]);
  }
  bench.execute("INSERT INTO message VALUES(" + std::to_string(drawn[0].value + 50'000) +
                ", 1, 0, 11, 1, 3, 0, " + std::to_string(at(0, 10).microseconds) +
                ", 'en', 1, 0, '', NULL, '')");
  EXPECT_EQ(coverage(), (std::pair<std::int64_t, std::int64_t>{100, 0}));
}

}  // namespace
}  // namespace kith::service
