// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <set>

#include "contract/company.h"
#include "contract/hostile_corpus.h"

/// What means ill, through the real executable: nothing breaks, nothing is slow, nothing is lost.
namespace kith::contract {
namespace {

using nlohmann::json;

class Hostile : public testing::Test {
 protected:
  static void SetUpTestSuite() { company_ = std::make_unique<Company>(); }
  static void TearDownTestSuite() { company_.reset(); }
  void SetUp() override {
    if (!hostile_texts() || !hostile_json()) {
      GTEST_SKIP() << "KITH_TEST_DATA has no hostile corpora";
    }
  }
  // Whatever was sent, it still answers.
  void TearDown() override {
    EXPECT_EQ(company_->wire().send(call_of("GET", "/healthz")).status, 200);
  }

  static Company& company() { return *company_; }
  static WireAnswer send(const WireCall& call) {
    return company_->wire().send(call.as(company_->member("owner").token));
  }

  /// The texts of messages by their ids, read back through the API.
  static std::map<std::string, std::string> read_back(const std::vector<std::string>& ids) {
    std::map<std::string, std::string> texts;
    for (std::size_t from = 0; from < ids.size(); from += 100) {
      std::string list;
      for (std::size_t i = from; i < std::min(ids.size(), from + 100); ++i) {
        list += (list.empty() ? "" : ",") + ids[i];
      }
      const WireAnswer answer = send(call_of("GET", "/api/v1/messages?ids=" + list));
      EXPECT_EQ(answer.status, 200) << answer.body.substr(0, 300);
      const json page = answer.json();
      for (const json& each : page["items"]) {
        texts[each["id"]] = each["text"];
      }
    }
    return texts;
  }

