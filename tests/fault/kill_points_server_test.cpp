// SPDX-License-Identifier: Apache-2.0
#include <sqlite3.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <iterator>
#include <optional>

#include "kill_points.h"
#include "killed_shop.h"
#include "store/sqlite.h"

/// A server killed at each named point of what it does by itself, under load.
namespace kith::fault {
namespace {

constexpr std::chrono::seconds patience{30};

/// Has a server end with the scope, so that nobody waits for its clients in vain.
class Ending {
 public:
  explicit Ending(scenario::KithProcess& server) : server_(server) {}
  Ending(const Ending&) = delete;
  Ending& operator=(const Ending&) = delete;
  ~Ending() { server_.kill_at_once(); }

 private:
  scenario::KithProcess& server_;
};

class KilledServer : public KilledShop {
 protected:
  /// Has `kill` kill a company's server once at each point of a group; in each round a new
  /// company's.
  void at_each(std::string_view group, std::string_view what,
               const std::function<void(const std::string&)>& kill) {
    std::size_t acknowledged = 0;
    std::size_t handed_out = 0;
    const std::vector<std::string> points = points_of(group);
    for (int round = 0; round < kill_rounds() && !HasFailure(); ++round) {
      server_.reset();
      ASSERT_NO_FATAL_FAILURE(open_shop((folder_ / fmt::format("data{}", round)).string()));
      for (const std::string& point : points) {
        if (!HasFailure()) {
          kill(point);
        }
      }
      expect_rebuilt_equal();
      acknowledged += ledger_->acknowledged().size();
      handed_out += ledger_->handed_out();
    }
    ASSERT_FALSE(HasFailure());
    fmt::print(
        "   {} kills {}: {} things acknowledged, {} replies handed out, none lost, none twice; "
        "ready again after {} ms at the longest\n",
        kills_, what, acknowledged, handed_out, longest_.count());
  }

  /// Serves a busy company until it dies at this passing of a point, with `meanwhile` done once it
  /// is ready; then again, and all must be well.
  void kill_at(
      const std::string& point, int passing, const std::function<void()>& meanwhile = [] {}) {
    SCOPED_TRACE(fmt::format("killed at {}:{}", point, passing));
    server_.reset();
    bool is_ready = false;
    {
      const KillAt armed(point, passing);
      is_ready = launch({"counts"});
    }
    bool is_killed = false;
    {
      std::optional<Clients> clients;
      const Ending ending(*server_);
      if (is_ready) {
        clients.emplace(data_, token_, *ledger_, "k" + std::to_string(kills_), posters_, pause_);
        meanwhile();
      }
      // By a signal, of which nobody here sends one.
      is_killed = server_->wait_until_ended(patience) && server_->exit_code() == -1;
    }
    ASSERT_TRUE(is_killed) << "the server never came there";
    ++kills_;
    longest_ = std::max(longest_, start({"counts"}));
    expect_whole();
  }

  /// Makes the write-ahead log 70 MB long, so that the server moves it into the database soon.
  void grow_log() const {
    auto connection =
        store::Connection::open(workspace_file(), store::OpenMode::read_write).value();
    ASSERT_EQ(sqlite3_db_config(connection.handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr),
              SQLITE_OK);
    ASSERT_TRUE(connection.execute("PRAGMA synchronous=OFF"));
    ASSERT_TRUE(
        connection.execute("CREATE TABLE filler(bytes BLOB);"
                           "INSERT INTO filler VALUES(zeroblob(70000000));"
                           "DROP TABLE filler"));
  }

  Chance chance_;
  int posters_ = 4;
  std::chrono::milliseconds pause_{5};
  int kills_ = 0;
  std::chrono::milliseconds longest_{};
};

TEST_F(KilledServer, in_a_commit_loses_nothing_acknowledged_and_does_nothing_twice) {
  at_each("commit", "in commits",
          [this](const std::string& point) { kill_at(point, chance_.between(1, 150)); });
}

TEST_F(KilledServer, while_modules_work_loses_nothing_acknowledged_and_does_nothing_twice) {
  at_each("dispatch", "while modules work", [this](const std::string& point) {
    // Commands of modules are rarer than runs of events.
    kill_at(point, chance_.between(1, point == "dispatch.called" ? 8 : 60));
  });
}

TEST_F(KilledServer, in_a_checkpoint_loses_nothing_acknowledged_and_does_nothing_twice) {
  at_each("checkpoint", "in checkpoints", [this](const std::string& point) {
    server_.reset();
    // Each point in one kind and then in the other.
    if ((kills_ + kills_ / 2) % 2 == 0) {
      grow_log();
      kill_at(point, 1);
    } else {
      // The one at the end, which leaves an empty log.
      kill_at(point, 1, [this] { server_->ask_to_stop(); });
    }
  });
}

class KilledErasure : public KilledServer {
 protected:
  /// Somebody with one post and a file; their person.
  std::string somebody(const std::string& word) {
    KeepAlive api(data_);
    const auto file = api.upload("a.txt", "A picture of " + word, "file of " + word);
    nlohmann::json post = question(word);
    post["text"] = "My secret is " + word + ".";
    post["attachments"] = {{{"attachment_id", file->body["id"]}}};
    const auto taken = api.post("/api/v1/intake", {{"posts", {post}}});
    const std::string conversation = taken->body["results"][0]["conversation_id"];
    return KeepAlive(data_, token_)
        .get("/api/v1/conversations/" + conversation)
        ->body["conversation"]["person_id"];
  }

  /// A file of the data folder with this in its bytes, "" when there is none. Words that follow
  /// each other in an index share their beginning, so one looks for ends.
  std::string file_that_says(const std::string& bytes) const {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(data_)) {
      if (!entry.is_regular_file()) {
        continue;
      }
      std::ifstream stream(entry.path(), std::ios::binary);
      const std::string all{std::istreambuf_iterator<char>(stream), {}};
      if (all.contains(bytes)) {
        return entry.path().string();
      }
    }
    return "";
  }

  scenario::Ran erase(const std::string& person) const {
    return scenario::run_kith({"erase", person, "--now", "--yes", "--data", data_});
  }
};

TEST_F(KilledErasure, is_asked_for_again_and_leaves_no_byte) {
  // A purge comes after what people wait for.
  posters_ = 1;
  pause_ = std::chrono::milliseconds(20);
  at_each("purge", "in purges", [this](const std::string& point) {
    const std::string word = fmt::format("kvw{:04}zqpxj", kills_);
    std::string person;
    kill_at(point, 1, [&] {
      person = somebody(word);
      EXPECT_NE(file_that_says(word.substr(3)), "") << "it must be there to be gone";
      EXPECT_NE(erase(person).exit_code, 0);
    });
    const scenario::Ran again = erase(person);
    EXPECT_EQ(again.exit_code, 0) << again.output << again.errors;
    EXPECT_EQ(file_that_says(word.substr(3)), "") << point;
  });
}

TEST(KillPoints, are_all_reached_by_a_test) {
  std::size_t reached = 0;
  for (const char* group :
       {"backup", "checkpoint", "commit", "dispatch", "migrate", "purge", "restore"}) {
    reached += all_points_of(group).size();
  }
  EXPECT_EQ(reached, std::size(kill_points));
}

}  // namespace
}  // namespace kith::fault
