// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <thread>

#include "events/bus.h"
#include "events/rebuild.h"
#include "events/statements.h"
#include "events_migrations.h"
#include "store/tests/store_fixture.h"
#include "tally_module.h"

namespace kith::events {

/// For tests of modules that only count: shared nouns stay as they are.
class NoVerbs final : public VerbHandler {
 public:
  Result<std::int64_t> apply(store::Transaction&, const Actor&, const Verb&) override {
    return fail(ErrorCode::internal, "No verbs here.");
  }
};

/// One lane with one module on a database of its own.
class ModuleLaneTest : public testing::Test {
 protected:
  explicit ModuleLaneTest(const Module& module) : module(module) {}

  void SetUp() override {
    auto connection = store::Connection::open(path(), store::OpenMode::read_write);
    ASSERT_TRUE(store::migrate(*connection, store_migrations, {}));
    ASSERT_TRUE(store::migrate(*connection, events_migrations, {}));
    ASSERT_TRUE(store::migrate(*connection, module.migrations, {}));
    prepare(*connection);
    register_statements(registry);
    registry.add({std::string(module.name), store::Rights::module}, module.statements);
    open();
  }

  // What a test needs in the file before the lane opens it.
  virtual void prepare(store::Connection&) {}

  void open(const Clock* with = nullptr) {
    lane.reset();
    writer.reset();
    auto created = store::Writer::create({.path = path()}, registry, with ? *with : clock);
    ASSERT_TRUE(created) << created.error().message << created.error().detail;
    writer = std::move(*created);
    ring = std::make_unique<EventRing>(ring_size);
    ring->start_at(writer->last_sequence());
    writer->on_publish(
        [this](std::vector<store::LoggedEvent> events) { ring->publish(std::move(events)); });
    auto made = Lane::create(module,
                             {.path = path(),
                              .writer = *writer,
                              .ring = *ring,
                              .registry = registry,
                              .clock = with ? *with : clock,
                              .verbs = verbs,
                              .codec = codec,
                              .marks = store::ProcessMarks::open(folder.file("marks"))},
                             settings);
    ASSERT_TRUE(made) << made.error().message;
    lane = *made;
  }

  void TearDown() override {
    if (lane) {
      lane->stop();
    }
  }

  template <class Body>
  void append(std::int64_t subject, const Body& body) {
    ASSERT_TRUE(
        writer->run(store::Urgency::person, [&](store::Transaction& transaction) -> Result<void> {
          KITH_TRY(append_event(transaction, {}, subject, body));
          return {};
        }));
  }

  // Threads that were left behind look at the clock once more, so they end before it does.
  void stop_threads() {
    for (int wait = 0; wait < 1000 && lane->hung() > 0; ++wait) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    EXPECT_EQ(lane->hung(), 0U);
    lane->stop();
    writer->stop();
  }

  void settle() {
    for (int round = 0; round < 10'000 && lane->step(); ++round) {
    }
  }

  std::int64_t number(const std::string& sql) { return writer->connection().number(sql).value(); }

  Rebuild::Input rebuild() {
    return {.module = &module,
            .path = path(),
            .scratch = folder.file("rebuild.db"),
            .registry = &registry,
            .clock = &clock};
  }

  std::string path() const { return folder.file("kith.db"); }

  const Module& module;
  store::TemporaryFolder folder;
  ManualClock clock{Time{1'790'000'000'000'000}};
  store::StatementRegistry registry;
  NoVerbs verbs;
  JsonCodec codec;
  LaneSettings settings;
  std::size_t ring_size = 65'536;
  std::unique_ptr<store::Writer> writer;
  std::unique_ptr<EventRing> ring;
  std::shared_ptr<Lane> lane;
};

/// The module tally on its lane.
class LaneTest : public ModuleLaneTest {
 protected:
  LaneTest() : ModuleLaneTest(tally::module) {}

  void SetUp() override {
    tally::orders.~Orders();
    new (&tally::orders) tally::Orders();
    ModuleLaneTest::SetUp();
  }

  void add(std::int64_t message, std::int64_t conversation) {
    append(conversation, MessageAdded{.message_id = {message}, .needs_reply = true});
  }

  std::int64_t messages(std::int64_t conversation) {
    return number("SELECT messages FROM tally_total WHERE conversation = " +
                  std::to_string(conversation));
  }
};

}  // namespace kith::events
