// SPDX-License-Identifier: Apache-2.0
// Asks a running server at a given pace and prints how long it took to answer: from the moment at
// which a call was due, so that those who queue behind a slow one count, too.
//
//     load_calls (--port=P --tokens=FILE | --socket=PATH) --process=PID
//                (--calls=FILE | --posts=posts.jsonl [--skip=0] [--batch=1])
//                [--per_second=0] [--seconds=10] [--connections=8]
//
// `calls` holds an address a line, asked in turn; `posts` are lines of `write_posts --jsonl`, taken
// in now, `batch` of them to a request. Each connection uses one of the tokens. With
// `per_second=0` everybody asks again as soon as they are answered. One line of JSON for all, and
// one for each address. Fails where an answer is not 2xx, a post is not stored, or the pace could
// not be kept.
#include <atomic>
#include <memory>
#include <optional>
#include <thread>

#include "base/described_writer.h"
#include "contract/http_wire.h"
#include "limit_posts.h"
#include "measure.h"

namespace {

using namespace kith;
using contract::Wire;
using contract::WireAnswer;
using contract::WireCall;
using load::percentile;
using Options = std::map<std::string, std::string>;

/// Part of the pace that must be kept.
constexpr double kept_pace = 0.95;

/// What one connection was answered.
struct Heard {
  std::vector<std::vector<double>> milliseconds;  ///< by call of the turn
  std::vector<std::size_t> bytes;
  std::int64_t stored = 0;
};

/// What is asked, in turn or once.
struct Plan {
  std::vector<WireCall> calls;
  bool are_posts = false;
};

WireCall call_with(std::vector<intake::Post> posts) {
  return {.method = "POST",
          .target = "/api/v1/intake",
          .headers = {{"Content-Type", "application/json"}},
          .body = to_json(intake::IntakeRequest{.posts = std::move(posts)})};
}

Plan plan_of(const Options& options) {
  Plan plan{.calls = {}, .are_posts = !options.at("posts").empty()};
  for (const std::string& target : load::lines_of(options.at("calls"))) {
    plan.calls.push_back(contract::call_of("GET", target));
  }
  if (!plan.are_posts) {
    return plan;
  }
  std::ifstream stream(options.at("posts"));
  std::string line;
  for (std::int64_t skip = std::stoll(options.at("skip")); skip > 0; --skip) {
    std::getline(stream, line);
  }
  const auto batch = static_cast<std::size_t>(std::stoul(options.at("batch")));
  const double most =
      std::max(std::stod(options.at("per_second")), 1.0) * std::stod(options.at("seconds"));
  std::vector<intake::Post> posts;
  while (static_cast<double>(plan.calls.size()) < most && std::getline(stream, line)) {
    intake::Post post = load::post_of(nlohmann::json::parse(line));
    post.posted_at.reset();
    posts.push_back(std::move(post));
    if (posts.size() == batch) {
      plan.calls.push_back(call_with(std::exchange(posts, {})));
    }
  }
  if (static_cast<double>(plan.calls.size()) < most) {
    load::give_up("There are not enough posts for this pace.");
  }
  return plan;
}

class Run {
 public:
  explicit Run(const Options& options)
      : options_(options),
        plan_(plan_of(options)),
        tokens_(load::lines_of(options.at("tokens"))),
        per_second_(std::stod(options.at("per_second"))),
        seconds_(std::stod(options.at("seconds"))),
        process_(static_cast<pid_t>(std::stol(options.at("process")))) {
    if (plan_.calls.empty()) {
      load::give_up("There is nothing to ask.");
    }
  }

  void run() {
    const auto connections = static_cast<std::size_t>(std::stoul(options_.at("connections")));
    std::vector<Heard> heard(connections);
    const double cpu = load::cpu_seconds_of(process_);
    start_ = load::wall_seconds();
    {
      std::vector<std::jthread> threads;
      for (std::size_t each = 0; each < connections; ++each) {
        threads.emplace_back([this, each, &heard] { ask(each, heard[each]); });
      }
    }
    wall_ = load::wall_seconds() - start_;
    cpu_ = load::cpu_seconds_of(process_) - cpu;
    print(heard);
  }

 private:
  std::unique_ptr<Wire> connect() const {
    return options_.at("socket").empty()
               ? std::make_unique<Wire>(static_cast<std::uint16_t>(std::stoi(options_.at("port"))))
               : std::make_unique<Wire>(options_.at("socket"));
  }

  /// When the next call is due; nothing once the time is over.
  std::optional<double> wait_for(std::size_t number) const {
    if (plan_.are_posts && number >= plan_.calls.size()) {
      return std::nullopt;
    }
    const double due =
        per_second_ > 0 ? static_cast<double>(number) / per_second_ : load::wall_seconds() - start_;
    if (due >= seconds_) {
      return std::nullopt;
    }
    const double wait = start_ + due - load::wall_seconds();
    if (wait > 0) {
      std::this_thread::sleep_for(std::chrono::duration<double>(wait));
    }
    return start_ + due;
  }

