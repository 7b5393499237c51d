// SPDX-License-Identifier: Apache-2.0
// How long `kith serve` takes from its start until /readyz answers, after it was asked to end and
// after it was killed while it took posts in; and what it holds in memory when nobody asks.
//
//     load_start --data=DIR --posts=posts.jsonl [--skip=0] [--starts=5] [--idle_seconds=5]
//
// `posts` are lines of `write_posts --jsonl`: what is taken in before each kill. A line of JSON for
// the clean starts and one for those after a kill; the last says how many posts were acknowledged.
#include <thread>

#include "base/described_writer.h"
#include "contract/http_wire.h"
#include "limit_posts.h"
#include "measure.h"
#include "scenario/kith_process.h"

namespace {

using namespace kith;
using scenario::KithProcess;

constexpr double longest_start = 120;
constexpr std::size_t posts_in_a_batch = 250;
constexpr auto time_before_a_kill = std::chrono::seconds(1);
constexpr auto between_looks = std::chrono::milliseconds(1);

/// What a start was like.
struct Started {
  std::unique_ptr<KithProcess> server;
  double milliseconds = 0;
};

Started start(const std::string& data) {
  Started started;
  const double began = load::wall_seconds();
  started.server = std::make_unique<KithProcess>(
      std::vector<std::string>{"serve", "--data", data, "--listen", "127.0.0.1:0"});
  // The socket of an earlier server may still lie there.
  while (true) {
    contract::Wire wire(data + "/kith.sock");
    if (wire.send(contract::call_of("GET", "/readyz")).status == 200) {
      break;
    }
    if (!started.server->is_running() || load::wall_seconds() - began > longest_start) {
      started.server.reset();  // nothing is left running where this gives up
      load::give_up("kith did not become ready.");
    }
    std::this_thread::sleep_for(between_looks);
  }
  started.milliseconds = (load::wall_seconds() - began) * 1e3;
  return started;
}

class Posts {
 public:
  Posts(const std::string& file, std::int64_t skip) : stream_(file) {
    std::string line;
    while (skip-- > 0 && std::getline(stream_, line)) {
    }
  }

  /// Sends batches until the server is gone; how many posts were acknowledged as stored.
  std::int64_t send(const std::string& data) {
    contract::Wire wire(data + "/kith.sock");
    std::int64_t stored = 0;
    while (true) {
      intake::IntakeRequest request{.posts = {}, .is_history = true};
      std::string line;
      while (request.posts.size() < posts_in_a_batch && std::getline(stream_, line)) {
        request.posts.push_back(load::post_of(nlohmann::json::parse(line)));
      }
      if (request.posts.empty()) {
        load::give_up("There are not enough posts.");
      }
      const contract::WireAnswer answer =
          wire.send({.method = "POST",
                     .target = "/api/v1/intake",
                     .headers = {{"Content-Type", "application/json"}},
                     .body = to_json(request)});
      if (answer.status != 200) {
        return stored;
      }
      const nlohmann::json body = answer.json();
      for (const nlohmann::json& result : body.at("results")) {
        stored += result.at("status") == "stored" ? 1 : 0;
      }
    }
  }

 private:
  std::ifstream stream_;
};

void print(const char* how, const std::vector<double>& milliseconds, double rss, double peak,
           std::int64_t stored) {
  std::printf(
      "{\"program\":\"load_start\",\"after\":\"%s\",\"starts\":%zu,\"median_ms\":%.1f,"
      "\"max_ms\":%.1f,\"idle_rss_kb\":%.0f,\"peak_rss_kb\":%.0f,\"stored\":%lld}\n",
      how, milliseconds.size(), load::percentile(milliseconds, 50),
      load::percentile(milliseconds, 100), rss, peak, static_cast<long long>(stored));
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  auto options = load::options(
      argc, argv,
      "load_start --data=DIR --posts=FILE [--skip=0] [--starts=5] "
      "[--idle_seconds=5]",
      {{"data", ""}, {"posts", ""}, {"skip", "0"}, {"starts", "5"}, {"idle_seconds", "5"}});
  const std::string data = options["data"];
  const int starts = std::stoi(options["starts"]);
  std::vector<double> clean;
  double idle = 0;
  double peak = 0;
  for (int each = 0; each <= starts; ++each) {
    const Started started = start(data);
    if (each == 0) {
      std::this_thread::sleep_for(std::chrono::seconds(std::stoi(options["idle_seconds"])));
      idle = load::resident_kb(started.server->id());
      peak = load::peak_kb(started.server->id());
    } else {
      clean.push_back(started.milliseconds);  // the first may meet a cold cache, or recover
    }
    if (started.server->stop() != 0) {
      load::give_up("kith did not end well.");
    }
  }
  print("stop", clean, idle, peak, 0);

  Posts posts(options["posts"], std::stoll(options["skip"]));
  std::vector<double> killed;
  std::int64_t stored = 0;
  Started running = start(data);
  for (int each = 0; each < starts; ++each) {
    {
      const std::jthread sender([&] { stored += posts.send(data); });
      std::this_thread::sleep_for(time_before_a_kill);
      running.server->kill_at_once();
    }
    running = start(data);
    killed.push_back(running.milliseconds);
  }
  std::this_thread::sleep_for(std::chrono::seconds(std::stoi(options["idle_seconds"])));
  print("kill", killed, load::resident_kb(running.server->id()),
        load::peak_kb(running.server->id()), stored);
  return running.server->stop();
}
