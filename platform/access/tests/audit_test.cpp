// SPDX-License-Identifier: Apache-2.0
#include "access/audit.h"

#include <algorithm>
#include <functional>

#include "access/members.h"
#include "access/permissions.h"
#include "access/roles.h"
#include "access/sessions.h"
#include "access/tests/access_fixture.h"

namespace kith::access {
namespace {

class AuditTest : public AccessFixture {
 protected:
  std::vector<AuditEntry> list(const ListAudit& input = {}) {
    return list_audit(*access, owner->caller, input).value().items;
  }
};

TEST_F(AuditTest, tells_who_did_what_newest_first) {
  const Who bert = member("agent", "bert@example.org");
  ASSERT_TRUE(change_member(*access, owner->caller,
                            {.member_id = bert->caller.member, .role = "viewer"}, 1));
  const std::vector<AuditEntry> entries = list();
  ASSERT_FALSE(entries.empty());
  const AuditEntry& newest = entries[0];
  EXPECT_EQ(newest.action, AuditAction::member_changed);
  EXPECT_EQ(newest.member_id, owner->caller.member);
  EXPECT_EQ(newest.member_name, "Olga Owner");
  EXPECT_EQ(newest.target_kind, "member");
  EXPECT_EQ(newest.target_id.value, bert->caller.member.value);
  EXPECT_EQ(newest.detail, "viewer");
  EXPECT_EQ(newest.at, clock.now());
  EXPECT_EQ(entries[1].action, AuditAction::session_started);
  EXPECT_EQ(entries[2].action, AuditAction::member_added);
}

TEST_F(AuditTest, goes_in_pages_and_by_member_and_action) {
  const Who bert = member("agent", "bert@example.org");
  for (int number = 0; number < 5; ++number) {
    ASSERT_TRUE(enter("bert@example.org"));
  }
  std::vector<std::int64_t> seen;
  ListAudit input{.limit = 2};
  while (true) {
    const auto page = list_audit(*access, owner->caller, input).value();
    for (const AuditEntry& entry : page.items) {
      seen.push_back(entry.id.value);
    }
    if (!page.next) {
      break;
    }
    input.cursor = page.next;
  }
  EXPECT_TRUE(std::ranges::is_sorted(seen, std::greater<>()));
  EXPECT_EQ(seen.size(), list({.limit = 200}).size());
  EXPECT_EQ(list({.member_id = bert->caller.member}).size(), 6U);
  EXPECT_EQ(list({.action = AuditAction::member_added}).size(), 2U);
  EXPECT_FALSE(list_audit(*access, owner->caller,
                          {.member_id = bert->caller.member, .action = AuditAction::member_added}));
}

TEST_F(AuditTest, is_a_chained_log_without_names_addresses_or_secrets) {
  const Who bert = member("agent", "bert@example.org");
  EXPECT_FALSE(enter("bert@example.org", "wrong horse"));
  ASSERT_TRUE(
      create_token(*access, bert->caller, {.name = "berts laptop", .scopes = {"service.*"}}));
  ASSERT_TRUE(disable_member(*access, owner->caller, {bert->caller.member}, 1));
  store::Connection& connection = access->writer().connection();
  EXPECT_EQ(store::verify_log(connection).value().broken_at, 0);
  EXPECT_EQ(connection.number("SELECT count(*) FROM log_event").value(),
            connection.number("SELECT count(*) FROM access_audit").value());
  std::string bodies;
  auto rows = connection
                  .prepare(
                      "SELECT body || name FROM log_event JOIN log_event_type "
                      "ON number = type")
                  .value();
  while (rows.step().value()) {
    bodies += rows.text(0);
  }
  for (const char* word : {"example.org", "Olga", "bert", "laptop", "Acme", "Firefox", home}) {
    EXPECT_EQ(bodies.find(word), std::string::npos) << word;
  }
  EXPECT_NE(bodies.find("access.member_disabled.v1"), std::string::npos);
}

TEST_F(AuditTest, notices_a_row_of_the_log_that_was_changed_or_removed) {
  store::Connection& connection = access->writer().connection();
  ASSERT_TRUE(connection.execute("UPDATE log_event SET actor = actor + 1 WHERE sequence = 2"));
  EXPECT_EQ(store::verify_log(connection).value().broken_at, 2);
}

TEST_F(AuditTest, holds_failed_sign_ins_of_known_and_unknown_accounts) {
  EXPECT_FALSE(enter("owner@example.org", "wrong horse"));
  EXPECT_FALSE(enter("nobody@example.org", "wrong horse"));
  const std::vector<AuditEntry> here = list({.action = AuditAction::sign_in_failed});
  ASSERT_EQ(here.size(), 1U);
  EXPECT_EQ(here[0].account_id, owner->account);
  EXPECT_EQ(here[0].member_id, MemberId{});
  const Who machine = authenticator->local({});
  const auto server = list_audit(*access, machine->caller, {}).value().items;
  ASSERT_EQ(server.size(), 2U);
  EXPECT_EQ(server[0].action, AuditAction::sign_in_failed);
  EXPECT_EQ(server[0].account_id, AccountId{});
  EXPECT_EQ(server[1].action, AuditAction::owner_link_made);
}

TEST_F(AuditTest, is_not_flooded_by_strangers_who_guess) {
  for (int number = 0; number < 300; ++number) {
    EXPECT_FALSE(enter(fmt::format("user{}@example.org", number), "wrong horse",
                       fmt::format("198.51.{}.{}", number / 200, number % 200)));
  }
  const auto failed = std::ranges::count(actions(), "sign_in_failed");
  EXPECT_EQ(failed, 100);
  clock.advance(std::chrono::seconds(10));
  EXPECT_FALSE(enter("user@example.org", "wrong horse"));
  const Who machine = authenticator->local({});
  EXPECT_EQ(list_audit(*access, machine->caller, {.limit = 1}).value().items[0].left_out, 200);
  EXPECT_FALSE(enter("owner@example.org", "wrong horse"));
  EXPECT_EQ(list({.action = AuditAction::sign_in_failed}).size(), 1U)
      << "guesses at known accounts have a budget of their own";
}

TEST_F(AuditTest, takes_refusals_exports_and_erasures_from_other_parts) {
  const Who agent = member("agent", "agent@example.org");
  note_denied(*access, agent->caller, member_manage.name);
  settle();
  ASSERT_TRUE(
      record_action(*access, owner->caller,
                    {.action = AuditAction::data_erased, .target_kind = "person", .target = 4711}));
  ASSERT_TRUE(record_action(*access, owner->caller,
                            {.action = AuditAction::data_exported, .target_kind = "workspace"}));
  const std::vector<AuditEntry> entries = list({.limit = 3});
  EXPECT_EQ(entries[0].action, AuditAction::data_exported);
  EXPECT_EQ(entries[1].target_id.value, 4711);
  EXPECT_EQ(entries[2].action, AuditAction::permission_denied);
  EXPECT_EQ(entries[2].member_id, agent->caller.member);
  EXPECT_EQ(entries[2].detail, "access.member.manage");
  for (int number = 0; number < 1000; ++number) {
    note_denied(*access, agent->caller, member_manage.name);
  }
  settle();
  EXPECT_EQ(std::ranges::count(actions(), "permission_denied"), 100);
}

TEST_F(AuditTest, is_for_owner_and_administrator_of_the_workspace_alone) {
  EXPECT_EQ(list_audit(*access, member("agent", "a@example.org")->caller, {}).error().code,
            ErrorCode::forbidden);
  EXPECT_EQ(list_audit(*access, member("viewer", "v@example.org")->caller, {}).error().code,
            ErrorCode::forbidden);
  EXPECT_TRUE(list_audit(*access, member("administrator", "b@example.org")->caller, {}));
  for (const AuditEntry& entry : list_audit(*access, stranger()->caller, {}).value().items) {
    EXPECT_NE(entry.member_id, owner->caller.member);
  }
}

TEST_F(AuditTest, has_an_entry_for_each_thing_that_was_done) {
  const Who bert = member("agent", "bert@example.org");
  const auto invitation =
      invite_member(*access, owner->caller,
                    {.name = "Carl", .email = "carl@example.org", .role = "viewer"})
          .value();
  ASSERT_TRUE(wait<NewSession>([&](SessionDone done) {
    accept_invitation(*access, {invitation.link.token, good_password}, from(), std::move(done));
  }));
  const auto token =
      create_token(*access, bert->caller, {.name = "x", .scopes = {"service.*"}}).value();
  ASSERT_TRUE(revoke_token(*access, bert->caller, {token.token.id}));
  ASSERT_TRUE(end_other_sessions(*access, *bert));
  ASSERT_TRUE(end_session(*access, *bert, {bert->session}));
  const std::string reset =
      offer_reset(*access, owner->caller, {bert->caller.member}).value().token;
  const NewSession again =
      wait<NewSession>([&](SessionDone done) {
        reset_password(*access, {reset, other_password}, from(), std::move(done));
      }).value();
  ASSERT_TRUE(wait<NewSession>([&](SessionDone done) {
    change_password(*access, *begin(again), {other_password, good_password}, from(),
                    std::move(done));
  }));
  ASSERT_TRUE(create_role(*access, owner->caller, {"night", {"service.*"}}));
  ASSERT_TRUE(change_role(*access, owner->caller, {"night", {"sales.*"}}, 1));
  ASSERT_TRUE(remove_role(*access, owner->caller, {"night"}, 2));
  ASSERT_TRUE(rename_workspace(*access, owner->caller, {"Acme Ltd"}, 1));
  ASSERT_TRUE(disable_member(*access, owner->caller, {bert->caller.member}, 1));
  ASSERT_TRUE(enable_member(*access, owner->caller, {bert->caller.member}, 2));
  ASSERT_TRUE(disable_member(*access, owner->caller, {bert->caller.member}, 3));
  ASSERT_TRUE(erase_member(*access, owner->caller, {bert->caller.member}));
  EXPECT_EQ(actions(),
            (std::vector<std::string>{
                "owner_link_made",  "workspace_created", "member_added",    "session_started",
                "member_added",     "session_started",   "member_invited",  "invitation_accepted",
                "session_started",  "token_created",     "token_revoked",   "sessions_ended",
                "session_ended",    "reset_offered",     "password_reset",  "session_started",
                "password_changed", "session_started",   "role_created",    "role_changed",
                "role_removed",     "workspace_renamed", "member_disabled", "member_enabled",
                "member_disabled",  "member_erased"}));
}

}  // namespace
}  // namespace kith::access
