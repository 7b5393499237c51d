// SPDX-License-Identifier: Apache-2.0
#include "access/sessions.h"

#include "access/accounts.h"
#include "access/expiry.h"
#include "access/tests/access_fixture.h"

namespace kith::access {
namespace {

using std::chrono::hours;

class SessionsTest : public AccessFixture {
 protected:
  std::int64_t rows(const std::string& table) {
    auto connection = store::Connection::open(path(), store::OpenMode::read_only).value();
    return connection.number("SELECT count(*) FROM " + table).value();
  }
};

TEST_F(SessionsTest, are_listed_newest_first_and_ended_one_by_one) {
  const NewSession phone = enter("owner@example.org", good_password, elsewhere).value();
  ASSERT_TRUE(seen(phone));
  const auto list = list_sessions(*access, *owner).value();
  ASSERT_EQ(list.items.size(), 2U);
  EXPECT_EQ(list.items[0].id, phone.answer.session_id);
  EXPECT_EQ(list.items[0].agent, "Firefox on Linux");
  EXPECT_FALSE(list.items[0].is_current);
  EXPECT_TRUE(list.items[1].is_current);
  ASSERT_TRUE(end_session(*access, *owner, {phone.answer.session_id}));
  EXPECT_FALSE(seen(phone));
  EXPECT_EQ(end_session(*access, *owner, {phone.answer.session_id}).error().code,
            ErrorCode::not_found);
  EXPECT_EQ(list_sessions(*access, *owner).value().items.size(), 1U);
}

TEST_F(SessionsTest, are_ended_all_but_the_one_that_asks) {
  const NewSession here = enter("owner@example.org").value();
  std::vector<NewSession> others;
  for (int number = 0; number < 3; ++number) {
    others.push_back(enter("owner@example.org").value());
    ASSERT_TRUE(seen(others.back()));
  }
  ASSERT_TRUE(end_other_sessions(*access, *begin(here)));
  EXPECT_TRUE(seen(here));
  for (const NewSession& each : others) {
    EXPECT_FALSE(seen(each));
  }
}

TEST_F(SessionsTest, are_ended_by_signing_out) {
  const NewSession here = enter("owner@example.org").value();
  ASSERT_TRUE(end_session(*access, *begin(here), {here.answer.session_id}));
  EXPECT_FALSE(seen(here));
}

TEST_F(SessionsTest, of_others_are_as_if_they_were_not_there) {
  const Who bert = member("administrator", "bert@example.org");
  const std::string before = everything();
  EXPECT_EQ(end_session(*access, *bert, {owner->session}).error().code, ErrorCode::not_found);
  EXPECT_EQ(everything(), before);
}

TEST_F(SessionsTest, go_on_in_another_workspace_with_another_secret) {
  stranger();
  const WorkspaceCard second = create_workspace(*access, *owner, {"Second"}).value();
  const NewSession here = enter("owner@example.org").value();
  EXPECT_EQ(here.answer.workspaces.size(), 2U);
  const Who who = begin(here);
  const NewSession there = switch_workspace(*access, *who, {second.id}, from()).value();
  EXPECT_NE(there.cookie, here.cookie);
  EXPECT_FALSE(seen(here));
  EXPECT_EQ(begin(there)->caller.workspace, second.id);
  EXPECT_NE(begin(there)->caller.member, who->caller.member);
}

TEST_F(SessionsTest, do_not_go_on_where_one_has_no_place) {
  const Who other = stranger();
  const NewSession here = enter("owner@example.org").value();
  const auto refused = switch_workspace(*access, *begin(here), {other->caller.workspace}, from());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::not_found);
  EXPECT_TRUE(seen(here)) << "and it is still there";
}

TEST_F(SessionsTest, of_an_account_end_everywhere_when_it_is_disabled) {
  const Who other = stranger();
  const NewSession session = enter("stranger@example.net", good_password, elsewhere).value();
  ASSERT_TRUE(seen(session));
  const std::string secret =
      create_token(*access, other->caller, {.name = "x", .scopes = {"*"}}).value().secret;
  ASSERT_TRUE(by_token(secret));
  EXPECT_EQ(disable_account(*access, *owner, "stranger@example.net").error().code,
            ErrorCode::forbidden);
  const Who machine = authenticator->local({});
  ASSERT_TRUE(disable_account(*access, *machine, "Stranger@example.net"));
  EXPECT_FALSE(seen(session));
  EXPECT_FALSE(by_token(secret));
  EXPECT_FALSE(enter("stranger@example.net", good_password, elsewhere));
  ASSERT_TRUE(enable_account(*access, *machine, "stranger@example.net"));
  EXPECT_FALSE(seen(session));
  EXPECT_TRUE(by_token(secret)) << "a token is not bound to a browser";
  EXPECT_TRUE(enter("stranger@example.net", good_password, elsewhere));
  EXPECT_EQ(disable_account(*access, *machine, "nobody@example.net").error().code,
            ErrorCode::not_found);
}

TEST_F(SessionsTest, are_forgotten_ninety_days_after_their_end) {
  const std::int64_t before = rows("access_session");
  clock.advance(hours(24 * 30) + session_remembered);
  EXPECT_EQ(forget_expired(*access), false);
  EXPECT_EQ(rows("access_session"), before) << "not a moment too early";
  clock.advance(Duration(1));
  EXPECT_EQ(forget_expired(*access), false);
  EXPECT_EQ(rows("access_session"), 0);
  EXPECT_EQ(rows("access_link"), 0);
}

TEST_F(SessionsTest, and_dead_tokens_are_forgotten_in_bounded_pieces) {
  for (int number = 0; number < 8; ++number) {
    const auto token = create_token(*access, owner->caller, {.name = "x", .scopes = {"*"}}).value();
    ASSERT_TRUE(revoke_token(*access, owner->caller, {token.token.id}));
  }
  const auto alive = create_token(*access, owner->caller, {.name = "x", .scopes = {"*"}}).value();
  clock.advance(remains_remembered + Duration(1));
  while (forget_expired(*access).value()) {
  }
  EXPECT_EQ(rows("access_token"), 1);
  EXPECT_TRUE(by_token(alive.secret));
}

}  // namespace
}  // namespace kith::access
