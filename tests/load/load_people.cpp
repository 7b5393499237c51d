// SPDX-License-Identifier: Apache-2.0
// Hires people through the socket of a running server, and prints a token of each, one a line.
//
//     load_people --data=DIR --count=500 [--role=agent] [--first=1]
//
// The n-th signs in as person-n@load.example; `first` is the first one's n.
#include <thread>
#include <vector>

#include "contract/http_wire.h"
#include "program.h"

namespace {

using namespace kith;
using contract::call_of;
using contract::Wire;
using contract::WireAnswer;

// Passwords are hashed on as many threads as the server has for it.
constexpr int hands = 2;

nlohmann::json made(Wire& wire, const std::string& target, const nlohmann::json& body) {
  const WireAnswer answer = wire.send(call_of("POST", target, body));
  if (answer.status >= 300 || answer.status == 0) {
    load::give_up(target + " answered " + std::to_string(answer.status) + " " + answer.body);
  }
  return answer.json();
}

std::string token_of_new_member(Wire& wire, int number, const std::string& role) {
  const std::string name = "person-" + std::to_string(number);
  const nlohmann::json member = made(wire, "/api/v1/members",
                                     {{"name", name},
                                      {"email", name + "@load.example"},
                                      {"role", role},
                                      {"password", "a long enough phrase for load"}});
  return made(wire, "/api/v1/tokens",
              {{"name", "load"}, {"scopes", {"*"}}, {"member_id", member.at("id")}})
      .at("secret");
}

}  // namespace

int main(int argc, char** argv) {
  const auto options =
      load::options(argc, argv, "load_people --data=DIR --count=N [--role=agent] [--first=1]",
                    {{"data", ""}, {"count", "1"}, {"role", "agent"}, {"first", "1"}});
  const int count = std::stoi(options.at("count"));
  const int first = std::stoi(options.at("first"));
  std::vector<std::string> tokens(static_cast<std::size_t>(count));
  std::vector<std::jthread> threads;
  for (int hand = 0; hand < hands; ++hand) {
    threads.emplace_back([&, hand] {
      Wire wire(options.at("data") + "/kith.sock");
      for (int each = hand; each < count; each += hands) {
        tokens[static_cast<std::size_t>(each)] =
            token_of_new_member(wire, first + each, options.at("role"));
      }
    });
  }
  threads.clear();
  for (const std::string& token : tokens) {
    std::printf("%s\n", token.c_str());
  }
  return 0;
}
