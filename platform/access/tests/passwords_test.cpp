// SPDX-License-Identifier: Apache-2.0
#include "access/passwords.h"

#include "access/tests/access_fixture.h"

namespace kith::access {
namespace {

using std::chrono::hours;

class PasswordsTest : public AccessFixture {
 protected:
  Result<NewSession> change(const Authenticated& who, const std::string& current,
                            const std::string& wanted) {
    return wait<NewSession>([&](SessionDone done) {
      change_password(*access, who, {current, wanted}, from(), std::move(done));
    });
  }
  Result<NewSession> reset(const std::string& token, const std::string& wanted = other_password) {
    return wait<NewSession>([&](SessionDone done) {
      reset_password(*access, {token, wanted}, from(elsewhere), std::move(done));
    });
  }
  std::string offered(const Who& who) {
    return offer_reset(*access, owner->caller, {who->caller.member}).value().token;
  }
};

TEST_F(PasswordsTest, are_changed_by_who_knows_the_old_one_and_end_all_sessions) {
  const NewSession here = enter("owner@example.org").value();
  const NewSession there = enter("owner@example.org", good_password, elsewhere).value();
  const Who who = begin(here);
  ASSERT_TRUE(seen(there));
  const NewSession renewed = change(*who, good_password, other_password).value();
  EXPECT_FALSE(seen(here));
  EXPECT_FALSE(seen(there));
  EXPECT_TRUE(seen(renewed));
  EXPECT_FALSE(enter("owner@example.org", good_password));
  EXPECT_TRUE(enter("owner@example.org", other_password));
}

TEST_F(PasswordsTest, stay_when_the_old_one_is_wrong_or_the_new_one_is_refused) {
  const auto wrong = change(*owner, "wrong horse", other_password);
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().code, ErrorCode::rule);
  EXPECT_EQ(wrong.error().field, "/current_password");
  EXPECT_EQ(change(*owner, good_password, "short").error().field, "/password");
  EXPECT_EQ(change(*owner, good_password, "owner@example.org").error().code, ErrorCode::invalid);
  EXPECT_TRUE(enter("owner@example.org", good_password));
}

TEST_F(PasswordsTest, are_not_guessed_with_a_stolen_cookie) {
  int compared = 0;
  for (int attempt = 0; attempt < 20; ++attempt) {
    compared += change(*owner, "wrong horse", other_password).error().code == ErrorCode::rule;
  }
  EXPECT_EQ(compared, 6);
}

TEST_F(PasswordsTest, are_not_changed_with_a_token_or_from_the_command_line) {
  const auto token = create_token(*access, owner->caller, {.name = "x", .scopes = {"*"}}).value();
  const Who program = by_token(token.secret).value();
  EXPECT_EQ(change(*program, good_password, other_password).error().code, ErrorCode::forbidden);
  const Who local = authenticator->local(owner->caller.workspace);
  EXPECT_EQ(change(*local, good_password, other_password).error().code, ErrorCode::forbidden);
}

TEST_F(PasswordsTest, are_set_with_a_link_once_and_end_all_sessions) {
  const Who bert = member("agent", "bert@example.org");
  const NewSession session = enter("bert@example.org").value();
  ASSERT_TRUE(seen(session));
  const std::string token = offered(bert);
  EXPECT_TRUE(enter("bert@example.org")) << "an offer alone changes nothing";
  const NewSession renewed = reset(token).value();
  EXPECT_EQ(renewed.answer.member_id, bert->caller.member);
  EXPECT_FALSE(seen(session));
  EXPECT_FALSE(enter("bert@example.org", good_password));
  EXPECT_TRUE(enter("bert@example.org", other_password));
  EXPECT_EQ(reset(token, "third ordinary words").error().code, ErrorCode::not_found);
  EXPECT_TRUE(enter("bert@example.org", other_password));
}

TEST_F(PasswordsTest, are_set_within_the_hour) {
  const Who bert = member("agent", "bert@example.org");
  const std::string token = offered(bert);
  clock.advance(hours(1) - Duration(1));
  EXPECT_TRUE(look_at_link(*access, token));
  clock.advance(Duration(1));
  EXPECT_EQ(reset(token).error().code, ErrorCode::not_found);
}

TEST_F(PasswordsTest, are_set_with_the_newest_link_alone) {
  const Who bert = member("agent", "bert@example.org");
  const std::string first = offered(bert);
  const std::string second = offered(bert);
  EXPECT_FALSE(reset(first));
  EXPECT_TRUE(reset(second));
}

TEST_F(PasswordsTest, take_open_links_back_when_they_are_changed) {
  const Who bert = member("agent", "bert@example.org");
  const std::string token = offered(bert);
  ASSERT_TRUE(change(*bert, good_password, other_password));
  EXPECT_EQ(reset(token, "third ordinary words").error().code, ErrorCode::not_found);
}

TEST_F(PasswordsTest, let_an_owner_in_while_strangers_guess) {
  const Who bert = member("agent", "bert@example.org");
  for (int attempt = 0; attempt < 20; ++attempt) {
    ASSERT_FALSE(enter("bert@example.org", "wrong horse", elsewhere));
  }
  ASSERT_FALSE(enter("bert@example.org", good_password, elsewhere));
  ASSERT_TRUE(reset(offered(bert)));
  EXPECT_TRUE(enter("bert@example.org", other_password, elsewhere))
      << "the reset made that network a familiar one";
}

TEST_F(PasswordsTest, of_an_account_in_two_workspaces_are_offered_at_the_command_line_alone) {
  stranger();
  const auto invitation =
      invite_member(*access, owner->caller,
                    {.name = "Guest", .email = "stranger@example.net", .role = "viewer"})
          .value();
  ASSERT_TRUE(wait<NewSession>([&](SessionDone done) {
    accept_invitation(*access, {invitation.link.token, good_password}, from(), std::move(done));
  }));
  const MemberRef guest{invitation.member.id};
  EXPECT_EQ(offer_reset(*access, owner->caller, guest).error().code, ErrorCode::rule);
  const Caller machine = authenticator->local(owner->caller.workspace)->caller;
  EXPECT_TRUE(reset(offer_reset(*access, machine, guest).value().token));
}

TEST_F(PasswordsTest, are_compared_with_the_hash_that_is_there_in_the_end) {
  const Who bert = member("agent", "bert@example.org");
  std::vector<ErrorCode> refused;
  int changed = 0;
  for (const char* wanted : {"third ordinary words", "fourth ordinary words"}) {
    change_password(*access, *bert, {good_password, wanted}, from(),
                    [&](Result<NewSession> session) {
                      session ? void(++changed) : refused.push_back(session.error().code);
                    });
  }
  settle();
  EXPECT_EQ(changed, 1);
  EXPECT_EQ(refused, std::vector{ErrorCode::conflict});
}

TEST_F(PasswordsTest, of_a_disabled_member_cannot_be_set) {
  const Who bert = member("agent", "bert@example.org");
  const std::string token = offered(bert);
  ASSERT_TRUE(disable_member(*access, owner->caller, {bert->caller.member}, 1));
  EXPECT_EQ(reset(token).error().code, ErrorCode::not_found);
  EXPECT_EQ(offer_reset(*access, owner->caller, {bert->caller.member}).error().code,
            ErrorCode::rule);
}

}  // namespace
}  // namespace kith::access
