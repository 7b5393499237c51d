// SPDX-License-Identifier: Apache-2.0
#include "access/tokens.h"

#include <fstream>

#include "access/sessions.h"
#include "access/tests/access_fixture.h"

namespace kith::access {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

class TokensTest : public AccessFixture {
 protected:
  Result<CreatedToken> make(const Caller& caller, std::vector<std::string> scopes,
                            std::optional<Time> expires_at = std::nullopt) {
    return create_token(*access, caller,
                        {.name = "robot", .scopes = std::move(scopes), .expires_at = expires_at});
  }
  std::int64_t last_used(TokenId id) {
    auto connection = store::Connection::open(path(), store::OpenMode::read_only).value();
    return connection
        .number(fmt::format("SELECT last_used_at FROM access_token WHERE id = {}", id.value))
        .value();
  }
};

TEST_F(TokensTest, sign_a_program_in_as_their_member_cut_to_their_scopes) {
  const Who bert = member("agent", "bert@example.org");
  const CreatedToken token =
      make(bert->caller, {"conversation.*", "!conversation.message.reply"}).value();
  const Who program = by_token(token.secret).value();
  EXPECT_EQ(program->kind, CallerKind::token);
  EXPECT_EQ(program->token, token.token.id);
  EXPECT_EQ(program->caller.member, bert->caller.member);
  EXPECT_EQ(program->caller.permissions->names(),
            (std::vector<std::string>{"conversation.handoff.ask", "conversation.note.read",
                                      "conversation.note.write", "conversation.promise.make",
                                      "conversation.thread.change", "conversation.thread.merge",
                                      "conversation.thread.read"}));
  EXPECT_TRUE(program->csrf_holds("")) << "no browser sends a token by itself";
  EXPECT_TRUE(authenticator->from_authorization("bearer " + token.secret));
  EXPECT_TRUE(authenticator->from_authorization("BEARER " + token.secret));
}

TEST_F(TokensTest, are_refused_with_a_scope_that_is_unknown_or_not_held_by_its_name) {
  const Who bert = member("agent", "bert@example.org");
  const std::string before = everything();
  const auto refused = [&](const char* scope) { return make(bert->caller, {scope}).error(); };
  EXPECT_EQ(refused("service.cases.read").code, ErrorCode::invalid);
  EXPECT_NE(refused("service.cases.read").message.find("service.cases.read"), std::string::npos);
  EXPECT_EQ(refused("people.talent.read").code, ErrorCode::forbidden);
  EXPECT_NE(refused("people.talent.read").message.find("people.talent.read"), std::string::npos);
  EXPECT_EQ(refused("*").code, ErrorCode::forbidden);
  EXPECT_EQ(refused("*.read").code, ErrorCode::forbidden);
  EXPECT_EQ(refused("").code, ErrorCode::invalid);
  EXPECT_EQ(make(bert->caller, {}).error().code, ErrorCode::invalid);
  EXPECT_EQ(everything(), before);
  EXPECT_TRUE(make(bert->caller, {"*.read", "!people.*", "!access.audit.read"}));
}

TEST_F(TokensTest, never_may_more_than_the_role_of_the_day) {
  const Who bert = member("agent", "bert@example.org");
  const std::string secret = make(bert->caller, {"service.*", "product.*.read"}).value().secret;
  ASSERT_TRUE(by_token(secret).value()->caller.permissions->contains("service.case.assign"));
  ASSERT_TRUE(change_member(*access, owner->caller,
                            {.member_id = bert->caller.member, .role = "viewer"}, 1));
  EXPECT_EQ(by_token(secret).value()->caller.permissions->names(),
            (std::vector<std::string>{"product.request.read", "service.case.read"}));
}

TEST_F(TokensTest, cannot_make_tokens_that_may_more_than_they) {
  const Who admin = member("administrator", "admin@example.org");
  const Who program =
      by_token(make(admin->caller, {"access.token.create", "service.*.read"}).value().secret)
          .value();
  EXPECT_EQ(make(program->caller, {"*", "!people.*", "!access.owner.transfer"}).error().code,
            ErrorCode::forbidden);
  EXPECT_EQ(make(program->caller, {"service.*"}).error().code, ErrorCode::forbidden);
  EXPECT_TRUE(make(program->caller, {"service.case.read"}));
  const Who narrow = by_token(make(admin->caller, {"service.*.read"}).value().secret).value();
  EXPECT_EQ(make(narrow->caller, {"service.case.read"}).error().code, ErrorCode::forbidden);
}

TEST_F(TokensTest, do_not_reach_sessions_passwords_or_members_beyond_their_scopes) {
  const Who program = by_token(make(owner->caller, {"*"}).value().secret).value();
  EXPECT_EQ(list_sessions(*access, *program).error().code, ErrorCode::forbidden);
  EXPECT_EQ(end_other_sessions(*access, *program).error().code, ErrorCode::forbidden);
  const Who manager = by_token(make(owner->caller, {"access.member.*"}).value().secret).value();
  EXPECT_EQ(add(manager->caller, "agent", "bert@example.org").error().code, ErrorCode::forbidden)
      << "a role that may do what the token may not";
}

TEST_F(TokensTest, leave_their_hash_alone_in_the_file) {
  const CreatedToken token = make(owner->caller, {"*"}).value();
  ASSERT_TRUE(by_token(token.secret));
  settle();
  std::string bytes;
  for (const char* name : {"server.db", "server.db-wal"}) {
    std::ifstream file(folder.file(name), std::ios::binary);
    bytes.append(std::istreambuf_iterator<char>(file), {});
  }
  EXPECT_NE(bytes.find("robot"), std::string::npos) << "looked into the right file";
  EXPECT_EQ(bytes.find(token.secret), std::string::npos);
  EXPECT_EQ(bytes.find(token.secret.substr(9, 43)), std::string::npos);
  EXPECT_NE(bytes.find(bytes_of(sha256(token.secret))), std::string::npos);
}

TEST_F(TokensTest, stop_working_at_once_when_they_are_revoked) {
  const CreatedToken token = make(owner->caller, {"*"}).value();
  ASSERT_TRUE(by_token(token.secret));
  ASSERT_TRUE(revoke_token(*access, owner->caller, {token.token.id}));
  EXPECT_FALSE(by_token(token.secret));
  EXPECT_EQ(revoke_token(*access, owner->caller, {token.token.id}).error().code,
            ErrorCode::not_found);
}

TEST_F(TokensTest, stop_working_when_they_expire) {
  const CreatedToken token = make(owner->caller, {"*"}, clock.now() + hours(2)).value();
  clock.advance(hours(2) - Duration(1));
  EXPECT_TRUE(by_token(token.secret));
  clock.advance(Duration(1));
  EXPECT_FALSE(by_token(token.secret)) << "from memory";
  open();
  EXPECT_FALSE(by_token(token.secret)) << "from the file";
  EXPECT_EQ(make(owner->caller, {"*"}, clock.now()).error().field, "/expires_at");
}

TEST_F(TokensTest, write_their_use_down_once_an_hour) {
  const CreatedToken token = make(owner->caller, {"*"}).value();
  EXPECT_EQ(last_used(token.token.id), 0);
  const Time first = clock.now();
  ASSERT_TRUE(by_token(token.secret));
  settle();
  EXPECT_EQ(last_used(token.token.id), first.microseconds);
  for (int use = 0; use < 59; ++use) {
    clock.advance(minutes(1));
    ASSERT_TRUE(by_token(token.secret));
    EXPECT_EQ(access->writer().waiting(), 0U) << use;
  }
  clock.advance(minutes(1));
  ASSERT_TRUE(by_token(token.secret));
  settle();
  EXPECT_EQ(last_used(token.token.id), clock.now().microseconds);
}

TEST_F(TokensTest, are_listed_and_revoked_by_their_member_and_by_who_manages_all) {
  const Who bert = member("agent", "bert@example.org");
  const Who carl = member("agent", "carl@example.org");
  const TokenId berts = make(bert->caller, {"service.*"}).value().token.id;
  ASSERT_TRUE(make(carl->caller, {"service.*"}));
  const auto mine = list_tokens(*access, bert->caller, {}).value();
  ASSERT_EQ(mine.items.size(), 1U);
  EXPECT_EQ(mine.items[0].scopes, std::vector<std::string>{"service.*"});
  EXPECT_FALSE(mine.items[0].last_used_at);
  EXPECT_EQ(list_tokens(*access, bert->caller, {.whose = Whose::everybodys}).error().code,
            ErrorCode::forbidden);
  EXPECT_EQ(list_tokens(*access, owner->caller, {.whose = Whose::everybodys}).value().items.size(),
            2U);
  EXPECT_EQ(revoke_token(*access, carl->caller, {berts}).error().code, ErrorCode::not_found);
  EXPECT_EQ(revoke_token(*access, stranger()->caller, {berts}).error().code, ErrorCode::not_found);
  EXPECT_TRUE(revoke_token(*access, owner->caller, {berts}));
  EXPECT_TRUE(list_tokens(*access, bert->caller, {}).value().items.empty());
}

TEST_F(TokensTest, for_others_are_made_at_the_command_line_alone) {
  const Who bert = member("agent", "bert@example.org");
  CreateToken input{.name = "robot", .scopes = {"*"}, .member_id = bert->caller.member};
  EXPECT_EQ(create_token(*access, owner->caller, input).error().code, ErrorCode::forbidden);
  const Caller machine = authenticator->local(owner->caller.workspace)->caller;
  const auto token = create_token(*access, machine, input).value();
  EXPECT_EQ(by_token(token.secret).value()->caller.permissions->names(),
            bert->caller.permissions->names());
  input.member_id = {};
  EXPECT_EQ(create_token(*access, machine, input).error().field, "/member_id");
  input.member_id = stranger()->caller.member;
  EXPECT_EQ(create_token(*access, machine, input).error().code, ErrorCode::not_found);
}

TEST_F(TokensTest, are_refused_in_any_other_form_of_header) {
  const std::string secret = make(owner->caller, {"*"}).value().secret;
  for (const std::string& header :
       {std::string(), secret, "Basic " + secret, std::string("Bearer"), std::string("Bearer "),
        "Bearer  " + secret, "Bearer " + secret + " ", "Bearer " + secret + ",x",
        "Bearer\t" + secret, "Token " + secret, "Bearer " + std::string(100'000, 'a'),
        "Bearer " + secret.substr(0, 20) + std::string(1, '\0') + secret.substr(21)}) {
    const auto who = authenticator->from_authorization(header);
    ASSERT_FALSE(who) << header.substr(0, 80);
    EXPECT_EQ(who.error().code, ErrorCode::unauthenticated);
  }
}

TEST_F(TokensTest, are_a_hundred_at_most) {
  const Who bert = member("viewer", "bert@example.org");
  for (int number = 0; number < 100; ++number) {
    ASSERT_TRUE(make(bert->caller, {"service.*.read"}));
  }
  EXPECT_EQ(make(bert->caller, {"service.*.read"}).error().code, ErrorCode::rule);
}

}  // namespace
}  // namespace kith::access
