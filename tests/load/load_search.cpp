// SPDX-License-Identifier: Apache-2.0
// What a search costs through its route, JSON written, on a store that intake and the indexer have
// filled with posts, one flat JSON object a line. Prints a line of JSON for each kind of query, as
// the limit programs do; CPU of this thread, which also does the writer's work.
//
//     load_search --posts=posts.jsonl --database=search.db [--runs=200]
//
// The database is filled once and used again.
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <functional>
#include <map>
#include <random>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/described_writer.h"
#include "base/random.h"
#include "base/utf8.h"
#include "conversation/fts5_tokenizer.h"
#include "conversation/permissions.h"
#include "conversation/search_api.h"
#include "conversation/search_indexer.h"
#include "conversation/statements.h"
#include "conversation/verbs.h"
#include "conversation_migrations.h"
#include "events/statements.h"
#include "events_migrations.h"
#include "intake/intake.h"
#include "limit_posts.h"
#include "measure.h"
#include "store/migrate.h"
#include "store_migrations.h"
#include "text/term_finder.h"
#include "text/tokens.h"

namespace {

using namespace kith;

using load::need;
using load::percentile;

double cpu_seconds() {
  return load::clock_seconds(CLOCK_THREAD_CPUTIME_ID);
}

class NoMembers final : public conversation::MemberDirectory {
 public:
  std::optional<std::string> name_of(MemberId) const override { return std::nullopt; }
};

/// A workspace without threads.
class Store {
 public:
  explicit Store(const std::string& path)
      : readers({.path = path, .most = 1, .longest = std::chrono::hours(1)}, registry, clock) {
    registry.add_extension(conversation::register_tokenizer);
    registry.add({"conversation", store::Rights::platform}, conversation::statements());
    events::register_statements(registry);
    intake::register_statements(registry);
    store::Connection connection = need(store::Connection::open(path, store::OpenMode::read_write));
    need(registry.extend(connection));
    for (const std::span<const Migration> steps :
         {std::span<const Migration>(store_migrations),
          std::span<const Migration>(events_migrations),
          std::span<const Migration>(conversation_migrations)}) {
      need(store::migrate(connection, steps, clock.now()));
    }
    writer = need(store::Writer::create({.path = path}, registry, clock));
    need(writer->connection().execute("PRAGMA synchronous=OFF"));
    ring.start_at(writer->last_sequence());
    writer->on_publish(
        [this](std::vector<store::LoggedEvent> events) { ring.publish(std::move(events)); });
    mints.emplace(need(conversation::Mints::open(writer->connection())));
    indexer = need(conversation::SearchIndexer::create({}, *writer, readers, ring));
  }

  void checkpoint() { need(writer->connection().execute("PRAGMA wal_checkpoint(TRUNCATE)")); }

  SystemClock clock;
  SystemRandom random;
  NoMembers members;
  store::StatementRegistry registry;
  events::EventRing ring;
  std::unique_ptr<store::Writer> writer;
  std::optional<conversation::Mints> mints;
  conversation::Verbs::Settings settings;
  store::ReaderPool readers;
  std::unique_ptr<conversation::SearchIndexer> indexer;
};

/// Takes all posts in and indexes them as they come, as far as that is not done already.
void fill(Store& store, const std::string& posts) {
  if (need(store.writer->connection().number("SELECT count(*) FROM message")) > 0) {
    return;
  }
  conversation::Verbs verbs(*store.mints, store.random, store.members, store.settings);
  conversation::PostKeyFilter keys;
  const auto intake = need(
      intake::Intake::create({*store.writer, *store.mints, verbs, store.members, keys, HashKey{}}));
  std::vector<intake::Post> batch;
  std::vector<double> pieces;
  double intake_seconds = 0;
  double index_seconds = 0;
  const auto take_in = [&] {
    const double start = cpu_seconds();
    need(intake->take_in(std::move(batch), {store::Urgency::background, true}));
    batch.clear();
    intake_seconds += cpu_seconds() - start;
    while (store.indexer->behind() >= 5'000) {
      const double before = cpu_seconds();
      need(store.indexer->step());
      pieces.push_back(cpu_seconds() - before);
      index_seconds += pieces.back();
    }
  };
  std::ifstream file(posts);
  std::int64_t count = 0;
  for (std::string line; std::getline(file, line);) {
    batch.push_back(load::post_of(nlohmann::json::parse(line)));
    if (++count % 1'000 == 0) {
      take_in();
    }
    if (count % 40'000 == 0) {
      store.checkpoint();
    }
  }
  take_in();
  while (need(store.indexer->step())) {
  }
  store.checkpoint();
  const double messages =
      static_cast<double>(need(store.writer->connection().number("SELECT count(*) FROM message")));
  std::printf(
      "{\"fill\":%.0f,\"cpu_us_per_message\":{\"intake\":%.2f,\"index\":%.2f},"
      "\"index_piece_cpu_ms\":{\"p50\":%.2f,\"p99\":%.2f,\"max\":%.2f}}\n",
      messages, intake_seconds * 1e6 / messages, index_seconds * 1e6 / messages,
      percentile(pieces, 50) * 1e3, percentile(pieces, 99) * 1e3, percentile(pieces, 100) * 1e3);
}

/// The first so many letters of a word, and that the rest follows.
std::string beginning(const std::string& word, std::size_t letters) {
  std::string_view rest = word;
  for (std::size_t taken = 0; taken < letters && !rest.empty(); ++taken) {
    rest.remove_prefix(first_code_point(rest).size);
  }
  return word.substr(0, word.size() - rest.size()) + "*";
}

/// Words by how many messages have them, drawn from ranks of that order.
class Words {
 public:
  explicit Words(store::Connection& connection) {
    std::unordered_map<std::string, int> counts;
    store::Prepared texts = need(connection.prepare(
        "SELECT text FROM message WHERE language = 'en' AND id % 7 = 0 LIMIT 150000"));
    while (need(texts.step())) {
      text::for_each_token(texts.text(0),
                           [&](const text::Token& token) { ++counts[std::string(token.text)]; });
    }
    for (const auto& [word, count] : counts) {
      ranked_.emplace_back(count, word);
    }
    std::ranges::sort(ranked_, std::greater());
  }

