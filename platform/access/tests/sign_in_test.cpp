// SPDX-License-Identifier: Apache-2.0
#include "access/sign_in.h"

#include <fstream>
#include <set>

#include "access/accounts.h"
#include "access/members.h"
#include "access/tests/access_fixture.h"
#include "access/too_many.h"

namespace kith::access {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

class SignInTest : public AccessFixture {};

TEST_F(SignInTest, begins_a_session_that_says_who_one_is) {
  const NewSession session = enter("Owner@Example.org").value();
  EXPECT_EQ(session.cookie.size(), 43U);
  EXPECT_EQ(session.answer.expires_at, clock.now() + hours(24 * 30));
  ASSERT_EQ(session.answer.workspaces.size(), 1U);
  EXPECT_EQ(session.answer.workspaces[0].name, "Acme");
  const Who who = begin(session);
  EXPECT_EQ(who->kind, CallerKind::session);
  EXPECT_EQ(who->caller.member, session.answer.member_id);
  EXPECT_EQ(who->caller.workspace, session.answer.workspace_id);
  EXPECT_EQ(who->csrf, session.answer.csrf);
  EXPECT_TRUE(who->csrf_holds(session.answer.csrf));
  EXPECT_FALSE(who->csrf_holds(""));
  EXPECT_FALSE(who->csrf_holds(enter("owner@example.org").value().answer.csrf));
}

TEST_F(SignInTest, gives_another_secret_each_time) {
  EXPECT_NE(enter("owner@example.org").value().cookie, enter("owner@example.org").value().cookie);
}

TEST_F(SignInTest, answers_and_works_alike_for_everybody_who_may_not_come_in) {
  const Who bert = member("agent", "bert@example.org");
  const Who carl = member("agent", "carl@example.org");
  ASSERT_TRUE(disable_member(*access, owner->caller, {bert->caller.member}, 1));
  ASSERT_TRUE(disable_account(*access, *authenticator->local({}), "carl@example.org"));
  struct Case {
    std::string email;
    std::string password;
  };
  std::set<std::string> answers;
  for (const Case& each :
       {Case{"owner@example.org", "wrong horse"}, Case{"nobody@example.org", good_password},
        Case{"bert@example.org", good_password}, Case{"carl@example.org", good_password},
        Case{"bert@example.org", "wrong horse"}, Case{"no address", good_password}, Case{"", ""},
        Case{std::string("owner@example.org\0", 18), good_password},
        Case{"owner@example.org", std::string(1'000'000, 'x')}}) {
    const std::uint64_t before = access->passwords().operations();
    const auto refused = enter(each.email, each.password, elsewhere);
    ASSERT_FALSE(refused) << each.email;
    EXPECT_EQ(access->passwords().operations() - before, 1U) << each.email;
    EXPECT_EQ(refused.error().code, ErrorCode::unauthenticated);
    answers.insert(refused.error().message + refused.error().field);
  }
  EXPECT_EQ(answers.size(), 1U);
}

TEST_F(SignInTest, does_not_sign_in_to_a_workspace_of_others) {
  const Who other = stranger();
  const auto refused = enter("owner@example.org", good_password, home, other->caller.workspace);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::unauthenticated);
  EXPECT_TRUE(enter("owner@example.org", good_password, home, owner->caller.workspace));
}

TEST_F(SignInTest, slows_guessing_at_one_account_down_and_treats_unknown_ones_alike) {
  for (const char* email : {"owner@example.org", "nobody@example.org"}) {
    int compared = 0;
    for (int attempt = 0; attempt < 20; ++attempt) {
      const auto refused = enter(email, "wrong horse", fmt::format("198.51.100.{}", attempt));
      compared += refused.error().code == ErrorCode::unauthenticated ? 1 : 0;
    }
    EXPECT_EQ(compared, 6) << email;
    const auto refused = enter(email, good_password, elsewhere);
    EXPECT_EQ(refused.error().code, ErrorCode::too_many) << "also with the right password";
    EXPECT_EQ(retry_after(refused.error()), seconds(1));
  }
}

TEST_F(SignInTest, lets_an_owner_in_from_home_while_strangers_guess) {
  for (int attempt = 0; attempt < 20; ++attempt) {
    ASSERT_FALSE(enter("owner@example.org", "wrong horse", elsewhere));
  }
  EXPECT_FALSE(enter("owner@example.org", good_password, elsewhere));
  EXPECT_TRUE(enter("owner@example.org", good_password, home));
  open();  // a restart forgets the limits, and still knows where home is
  for (int attempt = 0; attempt < 20; ++attempt) {
    ASSERT_FALSE(enter("owner@example.org", "wrong horse", elsewhere));
  }
  EXPECT_TRUE(enter("owner@example.org", good_password, home));
}

TEST_F(SignInTest, waits_as_long_as_it_says_and_no_longer) {
  for (int attempt = 0; attempt < 20; ++attempt) {
    ASSERT_FALSE(enter("owner@example.org", "wrong horse", elsewhere));
  }
  const auto refused = enter("owner@example.org", good_password, elsewhere);
  clock.advance(retry_after(refused.error()).value());
  EXPECT_TRUE(enter("owner@example.org", good_password, elsewhere));
}

