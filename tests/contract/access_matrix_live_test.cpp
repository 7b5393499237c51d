// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <thread>

#include "contract/access_matrix_fixture.h"

/// Live streams: they end with the rights that opened them, and show what these let through.
namespace kith::contract {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

/// A stream that has begun.
class Following {
 public:
  Following(Company& company, const WireCall& call) : wire_(company.port()) {
    EXPECT_EQ(wire_.open_stream(call).status, 200);
    said_ = wire_.read_stream(milliseconds(2'000), "heartbeat");
    EXPECT_NE(said_.find("id: "), std::string::npos);
  }
  Following(Company& company, const Somebody& who)
      : Following(company, call_of("GET", "/api/v1/events/stream").as(who.token)) {}

  /// How long it took until the server ended the stream; nothing where it had not by then.
  std::optional<milliseconds> ended_within(milliseconds most) {
    const auto start = steady_clock::now();
    said_ += wire_.read_stream(most, "no such text");
    if (!wire_.has_ended()) {
      return std::nullopt;
    }
    return std::chrono::duration_cast<milliseconds>(steady_clock::now() - start);
  }
  const std::string& hear(std::string_view until) {
    said_ += wire_.read_stream(milliseconds(2'000), until);
    return said_;
  }

 private:
  Wire wire_;
  std::string said_;
};

constexpr milliseconds at_once = std::chrono::seconds(1);

TEST_F(AccessMatrix, ends_a_members_streams_within_a_second_of_their_role_or_access_changing) {
  const Somebody temp = company().add_member("agent", "temp@ours.example", company().workspace());
  Following demoted(company(), temp);
  Following colleague(company(), company().member("agent"));
  const std::string card = "/api/v1/members/" + temp.member;
  const auto change = [&](const std::string& method, const std::string& target,
                          const nlohmann::json& body) {
    const Tried read = send(call_of("GET", card).as(company().member("owner").token));
    const Tried changed = send(call_of(method, target, body)
                                   .as(company().member("owner").token)
                                   .with("If-Match", read.answer.header("etag")));
    EXPECT_EQ(changed.answer.status, 200) << changed.text();
  };
  change("PATCH", card, {{"role", "viewer"}});
  EXPECT_TRUE(demoted.ended_within(at_once));
  Following again(company(), temp);
  change("POST", card + "/disable", nlohmann::json::object());
  EXPECT_TRUE(again.ended_within(at_once));
  EXPECT_EQ(send(call_of("GET", "/api/v1/events/stream").as(temp.token)).answer.status, 401);
  EXPECT_FALSE(colleague.ended_within(milliseconds(300))) << "nothing changed for them";
}

TEST_F(AccessMatrix, ends_the_stream_of_a_revoked_token_and_no_other_of_that_member) {
  const Somebody& agent = company().member("agent");
  const nlohmann::json made = company().locally(
      call_of("POST", "/api/v1/tokens",
              {{"name", "stream"}, {"scopes", {"event.log.read"}}, {"member_id", agent.member}}),
      company().workspace());
  Following revoked(company(), {.token = made["secret"]});
  Following other(company(), agent);
  company().locally(call_of("DELETE", "/api/v1/tokens/" + made["token"]["id"].get<std::string>()),
                    company().workspace());
  EXPECT_TRUE(revoked.ended_within(at_once));
  EXPECT_FALSE(other.ended_within(milliseconds(300)));
}

TEST_F(AccessMatrix, ends_the_stream_of_a_session_that_was_signed_out) {
  Somebody page = company().member("marketer");
  company().sign_in(page, "marketer@ours.example");
  Following signed_out(company(),
                       call_of("GET", "/api/v1/events/stream").with("Cookie", page.cookie));
  const Tried end = send(call_of("POST", "/api/v1/session/end")
                             .with("Cookie", page.cookie)
                             .with("Sec-Fetch-Site", "same-origin")
                             .with("X-Csrf-Token", page.csrf));
  EXPECT_EQ(end.answer.status, 204) << end.text();
  EXPECT_TRUE(signed_out.ended_within(at_once));
}

TEST_F(AccessMatrix, tells_a_stream_what_happens_here_and_nothing_of_next_door) {
  EXPECT_EQ(send(call_of("GET", "/api/v1/events/stream").as(company().member("agency").token))
                .answer.status,
            403);
  Following viewer(company(), company().member("viewer"));
  Following stranger(company(), company().stranger());
  Things fresh(company(), company().workspace(), company().member("owner"));
  const std::string conversation = fresh.get("conversation");
  const std::string heard = viewer.hear("\"subject\":\"" + conversation + "\"");
  EXPECT_NE(heard.find(conversation), std::string::npos);
  EXPECT_EQ(heard.find("canary"), std::string::npos) << "events hold no text and no names";
  EXPECT_EQ(stranger.hear(conversation).find("message_added"), std::string::npos);
}

}  // namespace
}  // namespace kith::contract
