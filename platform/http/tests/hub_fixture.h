// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <charconv>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "http/event_hub.h"

namespace kith::http {

/// What one frame of a stream said.
struct Said {
  std::string event;
  Sequence id = 0;
  std::string data;
};

/// Takes a stream apart as a browser does; what it cannot read fails the test.
inline std::vector<Said> parse_stream(std::string_view text) {
  std::vector<Said> said;
  Said now;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    EXPECT_NE(end, std::string_view::npos) << text;
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty()) {
      if (!now.data.empty()) {
        said.push_back(now);
      }
      now = {};
    } else if (line.starts_with("id: ")) {
      std::from_chars(line.data() + 4, line.data() + line.size(), now.id);
    } else if (line.starts_with("event: ")) {
      now.event = line.substr(7);
    } else if (line.starts_with("data: ")) {
      now.data += line.substr(6);
    } else {
      EXPECT_TRUE(line.starts_with(":") || line.starts_with("retry: ")) << line;
    }
  }
  return said;
}

/// A client's end of a stream: keeps what it gets, and can be slow or gone.
class FakeSink final : public StreamSink {
 public:
  bool send(SharedText text) override {
    const std::lock_guard lock(mutex_);
    if (refuses_) {
      return false;
    }
    ++sends_;
    unread_ += text->size();
    texts_.push_back(std::move(text));
    return true;
  }
  void close() override {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  std::size_t backlog() const override {
    const std::lock_guard lock(mutex_);
    return is_slow_ ? unread_ : 0;
  }

  void set_slow(bool slow) {
    const std::lock_guard lock(mutex_);
    is_slow_ = slow;
    unread_ = 0;
  }
  void refuse() {
    const std::lock_guard lock(mutex_);
    refuses_ = true;
  }
  bool closed() const {
    const std::lock_guard lock(mutex_);
    return closed_;
  }
  std::size_t sends() const {
    const std::lock_guard lock(mutex_);
    return sends_;
  }
  std::vector<SharedText> texts() const {
    const std::lock_guard lock(mutex_);
    return texts_;
  }
  std::vector<Said> said() const {
    std::string all;
    for (const SharedText& text : texts()) {
      all += *text;
    }
    return parse_stream(all);
  }
  /// The ids of everything but heartbeats.
  std::vector<Sequence> ids() const {
    std::vector<Sequence> ids;
    for (const Said& each : said()) {
      if (each.event != "heartbeat") {
        ids.push_back(each.id);
      }
    }
    return ids;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<SharedText> texts_;
  std::size_t sends_ = 0;
  std::size_t unread_ = 0;
  bool is_slow_ = false;
  bool refuses_ = false;
  bool closed_ = false;
};

inline store::LoggedEvent event_of(Sequence sequence, Visibility visibility = {},
                                   std::string_view type = "conversation.assigned.v1") {
  store::LoggedEvent event;
  event.head = {.sequence = sequence,
                .type = type,
                .noun = Noun::conversation,
                .subject = 400 + sequence,
                .visibility = visibility,
                .occurred_at = Time{1'700'000'000'000'000 + sequence}};
  event.body = R"({"from":"0","to":"11"})";
  return event;
}

/// The log on disk, as far as it is kept.
class FakeLog {
 public:
  void add(const store::LoggedEvent& event) {
    const std::lock_guard lock(mutex_);
    events_.push_back(event);
  }
  void forget_up_to(Sequence sequence) {
    const std::lock_guard lock(mutex_);
    while (!events_.empty() && events_.front().head.sequence <= sequence) {
      events_.pop_front();
    }
  }
  EventReader reader() {
    return [this](Sequence after, std::size_t most) { return read(after, most); };
  }
  std::size_t reads() const {
    const std::lock_guard lock(mutex_);
    return reads_;
  }
  void break_down() {
    const std::lock_guard lock(mutex_);
    is_broken_ = true;
  }

 private:
  Result<std::vector<store::LoggedEvent>> read(Sequence after, std::size_t most) {
    const std::lock_guard lock(mutex_);
    ++reads_;
    if (is_broken_) {
      return fail(ErrorCode::internal, "The disk is gone.");
    }
    std::vector<store::LoggedEvent> page;
    for (const store::LoggedEvent& event : events_) {
      if (event.head.sequence > after && page.size() < most) {
        page.push_back(event);
      }
    }
    return page;
  }

  mutable std::mutex mutex_;
  std::deque<store::LoggedEvent> events_;
  std::size_t reads_ = 0;
  bool is_broken_ = false;
};

constexpr WorkspaceId here{7};
constexpr MemberId anna{11};
constexpr MemberId ben{12};
constexpr Visibility for_sales = Visibility::department(Department::sales);

/// Somebody who may follow the workspace's events, and what is more.
inline Caller caller_with(MemberId member, std::vector<std::string> more = {},
                          Department department = Department::none) {
  more.emplace_back("event.log.read");
  return {.workspace = here,
          .member = member,
          .department = department,
          .permissions = std::make_shared<PermissionSet>(std::move(more))};
}

inline StreamEnd ends_of(MemberId member) {
  return {StreamEnd::Of::member, member.value};
}

/// A hub with one workspace, moved by hand.
class HubTest : public testing::Test {
 protected:
  EventHub& hub() {
    if (hub_ == nullptr) {
      hub_ = std::make_unique<EventHub>(settings, clock,
                                        [this](auto job) { jobs.push_back(std::move(job)); });
      EXPECT_TRUE(hub_->open(here, log.reader(), last));
      hub_->step();
    }
    return *hub_;
  }

  /// Does everything that is to do, also on disk.
  void settle() {
    hub().step();
    while (!jobs.empty()) {
      auto job = std::move(jobs.front());
      jobs.pop_front();
      job();
      hub().step();
    }
  }

  /// Commits events to the log without telling anybody.
  EventBatch record(std::size_t count, Visibility visibility = {},
                    std::string_view type = "conversation.assigned.v1") {
    auto batch = std::make_shared<std::vector<store::LoggedEvent>>();
    for (std::size_t i = 0; i < count; ++i) {
      batch->push_back(event_of(++last, visibility, type));
      log.add(batch->back());
    }
    return batch;
  }

  void commit(std::size_t count = 1, Visibility visibility = {},
              std::string_view type = "conversation.assigned.v1") {
    EventHub& there = hub();
    there.publish(here, record(count, visibility, type));
    settle();
  }

  struct Client {
    std::shared_ptr<FakeSink> sink = std::make_shared<FakeSink>();
    std::shared_ptr<StreamSource> source;
  };

  Result<std::shared_ptr<StreamSource>> wish(const Caller& caller,
                                             std::optional<Sequence> after = std::nullopt,
                                             std::vector<std::string> types = {}) {
    return hub().follow({.workspace = here,
                         .mask = EventMask::of(caller),
                         .filter = TypeFilter(std::move(types)),
                         .after = after,
                         .ends = hub().ends(),
                         .owner = {.member = caller.member}});
  }

  Client follow(const Caller& caller, std::optional<Sequence> after = std::nullopt,
                std::vector<std::string> types = {}) {
    Client client;
    client.source = wish(caller, after, std::move(types)).value();
    client.source->start(client.sink);
    settle();
    return client;
  }

  HubSettings settings;
  ManualClock clock{Time{1'700'000'000'000'000}};
  FakeLog log;
  Sequence last = 0;
  std::deque<std::move_only_function<void()>> jobs;

 private:
  std::unique_ptr<EventHub> hub_;
};

inline std::vector<Sequence> sequences(Sequence first, Sequence last) {
  std::vector<Sequence> all;
  for (Sequence each = first; each <= last; ++each) {
    all.push_back(each);
  }
  return all;
}

}  // namespace kith::http
