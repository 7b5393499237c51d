// SPDX-License-Identifier: Apache-2.0
#include "access/invitations.h"

#include "access/tests/access_fixture.h"
#include "access/tests/hostile_names.h"

namespace kith::access {
namespace {

using std::chrono::hours;

class InvitationsTest : public AccessFixture {
 protected:
  Result<Invitation> invite(const std::string& email = "bert@example.org",
                            const std::string& role = "agent") {
    return invite_member(*access, owner->caller, {.name = "Bert", .email = email, .role = role});
  }
  Result<NewSession> accept(const std::string& token, const std::string& password = good_password) {
    return wait<NewSession>([&](SessionDone done) {
      accept_invitation(*access, {token, password}, from(), std::move(done));
    });
  }
};

TEST_F(InvitationsTest, let_a_colleague_choose_a_password_and_come_in) {
  const Invitation invitation = invite().value();
  EXPECT_EQ(invitation.member.state, MemberState::invited);
  EXPECT_EQ(invitation.link.expires_at, clock.now() + hours(24 * 7));
  EXPECT_FALSE(enter("bert@example.org", "")) << "there is no password yet";
  const LinkCard card = look_at_link(*access, invitation.link.token).value();
  EXPECT_EQ(card.kind, LinkKind::invitation);
  EXPECT_EQ(card.workspace_name, "Acme");
  EXPECT_EQ(card.email, "bert@example.org");
  EXPECT_TRUE(card.needs_new_password);
  const Who bert = begin(accept(invitation.link.token).value());
  EXPECT_EQ(bert->caller.member, invitation.member.id);
  EXPECT_EQ(get_member(*access, owner->caller, {invitation.member.id}).value().state,
            MemberState::active);
  EXPECT_TRUE(enter("bert@example.org"));
}

TEST_F(InvitationsTest, work_once_and_for_a_week) {
  const std::string token = invite().value().link.token;
  ASSERT_TRUE(accept(token));
  EXPECT_EQ(accept(token, other_password).error().code, ErrorCode::not_found);
  EXPECT_FALSE(enter("bert@example.org", other_password));
  settle();
  const std::string late = invite("carl@example.org").value().link.token;
  clock.advance(hours(24 * 7));
  EXPECT_EQ(accept(late).error().code, ErrorCode::not_found);
}

TEST_F(InvitationsTest, are_made_anew_for_who_still_waits_and_the_old_one_stops) {
  const Invitation first = invite().value();
  const Invitation second = renew_invitation(*access, owner->caller, {first.member.id}).value();
  EXPECT_FALSE(accept(first.link.token));
  EXPECT_TRUE(accept(second.link.token));
  EXPECT_EQ(renew_invitation(*access, owner->caller, {first.member.id}).error().code,
            ErrorCode::rule);
}

TEST_F(InvitationsTest, are_withdrawn_by_disabling_the_member) {
  const Invitation invitation = invite().value();
  ASSERT_TRUE(disable_member(*access, owner->caller, {invitation.member.id}, 1));
  EXPECT_EQ(accept(invitation.link.token).error().code, ErrorCode::not_found);
}

TEST_F(InvitationsTest, ask_an_account_for_the_password_that_it_has) {
  const Who other = stranger();
  const Invitation invitation = invite("stranger@example.net", "viewer").value();
  EXPECT_FALSE(look_at_link(*access, invitation.link.token).value().needs_new_password);
  const auto refused = accept(invitation.link.token, other_password);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::unauthenticated);
  EXPECT_FALSE(enter("stranger@example.net", other_password, elsewhere))
      << "whoever made the link cannot set its password";
  const NewSession session = accept(invitation.link.token).value();
  EXPECT_EQ(session.answer.workspaces.size(), 2U);
  EXPECT_EQ(session.answer.workspace_id, owner->caller.workspace);
}

TEST_F(InvitationsTest, hold_guesses_at_an_account_down_like_a_sign_in) {
  stranger();
  const std::string token = invite("stranger@example.net", "viewer").value().link.token;
  int compared = 0;
  for (int attempt = 0; attempt < 20; ++attempt) {
    compared += accept(token, "wrong horse").error().code == ErrorCode::unauthenticated ? 1 : 0;
  }
  EXPECT_EQ(compared, 6);
}

TEST_F(InvitationsTest, are_for_addresses_that_are_not_here_yet) {
  ASSERT_TRUE(invite());
  EXPECT_EQ(invite().error().code, ErrorCode::conflict);
  EXPECT_EQ(invite("BERT@example.org").error().code, ErrorCode::conflict);
  EXPECT_EQ(invite("owner@example.org").error().code, ErrorCode::conflict);
}

TEST_F(InvitationsTest, cannot_make_an_account_that_looks_like_another) {
  const std::vector<std::string> names = hostile_names();
  if (names.empty()) {
    GTEST_SKIP() << "KITH_TEST_DATA is not set";
  }
  ASSERT_TRUE(invite("admin@example.org"));
  int made = 0;
  for (const std::string& name : names) {
    const auto invited = invite(name + "@example.org");
    if (!invited) {
      EXPECT_TRUE(invited.error().code == ErrorCode::invalid ||
                  invited.error().code == ErrorCode::conflict)
          << name;
    }
    made += invited ? 1 : 0;
  }
  EXPECT_EQ(made, 1) << "%s%s%n is an address like any other";
}

TEST_F(InvitationsTest, keep_hostile_names_out_or_harmless) {
  const std::vector<std::string> names = hostile_names();
  if (names.empty()) {
    GTEST_SKIP() << "KITH_TEST_DATA is not set";
  }
  int number = 0;
  for (const std::string& name : names) {
    const auto invited = invite_member(
        *access, owner->caller,
        {.name = name, .email = fmt::format("u{}@example.org", ++number), .role = "viewer"});
    if (invited) {
      const std::string& kept = invited->member.name;
      EXPECT_EQ(kept.find('\x1b'), std::string::npos);
      EXPECT_EQ(kept.find("\xef\xbb\xbf"), std::string::npos);
      EXPECT_FALSE(kept.ends_with(' ') || kept.ends_with("\xc2\xa0")) << kept;
    }
  }
}

TEST_F(InvitationsTest, do_not_spoil_a_link_of_another_kind) {
  const Who bert = member("agent", "bert@example.org");
  const std::string reset =
      offer_reset(*access, owner->caller, {bert->caller.member}).value().token;
  EXPECT_EQ(accept(reset).error().code, ErrorCode::not_found);
  EXPECT_EQ(claim(reset).error().code, ErrorCode::not_found);
  EXPECT_EQ(look_at_link(*access, reset).value().kind, LinkKind::reset);
}

}  // namespace
}  // namespace kith::access
