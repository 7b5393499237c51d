// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "access/attempt_gate.h"
#include "access/audit.h"
#include "access/caller_cache.h"
#include "access/too_many.h"

namespace kith::access {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

KeyedHash key(int number) {
  return keyed_hash(HashKey{}, "key", std::to_string(number));
}

class AttemptLimitsTest : public testing::Test {
 protected:
  AttemptLimits limits{{.free = 3}, 100};
  Duration now = hours(1);
};

TEST_F(AttemptLimitsTest, doubles_the_wait_after_each_failure_beyond_the_free_ones) {
  for (int attempt = 0; attempt < 3; ++attempt) {
    EXPECT_EQ(limits.charge(key(1), now), Duration());
  }
  EXPECT_EQ(limits.charge(key(1), now), Duration()) << "the fourth starts the waiting";
  for (const int wait : {1, 2, 4, 8, 16, 32}) {
    EXPECT_EQ(limits.charge(key(1), now), seconds(wait));
    now += seconds(wait) - Duration(1);
    EXPECT_EQ(limits.charge(key(1), now), Duration(1));
    now += Duration(1);
    EXPECT_EQ(limits.charge(key(1), now), Duration());
  }
  EXPECT_EQ(limits.charge(key(2), now), Duration()) << "others do not wait";
}

TEST_F(AttemptLimitsTest, stops_doubling_at_the_longest_wait) {
  Duration wait{};
  for (int attempt = 0; attempt < 60; ++attempt) {
    const Duration told = limits.charge(key(1), now);
    wait = told == Duration() ? wait : told;
    now += told;
  }
  EXPECT_EQ(wait, minutes(15));
}

TEST_F(AttemptLimitsTest, forgets_failures_one_by_one) {
  for (int attempt = 0; attempt < 4; ++attempt) {
    limits.charge(key(1), now);
  }
  now += minutes(31);
  EXPECT_EQ(limits.charge(key(1), now), Duration()) << "two of four are forgotten";
  EXPECT_EQ(limits.charge(key(1), now), Duration());
  EXPECT_EQ(limits.charge(key(1), now), seconds(1));
}

TEST_F(AttemptLimitsTest, takes_back_a_charge_but_not_those_of_others) {
  for (int attempt = 0; attempt < 6; ++attempt) {
    limits.charge(key(1), now);
    now += seconds(10);
  }
  limits.refund(key(1));
  EXPECT_EQ(limits.charge(key(1), now), Duration());
  EXPECT_EQ(limits.charge(key(1), now), seconds(4)) << "as if the refunded one had not been";
  limits.refund(key(99));
}

TEST_F(AttemptLimitsTest, keeps_to_its_memory_and_forgets_whom_it_met_longest_ago) {
  for (int attempt = 0; attempt < 5; ++attempt) {
    limits.charge(key(1), now);
  }
  for (int number = 2; number <= 100; ++number) {
    limits.charge(key(number), now);
  }
  EXPECT_NE(limits.charge(key(1), now), Duration()) << "met again, so it stays";
  for (int number = 101; number <= 150; ++number) {
    limits.charge(key(number), now);
  }
  EXPECT_EQ(limits.size(), 100U);
  EXPECT_NE(limits.charge(key(1), now), Duration());
  limits.clear(key(1));
  EXPECT_EQ(limits.charge(key(1), now), Duration());
}

class AttemptGateTest : public testing::Test {
 protected:
  Result<Attempt> enter(const std::string& email, const std::string& network,
                        Familiarity familiarity = Familiarity::stranger) {
    return gate.enter(email, network, familiarity, now);
  }
  int let_in(int attempts, const std::string& email, const std::string& network,
             Familiarity familiarity = Familiarity::stranger) {
    int count = 0;
    for (int attempt = 0; attempt < attempts; ++attempt) {
      count += enter(email, network, familiarity) ? 1 : 0;
    }
    return count;
  }

  AttemptGate gate{HashKey{}, 1000};
  Duration now = hours(1);
};

TEST_F(AttemptGateTest, holds_one_account_down_wherever_it_is_guessed_from) {
  int count = 0;
  for (int network = 0; network < 50; ++network) {
    count += enter("anna@example.org", std::to_string(network)) ? 1 : 0;
  }
  EXPECT_EQ(count, 6);
  const auto refused = enter("anna@example.org", "another");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::too_many);
  EXPECT_EQ(retry_after(refused.error()), seconds(1));
}

TEST_F(AttemptGateTest, holds_one_network_down_whomever_it_guesses_at) {
  int count = 0;
  for (int account = 0; account < 100; ++account) {
    count += enter(std::to_string(account) + "@example.org", "net") ? 1 : 0;
  }
  EXPECT_EQ(count, 31);
}

TEST_F(AttemptGateTest, never_locks_an_account_out_of_where_it_has_been_before) {
  EXPECT_EQ(let_in(50, "anna@example.org", "botnet"), 6);
  now += minutes(1);
  EXPECT_EQ(let_in(6, "anna@example.org", "home", Familiarity::familiar), 6);
  EXPECT_FALSE(enter("anna@example.org", "home", Familiarity::familiar));
}

