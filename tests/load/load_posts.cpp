// SPDX-License-Identifier: Apache-2.0
// Writes the posts of a large desk to standard output, in kith's own form, one a line, as
// `kith import jsonl` reads them: customers who ask, colleagues who answer, on five channels, and
// one conversation far longer than the others. The same seed gives the same posts. With `from`, it
// brings lines of `write_posts --jsonl` into kith's own form instead.
//
//     load_posts [--messages=3000000] [--conversations=450000] [--longest=841] [--seed=1]
//     load_posts --from=posts.jsonl
#include <cmath>
#include <random>

#include "base/described_writer.h"
#include "limit_posts.h"

namespace {

using namespace kith;

constexpr std::size_t vocabulary = 20'000;
constexpr std::int64_t colleagues = 50;
constexpr std::int64_t channels = 5;
constexpr std::size_t open_at_once = 5'000;
constexpr Time first_moment{1'700'000'000'000'000};
constexpr std::int64_t most_between_us = 20'000'000;

/// A conversation that is still going on.
struct Thread {
  std::int64_t number = 0;
  std::int64_t said = 0;
  std::int64_t left = 0;
};

class Desk {
 public:
  Desk(std::int64_t messages, std::int64_t conversations, std::int64_t longest, std::uint64_t seed)
      : engine_(seed), messages_(messages), conversations_(conversations), longest_(longest) {}

  void write() {
    for (std::int64_t written = 0; written < messages_; ++written) {
      Thread& thread = next_thread(messages_ - written);
      std::printf("%s\n", to_json(next_of(thread)).c_str());
      if (--thread.left == 0) {
        std::swap(thread, open_.back());
        open_.pop_back();
      }
    }
  }

 private:
  std::uint64_t below(std::uint64_t limit) { return engine_() % limit; }

  // What is left to say is shared among those that go on and those that have not begun, so that
  // both come out even at the end.
  Thread& next_thread(std::int64_t left) {
    const std::int64_t unborn = conversations_ - begun_;
    std::int64_t owed = 0;
    if (unborn > 0 && (open_.size() < open_at_once || owed_ >= left - unborn)) {
      const std::int64_t mean = std::max<std::int64_t>((left - owed_) / unborn, 1);
      std::int64_t size = begun_ == 0 ? longest_ : length_of(mean);
      size = unborn == 1 ? left - owed_ : std::min(size, left - owed_ - (unborn - 1));
      owed = std::max<std::int64_t>(size, 1);
      owed_ += owed;
      open_.push_back({.number = ++begun_, .said = 0, .left = owed});
      --owed_;
      return open_.back();
    }
    --owed_;
    return open_[below(open_.size())];
  }

  // Most are short, some are long: geometric about their mean.
  std::int64_t length_of(std::int64_t mean) {
    const double chance = static_cast<double>(below(1 << 30) + 1) / static_cast<double>(1 << 30);
    return std::max<std::int64_t>(
        1, std::llround(-std::log(chance) * static_cast<double>(std::max<std::int64_t>(mean, 1))));
  }

  intake::Post next_of(Thread& thread) {
    now_ = now_ + Duration(static_cast<std::int64_t>(below(most_between_us)));
    const std::string root = "desk " + std::to_string(thread.number);
    const bool is_answer = thread.said % 3 == 1;
    intake::Post post;
    post.channel = "desk " + std::to_string(thread.number % channels);
    post.native_id = thread.said == 0 ? root : root + "." + std::to_string(thread.said);
    post.direction = is_answer ? Direction::outbound : Direction::inbound;
    post.author = author_of(thread, is_answer);
    if (thread.said > 0) {
      post.thread = root;
      post.in_reply_to = thread.said == 1 ? root : root + "." + std::to_string(thread.said - 1);
    }
    post.text = text();
    post.language = "en";
    post.posted_at = now_;
    ++thread.said;
    return post;
  }

  intake::Author author_of(const Thread& thread, bool is_colleague) {
    if (is_colleague) {
      const std::string name = "person-" + std::to_string(1 + thread.number % colleagues);
      return {name + "@load.example", name};
    }
    // A customer comes back with another question now and then.
    const std::string name = "customer " + std::to_string(thread.number * 2 / 3);
    return {name, name};
  }

  std::string text() {
    std::string text = "w" + std::to_string(rank());
    for (std::uint64_t words = 4 + below(30); words > 0; --words) {
      text += " w" + std::to_string(rank());
    }
    return text;
  }

  // Few words make up most of a text.
  std::uint64_t rank() {
    const double chance = static_cast<double>(below(1 << 30)) / static_cast<double>(1 << 30);
    return static_cast<std::uint64_t>(std::pow(static_cast<double>(vocabulary), chance));
  }

  std::mt19937_64 engine_;
  const std::int64_t messages_;
  const std::int64_t conversations_;
  const std::int64_t longest_;
  std::vector<Thread> open_;
  std::int64_t begun_ = 0;
  std::int64_t owed_ = 0;  ///< messages that the open ones have still to come
  Time now_ = first_moment;
};

}  // namespace

int main(int argc, char** argv) {
  const auto options = load::options(
      argc, argv,
      "load_posts [--messages=3000000] [--conversations=450000] [--longest=841] [--seed=1], or "
      "load_posts --from=FILE",
      {{"messages", "3000000"},
       {"conversations", "450000"},
       {"longest", "841"},
       {"seed", "1"},
       {"from", ""}});
  if (const std::string& from = options.at("from"); !from.empty()) {
    std::ifstream stream(from);
    for (std::string line; std::getline(stream, line);) {
      std::printf("%s\n", to_json(load::post_of(nlohmann::json::parse(line))).c_str());
    }
    return 0;
  }
  const std::int64_t messages = std::stoll(options.at("messages"));
  const std::int64_t conversations = std::stoll(options.at("conversations"));
  const std::int64_t longest = std::stoll(options.at("longest"));
  if (conversations < 1 || messages < conversations + longest) {
    load::give_up("There are too few messages for these conversations.");
  }
  Desk(messages, conversations, longest, std::stoull(options.at("seed"))).write();
  return 0;
}
