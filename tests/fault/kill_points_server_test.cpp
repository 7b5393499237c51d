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
  void SetUp() override {
    KilledShop::SetUp();
    open_shop(data_);
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
    start({"counts"});
    expect_whole();
  }

  void tell(std::string_view what) const {
    fmt::print(
        "   {} kills {}: {} things acknowledged, {} replies handed out, none lost, none "
        "twice\n",
        kills_, what, ledger_->acknowledged().size(), ledger_->handed_out());
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
};

TEST_F(KilledServer, in_a_commit_loses_nothing_acknowledged_and_does_nothing_twice) {
  for (const std::string& point : points_of("commit")) {
    for (int round = 0; round < kill_rounds() && !HasFailure(); ++round) {
      kill_at(point, chance_.between(1, 150));
    }
  }
  expect_rebuilt_equal();
  tell("in commits");
}

TEST_F(KilledServer, while_modules_work_loses_nothing_acknowledged_and_does_nothing_twice) {
  for (const std::string& point : points_of("dispatch")) {
    for (int round = 0; round < kill_rounds() && !HasFailure(); ++round) {
      // Commands of modules are rarer than runs of events.
      kill_at(point, chance_.between(1, point == "dispatch.called" ? 8 : 60));
    }
  }
  expect_rebuilt_equal();
  tell("while modules work");
}

TEST_F(KilledServer, in_a_checkpoint_loses_nothing_acknowledged_and_does_nothing_twice) {
  for (const std::string& point : points_of("checkpoint")) {
    for (int round = 0; round < kill_rounds() && !HasFailure(); ++round) {
      server_.reset();
      if (kills_ % 2 == 0) {
        grow_log();
        kill_at(point, 1);
      } else {
        // The one at the end, which leaves an empty log.
        kill_at(point, 1, [this] { server_->ask_to_stop(); });
      }
    }
  }
  expect_rebuilt_equal();
  tell("in checkpoints");
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

TEST_F(KilledErasure, goes_on_where_it_was_and_leaves_no_byte) {
  // A purge comes after what people wait for.
  posters_ = 1;
  pause_ = std::chrono::milliseconds(20);
  for (const std::string& point : points_of("purge")) {
    for (int round = 0; round < kill_rounds() && !HasFailure(); ++round) {
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
    }
  }
  expect_rebuilt_equal();
  tell("in purges");
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