 private:
  static std::unique_ptr<Company> company_;
};

std::unique_ptr<Company> Hostile::company_;

TEST_F(Hostile, texts_are_stored_and_read_back_as_they_were_sent) {
  Costs costs(company().process());
  std::vector<std::string> ids;
  const std::vector<HostileText> sent = hostile_texts().value();
  for (std::size_t from = 0; from < sent.size();) {
    json posts = json::array();
    std::size_t to = from;
    // A long one goes alone: what is measured is a call.
    while (to < sent.size() && to < from + 8 && (to == from || sent[to].text.size() < 1'000)) {
      const std::string id = fmt::format("text-{}", to);
      posts.push_back({{"channel", "chat"},
                       {"native_id", id},
                       {"author", {{"native_id", "author-" + id}, {"name", "Kim"}}},
                       {"text", sent[to++].text}});
    }
    const std::int64_t before = costs.now();
    const WireAnswer answer = send(call_of("POST", "/api/v1/intake", {{"posts", posts}}));
    costs.note(sent[from].source, before);
    ASSERT_EQ(answer.status, 200) << sent[from].source << " " << answer.body.substr(0, 300);
    const json results = answer.json();
    for (const json& result : results["results"]) {
      ASSERT_EQ(result["status"], "stored") << sent[from].source << " " << answer.body;
      ids.push_back(result["message_id"]);
    }
    from = to;
  }
  ASSERT_EQ(ids.size(), sent.size());
  const std::map<std::string, std::string> stored = read_back(ids);
  EXPECT_EQ(stored.size(), sent.size());
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const auto found = stored.find(ids[i]);
    ASSERT_NE(found, stored.end()) << sent[i].source << " is lost";
    EXPECT_EQ(found->second.substr(0, 400), sent[i].text.substr(0, 400)) << sent[i].source;
    EXPECT_EQ(found->second.size(), sent[i].text.size()) << sent[i].source;
  }
  costs.judge("hostile texts through intake");
}

// Everywhere but in the text a value may be refused, never by breaking.
TEST_F(Hostile, names_ids_and_addresses_are_taken_or_refused_in_order) {
  Costs costs(company().process());
  std::size_t number = 0;
  int stored = 0;
  int refused = 0;
  std::set<std::string> uris;
  std::size_t skipped = 0;
  const std::vector<HostileText> texts = hostile_texts().value();
  for (const HostileText& each : texts) {
    const bool is_one_of_many =
        each.source.starts_with("unicode/homo") || each.source.starts_with("path/");
    if (is_one_of_many && ++skipped % 4 != 0) {
      continue;
    }
    const std::string id = fmt::format("{} name-{}", each.text, ++number);
    const std::int64_t before = costs.now();
    const WireAnswer answer = send(
        call_of("POST", "/api/v1/intake",
                {{"posts",
                  {{{"channel", "chat"},
                    {"native_id", id},
                    {"uri", each.text},
                    {"thread", each.text},
                    {"subject", each.text},
                    {"language", each.text},
                    {"author", {{"native_id", each.text}, {"name", each.text}}},
                    {"attachments", {{{"url", "https://files.example/a"}, {"name", each.text}}}},
                    {"text", "What is this?"}}}}}));
    costs.note(each.source, before);
    if (answer.status == 400) {
      ++refused;
      continue;
    }
    ASSERT_EQ(answer.status, 200) << each.source << " " << answer.body.substr(0, 300);
    const json results = answer.json();
    const json& result = results["results"][0];
    if (!uris.insert(each.text).second) {
      EXPECT_EQ(result["status"], "duplicate") << "the same address: " << each.source;
      continue;
    }
    const bool is_stored = result["status"] == "stored";
    stored += is_stored ? 1 : 0;
    refused += is_stored ? 0 : 1;
    if (!is_stored) {
      EXPECT_NE(result.value("reason", ""), "") << each.source << " " << answer.body;
      continue;
    }
    const std::string conversation = result["conversation_id"];
    const WireAnswer read = send(call_of("GET", "/api/v1/conversations/" + conversation));
    EXPECT_EQ(read.status, 200) << each.source << " " << read.body.substr(0, 300);
    EXPECT_TRUE(read.json().is_object()) << each.source;
  }
  fmt::print("hostile names: {} stored, {} refused with a reason\n", stored, refused);
  EXPECT_GT(stored, 0);
  costs.judge("hostile names and ids through intake");
}

TEST_F(Hostile, searches_paths_and_filters_are_answered) {
  Costs costs(company().process());
  const std::vector<std::string> places{"/api/v1/search?q=",
                                        "/api/v1/search?order=best&q=",
                                        "/api/v1/conversations?label=",
                                        "/api/v1/conversations?ids=",
                                        "/api/v1/conversations?cursor=",
                                        "/api/v1/service/cases?assignee=",
                                        "/api/v1/events?types=",
                                        "/api/v1/conversations/",
                                        "/api/v1/persons/",
                                        "/api/",
                                        "/"};
  std::size_t number = 0;
  const std::vector<HostileText> texts = hostile_texts().value();
  for (const HostileText& each : texts) {
    ++number;
    for (std::size_t place = 0; place < places.size(); ++place) {
      if (place > 0 && (number + place) % 5 != 0) {
        continue;  // each place with a fifth of the texts, and search with all
      }
      const std::int64_t before = costs.now();
      const WireAnswer answer = send(call_of("GET", places[place] + in_url(each.text)));
      costs.note(places[place] + " " + each.source, before);
      EXPECT_TRUE(answer.status >= 200 && answer.status < 500)
          << answer.status << " " << places[place] << " " << each.source << " "
          << answer.body.substr(0, 300);
      if (place < 2 && each.text.size() < 300 && each.text.size() > 1) {
        const bool is_fault_of_query =
            answer.status == 400 && answer.body.find("\"pointer\":\"/q\"") != std::string::npos;
        EXPECT_TRUE(answer.status == 200 || is_fault_of_query)
            << each.source << " " << answer.body.substr(0, 300);
      }
    }
  }
  costs.judge("hostile searches, paths and filters");
}

TEST_F(Hostile, raw_targets_never_lead_out_of_the_api) {
  std::size_t tried = 0;
  const std::vector<HostileText> texts = hostile_texts().value();
  for (const HostileText& each : texts) {
    if (!each.source.starts_with("path/") && !each.source.starts_with("url/")) {
      continue;
    }
    ++tried;
    const WireAnswer answer = company().wire().send_raw("GET /" + each.text +
                                                        " HTTP/1.1\r\nHost: localhost\r\n"
                                                        "Connection: close\r\n\r\n");
    EXPECT_TRUE(answer.status == 0 || (answer.status >= 400 && answer.status < 500))
        << answer.status << " " << each.source << " " << answer.body.substr(0, 200);
    EXPECT_EQ(answer.body.find("root:"), std::string::npos) << each.source;
  }
  EXPECT_GT(tried, 500U);
}

TEST_F(Hostile, raw_bodies_are_refused_or_understood) {
  Costs costs(company().process());
  const std::string conversation = [&] {
    const json page = send(call_of("GET", "/api/v1/conversations?limit=1")).json();
    return page["items"][0]["id"].get<std::string>();
  }();
  const std::vector<HostileJson> bodies = hostile_json().value();
  for (const HostileJson& each : bodies) {
    for (const std::string& target :
         {std::string("/api/v1/intake"), "/api/v1/conversations/" + conversation + "/notes",
          std::string("/api/v1/service/policies"), std::string("/api/v1/session")}) {
      WireCall call = call_of("POST", target).with("Content-Type", "application/json");
      call.body = each.bytes;
      const std::int64_t before = costs.now();
      const WireAnswer answer =
          target == "/api/v1/session"
              ? Wire(company().port(), static_cast<std::uint8_t>(10 + each.bytes.size() % 200))
                    .send(call)
              : send(call);
      costs.note(target + " " + each.name, before);
      EXPECT_TRUE(answer.status == 400 || answer.status == 429)
          << answer.status << " " << each.name << " " << target << " "
          << answer.body.substr(0, 300);
      EXPECT_EQ(answer.json().value("code", ""), answer.status == 429 ? "too_many" : "invalid");
    }
  }
  costs.judge("hostile bodies");
}

}  // namespace
}  // namespace kith::contract
