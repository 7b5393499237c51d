// SPDX-License-Identifier: Apache-2.0
#include "store_fixture.h"

#include <thread>

namespace kith::store {
namespace {

using WriterTest = StoreFixture;

TEST_F(WriterTest, commits_pieces_of_many_callers_in_one_group) {
  std::vector<Sequence> heard;
  writer->on_publish([&](const std::vector<LoggedEvent>& events) {
    for (const LoggedEvent& event : events) {
      heard.push_back(event.head.sequence);
    }
  });
  int done = 0;
  for (int id = 1; id <= 3; ++id) {
    writer->submit(Urgency::person, add(id, "text"), [&](Result<Writer::Commit> outcome) {
      EXPECT_TRUE(outcome);
      ++done;
    });
  }
  EXPECT_TRUE(writer->commit_waiting());
  EXPECT_FALSE(writer->commit_waiting());
  EXPECT_EQ(done, 3);
  EXPECT_EQ(heard, (std::vector<Sequence>{1, 2, 3}));
  EXPECT_EQ(lines(), 3);
}

TEST_F(WriterTest, rolls_back_a_failing_piece_alone_with_its_events) {
  ASSERT_TRUE(writer->run(Urgency::person, add(1, "first")));
  bool forgot = false;
  writer->on_rollback([&] { forgot = true; });
  writer->submit(Urgency::person, add(2, "second"), [](auto outcome) { EXPECT_TRUE(outcome); });
  Error refused;
  writer->submit(
      Urgency::person,
      [](Transaction& transaction) -> Result<void> {
        KITH_CHECK(transaction.run(add_line, {{"id", 3}, {"text", "third"}}));
        KITH_TRY(transaction.append({.type = "note.never_heard_of.v1"}));
        return fail(ErrorCode::rule, "Not today.");
      },
      [&](Result<Writer::Commit> outcome) { refused = outcome.error(); });
  writer->submit(Urgency::person, add(4, "fourth"), [](auto outcome) { EXPECT_TRUE(outcome); });
  writer->commit_waiting();
  EXPECT_EQ(refused.code, ErrorCode::rule);
  EXPECT_TRUE(forgot);
  EXPECT_EQ(lines(), 3);
  EXPECT_EQ(writer->last_sequence(), 3);
  EXPECT_EQ(writer->connection().number("SELECT count(*) FROM log_event_type"), 1);
  const LogReport report = verify_log(writer->connection()).value();
  EXPECT_EQ(report.broken_at, 0) << report.reason;
}

TEST_F(WriterTest, writes_a_background_group_once_more_around_a_piece_that_fails) {
  std::vector<Sequence> heard;
  writer->on_publish([&](const std::vector<LoggedEvent>& events) {
    for (const LoggedEvent& event : events) {
      heard.push_back(event.head.sequence);
    }
  });
  int forgot = 0;
  writer->on_rollback([&] { ++forgot; });
  int runs = 0;
  const auto counted = [&](int id) {
    return [&runs, work = add(id, "text")](Transaction& transaction) mutable {
      ++runs;
      return work(transaction);
    };
  };
  std::vector<bool> succeeded;
  const auto note = [&](const auto& outcome) { succeeded.push_back(outcome.has_value()); };
  writer->submit(Urgency::background, counted(1), note);
  writer->submit(Urgency::background, counted(2), note);
  writer->submit(
      Urgency::background,
      [&](Transaction& transaction) -> Result<void> {
        KITH_CHECK(counted(3)(transaction));
        return fail(ErrorCode::rule, "Not today.");
      },
      note);
  writer->submit(Urgency::background, counted(4), note);
  writer->commit_waiting();
  EXPECT_EQ(succeeded, (std::vector<bool>{true, true, false, true}));
  EXPECT_EQ(runs, 3 + 3 + 1);
  EXPECT_EQ(forgot, 2);
  EXPECT_EQ(lines(), 3);
  EXPECT_EQ(heard, (std::vector<Sequence>{1, 2, 3}));
  const LogReport report = verify_log(writer->connection()).value();
  EXPECT_EQ(report.broken_at, 0) << report.reason;
}

TEST_F(WriterTest, answers_internal_when_a_piece_throws_and_goes_on) {
  Error refused;
  writer->submit(
      Urgency::person, [](Transaction&) -> Result<void> { throw std::runtime_error("a defect"); },
      [&](Result<Writer::Commit> outcome) { refused = outcome.error(); });
  writer->submit(Urgency::person, add(1, "after"), [](auto outcome) { EXPECT_TRUE(outcome); });
  writer->commit_waiting();
  EXPECT_EQ(refused.code, ErrorCode::internal);
  EXPECT_EQ(lines(), 1);
}

TEST_F(WriterTest, takes_people_before_background_work) {
  std::vector<int> order;
  const auto note = [&](int what) {
    return [&order, what](Transaction&) -> Result<void> {
      order.push_back(what);
      return {};
    };
  };
  writer->submit(Urgency::background, note(2), [](auto) {});
  writer->submit(Urgency::person, note(1), [](auto) {});
  writer->commit_waiting();
  EXPECT_EQ(order, (std::vector<int>{1, 2}));
}

TEST_F(WriterTest, closes_a_group_at_its_weight) {
  int done = 0;
  for (int id = 1; id <= 3; ++id) {
    writer->submit(Urgency::person, add(id, "heavy"), [&](auto) { ++done; }, 600);
  }
  writer->commit_waiting();
  EXPECT_EQ(done, 2);
}

TEST_F(WriterTest, lets_background_work_share_larger_groups) {
  int done = 0;
  for (int id = 1; id <= 9; ++id) {
    writer->submit(Urgency::background, add(id, "heavy"), [&](auto) { ++done; }, 600);
  }
  writer->commit_waiting();
  EXPECT_EQ(done, 7);
}

TEST_F(WriterTest, ends_a_group_of_background_work_when_a_person_comes) {
  std::vector<int> done;
  const auto first = [&](Transaction& transaction) -> Result<void> {
    writer->submit(Urgency::person, add(3, "person"), [&](auto) { done.push_back(3); });
    return add(1, "background")(transaction);
  };
  writer->submit(Urgency::background, first, [&](auto) { done.push_back(1); });
  writer->submit(Urgency::background, add(2, "background"), [&](auto) { done.push_back(2); });
  writer->commit_waiting();
  EXPECT_EQ(done, (std::vector<int>{1}));
  writer->commit_waiting();
  EXPECT_EQ(done, (std::vector<int>{1, 3, 2}));
}

TEST_F(WriterTest, takes_colleagues_before_what_networks_bring) {
  std::vector<int> done;
  const auto note = [&](int what) { return [&done, what](auto) { done.push_back(what); }; };
  writer->submit(Urgency::arrival, add(1, "post"), note(1), 600);
  writer->submit(Urgency::arrival, add(2, "post"), note(2), 600);
  writer->submit(Urgency::arrival, add(3, "post"), note(3), 600);
  writer->submit(Urgency::person, add(4, "reply"), note(4));
  writer->commit_waiting();
  EXPECT_EQ(done, (std::vector<int>{4, 1, 2}));
}

TEST_F(WriterTest, gives_background_work_half_of_its_time_while_posts_flood_in) {
  // Each piece takes as long as it says.
  std::vector<char> order;
  const auto piece = [&](char kind, int milliseconds) {
    return [&, kind, milliseconds](Transaction&) -> Result<void> {
      order.push_back(kind);
      clock.advance(std::chrono::milliseconds(milliseconds));
      return {};
    };
  };
  const auto nobody = [](const auto&) {};
  for (int post = 0; post < 4; ++post) {
    writer->submit(Urgency::arrival, piece('a', 60), nobody, 1000);
  }
  for (int run = 0; run < 8; ++run) {
    writer->submit(Urgency::background, piece('b', 30), nobody, 4000);
  }
  while (writer->commit_waiting()) {
  }
  EXPECT_EQ(std::string(order.begin(), order.end()), "abbabbabbabb");
}

TEST_F(WriterTest, knows_how_much_waits_of_each_urgency) {
  writer->submit(Urgency::arrival, add(1, "post"), [](auto) {}, 7);
  writer->submit(Urgency::background, add(2, "row"), [](auto) {}, 5);
  EXPECT_EQ(writer->waiting_weight(Urgency::arrival), 7U);
  EXPECT_EQ(writer->waiting_weight(Urgency::background), 5U);
  writer->commit_waiting();
  EXPECT_EQ(writer->waiting_weight(Urgency::arrival), 0U);
}

TEST_F(WriterTest, refuses_work_after_it_stopped_and_finishes_what_was_queued) {
  writer->start();
  int stored = 0;
  for (int id = 1; id <= 100; ++id) {
    writer->submit(Urgency::person, add(id, "text"),
                   [&](auto outcome) { stored += outcome ? 1 : 0; });
  }
  writer->stop();
  EXPECT_EQ(stored, 100);
  EXPECT_EQ(writer->run(Urgency::person, add(101, "late")).error().code, ErrorCode::unavailable);
}

TEST_F(WriterTest, stores_everything_that_many_threads_submit) {
  writer->start();
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([this, thread] {
      for (int place = 1; place <= 50; ++place) {
        ASSERT_TRUE(writer->run(Urgency::person, add(thread * 1000 + place, "text")));
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  writer->stop();
  EXPECT_EQ(lines(), 200);
  EXPECT_EQ(verify_log(writer->connection())->broken_at, 0);
}

TEST_F(WriterTest, rolls_the_whole_group_back_and_answers_unavailable_when_the_disk_is_full) {
  ASSERT_TRUE(writer->run(Urgency::person, add(1, "before")));
  // SQLite answers SQLITE_FULL at its own page limit exactly as at the disk's end.
  const std::int64_t pages = writer->connection().number("PRAGMA page_count").value();
  ASSERT_TRUE(writer->connection().execute("PRAGMA max_page_count=" + std::to_string(pages)));
  std::vector<ErrorCode> codes;
  const auto note = [&](Result<Writer::Commit> outcome) { codes.push_back(outcome.error().code); };
  writer->submit(Urgency::person, add(2, "small"), note);
  writer->submit(Urgency::person, add(3, std::string(100'000, 'x')), note);
  writer->commit_waiting();
  EXPECT_EQ(codes, (std::vector{ErrorCode::unavailable, ErrorCode::unavailable}));
  EXPECT_EQ(lines(), 1);
  ASSERT_TRUE(writer->connection().execute("PRAGMA max_page_count=1000000"));
  ASSERT_TRUE(writer->run(Urgency::person, add(4, "after")));
  EXPECT_EQ(lines(), 2);
  EXPECT_EQ(verify_log(writer->connection())->broken_at, 0);
}

// Reads from one snapshot or another at any moment until it is destroyed.
class AlwaysReading {
 public:
  explicit AlwaysReading(const std::string& path) : path_(path) {
    thread_ = std::jthread([this](const std::stop_token& stop) { read(stop); });
  }

 private:
  void read(const std::stop_token& stop) {
    Connection one = std::move(*Connection::open(path_, OpenMode::read_only));
    Connection other = std::move(*Connection::open(path_, OpenMode::read_only));
    begin(one);
    while (!stop.stop_requested()) {
      begin(other);
      EXPECT_TRUE(one.execute("COMMIT"));
      std::swap(one, other);
    }
  }
  static void begin(Connection& connection) {
    EXPECT_TRUE(connection.execute("BEGIN"));
    EXPECT_GE(connection.number("SELECT count(*) FROM note_line").value_or(-1), 0);
  }

  const std::string path_;
  std::jthread thread_;
};

TEST_F(WriterTest, begins_a_long_log_anew_although_somebody_always_reads) {
  writer.reset();
  writer = std::move(*Writer::create({.path = path(), .long_log = 64}, registry, clock));
  writer->start();
  const AlwaysReading reading(path());
  const std::string text(80'000, 'x');
  constexpr std::int64_t commits = 120;
  for (std::int64_t id = 1; id <= commits; ++id) {
    ASSERT_TRUE(writer->run(Urgency::person, add(id, text)));
  }
  EXPECT_EQ(lines(), commits);
  EXPECT_LT(std::filesystem::file_size(path() + "-wal"), commits * text.size() / 2);
}

// What SQLite does by itself after an I/O error, to a piece that does not notice.
TEST_F(WriterTest, lets_nothing_stay_that_was_written_behind_a_transaction_that_was_taken_back) {
  int refused = 0;
  const auto count = [&](const Result<Writer::Commit>& result) { refused += result ? 0 : 1; };
  writer->submit(Urgency::person, add(1, "before"), count);
  writer->submit(
      Urgency::person,
      [](Transaction& transaction) -> Result<void> {
        KITH_CHECK(transaction.connection().execute("ROLLBACK"));
        static_cast<void>(transaction.run(add_line, {{"id", 2}, {"text", "behind"}}));
        return {};
      },
      count);
  EXPECT_TRUE(writer->commit_waiting());
  EXPECT_EQ(refused, 2);
  EXPECT_EQ(lines(), 0);
  EXPECT_TRUE(writer->run(Urgency::person, add(3, "after")));
  EXPECT_EQ(lines(), 1);
  EXPECT_EQ(verify_log(writer->connection())->broken_at, 0);
}

}  // namespace
}  // namespace kith::store