TEST_F(AttemptGateTest, gives_a_familiar_network_a_clean_slate_after_a_success) {
  let_in(4, "anna@example.org", "home", Familiarity::familiar);
  gate.succeeded(enter("anna@example.org", "home", Familiarity::familiar).value());
  EXPECT_EQ(let_in(6, "anna@example.org", "home", Familiarity::familiar), 6);
}

TEST_F(AttemptGateTest, keeps_what_strangers_failed_when_one_of_them_succeeds) {
  let_in(5, "anna@example.org", "net");
  gate.succeeded(enter("anna@example.org", "net").value());
  EXPECT_EQ(let_in(2, "anna@example.org", "net"), 1);
}

TEST_F(AttemptGateTest, does_not_count_what_was_never_compared) {
  for (int attempt = 0; attempt < 100; ++attempt) {
    const auto entered = enter("anna@example.org", "net");
    ASSERT_TRUE(entered) << attempt;
    gate.abandoned(*entered);
  }
}

TEST_F(AttemptGateTest, does_not_charge_a_network_for_an_account_that_has_to_wait) {
  EXPECT_EQ(let_in(500, "anna@example.org", "net"), 6);
  EXPECT_TRUE(enter("bert@example.org", "net"));
}

TEST(AuditBudget, bounds_what_strangers_write_and_counts_what_it_leaves_out) {
  AuditBudget budget;
  Duration now = hours(1);
  int written = 0;
  for (int attempt = 0; attempt < 1000; ++attempt) {
    written += budget.spend(now) ? 1 : 0;
  }
  EXPECT_EQ(written, 100);
  now += seconds(10);
  EXPECT_EQ(budget.spend(now), 900);
  EXPECT_EQ(budget.spend(now), std::nullopt);
  now += seconds(10);
  EXPECT_EQ(budget.spend(now), 1);
  now += hours(10);
  for (int attempt = 0; attempt < 100; ++attempt) {
    EXPECT_EQ(budget.spend(now), 0) << attempt;
  }
}

class CallerCacheTest : public testing::Test {
 protected:
  CallerCache::Entry entry(std::int64_t member) {
    Authenticated who;
    who.caller.member = {member};
    who.caller.workspace = {member % 2 + 1};
    who.session = {member + 100};
    who.account = {member + 200};
    who.kind = CallerKind::session;
    return {.who = std::make_shared<const Authenticated>(who),
            .expires_at = now + hours(100),
            .idle_after = hours(8),
            .note_every = minutes(5),
            .last_seen = now,
            .noted_at = now};
  }
  void put(int number) { cache.put(key(number), entry(number), cache.generation()); }
  bool has(int number) { return cache.find(key(number), now).has_value(); }

  CallerCache cache{3};
  Time now{1'790'000'000'000'000};
};

TEST_F(CallerCacheTest, keeps_those_seen_last) {
  for (int number = 1; number <= 3; ++number) {
    put(number);
  }
  EXPECT_TRUE(has(1));
  put(4);
  EXPECT_EQ(cache.size(), 3U);
  EXPECT_TRUE(has(1));
  EXPECT_FALSE(has(2));
  put(4);
  EXPECT_EQ(cache.size(), 3U);
}

TEST_F(CallerCacheTest, forgets_whoever_did_nothing_for_so_long) {
  put(1);
  now = now + hours(7);
  EXPECT_TRUE(has(1));
  now = now + hours(8);
  EXPECT_FALSE(has(1));
  EXPECT_EQ(cache.size(), 0U);
}

TEST_F(CallerCacheTest, forgets_whoever_has_come_to_the_end_however_busy) {
  put(1);
  for (int hour = 0; hour < 99; ++hour) {
    now = now + hours(1);
    ASSERT_TRUE(has(1)) << hour;
  }
  now = now + hours(1);
  EXPECT_FALSE(has(1));
}

TEST_F(CallerCacheTest, asks_now_and_then_to_write_down_that_somebody_came) {
  put(1);
  EXPECT_EQ(cache.find(key(1), now)->note, CallerCache::Note::nothing);
  now = now + minutes(5);
  EXPECT_EQ(cache.find(key(1), now)->note, CallerCache::Note::use);
  EXPECT_EQ(cache.find(key(1), now)->note, CallerCache::Note::nothing);
}

TEST_F(CallerCacheTest, drops_whom_a_change_concerns_and_nobody_else) {
  for (const Affected& affected :
       {Affected::all_of(MemberId{1}), Affected::all_of(WorkspaceId{2}),
        Affected::all_of(AccountId{201}), Affected::only(SessionId{101})}) {
    put(1);
    put(2);
    cache.forget(affected);
    EXPECT_FALSE(has(1));
    EXPECT_TRUE(has(2));
  }
  cache.forget(Affected::only(TokenId{101}));
  EXPECT_TRUE(has(2));
}

TEST_F(CallerCacheTest, does_not_keep_what_was_read_before_a_change) {
  const std::uint64_t generation = cache.generation();
  cache.forget(Affected::all_of(MemberId{1}));
  cache.put(key(1), entry(1), generation);
  EXPECT_FALSE(has(1));
}

}  // namespace
}  // namespace kith::access
