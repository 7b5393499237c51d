// SPDX-License-Identifier: Apache-2.0
#include "access/members.h"

#include <set>

#include "access/sessions.h"
#include "access/tests/access_fixture.h"

namespace kith::access {
namespace {

class MembersTest : public AccessFixture {
 protected:
  Result<MemberCard> give(const Caller& caller, MemberId id, const std::string& role) {
    return change_member(*access, caller, {.member_id = id, .role = role}, revision_of(id));
  }
  Result<MemberCard> disable(const Caller& caller, MemberId id) {
    return disable_member(*access, caller, {id}, revision_of(id));
  }
};

TEST_F(MembersTest, are_added_changed_and_listed) {
  const MemberCard added = add(owner->caller, "agent", "bert@example.org").value();
  EXPECT_EQ(added.state, MemberState::active);
  EXPECT_EQ(added.revision, 1);
  const MemberCard changed =
      change_member(*access, owner->caller,
                    {.member_id = added.id, .name = "Bert  Berg", .department = Department::sales},
                    1)
          .value();
  EXPECT_EQ(changed.name, "Bert Berg");
  EXPECT_EQ(changed.role, "agent");
  EXPECT_EQ(changed.revision, 2);
  const auto page = list_members(*access, owner->caller, {}).value();
  ASSERT_EQ(page.items.size(), 2U);
  EXPECT_EQ(page.items[1].name, "Bert Berg");
  EXPECT_EQ(page.items[1].department, Department::sales);
  EXPECT_EQ(page.items[1].email, "bert@example.org");
  EXPECT_FALSE(page.next);
}

TEST_F(MembersTest, are_listed_in_pages) {
  for (int number = 0; number < 4; ++number) {
    ASSERT_TRUE(add(owner->caller, "viewer", fmt::format("user{}@example.org", number)));
  }
  std::set<std::int64_t> seen;
  std::optional<std::string> cursor;
  do {
    const auto page = list_members(*access, owner->caller, {.cursor = cursor, .limit = 2}).value();
    for (const MemberCard& each : page.items) {
      EXPECT_TRUE(seen.insert(each.id.value).second);
    }
    cursor = page.next;
  } while (cursor);
  EXPECT_EQ(seen.size(), 5U);
  const auto page = list_members(*access, owner->caller, {.limit = 2}).value();
  EXPECT_FALSE(list_members(*access, stranger()->caller, {.cursor = page.next}))
      << "a cursor is for one workspace";
}

TEST_F(MembersTest, are_refused_with_a_bad_name_address_role_or_password) {
  const auto refused = [&](const AddMember& input) {
    const std::string before = everything();
    const auto added = wait<MemberCard>(
        [&](MemberDone done) { add_member(*access, owner->caller, input, std::move(done)); });
    EXPECT_EQ(everything(), before);
    return added ? ErrorCode::internal : added.error().code;
  };
  const AddMember fine{
      .name = "Bert", .email = "b@example.org", .role = "agent", .password = good_password};
  AddMember input = fine;
  input.name = "\x1b[31m";
  EXPECT_EQ(refused(input), ErrorCode::invalid);
  input = fine;
  input.email = "b@example";
  EXPECT_EQ(refused(input), ErrorCode::invalid);
  input = fine;
  input.role = "god";
  EXPECT_EQ(refused(input), ErrorCode::invalid);
  input = fine;
  input.password = "password1";
  EXPECT_EQ(refused(input), ErrorCode::invalid);
  input = fine;
  input.email = "OWNER@example.org";
  EXPECT_EQ(refused(input), ErrorCode::rule) << "an account is never given another password";
}

TEST_F(MembersTest, are_changed_by_who_saw_their_newest_state_alone) {
  const MemberCard bert = add(owner->caller, "agent", "bert@example.org").value();
  ASSERT_TRUE(change_member(*access, owner->caller, {.member_id = bert.id, .name = "Bert"}, 1));
  const std::string before = everything();
  const auto stale =
      change_member(*access, owner->caller, {.member_id = bert.id, .name = "Bertram"}, 1);
  ASSERT_FALSE(stale);
  EXPECT_EQ(stale.error().code, ErrorCode::stale);
  EXPECT_EQ(disable_member(*access, owner->caller, {bert.id}, 1).error().code, ErrorCode::stale);
  EXPECT_EQ(everything(), before);
}

TEST_F(MembersTest, lose_everything_at_once_when_they_are_disabled) {
  const Who bert = member("agent", "bert@example.org");
  const NewSession session = enter("bert@example.org").value();
  const std::string secret =
      create_token(*access, bert->caller, {.name = "x", .scopes = {"service.*"}}).value().secret;
  const std::string reset =
      offer_reset(*access, owner->caller, {bert->caller.member}).value().token;
  ASSERT_TRUE(seen(session));
  ASSERT_TRUE(by_token(secret));
  std::vector<Affected> told;
  access->on_rights_changed([&](const Affected& affected) { told.push_back(affected); });
  const MemberCard card = disable(owner->caller, bert->caller.member).value();
  EXPECT_EQ(card.state, MemberState::disabled);
  EXPECT_FALSE(seen(session));
  EXPECT_FALSE(by_token(secret));
  EXPECT_FALSE(look_at_link(*access, reset));
  EXPECT_FALSE(enter("bert@example.org"));
  ASSERT_EQ(told.size(), 1U);
  EXPECT_TRUE(told[0].concerns(*bert));
  EXPECT_FALSE(told[0].concerns(*owner));
  EXPECT_EQ(disable(owner->caller, bert->caller.member).error().code, ErrorCode::rule);

  ASSERT_TRUE(enable_member(*access, owner->caller, {bert->caller.member}, card.revision));
  EXPECT_FALSE(seen(session)) << "what was ended stays ended";
  EXPECT_FALSE(by_token(secret));
  EXPECT_TRUE(enter("bert@example.org"));
}

TEST_F(MembersTest, have_their_new_role_with_the_next_request) {
  const Who bert = member("agent", "bert@example.org");
  const NewSession session = enter("bert@example.org").value();
  EXPECT_TRUE(seen(session).value()->caller.permissions->contains("conversation.message.reply"));
  ASSERT_TRUE(give(owner->caller, bert->caller.member, "viewer"));
  EXPECT_FALSE(seen(session).value()->caller.permissions->contains("conversation.message.reply"));
}

TEST_F(MembersTest, keep_their_last_owner) {
  const Who second = member("administrator", "second@example.org");
  const MemberId first = owner->caller.member;
  const std::string before = everything();
  EXPECT_EQ(give(owner->caller, first, "agent").error().code, ErrorCode::rule);
  EXPECT_EQ(disable(owner->caller, first).error().code, ErrorCode::rule);
  EXPECT_EQ(everything(), before);
  ASSERT_TRUE(change_member(*access, owner->caller, {.member_id = first, .name = "Olga"},
                            revision_of(first)))
      << "other changes are fine";
  ASSERT_TRUE(give(owner->caller, second->caller.member, "owner"));
  EXPECT_TRUE(give(owner->caller, first, "agent"));
}

TEST_F(MembersTest, do_not_count_an_owner_who_cannot_sign_in) {
  const InviteMember invitation{.name = "Second", .email = "second@example.org", .role = "owner"};
  const MemberCard invited = invite_member(*access, owner->caller, invitation).value().member;
  EXPECT_EQ(disable(owner->caller, owner->caller.member).error().code, ErrorCode::rule);
  ASSERT_TRUE(change_member(*access, owner->caller, {.member_id = invited.id, .name = "Two"}, 1));
  const MemberCard third = add(owner->caller, "owner", "third@example.org").value();
  ASSERT_TRUE(disable(owner->caller, third.id));
  EXPECT_EQ(disable(owner->caller, owner->caller.member).error().code, ErrorCode::rule);
}

TEST_F(MembersTest, cannot_be_raised_or_touched_by_who_may_do_less) {
  const Who admin = member("administrator", "admin@example.org");
  const Who people = member("people", "people@example.org");
  const Who agent = member("agent", "agent@example.org");
  const Caller& caller = admin->caller;
  const std::string before = everything();
  const auto code = [](const auto& result) {
    return result ? ErrorCode::internal : result.error().code;
  };
  EXPECT_EQ(code(give(caller, caller.member, "owner")), ErrorCode::forbidden);
  EXPECT_EQ(code(give(caller, agent->caller.member, "owner")), ErrorCode::forbidden);
  EXPECT_EQ(code(give(caller, agent->caller.member, "people")), ErrorCode::forbidden);
  EXPECT_EQ(code(give(caller, owner->caller.member, "viewer")), ErrorCode::forbidden);
  EXPECT_EQ(code(disable(caller, owner->caller.member)), ErrorCode::forbidden);
  EXPECT_EQ(code(end_member_sessions(*access, caller, {owner->caller.member})),
            ErrorCode::forbidden);
  EXPECT_EQ(code(offer_reset(*access, caller, {owner->caller.member})), ErrorCode::forbidden);
  EXPECT_EQ(code(offer_reset(*access, caller, {people->caller.member})), ErrorCode::forbidden);
  EXPECT_EQ(code(add(caller, "owner", "mine@example.org")), ErrorCode::forbidden);
  EXPECT_EQ(code(invite_member(*access, caller,
                               {.name = "x", .email = "m@example.org", .role = "people"})),
            ErrorCode::forbidden);
  EXPECT_EQ(everything(), before);
  EXPECT_TRUE(give(caller, agent->caller.member, "administrator"));
}

TEST_F(MembersTest, are_out_of_reach_without_the_permission) {
  const Who agent = member("agent", "agent@example.org");
  const MemberRef target{owner->caller.member};
  const std::string before = everything();
  const auto named = [](const auto& result) {
    return !result && result.error().code == ErrorCode::forbidden &&
           result.error().message.contains("access.member.manage");
  };
  EXPECT_TRUE(named(add(agent->caller, "viewer", "x@example.org")));
  EXPECT_TRUE(named(change_member(*access, agent->caller, {.member_id = target.member_id}, 1)));
  EXPECT_TRUE(named(disable_member(*access, agent->caller, target, 1)));
  EXPECT_TRUE(named(enable_member(*access, agent->caller, target, 1)));
  EXPECT_TRUE(named(erase_member(*access, agent->caller, target)));
  EXPECT_TRUE(named(end_member_sessions(*access, agent->caller, target)));
  EXPECT_TRUE(named(offer_reset(*access, agent->caller, target)));
  EXPECT_TRUE(named(renew_invitation(*access, agent->caller, target)));
  EXPECT_FALSE(list_members(*access, member("agency", "agency@example.org")->caller, {}));
  EXPECT_TRUE(list_members(*access, agent->caller, {}));
  EXPECT_NE(everything(), before) << "the agency's own row";
}

TEST_F(MembersTest, of_another_workspace_are_as_if_they_were_not_there) {
  const Who other = stranger();
  const MemberRef target{owner->caller.member};
  const Caller& caller = other->caller;
  const std::string before = everything();
  const auto absent = [](const auto& result) {
    return !result && result.error().code == ErrorCode::not_found;
  };
  EXPECT_TRUE(absent(get_member(*access, caller, target)));
  EXPECT_TRUE(absent(change_member(*access, caller, {.member_id = target.member_id}, 1)));
  EXPECT_TRUE(absent(disable_member(*access, caller, target, 1)));
  EXPECT_TRUE(absent(enable_member(*access, caller, target, 1)));
  EXPECT_TRUE(absent(erase_member(*access, caller, target)));
  EXPECT_TRUE(absent(end_member_sessions(*access, caller, target)));
  EXPECT_TRUE(absent(offer_reset(*access, caller, target)));
  EXPECT_TRUE(absent(renew_invitation(*access, caller, target)));
  EXPECT_TRUE(absent(get_member(*access, caller, {MemberId{}})));
  EXPECT_EQ(everything(), before);
  EXPECT_EQ(list_members(*access, caller, {}).value().items.size(), 1U);
}

TEST_F(MembersTest, are_erased_without_a_trace_of_whom_they_were) {
  const Who bert = member("agent", "bert@example.org");
  ASSERT_TRUE(
      create_token(*access, bert->caller, {.name = "berts laptop", .scopes = {"service.*"}}));
  EXPECT_EQ(erase_member(*access, owner->caller, {bert->caller.member}).error().code,
            ErrorCode::rule);
  ASSERT_TRUE(disable(owner->caller, bert->caller.member));
  ASSERT_TRUE(erase_member(*access, owner->caller, {bert->caller.member}));
  const std::string rest = everything();
  EXPECT_EQ(rest.find(hex("bert@example.org")), std::string::npos);
  EXPECT_EQ(rest.find(hex("Member bert")), std::string::npos);
  EXPECT_EQ(rest.find(hex("berts laptop")), std::string::npos);
  EXPECT_FALSE(get_member(*access, owner->caller, {bert->caller.member}));
  EXPECT_FALSE(enter("bert@example.org"));
  EXPECT_TRUE(add(owner->caller, "agent", "bert@example.org")) << "the address is free again";
  const auto report = store::verify_log(access->writer().connection()).value();
  EXPECT_EQ(report.broken_at, 0) << report.reason;
}

TEST_F(MembersTest, keep_their_account_where_they_belong_to_another_workspace) {
  const Who other = stranger();
  const auto invitation =
      invite_member(*access, owner->caller,
                    {.name = "Guest", .email = "stranger@example.net", .role = "viewer"})
          .value();
  ASSERT_TRUE(disable(owner->caller, invitation.member.id));
  ASSERT_TRUE(erase_member(*access, owner->caller, {invitation.member.id}));
  EXPECT_TRUE(enter("stranger@example.net", good_password, elsewhere));
  EXPECT_TRUE(invite_member(*access, owner->caller,
                            {.name = "Guest", .email = "stranger@example.net", .role = "viewer"}))
      << "and can be invited once more";
}

TEST_F(MembersTest, are_signed_out_by_an_administrator) {
  const Who bert = member("agent", "bert@example.org");
  const NewSession session = enter("bert@example.org").value();
  ASSERT_TRUE(end_member_sessions(*access, owner->caller, {bert->caller.member}));
  EXPECT_FALSE(seen(session));
  EXPECT_TRUE(enter("bert@example.org"));
}

}  // namespace
}  // namespace kith::access
