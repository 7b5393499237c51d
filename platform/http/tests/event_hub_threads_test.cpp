// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <thread>

#include "http/event_hub.h"
#include "http/tests/hub_fixture.h"

namespace kith::http {
namespace {

constexpr Sequence committed = 3'000;

/// One thread that does what it is given, in order.
class Worker {
 public:
  Worker() : thread_([this](const std::stop_token& stop) { run(stop); }) {}

  Background background() {
    return [this](std::move_only_function<void()> job) {
      {
        const std::lock_guard lock(mutex_);
        jobs_.push_back(std::move(job));
      }
      changed_.notify_one();
    };
  }

 private:
  void run(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (changed_.wait(lock, stop, [&] { return !jobs_.empty(); })) {
      auto job = std::move(jobs_.front());
      jobs_.pop_front();
      lock.unlock();
      job();
      lock.lock();
    }
  }

  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::deque<std::move_only_function<void()>> jobs_;
  std::jthread thread_;
};

/// A browser: reads for a while, loses its connection, comes back with the last id that it has.
class Browser {
 public:
  Browser(EventHub& hub, const Caller& caller) : hub_(hub), caller_(caller) {}

  void run() {
    std::size_t patience = 1 + static_cast<std::size_t>(caller_.member.value);
    while (last_ < committed) {
      visit(patience);
      patience = patience % 97 + 13;
    }
  }

  const std::vector<Sequence>& got() const { return got_; }
  std::size_t visits() const { return visits_; }

 private:
  void visit(std::size_t patience) {
    ++visits_;
    const auto sink = std::make_shared<FakeSink>();
    auto source = hub_.follow(
        {.workspace = here, .mask = EventMask::of(caller_), .after = last_, .ends = hub_.ends()});
    ASSERT_TRUE(source);
    (*source)->start(sink);
    while (!sink->closed() && sink->ids().size() < patience && last_seen(*sink) < committed) {
      std::this_thread::yield();
    }
    (*source)->stop();
    for (const Said& said : sink->said()) {
      ASSERT_NE(said.event, "reset");
      if (said.event != "heartbeat") {
        got_.push_back(said.id);
      }
      last_ = std::max(last_, said.id);
    }
  }

  Sequence last_seen(const FakeSink& sink) const {
    const auto said = sink.said();
    return said.empty() ? last_ : said.back().id;
  }

  EventHub& hub_;
  Caller caller_;
  Sequence last_ = 0;
  std::vector<Sequence> got_;
  std::size_t visits_ = 0;
};

class HubThreads : public testing::Test {
 protected:
  /// The writer: events of mixed visibility, in commits of different sizes.
  void write() {
    Sequence sequence = 0;
    while (sequence < committed) {
      auto batch = std::make_shared<std::vector<store::LoggedEvent>>();
      const Sequence size = sequence % 7 + 1;
      for (Sequence i = 0; i < size && sequence < committed; ++i) {
        ++sequence;
        batch->push_back(event_of(sequence, visibility_of(sequence)));
        log.add(batch->back());
      }
      hub.publish(here, batch);
      if (sequence % 64 == 0) {
        std::this_thread::yield();
      }
    }
  }

  static Visibility visibility_of(Sequence sequence) {
    if (sequence == committed) {
      return {};  // everybody sees the last one, and knows that it is over
    }
    return sequence % 5 == 0   ? for_sales
           : sequence % 7 == 0 ? Visibility::member(anna)
                               : Visibility::workspace();
  }

  static std::vector<Sequence> seen_by(const Caller& caller) {
    std::vector<Sequence> all;
    for (Sequence each = 1; each <= committed; ++each) {
      if (EventMask::of(caller).sees(visibility_of(each))) {
        all.push_back(each);
      }
    }
    return all;
  }

  ManualClock clock{Time{1'700'000'000'000'000}};
  FakeLog log;
  Worker worker;
  EventHub hub{{.ring_events = 50, .page = 20}, clock, worker.background()};
};

TEST_F(HubThreads, give_every_browser_each_of_its_events_once_however_often_it_comes_back) {
  ASSERT_TRUE(hub.open(here, log.reader(), 0));
  const std::vector<Caller> callers{caller_with(anna), caller_with(ben),
                                    caller_with(MemberId{13}, {}, Department::sales)};
  std::vector<Browser> browsers;
  for (const Caller& caller : callers) {
    browsers.emplace_back(hub, caller);
  }
  {
    const HubThread thread(hub);
    std::vector<std::jthread> threads;
    threads.emplace_back([this] { write(); });
    for (Browser& browser : browsers) {
      threads.emplace_back([&browser] { browser.run(); });
    }
  }
  for (std::size_t i = 0; i < browsers.size(); ++i) {
    EXPECT_EQ(browsers[i].got(), seen_by(callers[i])) << i;
    EXPECT_GT(browsers[i].visits(), 3U);
  }
}

TEST_F(HubThreads, end_streams_while_events_are_sent) {
  ASSERT_TRUE(hub.open(here, log.reader(), 0));
  std::atomic<bool> is_over = false;
  std::atomic<int> ended = 0;
  {
    const HubThread thread(hub);
    std::jthread writer([&] {
      write();
      is_over = true;
    });
    std::jthread administrator([&] {
      while (!is_over || ended == 0) {
        hub.end_streams(here, ends_of(anna));
        std::this_thread::yield();
      }
      hub.end_streams(here, ends_of(anna));
    });
    while (!is_over || ended == 0) {
      const auto sink = std::make_shared<FakeSink>();
      auto source = hub.follow({.workspace = here,
                                .mask = EventMask::of(caller_with(anna)),
                                .ends = hub.ends(),
                                .owner = {.member = anna}});
      ASSERT_TRUE(source);
      (*source)->start(sink);
      while (!sink->closed() && (!is_over || ended == 0)) {
        std::this_thread::yield();
      }
      ended += sink->closed() ? 1 : 0;
      (*source)->stop();
    }
  }
  EXPECT_GT(ended, 0);
}

}  // namespace
}  // namespace kith::http
