// SPDX-License-Identifier: Apache-2.0
// kith doctor: what is well is said to be well, and each thing that is spoilt is found, with how to
// mend it.

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "data_folder.h"
#include "store/sqlite.h"

namespace kith::scenario {
namespace {

using testing::HasSubstr;

class DoctorTest : public DataFolderTest {
 protected:
  void SetUp() override {
    DataFolderTest::SetUp();
    write_posts("posts.jsonl", {post("1", "Kim", "Where is it?")});
    EXPECT_EQ(import("posts.jsonl", data_)["stored"], 1);
    for (const auto& entry : std::filesystem::directory_iterator(data_ + "/workspaces")) {
      database_ = entry.path().string() + "/kith.db";
    }
  }

  struct Said {
    int exit_code = 0;
    json findings;
    /// The worst of what is said of one thing: ok, warn, fail or nothing.
    std::string of(const std::string& name) const {
      std::string worst;
      for (const json& each : findings) {
        const std::string health = each["health"];
        if (each["name"] == name && (worst.empty() || worst == "ok" || health == "fail")) {
          worst = health;
        }
        EXPECT_EQ(health == "ok", each["mend"] == "") << each;
      }
      return worst;
    }
  };
  Said ask(const std::string& listen = "127.0.0.1:0") const {
    const Ran ran =
        run_kith({"doctor", "--json", "--data", data_, "--set", "http.listen=" + listen});
    return {ran.exit_code, json::parse(ran.output)["findings"]};
  }
  void spoil(const std::string& sql) const {
    auto database = store::Connection::open(database_, store::OpenMode::read_write);
    ASSERT_TRUE(database);
    const auto done = database->execute(sql);
    ASSERT_TRUE(done) << done.error().detail;
  }

  std::string database_;
};

TEST_F(DoctorTest, finds_a_new_installation_well_with_a_server_and_without) {
  const Said stopped = ask();
  EXPECT_EQ(stopped.exit_code, 0) << stopped.findings;
  for (const char* each :
       {"settings", "data", "key", "server", "port", "log", "clock", "lag", "parked"}) {
    EXPECT_EQ(stopped.of(each), "ok") << each << stopped.findings;
  }
  KithProcess server({"serve", "--data", data_, "--listen", "127.0.0.1:0"});
  ASSERT_TRUE(Api(data_).wait_until_ready());
  const Said running = ask();
  EXPECT_EQ(running.exit_code, 0) << running.findings;
  EXPECT_EQ(running.of("server"), "ok");
  EXPECT_EQ(running.of("port"), "") << "it is the server's";
  EXPECT_EQ(server.stop(), 0);
}

TEST_F(DoctorTest, finds_what_others_may_read_and_a_key_that_is_gone) {
  std::filesystem::permissions(data_, std::filesystem::perms::others_read,
                               std::filesystem::perm_options::add);
  std::filesystem::permissions(data_ + ".key", std::filesystem::perms::group_read,
                               std::filesystem::perm_options::add);
  const Said open = ask();
  EXPECT_EQ(open.exit_code, 1);
  EXPECT_EQ(open.of("data"), "warn");
  EXPECT_EQ(open.of("key"), "fail");
  std::filesystem::remove(data_ + ".key");
  const Said gone = ask();
  EXPECT_EQ(gone.exit_code, 1);
  EXPECT_EQ(gone.of("key"), "fail");
}

TEST_F(DoctorTest, finds_a_port_that_is_taken) {
  const int taken = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  ASSERT_EQ(::bind(taken, reinterpret_cast<sockaddr*>(&address), size), 0);
  ASSERT_EQ(::listen(taken, 1), 0);
  ASSERT_EQ(::getsockname(taken, reinterpret_cast<sockaddr*>(&address), &size), 0);
  const Said said = ask("127.0.0.1:" + std::to_string(ntohs(address.sin_port)));
  ::close(taken);
  EXPECT_EQ(said.exit_code, 1);
  EXPECT_EQ(said.of("port"), "fail");
}

TEST_F(DoctorTest, finds_a_changed_log_what_is_parked_and_what_is_behind) {
  spoil("INSERT INTO bus_hold SELECT consumer, 1, 1, 1, 'parked', 5, 0, 'x' FROM bus_cursor");
  Said said = ask();
  EXPECT_EQ(said.exit_code, 0);
  EXPECT_EQ(said.of("parked"), "warn");
  spoil("UPDATE bus_cursor SET sequence = sequence - 5000");
  EXPECT_EQ(ask().of("lag"), "warn");
  spoil("UPDATE log_event SET occurred_at = occurred_at + 7200000000 WHERE sequence = 1");
  said = ask();
  EXPECT_EQ(said.exit_code, 1);
  EXPECT_EQ(said.of("log"), "fail");
  EXPECT_EQ(said.of("clock"), "warn") << "an event from two hours ahead";
}

TEST_F(DoctorTest, says_in_words_what_to_do_without_data_or_with_wrong_settings) {
  const Ran none = run_kith({"doctor", "--data", file("nothing")});
  EXPECT_EQ(none.exit_code, 1);
  EXPECT_THAT(none.output, HasSubstr("fail  data: There is no data in"));
  EXPECT_THAT(none.output, HasSubstr("-> Name the folder with --data"));
  EXPECT_FALSE(std::filesystem::exists(file("nothing")));
  const Ran wrong = run_kith({"doctor", "--data", data_, "--set", "http.lisen=x"});
  EXPECT_EQ(wrong.exit_code, 1);
  EXPECT_THAT(wrong.output, HasSubstr("fail  settings: "));
}

}  // namespace
}  // namespace kith::scenario
