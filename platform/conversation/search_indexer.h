// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "base/described_reader.h"
#include "events/log_reader.h"
#include "events/ring.h"
#include "store/reader_pool.h"
#include "store/writer.h"

namespace kith::conversation {

/// Puts new messages into the full-text index, a little behind their commit and many at a time,
/// which costs a third of putting each in at once. Follows the log from a cursor that is saved with
/// what was indexed. One for each workspace; what is not in the index yet is read from the log by
/// whoever searches (search_tail.h).
class SearchIndexer {
 public:
  /// How much waits how long.
  struct Settings {
    std::size_t enough = 5'000;  ///< messages that are indexed without waiting for more
    Duration longest_wait = std::chrono::milliseconds(250);  ///< how long the others wait
    /// Messages in one piece of the writer, so that it takes less than 50 ms.
    std::size_t most_in_piece = 4'000;
  };

  /// All must outlive the indexer. Reads the cursor; starts no thread.
  static Result<std::unique_ptr<SearchIndexer>> create(Settings settings, store::Writer& writer,
                                                       store::ReaderPool& readers,
                                                       events::EventRing& ring);
  ~SearchIndexer() { stop(); }

  /// Has a thread of its own do the steps.
  void start();
  void stop();

  /// Indexes one piece of what waits, on the caller's thread, waiting for the writer. False when
  /// nothing was left to do.
  Result<bool> step();

  /// Empties the index and has all messages indexed anew, in steps, as after a change of the
  /// tokeniser. Searches say meanwhile that they are not complete.
  Result<void> begin_rebuild();

  /// How many events the index is behind the log.
  Sequence behind() const;

 private:
  /// What one piece of the writer takes in.
  struct Batch {
    std::vector<std::int64_t> ids;  ///< ascending, as FTS5 likes them
    Sequence last = 0;              ///< the event after which the next batch begins
  };

  /// What the ring's calls and the thread meet at; the ring may hold it longer than the indexer.
  struct Bell {
    std::mutex mutex;
    std::condition_variable arrived;
    std::atomic<Sequence> cursor = 0;
    bool stopping = false;
  };

  SearchIndexer(Settings settings, store::Writer& writer, store::ReaderPool& readers,
                events::EventRing& ring)
      : settings_(settings), writer_(writer), readers_(readers), ring_(ring) {}
  Result<Batch> next_batch();
  Result<events::EventRun> next_events();
  Result<void> write(Batch batch);
  void loop();

  const Settings settings_;
  store::Writer& writer_;
  store::ReaderPool& readers_;
  events::EventRing& ring_;
  events::LogReader log_;
  JsonReader json_;
  std::mutex stepping_;
  Sequence saved_cursor_ = 0;
  const std::shared_ptr<Bell> bell_ = std::make_shared<Bell>();
  std::thread thread_;
};

}  // namespace kith::conversation
