// SPDX-License-Identifier: Apache-2.0
#include "conversation/search_indexer.h"

#include <algorithm>

#include "base/out_of_memory.h"
#include "conversation/id_list.h"
#include "conversation/search_block.h"
#include "conversation/search_index.h"
#include "conversation/search_tail.h"
#include "conversation/statement_lists.h"

namespace kith::conversation {
namespace {

// Events without a message move the cursor in memory; so many of them are worth a write.
constexpr Sequence most_unsaved = 2'000;

constexpr Statement save_indexed_sequence{
    "save_indexed_sequence",
    "INSERT INTO search_cursor(id, sequence) VALUES(1, $sequence) "
    "ON CONFLICT(id) DO UPDATE SET sequence = excluded.sequence"};
constexpr Statement empty_index{"empty_search_index",
                                "INSERT INTO message_search(message_search) VALUES('delete-all')",
                                "-- PostgreSQL keeps its index by itself."};
constexpr Statement empty_blocks{"empty_search_blocks", "DELETE FROM search_block"};

}  // namespace

std::span<const Statement* const> search_indexer_statements() {
  static constexpr const Statement* all[] = {&save_indexed_sequence, &empty_index, &empty_blocks};
  return all;
}

Result<std::unique_ptr<SearchIndexer>> SearchIndexer::create(Settings settings,
                                                             store::Writer& writer,
                                                             store::ReaderPool& readers,
                                                             events::EventRing& ring) {
  store::ReaderPool::Lease lease = KITH_TRY(readers.acquire());
  std::unique_ptr<SearchIndexer> indexer(new SearchIndexer(settings, writer, readers, ring));
  indexer->saved_cursor_ = KITH_TRY(indexed_sequence(*lease));
  indexer->bell_->cursor = indexer->saved_cursor_;
  const auto enough = static_cast<Sequence>(settings.enough);
  ring.on_publish([bell = indexer->bell_, &ring, enough] {
    if (ring.last() - bell->cursor >= enough) {
      bell->arrived.notify_one();
    }
  });
  return indexer;
}

void SearchIndexer::start() {
  thread_ = std::thread([this] { loop(); });
}

void SearchIndexer::stop() {
  {
    const std::lock_guard lock(bell_->mutex);
    bell_->stopping = true;
  }
  bell_->arrived.notify_all();
  if (thread_.joinable()) {
    thread_.join();
  }
}

Sequence SearchIndexer::behind() const {
  return ring_.last() - bell_->cursor;
}

// A ring that is missed between a look and a wait is made up for after the longest wait.
void SearchIndexer::loop() {
  Bell& bell = *bell_;
  std::unique_lock lock(bell.mutex);
  while (!bell.stopping) {
    bell.arrived.wait_for(lock, settings_.longest_wait, [&] {
      return bell.stopping || behind() >= static_cast<Sequence>(settings_.enough);
    });
    lock.unlock();
    bool has_more = true;
    while (has_more) {
      // An error was told to the writer's owner where it is fatal; else the next step tries again.
      Result<bool> stepped = false;
      survive([&] { stepped = step(); });
      const std::lock_guard looking(bell.mutex);
      has_more = stepped.value_or(false) && !bell.stopping;
    }
    lock.lock();
  }
}

Result<bool> SearchIndexer::step() {
  const std::lock_guard lock(stepping_);
  Batch batch = KITH_TRY(next_batch());
  if (batch.last == bell_->cursor) {
    return false;
  }
  const Sequence last = batch.last;
  if (!batch.ids.empty() || last - saved_cursor_ >= most_unsaved) {
    KITH_CHECK(write(std::move(batch)));
    saved_cursor_ = last;
  }
  bell_->cursor = last;
  return true;
}

Result<SearchIndexer::Batch> SearchIndexer::next_batch() {
  Batch batch{.last = bell_->cursor};
  const events::EventRun run = KITH_TRY(next_events());
  for (const store::LoggedEvent* event : run.events) {
    if (brings_message(event->head.type)) {
      if (batch.ids.size() == settings_.most_in_piece) {
        break;
      }
      batch.ids.push_back(KITH_TRY(message_of(*event, json_)).value);
    }
    batch.last = event->head.sequence;
  }
  std::ranges::sort(batch.ids);
  return batch;
}

Result<events::EventRun> SearchIndexer::next_events() {
  const std::size_t most = settings_.most_in_piece * 2;
  events::EventRun run;
  if (!ring_.take(bell_->cursor, most, run)) {
    store::ReaderPool::Lease lease = KITH_TRY(readers_.acquire());
    run = KITH_TRY(log_.after(*lease, bell_->cursor, most));
  }
  return run;
}

Result<void> SearchIndexer::write(Batch batch) {
  const std::size_t weight = batch.ids.size() + 1;
  const auto work = [batch = std::move(batch)](store::Transaction& transaction) -> Result<void> {
    const std::string ids = id_list(batch.ids);
    KITH_CHECK(add_all_to_index(transaction, ids));
    KITH_CHECK(widen_blocks(transaction, ids));
    return transaction.run(save_indexed_sequence, {{"sequence", batch.last}});
  };
  KITH_TRY(writer_.run(store::Urgency::background, work, weight));
  return {};
}

Result<void> SearchIndexer::begin_rebuild() {
  const std::lock_guard lock(stepping_);
  KITH_TRY(
      writer_.run(store::Urgency::background, [](store::Transaction& transaction) -> Result<void> {
        KITH_CHECK(transaction.run(empty_index));
        KITH_CHECK(transaction.run(empty_blocks));
        return transaction.run(save_indexed_sequence, {{"sequence", 0}});
      }));
  bell_->cursor = 0;
  saved_cursor_ = 0;
  return {};
}

}  // namespace kith::conversation
