// SPDX-License-Identifier: Apache-2.0
#include "access/workspaces.h"

#include "access/roles.h"
#include "access/tests/access_fixture.h"

namespace kith::access {
namespace {

class WorkspacesTest : public AccessFixture {};

TEST_F(WorkspacesTest, are_made_by_an_owner_who_then_owns_them) {
  const WorkspaceCard second = create_workspace(*access, *owner, {"  Second  "}).value();
  EXPECT_EQ(second.name, "Second");
  const NewSession session = enter("owner@example.org", good_password, home, second.id).value();
  const Who there = begin(session);
  EXPECT_EQ(get_member(*access, there->caller, {there->caller.member}).value().role, "owner");
  EXPECT_EQ(all_workspaces(*access).value().items.size(), 2U);
  EXPECT_EQ(list_members(*access, there->caller, {}).value().items.size(), 1U);
}

TEST_F(WorkspacesTest, are_renamed_by_who_saw_their_newest_name) {
  EXPECT_EQ(rename_workspace(*access, owner->caller, {"Acme Ltd"}, 1).value().revision, 2);
  EXPECT_EQ(rename_workspace(*access, owner->caller, {"Acme Inc"}, 1).error().code,
            ErrorCode::stale);
  EXPECT_EQ(rename_workspace(*access, owner->caller, {"\n"}, 2).error().code, ErrorCode::invalid);
  EXPECT_EQ(get_workspace(*access, owner->caller).value().name, "Acme Ltd");
}

TEST_F(WorkspacesTest, are_out_of_reach_without_the_permission) {
  const Who agent = member("agent", "agent@example.org");
  EXPECT_EQ(create_workspace(*access, *agent, {"Mine"}).error().code, ErrorCode::forbidden);
  EXPECT_EQ(rename_workspace(*access, agent->caller, {"Mine"}, 1).error().code,
            ErrorCode::forbidden);
  EXPECT_TRUE(get_workspace(*access, agent->caller));
  EXPECT_EQ(all_workspaces(*access).value().items.size(), 1U);
}

class RolesTest : public AccessFixture {
 protected:
  DefineRole night_shift{"night_shift", {"conversation.*", "!conversation.*.merge"}};
};

TEST_F(RolesTest, of_the_workspace_stand_beside_the_built_in_ones) {
  const RoleCard made = create_role(*access, owner->caller, night_shift).value();
  EXPECT_FALSE(made.is_built_in);
  const Who bert = member("night_shift", "bert@example.org");
  EXPECT_TRUE(bert->caller.permissions->contains("conversation.message.reply"));
  EXPECT_FALSE(bert->caller.permissions->contains("conversation.thread.merge"));
  EXPECT_EQ(bert->caller.permissions->names(), made.permissions);
  const RoleList list = list_roles(*access, owner->caller).value();
  ASSERT_EQ(list.items.size(), 11U);
  EXPECT_EQ(list.items[0].name, "owner");
  EXPECT_TRUE(list.items[0].is_built_in);
  EXPECT_EQ(list.items[10].name, "night_shift");
  EXPECT_EQ(list.items[10].patterns, night_shift.permissions);
}

TEST_F(RolesTest, change_for_their_members_at_once) {
  ASSERT_TRUE(create_role(*access, owner->caller, night_shift));
  const Who bert = member("night_shift", "bert@example.org");
  const NewSession session = enter("bert@example.org").value();
  ASSERT_TRUE(seen(session));
  night_shift.permissions = {"conversation.*.read"};
  EXPECT_EQ(change_role(*access, owner->caller, night_shift, 1).value().revision, 2);
  EXPECT_FALSE(seen(session).value()->caller.permissions->contains("conversation.message.reply"));
  EXPECT_EQ(change_role(*access, owner->caller, night_shift, 1).error().code, ErrorCode::stale);
}

TEST_F(RolesTest, cannot_take_the_name_of_a_built_in_one_or_a_bad_one) {
  EXPECT_EQ(create_role(*access, owner->caller, {"owner", {"*"}}).error().code, ErrorCode::rule);
  EXPECT_EQ(create_role(*access, owner->caller, {"Agent", {"*"}}).error().code, ErrorCode::invalid);
  EXPECT_EQ(create_role(*access, owner->caller, {"\xd0\xb0gent", {"*"}}).error().code,
            ErrorCode::invalid);
  EXPECT_EQ(create_role(*access, owner->caller, {"x", {"nonsense.*"}}).error().code,
            ErrorCode::invalid);
  ASSERT_TRUE(create_role(*access, owner->caller, night_shift));
  EXPECT_EQ(create_role(*access, owner->caller, night_shift).error().code, ErrorCode::conflict);
}

TEST_F(RolesTest, may_not_do_more_than_who_makes_them) {
  const Who admin = member("administrator", "admin@example.org");
  EXPECT_EQ(create_role(*access, admin->caller, {"boss", {"*"}}).error().code,
            ErrorCode::forbidden);
  EXPECT_EQ(create_role(*access, admin->caller, {"spy", {"people.*"}}).error().code,
            ErrorCode::forbidden);
  ASSERT_TRUE(create_role(*access, owner->caller, {"boss", {"*"}}));
  EXPECT_EQ(change_role(*access, admin->caller, {"boss", {"service.*"}}, 1).error().code,
            ErrorCode::forbidden);
  EXPECT_EQ(remove_role(*access, admin->caller, {"boss"}, 1).error().code, ErrorCode::forbidden);
  EXPECT_EQ(add(admin->caller, "boss", "boss@example.org").error().code, ErrorCode::forbidden);
  const Who agent = member("agent", "agent@example.org");
  EXPECT_EQ(create_role(*access, agent->caller, night_shift).error().code, ErrorCode::forbidden);
}

TEST_F(RolesTest, stay_while_a_member_has_them) {
  ASSERT_TRUE(create_role(*access, owner->caller, night_shift));
  const Who bert = member("night_shift", "bert@example.org");
  EXPECT_EQ(remove_role(*access, owner->caller, {"night_shift"}, 1).error().code, ErrorCode::rule);
  ASSERT_TRUE(change_member(*access, owner->caller,
                            {.member_id = bert->caller.member, .role = "agent"}, 1));
  EXPECT_TRUE(remove_role(*access, owner->caller, {"night_shift"}, 1));
  EXPECT_EQ(remove_role(*access, owner->caller, {"night_shift"}, 1).error().code,
            ErrorCode::not_found);
}

TEST_F(RolesTest, of_another_workspace_are_as_if_they_were_not_there) {
  ASSERT_TRUE(create_role(*access, owner->caller, night_shift));
  const Who other = stranger();
  EXPECT_EQ(list_roles(*access, other->caller).value().items.size(), 10U);
  EXPECT_EQ(change_role(*access, other->caller, night_shift, 1).error().code, ErrorCode::not_found);
  EXPECT_EQ(remove_role(*access, other->caller, {"night_shift"}, 1).error().code,
            ErrorCode::not_found);
  EXPECT_EQ(add(other->caller, "night_shift", "x@example.net").error().code, ErrorCode::invalid);
}

}  // namespace
}  // namespace kith::access
