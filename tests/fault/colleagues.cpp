// SPDX-License-Identifier: Apache-2.0
#include "colleagues.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "keep_alive.h"

namespace kith::fault {
namespace {

constexpr auto between_requests = std::chrono::milliseconds(10);
constexpr const char* list = "/api/v1/conversations?limit=25";

std::vector<double> sorted(std::vector<double> values) {
  std::ranges::sort(values);
  return values;
}

}  // namespace

double share_of(const std::vector<double>& sorted_values, double share) {
  const auto last = static_cast<double>(sorted_values.size()) - 1;
  return sorted_values.empty() ? 0 : sorted_values[static_cast<std::size_t>(share * last)];
}

AtAScreen::AtAScreen(std::string data, std::string token)
    : data_(std::move(data)), token_(std::move(token)), thread_([this] { run(); }) {}

void AtAScreen::stop() {
  is_over_ = true;
  if (thread_.joinable()) {
    thread_.join();
  }
}

std::vector<double> AtAScreen::reads() const {
  return sorted(reads_);
}

std::vector<double> AtAScreen::writes() const {
  return sorted(writes_);
}

template <class Ask>
auto AtAScreen::timed(std::vector<double>& took, const Ask& ask) {
  const auto began = std::chrono::steady_clock::now();
  auto answer = ask();
  if (!answer) {
    // As browsers do: the server may have ended a connection that stayed open.
    answer = ask();
  }
  const std::chrono::duration<double, std::milli> passed = std::chrono::steady_clock::now() - began;
  took.push_back(passed.count());
  if (!answer) {
    ++failed_;
  } else if (answer->status < 300 || answer->status == 409) {
    ++served_;  // a conflict is an answer, too: somebody wrote in the conversation meanwhile
  } else if (answer->status == 429 || answer->status == 503) {
    ++refused_;
  } else {
    ++failed_;
    fmt::print("   {} {}\n", answer->status, answer->body.dump());
  }
  std::this_thread::sleep_for(between_requests);
  return answer;
}

void AtAScreen::run() {
  KeepAlive kept(data_, token_);
  for (int turn = 0; !is_over_; ++turn) {
    KeepAlive fresh(data_, token_);
    KeepAlive& api = turn % 2 == 0 ? kept : fresh;
    const auto listed = timed(reads_, [&] { return api.get(list); });
    if (!listed || listed->status != 200 || listed->body["items"].empty()) {
      continue;
    }
    const std::string id = listed->body["items"][0]["id"];
    const std::string path = "/api/v1/conversations/" + id;
    const auto messages = timed(reads_, [&] { return api.get(path + "/messages"); });
    if (!messages || messages->status != 200 || messages->body["items"].empty()) {
      continue;
    }
    const std::string text = "Reply " + std::to_string(turn);
    const nlohmann::json reply = {
        {"text", text}, {"seen", messages->body["items"].back()["id"]}, {"hold_seconds", 0}};
    const auto answered = timed(writes_, [&] { return api.post(path + "/replies", reply, text); });
    if (answered && answered->status < 300) {
      replied_.push_back(text);
    }
  }
}

}  // namespace kith::fault
