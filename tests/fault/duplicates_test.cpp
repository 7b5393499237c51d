// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <random>
#include <set>

#include "shop.h"

/// Every post comes once to five times, in any order, from several sides at once, also across a
/// kill of the server.
namespace kith::fault {
namespace {

constexpr int senders = 8;
constexpr int most_copies = 5;
constexpr int posts_in_a_thread = 4;

class Duplicates : public Shop {
 protected:
  // The deliveries of all posts in an order by chance; each is sent until it was answered.
  void shuffle(int posts) {
    std::mt19937 random(static_cast<unsigned>(trials("KITH_SEED", 2026)));
    for (int post = 0; post < posts; ++post) {
      const int copies = 1 + static_cast<int>(random() % most_copies);
      deliveries_.insert(deliveries_.end(), static_cast<std::size_t>(copies), post);
    }
    std::shuffle(deliveries_.begin(), deliveries_.end(), random);
  }

  // Each fourth opens a thread, the others answer the one before them, which may come later.
  static nlohmann::json post(int number) {
    nlohmann::json made = question("d" + std::to_string(number));
    made["author"] = {{"native_id", "author " + std::to_string(number / posts_in_a_thread)}};
    if (number % posts_in_a_thread != 0) {
      made["in_reply_to"] = "d" + std::to_string(number - 1);
    }
    return made;
  }

  void send_until(std::size_t end) {
    std::vector<std::thread> threads;
    for (int sender = 0; sender < senders; ++sender) {
      threads.emplace_back([this, end, sender] {
        std::mt19937 random(static_cast<unsigned>(sender));
        KeepAlive api(data_);
        while (true) {
          const std::size_t size = 1 + random() % 40;
          const std::size_t first = next_.fetch_add(size);
          if (first >= end) {
            return;
          }
          send(api, first, std::min(first + size, end));
        }
      });
    }
    for (std::thread& thread : threads) {
      thread.join();
    }
    next_ = end;
  }

  void send(KeepAlive& api, std::size_t first, std::size_t end) {
    nlohmann::json posts;
    for (std::size_t place = first; place < end; ++place) {
      posts.push_back(post(deliveries_[place]));
    }
    for (int attempt = 0; attempt < 2000; ++attempt) {
      const auto answer = api.post("/api/v1/intake", {{"posts", posts}});
      if (answer && answer->status == 200) {
        count(answer->body["results"]);
        return;
      }
      ++repeated_;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    ADD_FAILURE() << "nobody answers";
  }

  void count(const nlohmann::json& results) {
    for (const nlohmann::json& result : results) {
      ++(result["status"] == "stored" ? stored_ : duplicates_);
      EXPECT_TRUE(result["status"] == "stored" || result["status"] == "duplicate") << result;
    }
  }

  // Conversation and message of each post, in the order in which they are shown.
  std::vector<std::string> order() const {
    return texts(
        "SELECT message.conversation || ' ' || message.id || ' ' || text FROM message ORDER BY "
        "message.conversation, message.id");
  }

  std::vector<int> deliveries_;
  std::atomic<std::size_t> next_ = 0;
  std::atomic<std::int64_t> stored_ = 0;
  std::atomic<std::int64_t> duplicates_ = 0;
  std::atomic<std::int64_t> repeated_ = 0;
};

TEST_F(Duplicates, of_posts_leave_one_message_each_in_an_order_that_stays) {
  const int posts = trials("KITH_DUPLICATE_POSTS", 2000);
  shuffle(posts);
  found(data_);
  start({"counts"});
  // The first half, killed in the middle of it.
  std::thread sending([this] { send_until(deliveries_.size() / 2); });
  while (next_ < deliveries_.size() / 4) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  kill();
  start({"counts"});
  sending.join();
  const std::vector<std::string> half = order();
  send_until(deliveries_.size());

  const std::vector<std::string> whole = order();
  EXPECT_EQ(whole.size(), static_cast<std::size_t>(posts));
  std::set<std::string> once;
  for (const std::string& text : texts("SELECT text FROM message")) {
    EXPECT_TRUE(once.insert(text).second) << text << " is here twice";
  }
  // What was there stays where it was, and what it is called.
  const std::set<std::string> ids(half.begin(), half.end());
  std::size_t kept = 0;
  for (const std::string& row : whole) {
    kept += ids.contains(row) ? 1U : 0U;
  }
  EXPECT_EQ(kept, half.size()) << "no message moved";
  EXPECT_EQ(number("SELECT count(*) FROM (SELECT id, lag(id) OVER (ORDER BY rowid) AS last FROM "
                   "message) WHERE id <= last"),
            0);
  // A thread whose posts came in any order is one conversation.
  EXPECT_EQ(number("SELECT count(*) FROM conversation WHERE merged_into = 0"),
            posts / posts_in_a_thread);

  EXPECT_TRUE(wait_for("SELECT count(*) FROM counts_seen WHERE times = 1", posts,
                       std::chrono::seconds(60)));
  EXPECT_EQ(number("SELECT count(*) FROM counts_seen"), posts);
  fmt::print(
      "   {} posts delivered {} times: {} stored, {} known again; {} requests repeated over "
      "a kill\n",
      posts, deliveries_.size(), stored_.load(), duplicates_.load(), repeated_.load());
  EXPECT_LE(stored_, posts);
  EXPECT_GT(duplicates_, posts);
  EXPECT_EQ(stop(), 0);
  EXPECT_EQ(scenario::run_kith({"verify", "--data", data_}).exit_code, 0);
}

}  // namespace
}  // namespace kith::fault
