// SPDX-License-Identifier: Apache-2.0
// What taking a post in costs, everything done: parsed, prepared, stored and
// durable, logged, searchable, and heard by every module. The workspace is the
// one that the server opens. Prints a line of JSON with the keys of the limit
// program `ingest_limit`.
//
//     load_ingest --posts=posts.jsonl --data=FOLDER [--messages=200000]
//     [--segment=0] [--history=0]
//                 [--modules=service,product] [--workspace=1]
//
// `posts` is what `write_posts --jsonl` makes; FOLDER is made new, and has the
// workspace of that number; without `modules`, all that kith carries hear of
// every post. Rounds of lines are brought into kith's own form unmeasured. The
// run ends when all modules and the index are at the log's head, and fails when
// a post is lost, an event is parked or the log's chain is broken.
#include <unistd.h>

#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <thread>

#include "base/described_reader.h"
#include "base/described_writer.h"
#include "base/logger.h"
#include "builtin_modules.h"
#include "host/workspace.h"
#include "limit_posts.h"
#include "measure.h"
#include "store/log.h"

namespace {

using namespace kith;
using load::clock_seconds;
using load::need;
using load::written_bytes;

constexpr std::size_t lines_in_a_round = 50'000;
// As imports do (host/import_run.cpp).
constexpr std::size_t posts_in_a_batch = 500;
constexpr std::size_t batches_under_way = 12;
/// What the write-ahead log may have come to need on the disk, however long the load lasts.
constexpr std::uintmax_t most_log_bytes = std::uintmax_t{1} << 30;

/// The modules of these names, parted by commas; all for "".
std::vector<const Module*> modules_of(std::string_view names) {
  std::vector<const Module*> modules;
  for (const Module* module : builtin_modules()) {
    const std::string all = "," + std::string(names) + ",";
    if (names.empty() || all.find("," + std::string(module->name) + ",") != all.npos) {
      modules.push_back(module);
    }
  }
  return modules;
}

class NoMembers final : public conversation::MemberDirectory {
 public:
  std::optional<std::string> name_of(MemberId) const override { return std::nullopt; }
};

/// What the run had used at one moment, rounds of preparation left out.
struct Used {
  double total = 0;
  double reading = 0;
  double wall = 0;
  double written = 0;
};

class Run {
 public:
  explicit Run(const std::map<std::string, std::string>& options)
      : folder_(options.at("data")),
        is_history_(options.at("history") != "0"),
        segment_(std::stoll(options.at("segment"))),
        modules_(modules_of(options.at("modules"))),
        log_(clock_, Logger::Level::warning, standard_error_sink()),
        posts_(options.at("posts")) {
    if (!posts_) {
      need<void>(fail(ErrorCode::not_found, "The posts cannot be read."));
    }
    std::filesystem::remove_all(folder_);
    workspace_ = need(host::Workspace::open(WorkspaceId{std::stoll(options.at("workspace"))},
                                            {.folder = folder_},
                                            {.modules = modules_,
                                             .clock = clock_,
                                             .random = random_,
                                             .members = members_,
                                             .log = log_}));
    workspace_->start();
  }

  void run(std::int64_t messages) {
    const double written_before = written_bytes();
    while (fed_ < messages) {
      const std::int64_t end = segment_ > 0 ? (fed_ / segment_ + 1) * segment_ : messages;
      const std::vector<std::string> lines =
          read(std::min<std::int64_t>(lines_in_a_round, std::min(end, messages) - fed_));
      if (lines.empty()) {
        break;
      }
      feed(lines);
      fed_ += static_cast<std::int64_t>(lines.size());
      used_.written = written_bytes() - written_before;
      if (segment_ > 0 && fed_ % segment_ == 0) {
        print_segment();
      }
    }
    check();
    workspace_->stop();
    verify();
    used_.written = written_bytes() - written_before;
    print("");
  }

 private:
  std::vector<std::string> read(std::int64_t count) {
    std::vector<std::string> lines;
    for (std::string line; std::ssize(lines) < count && std::getline(posts_, line);) {
      intake::Post post = load::post_of(nlohmann::json::parse(line));
      if (!is_history_) {
        shift_ = shift_.value_or(clock_.now() - *post.posted_at);
        post.posted_at = *post.posted_at + *shift_;
      }
      lines.push_back(to_json(post));
    }
    return lines;
  }

  void feed(const std::vector<std::string>& lines) {
    const Used start{clock_seconds(CLOCK_PROCESS_CPUTIME_ID),
                     clock_seconds(CLOCK_THREAD_CPUTIME_ID), clock_seconds(CLOCK_MONOTONIC), 0};
    std::vector<intake::Post> batch;
    for (const std::string& line : lines) {
      batch.push_back(need(reader_.read<intake::Post>(line)));
      if (batch.size() == posts_in_a_batch) {
        submit(std::exchange(batch, {}));
      }
    }
    submit(std::move(batch));
    wait_until_done();
    used_.total += clock_seconds(CLOCK_PROCESS_CPUTIME_ID) - start.total;
    used_.reading += clock_seconds(CLOCK_THREAD_CPUTIME_ID) - start.reading;
    used_.wall += clock_seconds(CLOCK_MONOTONIC) - start.wall;
  }