TEST_F(SignInTest, sheds_a_mass_of_sign_ins_and_charges_nobody_for_it) {
  int told = 0;
  int shed = 0;
  for (int number = 0; number < 100; ++number) {
    sign_in(*access, {fmt::format("user{}@example.org", number), "wrong horse", {}},
            from(fmt::format("198.51.100.{}", number)), [&](Result<NewSession> session) {
              ++told;
              shed += session.error().code == ErrorCode::too_many ? 1 : 0;
            });
  }
  EXPECT_EQ(access->passwords().waiting(), 32U);
  EXPECT_EQ(shed, 68);
  settle();
  EXPECT_EQ(told, 100);
  EXPECT_TRUE(enter("owner@example.org", good_password, home));
  int compared = 0;
  for (int attempt = 0; attempt < 6; ++attempt) {
    const auto refused = enter("user99@example.org", "wrong horse", "198.51.100.99");
    compared += refused.error().code == ErrorCode::unauthenticated ? 1 : 0;
  }
  EXPECT_EQ(compared, 6) << "what was shed was not counted as a failure";
}

TEST_F(SignInTest, renews_a_hash_of_an_older_strength_behind_the_answer) {
  Access::Settings stronger = weak(path());
  stronger.passwords.strength.memory_bytes = 16384;
  authenticator.reset();
  access.reset();
  access = create(stronger).value();
  authenticator.emplace(*access);
  const std::uint64_t before = access->passwords().operations();
  EXPECT_TRUE(enter("owner@example.org"));
  EXPECT_EQ(access->passwords().operations() - before, 2U);
  EXPECT_TRUE(enter("owner@example.org"));
  EXPECT_EQ(access->passwords().operations() - before, 3U) << "renewed once";
}

TEST_F(SignInTest, ends_when_nothing_was_done_for_eight_hours) {
  const NewSession session = enter("owner@example.org").value();
  for (int part = 0; part < 10; ++part) {
    clock.advance(hours(7));
    ASSERT_TRUE(seen(session)) << part;
    settle();
  }
  open();
  EXPECT_TRUE(seen(session)) << "the last use was written down";
  settle();
  clock.advance(hours(8));
  EXPECT_FALSE(seen(session));
  open();
  EXPECT_FALSE(seen(session));
}

TEST_F(SignInTest, ends_after_thirty_days_however_busy) {
  const NewSession session = enter("owner@example.org").value();
  for (int part = 0; part < 24 * 30 - 1; ++part) {
    clock.advance(hours(1));
    ASSERT_TRUE(seen(session)) << part;
  }
  clock.advance(hours(1));
  EXPECT_FALSE(seen(session));
}

TEST_F(SignInTest, stands_a_clock_that_jumps) {
  const NewSession session = enter("owner@example.org").value();
  clock.set(clock.now() - hours(24));
  EXPECT_TRUE(seen(session));
  EXPECT_TRUE(enter("owner@example.org"));
  clock.set(clock.now() + hours(24 * 731));
  EXPECT_FALSE(seen(session));
  EXPECT_TRUE(enter("owner@example.org"));
}

TEST_F(SignInTest, leaves_no_secret_in_the_file) {
  const NewSession session = enter("owner@example.org").value();
  const auto raw = [&](const std::string& name) {
    std::ifstream file(folder.file(name), std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
  };
  const std::string bytes = raw("server.db") + raw("server.db-wal");
  ASSERT_NE(bytes.find("owner@example.org"), std::string::npos) << "looked into the right file";
  EXPECT_EQ(bytes.find(session.cookie), std::string::npos);
  EXPECT_EQ(bytes.find(session.answer.csrf), std::string::npos);
  EXPECT_EQ(bytes.find(good_password), std::string::npos);
  EXPECT_EQ(bytes.find(home), std::string::npos);
  EXPECT_EQ(bytes.find(from().network), std::string::npos);
  EXPECT_EQ(bytes.find("Mozilla"), std::string::npos);
}

TEST_F(SignInTest, refuses_what_is_no_cookie) {
  const NewSession session = enter("owner@example.org").value();
  for (const std::string& cookie :
       {std::string(), std::string("x"), session.cookie.substr(1), session.cookie + "x",
        std::string(43, '\0'), session.cookie.substr(0, 42) + std::string(1, '\0'),
        std::string(1'000'000, 'a'), "[\"" + session.cookie + "\"]"}) {
    const auto who = authenticator->from_session(cookie);
    ASSERT_FALSE(who);
    EXPECT_EQ(who.error().code, ErrorCode::unauthenticated);
  }
  EXPECT_FALSE(authenticator->from_authorization("Bearer " + session.cookie));
  EXPECT_TRUE(seen(session));
  EXPECT_FALSE(authenticator->from_authorization("Bearer " + session.cookie))
      << "nor when the session is at hand";
}

}  // namespace
}  // namespace kith::access