  void ask(std::size_t connection, Heard& heard) {
    const std::unique_ptr<Wire> wire = connect();
    const std::string token = tokens_.empty() ? "" : tokens_[connection % tokens_.size()];
    // All posts are one address.
    const std::size_t kinds = plan_.are_posts ? 1 : plan_.calls.size();
    heard.milliseconds.resize(kinds);
    heard.bytes.resize(kinds);
    for (std::size_t number = next_++; const auto due = wait_for(number); number = next_++) {
      const WireCall call = plan_.calls[number % plan_.calls.size()].as(token);
      const WireAnswer answer = wire->send(call);
      if (answer.status / 100 != 2) {
        load::give_up(call.target + " answered " + std::to_string(answer.status) + " " +
                      answer.body.substr(0, 300));
      }
      const std::size_t kind = number % kinds;
      heard.milliseconds[kind].push_back((load::wall_seconds() - *due) * 1e3);
      heard.bytes[kind] = answer.body.size();
      if (plan_.are_posts) {
        count(answer, heard);
      }
    }
  }

  void count(const WireAnswer& answer, Heard& heard) {
    const nlohmann::json body = answer.json();
    for (const nlohmann::json& result : body.at("results")) {
      const std::string status = result.at("status");
      if (status != "stored" && status != "duplicate") {
        load::give_up("A post was " + status + ".");
      }
      heard.stored += status == "stored" ? 1 : 0;
    }
  }

  void print(const std::vector<Heard>& heard) const {
    std::vector<double> all;
    std::int64_t stored = 0;
    for (const Heard& each : heard) {
      for (const std::vector<double>& some : each.milliseconds) {
        all.insert(all.end(), some.begin(), some.end());
      }
      stored += each.stored;
    }
    const double pace = static_cast<double>(all.size()) / wall_;
    std::printf(
        "{\"program\":\"load_calls\",\"calls\":%zu,\"seconds\":%.2f,\"wanted_per_second\":%.0f,"
        "\"per_second\":%.1f,\"stored\":%lld,\"p50_ms\":%.2f,\"p99_ms\":%.2f,\"max_ms\":%.2f,"
        "\"server_cpu_us_per_call\":%.1f,\"server_cpu_share\":%.3f,\"server_rss_kb\":%.0f}\n",
        all.size(), wall_, per_second_, pace, static_cast<long long>(stored), percentile(all, 50),
        percentile(all, 99), percentile(all, 100), cpu_ / static_cast<double>(all.size()) * 1e6,
        cpu_ / wall_, load::resident_kb(process_));
    for (std::size_t kind = 0; !plan_.are_posts && kind < plan_.calls.size(); ++kind) {
      print_kind(heard, kind);
    }
    if (all.empty() || pace < per_second_ * kept_pace) {
      load::give_up("The pace could not be kept.");
    }
  }

  void print_kind(const std::vector<Heard>& heard, std::size_t kind) const {
    std::vector<double> some;
    std::size_t bytes = 0;
    for (const Heard& each : heard) {
      const std::vector<double>& of_kind = each.milliseconds[kind];
      some.insert(some.end(), of_kind.begin(), of_kind.end());
      bytes = std::max(bytes, each.bytes[kind]);
    }
    std::printf(
        "{\"call\":\"%s\",\"calls\":%zu,\"bytes\":%zu,\"p50_ms\":%.2f,\"p99_ms\":%.2f,"
        "\"max_ms\":%.2f}\n",
        plan_.calls[kind].target.c_str(), some.size(), bytes, percentile(some, 50),
        percentile(some, 99), percentile(some, 100));
  }

  const Options options_;
  const Plan plan_;
  const std::vector<std::string> tokens_;
  const double per_second_;
  const double seconds_;
  const pid_t process_;
  std::atomic<std::size_t> next_ = 0;
  double start_ = 0;
  double wall_ = 0;
  double cpu_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  Run(load::options(argc, argv,
                    "load_calls (--port=P --tokens=FILE | --socket=PATH) --process=PID "
                    "(--calls=FILE | --posts=FILE [--skip=0] [--batch=1]) [--per_second=0] "
                    "[--seconds=10] [--connections=8]",
                    {{"port", "0"},
                     {"tokens", ""},
                     {"socket", ""},
                     {"process", "0"},
                     {"calls", ""},
                     {"posts", ""},
                     {"skip", "0"},
                     {"batch", "1"},
                     {"per_second", "0"},
                     {"seconds", "10"},
                     {"connections", "8"}}))
      .run();
  return 0;
}
