// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "contract/access_matrix_things.h"

/// The things of logistics: watches, and episodes in the states that calls need.
namespace kith::contract {
namespace {

using nlohmann::json;

// Watches are numbered from 1 in each workspace, as policies: so many, that the other one's last
// number is one that we have not.
constexpr int more_watches_than_ours = 60;

json watch(const std::string& name, const std::string& term) {
  return {{"name", name}, {"topic", "canary"}, {"topic_terms", {term}}, {"alarm_at", 100}};
}

/// Noon, so many days into a year that is over.
std::string noon(int day) {
  const auto then = std::chrono::sys_days(std::chrono::year(2025) / 1 / 1) + std::chrono::days(day);
  const std::chrono::year_month_day date(then);
  const auto two = [](unsigned number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
  };
  return std::to_string(static_cast<int>(date.year())) + "-" +
         two(static_cast<unsigned>(date.month())) + "-" + two(static_cast<unsigned>(date.day())) +
         "T12:00:00Z";
}

/// No two watches or speakers the same, in both workspaces.
std::string new_number() {
  static int number = 0;
  return std::to_string(++number);
}

json speakers(const std::string& term, const std::string& posted_at, int count) {
  json posts = json::array();
  for (int each = 0; each < count; ++each) {
    const std::string id = "speaker-" + new_number();
    posts.push_back({{"channel", "chat"},
                     {"native_id", id},
                     {"author", {{"native_id", id}}},
                     {"posted_at", posted_at},
                     {"text", "canary " + term}});
  }
  return {{"posts", posts}};
}

}  // namespace

void Things::make_watch() {
  const bool is_ours = workspace_ == company_.workspace();
  const std::string name = is_ours ? "canary_ours " : "canary_theirs ";
  for (int each = 0; each < (is_ours ? 1 : more_watches_than_ours); ++each) {
    const std::string number = new_number();
    made_["watch"] = post("/logistics/watches", watch(name + number, "word" + number))["id"];
  }
}

// A watch that has learnt silence for days; then three speak at once, two days behind those who
// spoke before, which is another episode.
std::string Things::new_episode() {
  const std::string term = "wobble" + workspace_;
  if (!made_.contains("episode_watch")) {
    const std::string name = "episodes " + new_number();
    made_["episode_watch"] = post("/logistics/watches", watch(name, term))["id"];
    post("/intake", speakers(term, noon(0), 1));
  }
  const WireCall newest = call_of("GET", "/api/v1/logistics/episodes?limit=1");
  const auto look = [&]() -> std::string {
    const json page = company_.as_owner(newest, workspace_);
    return page["items"].empty() ? "" : page["items"][0]["id"].get<std::string>();
  };
  const std::string before = look();
  post("/intake", speakers(term, noon(10 + 2 * episodes_++), 3));
  for (int wait = 0; wait < 400 && look() == before; ++wait) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  const std::string made = look();
  EXPECT_NE(made, before) << "no episode";
  return made;
}

void Things::make_moved_episode(const std::string& name) {
  made_[name] = new_episode();
  const std::string path = "/logistics/episodes/" + made_[name];
  if (name == "owned_episode") {
    post(path + "/own", json::object());
  } else if (name == "closed_episode") {
    post(path + "/close", {{"cause", "canary"}});
  } else {
    post(path + "/shelve", {{"until", "2027-01-15T00:00:00Z"}, {"reason", "canary"}});
  }
}

void Things::make_logistics_thing(const std::string& name) {
  if (name == "watch") {
    make_watch();
  } else if (name == "episode") {
    made_[name] = new_episode();
  } else {
    make_moved_episode(name);
  }
}

}  // namespace kith::contract