  void submit(std::vector<intake::Post> posts) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return under_way_ < batches_under_way; });
    ++under_way_;
    lock.unlock();
    workspace_->intake().submit(std::move(posts), {store::Urgency::background, is_history_},
                                [this](Result<std::vector<intake::PostResult>> results) {
                                  const std::lock_guard guard(mutex_);
                                  const std::vector<intake::PostResult> taken =
                                      need(std::move(results));
                                  for (const intake::PostResult& each : taken) {
                                    ++statuses_[static_cast<std::size_t>(each.status)];
                                  }
                                  --under_way_;
                                  changed_.notify_all();
                                });
  }

  void wait_until_done() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return under_way_ == 0; });
    lock.unlock();
    while (!is_at_head()) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }

  bool is_at_head() {
    const Sequence head = workspace_->writer().last_sequence();
    for (const auto& lane : workspace_->bus().lanes()) {
      if (lane->cursor() < head) {
        return false;
      }
    }
    return workspace_->indexer().behind() == 0 && workspace_->writer().last_sequence() == head;
  }

  void check() {
    auto lease = need(workspace_->readers().acquire());
    if (!need(events::held_events(*lease, 1)).empty()) {
      need<void>(fail(ErrorCode::rule, "An event is parked."));
    }
    if (stored() + statuses_[1] + statuses_[2] != fed_) {
      need<void>(fail(ErrorCode::rule, "A post is lost."));
    }
    if (std::filesystem::file_size(workspace_->path() + "-wal") > most_log_bytes) {
      need<void>(fail(ErrorCode::rule, "The write-ahead log has grown beyond 1 GB."));
    }
  }

  // The chain of the log, link by link, and as many events of arrival as posts
  // were stored.
  void verify() {
    store::Connection connection =
        need(store::Connection::open(workspace_->path(), store::OpenMode::read_write));
    if (need(store::verify_log(connection)).broken_at != 0) {
      need<void>(fail(ErrorCode::rule, "The log's chain is broken."));
    }
    if (need(connection.number("SELECT count(*) FROM message")) != stored()) {
      need<void>(fail(ErrorCode::rule, "There are not as many messages as were stored."));
    }
  }

  std::int64_t stored() const { return statuses_[0]; }

  void print_segment() {
    print(",\"segment_to\":" + std::to_string(fed_));
    segment_start_ = used_;
    segment_stored_ = stored();
  }

  void print(const std::string& extra) {
    const bool is_segment = !extra.empty();
    const Used from = is_segment ? segment_start_ : Used{};
    const double messages = static_cast<double>(stored() - (is_segment ? segment_stored_ : 0));
    const double total = (used_.total - from.total) / messages * 1e6;
    const double reading = (used_.reading - from.reading) / messages * 1e6;
    std::printf(
        "{\"program\":\"load_ingest\"%s,\"messages\":%lld,\"stored\":%lld,"
        "\"duplicates\":%lld,"
        "\"rejected\":%lld,\"wall_s\":%.3f,\"cpu_us_per_message\":{\"read\":%."
        "2f,\"write\":%.2f,"
        "\"total\":%.2f},\"messages_per_second\":%.0f,\"written_bytes_per_"
        "message\":%.0f,"
        "\"bytes_per_message\":%.0f,\"longest_transaction_ms\":%.1f,\"peak_rss_"
        "kb\":%.0f}\n",
        extra.c_str(), static_cast<long long>(fed_), static_cast<long long>(stored()),
        static_cast<long long>(statuses_[1]), static_cast<long long>(statuses_[2]),
        used_.wall - from.wall, reading, total - reading, total,
        messages / (used_.wall - from.wall), (used_.written - from.written) / messages,
        static_cast<double>(std::filesystem::file_size(folder_ + "/kith.db")) /
            static_cast<double>(stored()),
        std::chrono::duration<double, std::milli>(workspace_->writer().longest_group()).count(),
        load::peak_kb(::getpid()));
    std::fflush(stdout);
  }

  const std::string folder_;
  const bool is_history_;
  const std::int64_t segment_;
  const std::vector<const Module*> modules_;
  SystemClock clock_;
  SystemRandom random_;
  NoMembers members_;
  Logger log_;
  std::ifstream posts_;
  JsonReader reader_;
  std::unique_ptr<host::Workspace> workspace_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t under_way_ = 0;
  std::array<std::int64_t, 3> statuses_{};
  std::optional<Duration> shift_;  // from the posts' time to now: they are written as they come
  std::int64_t fed_ = 0;
  Used used_;
  Used segment_start_;
  std::int64_t segment_stored_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  const auto options = load::options(argc, argv,
                                     "load_ingest --posts=FILE --data=FOLDER "
                                     "[--messages=200000] [--segment=0] [--history=0] "
                                     "[--modules=NAMES] [--workspace=1]",
                                     {{"posts", ""},
                                      {"data", "load_ingest"},
                                      {"messages", "200000"},
                                      {"segment", "0"},
                                      {"history", "0"},
                                      {"modules", ""},
                                      {"workspace", "1"}});
  Run(options).run(std::stoll(options.at("messages")));
  return 0;
}