  const std::string& draw(const std::string& kind) {
    const auto [first, last] = kind == "common" ? std::pair{20U, 100U}
                               : kind == "mid"  ? std::pair{500U, 2'000U}
                                                : std::pair{8'000U, 20'000U};
    return ranked_.at(first + engine_() % (last - first)).second;
  }
  std::uint64_t below(std::uint64_t limit) { return engine_() % limit; }

 private:
  std::vector<std::pair<int, std::string>> ranked_;
  std::mt19937_64 engine_{17};
};

/// Asks the route again and again and prints what it took.
class Bench {
 public:
  Bench(Store& store, std::size_t runs) : store_(store), runs_(runs) {}

  void measure(const std::string& name, const std::string& kind,
               const std::function<conversation::SearchMessages()>& make) {
    const Caller caller{.permissions = std::make_shared<PermissionSet>(std::vector<std::string>{
                            std::string(conversation::conversation_read.name)})};
    std::vector<double> cpu;
    std::size_t rows = 0;
    std::size_t incomplete = 0;
    for (std::size_t run = 0; run < runs_; ++run) {
      const conversation::SearchMessages input = make();
      auto lease = need(store_.readers.acquire());
      QueryContext context(caller, *lease, texts_, store_.clock.now());
      const double start = cpu_seconds();
      const conversation::SearchAnswer answer = need(search_messages(context, input));
      used_ += to_json(answer).size();
      cpu.push_back((cpu_seconds() - start) * 1e3);
      rows += answer.items.size();
      incomplete += answer.is_complete ? 0 : 1;
    }
    std::printf(
        "{\"query\":\"%s\",\"words\":\"%s\",\"runs\":%zu,\"rows\":%.1f,\"incomplete\":%.2f,"
        "\"cpu_ms\":{\"p50\":%.3f,\"p99\":%.3f,\"max\":%.3f}}\n",
        name.c_str(), kind.c_str(), runs_, static_cast<double>(rows) / static_cast<double>(runs_),
        static_cast<double>(incomplete) / static_cast<double>(runs_), percentile(cpu, 50),
        percentile(cpu, 99), percentile(cpu, 100));
    std::fflush(stdout);
  }

 private:
  Store& store_;
  const std::size_t runs_;
  std::size_t used_ = 0;
  const text::TextTools texts_;
};

void measure_all(Bench& bench, Words& words, Time newest) {
  using conversation::SearchMessages;
  using conversation::SearchOrder;
  static const std::string languages[] = {"en", "ru", "ar", "ja"};
  const auto back = [&](std::uint64_t days) {
    return newest - std::chrono::hours(24 * static_cast<int>(days)) / 24;
  };
  for (const std::string kind : {"common", "mid", "rare"}) {
    const auto draw = [&] { return words.draw(kind); };
    const auto channel = [&] { return ChannelId{1 + static_cast<std::int64_t>(words.below(5))}; };
    bench.measure("one term, newest first", kind, [&] { return SearchMessages{.q = draw()}; });
    bench.measure("two terms, newest first", kind,
                  [&] { return SearchMessages{.q = draw() + " " + draw()}; });
    bench.measure("term, channel and language, newest first", kind, [&] {
      return SearchMessages{
          .q = draw(), .channel = channel(), .language = languages[words.below(4)]};
    });
    bench.measure("one term, best of the newest 5000", kind,
                  [&] { return SearchMessages{.q = draw(), .order = SearchOrder::best}; });
    for (const std::size_t letters : {2U, 3U, 4U}) {
      bench.measure("beginning of " + std::to_string(letters) + " letters", kind,
                    [&] { return SearchMessages{.q = beginning(draw(), letters)}; });
    }
    bench.measure("term and beginning of 2 letters", kind,
                  [&] { return SearchMessages{.q = draw() + " " + beginning(draw(), 2)}; });
    bench.measure("phrase", kind,
                  [&] { return SearchMessages{.q = "\"" + draw() + " " + draw() + "\""}; });
    bench.measure("eight terms, either", kind, [&] {
      std::string typed = draw();
      for (int each = 0; each < 7; ++each) {
        typed += " OR " + draw();
      }
      return SearchMessages{.q = typed};
    });
    bench.measure("term without four others", kind, [&] {
      return SearchMessages{.q = draw() + " -" + draw() + " -" + draw() + " -" + draw()};
    });
    bench.measure("term, a filter that leaves nothing", kind,
                  [&] { return SearchMessages{.q = draw(), .department = Department::people}; });
    bench.measure("term, two hours of old", kind,
                  [&] { return SearchMessages{.q = draw(), .from = back(120), .to = back(118)}; });
  }
}

}  // namespace

int main(int argc, char** argv) {
  auto options = load::options(argc, argv, "load_search --posts=FILE --database=FILE [--runs=200]",
                               {{"posts", ""}, {"database", "search.db"}, {"runs", "200"}});
  Store store(options["database"]);
  fill(store, options["posts"]);
  Words words(store.writer->connection());
  Bench bench(store, std::stoul(options["runs"]));
  const Time newest{need(store.writer->connection().number("SELECT max(posted_at) FROM message"))};
  measure_all(bench, words, newest);
  return 0;
}
