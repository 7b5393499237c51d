// SPDX-License-Identifier: Apache-2.0
#include "access/owner_link.h"

#include "access/tests/access_fixture.h"

namespace kith::access {
namespace {

using std::chrono::hours;

/// A server that nobody has claimed yet.
class OwnerLinkTest : public AccessFixture {
 protected:
  void SetUp() override { open(); }
};

TEST_F(OwnerLinkTest, makes_workspace_account_and_owner_once) {
  EXPECT_EQ(needs_owner(*access), true);
  const OneTimeLink link = create_owner_link(*access).value();
  EXPECT_EQ(link.expires_at, clock.now() + hours(24));
  const Who who = begin(claim(link.token).value());
  EXPECT_EQ(needs_owner(*access), false);
  EXPECT_EQ(who->caller.permissions->names().size(), access->roles().permissions().size());
  EXPECT_EQ(get_member(*access, who->caller, {who->caller.member}).value().role, "owner");
  EXPECT_EQ(get_workspace(*access, who->caller).value().name, "Acme");

  const std::string before = everything();
  EXPECT_EQ(claim(link.token, "second@example.org").error().code, ErrorCode::not_found);
  EXPECT_EQ(create_owner_link(*access).error().code, ErrorCode::rule);
  EXPECT_EQ(everything(), before);
}

TEST_F(OwnerLinkTest, works_for_one_of_two_who_use_it_at_once) {
  const std::string token = create_owner_link(*access).value().token;
  int let_in = 0;
  std::vector<Error> refused;
  for (const char* email : {"one@example.org", "two@example.org"}) {
    claim_owner(*access, {token, "Acme", "One", email, good_password}, from(),
                [&](Result<NewSession> session) {
                  session ? void(++let_in) : refused.push_back(session.error());
                });
  }
  settle();
  EXPECT_EQ(let_in, 1);
  ASSERT_EQ(refused.size(), 1U);
  EXPECT_EQ(refused[0].code, ErrorCode::not_found);
}

TEST_F(OwnerLinkTest, is_not_used_up_by_looking_at_it) {
  const std::string token = create_owner_link(*access).value().token;
  for (int look = 0; look < 3; ++look) {
    EXPECT_EQ(look_at_link(*access, token).value().kind, LinkKind::owner);
  }
  EXPECT_TRUE(claim(token));
}

TEST_F(OwnerLinkTest, works_for_a_day) {
  const std::string token = create_owner_link(*access).value().token;
  clock.advance(hours(24) - Duration(1));
  EXPECT_TRUE(look_at_link(*access, token));
  clock.advance(Duration(1));
  EXPECT_FALSE(look_at_link(*access, token));
  EXPECT_EQ(claim(token).error().code, ErrorCode::not_found);
  EXPECT_EQ(needs_owner(*access), true);
}

TEST_F(OwnerLinkTest, stops_working_when_a_newer_one_is_made) {
  const std::string old = create_owner_link(*access).value().token;
  const std::string renewed = create_owner_link(*access).value().token;
  EXPECT_FALSE(claim(old));
  EXPECT_TRUE(claim(renewed));
}

TEST_F(OwnerLinkTest, is_kept_when_what_the_owner_says_is_refused) {
  const std::string token = create_owner_link(*access).value().token;
  EXPECT_EQ(claim(token, "no address").error().code, ErrorCode::invalid);
  const auto weak = wait<NewSession>([&](SessionDone done) {
    claim_owner(*access, {token, "Acme", "One", "one@example.org", "12345678"}, from(),
                std::move(done));
  });
  EXPECT_EQ(weak.error().field, "/password");
  EXPECT_TRUE(claim(token));
}

TEST_F(OwnerLinkTest, is_refused_when_it_is_empty_short_long_or_of_other_bytes) {
  const std::string token = create_owner_link(*access).value().token;
  const std::string before = everything();
  for (const std::string& text :
       {std::string(), std::string("0"), token.substr(0, 42), token + "A", std::string(43, '\0'),
        std::string(43, '%'), "[\"" + token + "\"]", std::string(1'000'000, 'a')}) {
    const std::uint64_t hashed = access->passwords().operations();
    EXPECT_EQ(claim(text).error().code, ErrorCode::not_found);
    EXPECT_EQ(access->passwords().operations(), hashed) << "costs no hash";
  }
  EXPECT_EQ(everything(), before);
}

TEST_F(OwnerLinkTest, is_nowhere_in_the_file) {
  const std::string token = create_owner_link(*access).value().token;
  EXPECT_EQ(everything().find(hex(token)), std::string::npos);
}

}  // namespace
}  // namespace kith::access
