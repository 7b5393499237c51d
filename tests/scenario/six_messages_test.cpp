// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iostream>
#include <set>

#include "data_folder.h"
#include "event_listener.h"

/// One message, six readings: which departments make something of it, through the real binary.
namespace kith::scenario {
namespace {

using nlohmann::json;
using std::chrono::steady_clock;

const std::vector<std::string> departments = {"service",   "product", "sales",
                                              "logistics", "people",  "marketing"};

/// A message of a stated kind, and who must make something of it.
struct Kind {
  std::string name;
  std::string author;
  std::string text;
  std::string thread;
  std::set<std::string> must_answer;
  std::vector<std::string> events;  ///< that the departments tell of it, live
};

class SixMessages : public DataFolderTest {
 protected:
  void SetUp() override {
    DataFolderTest::SetUp();
    mara_ = member("mara", "owner");
    server_ = serve(data_);
  }

  Api api() const { return Api(data_); }
  Api mara() const { return Api(data_, mara_); }

  json tell(const std::string& author, const std::string& text, const std::string& thread = "") {
    json each = post("p" + std::to_string(++posts_), author, text, thread);
    each.erase("posted_at");
    const Api::Answer answer = api().post("/api/v1/intake", {{"posts", {each}}});
    EXPECT_EQ(answer.status, 200) << answer.body;
    return answer.body["results"][0];
  }

  /// A colleague answers what was asked, and the network takes it.
  void answer(const json& asked, const std::string& text) {
    const std::string path =
        "/api/v1/conversations/" + asked["conversation_id"].get<std::string>() + "/replies";
    const Api::Answer reply =
        mara().post(path, {{"text", text}, {"seen", asked["message_id"]}, {"hold_seconds", 0}});
    ASSERT_EQ(reply.status, 201) << reply.body;
    json taken = json::array();
    for (int wait = 0; wait < 100 && taken.empty(); ++wait) {
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
      taken = api().post("/api/v1/outbox/take", json::object()).body["items"];
    }
    ASSERT_EQ(taken.size(), 1U);
    EXPECT_EQ(api()
                  .post("/api/v1/outbox/" + taken[0]["id"].get<std::string>() + "/report",
                        {{"outcome", "sent"}, {"native_id", "n" + std::to_string(++posts_)}})
                  .status,
              204);
  }

  static std::set<std::string> found_in(const json& findings) {
    std::set<std::string> found;
    for (const std::string& each : departments) {
      if (findings.contains(each) && findings[each]["state"] == "found") {
        found.insert(each);
      }
    }
    return found;
  }

  json findings_of(const json& told) const {
    return api()
        .get("/api/v1/messages/" + told["message_id"].get<std::string>() + "/findings")
        .body;
  }

  /// Tells it and looks until all who must have answered, for a second at most.
  void check(const Kind& kind, EventListener& listener) {
    listener.forget();
    const auto begun = steady_clock::now();
    const auto deadline = begun + std::chrono::seconds(1);
    const json told = tell(kind.author, kind.text, kind.thread);
    ASSERT_EQ(told["status"], "stored") << kind.name;
    json findings = findings_of(told);
    const auto is_done = [&] {
      return std::ranges::includes(found_in(findings), kind.must_answer) &&
             std::ranges::none_of(departments, [&](const std::string& each) {
               return findings[each]["state"] == "behind";
             });
    };
    while (!is_done() && steady_clock::now() < deadline) {
      findings = findings_of(told);
    }
    const auto took =
        std::chrono::duration_cast<std::chrono::milliseconds>(steady_clock::now() - begun);
    EXPECT_TRUE(is_done()) << kind.name << ": " << findings.dump(1);
    EXPECT_TRUE(listener.hears(told["message_id"].get<std::string>(), deadline)) << kind.name;
    for (const std::string& event : kind.events) {
      EXPECT_TRUE(listener.hears(event, deadline)) << kind.name << ": " << event;
    }
    std::cout << kind.name << " (" << took.count() << " ms):";
    for (const std::string& each : departments) {
      ASSERT_TRUE(findings.contains(each)) << each;
      const json& finding = findings[each];
      const bool has_substance = finding["state"] == "found"
                                     ? !finding["finding"]["links"].empty()
                                     : !finding["reason"].get<std::string>().empty();
      EXPECT_TRUE(has_substance) << kind.name << ", " << each << ": " << finding;
      std::cout << ' ' << each << '=' << finding["state"].get<std::string>();
    }
    std::cout << '\n';
  }

  std::string mara_;
  std::unique_ptr<KithProcess> server_;
  int posts_ = 0;
};

TEST_F(SixMessages, are_each_read_by_the_departments_that_they_concern_within_a_second) {
  ASSERT_EQ(
      mara()
          .post("/api/v1/product/requests",
                {{"title", "Dark mode"}, {"description", "Please add a dark mode to the app."}})
          .status,
      201);
  ASSERT_EQ(mara()
                .post("/api/v1/logistics/watches",
                      {{"name", "Cracked lids"}, {"topic", "crack"}, {"topic_terms", {"crack*"}}})
                .status,
            201);
  const json asked = tell("kim", "How do I export my invoices of last year as a PDF file?");
  answer(asked, "Settings, then Invoices, then Export.");
  EventListener listener(data_);
  ASSERT_TRUE(listener.hears("text/event-stream", steady_clock::now() + std::chrono::seconds(5)));

  const std::vector<Kind> kinds = {
      {"a question",
       "lee",
       "Where is my parcel? It should be here since Monday.",
       "",
       {"service", "sales"},
       {"service.case_targets_set.v1"}},
      {"a wish",
       "ana",
       "I wish the app had a dark mode, please add one.",
       "",
       {"product"},
       {"product.wish_found.v1", "product.likeness_found.v1"}},
      {"a complaint that a watch matches",
       "tom",
       "The lid is cracked again. What will you do?",
       "",
       {"service", "logistics"},
       {"logistics.message_noted.v1"}},
      {"thanks from a person with history",
       "kim",
       "Thank you, that solved it!",
       "p1",
       {"sales"},
       {}},
      {"a question that a colleague has answered before",
       "bob",
       "How can I export all my invoices of last year as PDF?",
       "",
       {"service", "people"},
       {"service.case_targets_set.v1"}},
      {"a recommendation",
       "joy",
       "I have used this bottle every day for two years and I recommend it to everyone here.",
       "",
       {"marketing"},
       {"marketing.mention_noted.v1"}}};
  for (const Kind& kind : kinds) {
    check(kind, listener);
  }
}

}  // namespace
}  // namespace kith::scenario
