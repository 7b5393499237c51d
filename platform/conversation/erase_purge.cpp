// SPDX-License-Identifier: Apache-2.0
#include "conversation/erase_purge.h"

#include "base/kill_point.h"
#include "conversation/attachment.h"
#include "conversation/statement_lists.h"

namespace kith::conversation {
namespace {

constexpr std::int64_t page_bytes = 4'096;
constexpr std::int64_t blobs_in_piece = 50;

constexpr Statement note_due{
    "note_purge_due",
    "UPDATE purge SET due_since = CASE WHEN due_since = 0 THEN $now ELSE due_since END, "
    "erasures = erasures + 1"};
constexpr Statement find_due_since{"find_purge_due", "SELECT due_since FROM purge"};
constexpr Statement find_erasures{"find_purge_erasures", "SELECT erasures FROM purge"};
constexpr Statement end_purge{
    "end_purge",
    "UPDATE purge SET due_since = CASE WHEN erasures = $erasures THEN 0 ELSE due_since END"};
// Below 0: all parts of the index become one, begun here and gone on with by the other.
constexpr Statement merge_index{
    "merge_search_index",
    "INSERT INTO message_search(message_search, rank) VALUES('merge', $pages)",
    "-- PostgreSQL merges its index by itself."};
// Between the two rows of the index that are not of its segments, on the page that merging writes
// anew: what the page held before is overwritten by the first and cleared with the second.
constexpr Statement cover_index_head{
    "cover_index_head", "INSERT INTO message_search_data(id, block) VALUES(5, zeroblob(4000))",
    "-- PostgreSQL merges its index by itself."};
constexpr Statement clear_index_head{"clear_index_head",
                                     "DELETE FROM message_search_data WHERE id = 5",
                                     "-- PostgreSQL merges its index by itself."};
constexpr Statement fill{"fill_free_pages",
                         "INSERT INTO purge_filler(zeros) VALUES(zeroblob($bytes))",
                         "-- PostgreSQL's free pages are its own to clear."};
constexpr Statement empty_filler{
    "give_pages_back", "DELETE FROM purge_filler WHERE id = (SELECT min(id) FROM purge_filler)"};
constexpr Statement find_blobs{
    "find_erased_blobs",
    "SELECT sha256, (SELECT count(*) FROM attachment WHERE attachment.sha256 = erased_blob.sha256) "
    "+ (SELECT count(*) FROM upload WHERE upload.sha256 = erased_blob.sha256) "
    "FROM erased_blob ORDER BY sha256 LIMIT $most"};
constexpr Statement drop_blob{"drop_erased_blob", "DELETE FROM erased_blob WHERE sha256 = $sha256"};

}  // namespace

std::span<const Statement* const> erase_purge_statements() {
  static constexpr const Statement* all[] = {&note_due,         &find_due_since, &find_erasures,
                                             &end_purge,        &merge_index,    &cover_index_head,
                                             &clear_index_head, &fill,           &empty_filler,
                                             &find_blobs,       &drop_blob};
  return all;
}

Result<void> note_purge_due(store::Transaction& transaction) {
  return transaction.run(note_due, {{"now", transaction.now()}});
}

Result<Time> purge_due_since(Reader& reader) {
  return Time{KITH_TRY(reader.number(find_due_since)).value_or(0)};
}

Result<bool> Purge::step(store::Writer& writer) {
  switch (stage_) {
    case Stage::idle:
      KITH_CHECK(
          run(writer, [this](store::Transaction& transaction) { return begin(transaction); }));
      kill_point("purge.begun");
      break;
    case Stage::merge:
      KITH_CHECK(
          run(writer, [this](store::Transaction& transaction) { return merge(transaction); }));
      kill_point("purge.merging");
      break;
    case Stage::overwrite:
      KITH_CHECK(
          run(writer, [this](store::Transaction& transaction) { return overwrite(transaction); }));
      kill_point("purge.overwriting");
      break;
    case Stage::give_back:
      KITH_CHECK(
          run(writer, [this](store::Transaction& transaction) { return give_back(transaction); }));
      kill_point("purge.giving_back");
      break;
    case Stage::blobs: KITH_CHECK(remove_blobs(writer)); break;
    case Stage::log:
      KITH_CHECK(cut_log());
      kill_point("purge.log_cut");
      KITH_CHECK(run(writer, [this](store::Transaction& transaction) {
        return transaction.run(end_purge, {{"erasures", erasures_}});
      }));
      stage_ = Stage::idle;
      return false;
  }
  return stage_ != Stage::idle;
}

Result<void> Purge::purge_now(store::Writer& writer) {
  KITH_CHECK(run(writer, [](store::Transaction& transaction) -> Result<void> {
    // What was erased and purged before may still lie in slack.
    return note_purge_due(transaction);
  }));
  stage_ = Stage::idle;
  while (KITH_TRY(step(writer)) && stage_ != Stage::log) {
  }
  KITH_CHECK(rewrite(writer));
  kill_point("purge.rewritten");
  return cut_log_patiently(writer);
}

// Each try waits for readers a moment.
Result<void> Purge::cut_log_patiently(store::Writer& writer) {
  Result<bool> done = step(writer);
  for (int tries = 1; tries < 100 && !done && stage_ == Stage::log; ++tries) {
    done = step(writer);
  }
  return done ? Result<void>() : std::unexpected(std::move(done).error());
}

Result<void> Purge::run(store::Writer& writer, store::Writer::Work work) {
  Result<store::Writer::Commit> committed = writer.run(store::Urgency::background, std::move(work));
  if (!committed) {
    // Nothing is lost by beginning again.
    stage_ = Stage::idle;
    return std::unexpected(std::move(committed).error());
  }
  return {};
}

Result<void> Purge::begin(store::Transaction& transaction) {
  if (!KITH_TRY(purge_due_since(transaction.reader()))) {
    return {};
  }
  erasures_ = KITH_TRY(transaction.reader().number(find_erasures)).value_or(0);
  KITH_CHECK(transaction.run(merge_index, {{"pages", -settings_.merged_in_piece}}));
  stage_ = Stage::merge;
  return {};
}

Result<void> Purge::merge(store::Transaction& transaction) {
  const std::int64_t before = KITH_TRY(transaction.connection().number("SELECT total_changes()"));
  KITH_CHECK(transaction.run(merge_index, {{"pages", settings_.merged_in_piece}}));
  const std::int64_t after = KITH_TRY(transaction.connection().number("SELECT total_changes()"));
  // One change is the statement itself: nothing was left to merge.
  if (after - before >= 2) {
    return {};
  }
  KITH_CHECK(transaction.run(cover_index_head));
  KITH_CHECK(transaction.run(clear_index_head));
  stage_ = Stage::overwrite;
  return {};
}

// Free pages keep what they held until somebody writes on them, so zeros take all of them.
Result<void> Purge::overwrite(store::Transaction& transaction) {
  store::Connection& connection = transaction.connection();
  std::int64_t free = KITH_TRY(connection.number("PRAGMA freelist_count"));
  for (std::int64_t left = settings_.overwritten_in_piece; left > 0 && free > 0;) {
    // A row takes a page of the table beside its own, now and then; the last few go singly.
    const std::int64_t pages = free > 8 ? std::min(free - 4, left) : 1;
    KITH_CHECK(transaction.run(fill, {{"bytes", pages * (page_bytes - 8)}}));
    left -= pages;
    free = KITH_TRY(connection.number("PRAGMA freelist_count"));
  }
  if (free == 0) {
    stage_ = Stage::give_back;
  }
  return {};
}

Result<void> Purge::give_back(store::Transaction& transaction) {
  KITH_CHECK(transaction.run(empty_filler));
  if (transaction.changes() == 0) {
    stage_ = Stage::blobs;
  }
  return {};
}

// A file goes on the writer's thread, where uploads are noted, and only once it is committed that
// nothing refers to it: after a rollback it would be missed.
Result<void> Purge::remove_blobs(store::Writer& writer) {
  const std::vector<ErasedBlob> blobs = KITH_TRY(committed_blobs());
  if (blobs.empty()) {
    stage_ = Stage::log;
    return {};
  }
  return run(writer, [this, &blobs](store::Transaction& transaction) -> Result<void> {
    for (const ErasedBlob& blob : blobs) {
      const bool is_used = KITH_TRY(is_blob_used(transaction.reader(), blob.sha256));
      if (!is_used && blob.is_used) {
        continue;
      }
      if (!is_used && remove_blob_) {
        KITH_CHECK(remove_blob_(blob.sha256));
        kill_point("purge.file_removed");
      }
      KITH_CHECK(transaction.run(drop_blob, {{"sha256", Value::blob(blob.sha256)}}));
    }
    return {};
  });
}

Result<std::vector<Purge::ErasedBlob>> Purge::committed_blobs() const {
  std::vector<ErasedBlob> blobs;
  store::Connection connection =
      KITH_TRY(store::Connection::open(path_, store::OpenMode::read_only));
  store::Prepared rows = KITH_TRY(connection.prepare(find_blobs.text));
  const Parameter parameters[] = {{"most", blobs_in_piece}};
  KITH_CHECK(rows.bind(parameters));
  while (KITH_TRY(rows.step())) {
    blobs.push_back({std::string(rows.text(0)), rows.integer(1) != 0});
  }
  return blobs;
}

// On a connection of its own, because the writer's is inside a transaction when it is asked. The
// writer's patience is longer meanwhile, so that what comes in waits and is not refused.
Result<void> Purge::rewrite(store::Writer& writer) {
  const auto wait_at_most = [&](const char* milliseconds) {
    return run(writer, [milliseconds](store::Transaction& transaction) {
      return transaction.connection().execute(std::string("PRAGMA busy_timeout=") + milliseconds);
    });
  };
  store::Connection connection =
      KITH_TRY(store::Connection::open(path_, store::OpenMode::read_write));
  KITH_CHECK(wait_at_most("3600000"));
  // What is rewritten is as large as the database: it belongs on the disk.
  const Result<void> rewritten =
      connection.execute("PRAGMA busy_timeout=60000; PRAGMA temp_store=FILE; VACUUM");
  KITH_CHECK(wait_at_most("5000"));
  return rewritten;
}

Result<void> Purge::cut_log() {
  store::Connection connection =
      KITH_TRY(store::Connection::open(path_, store::OpenMode::read_write));
  KITH_CHECK(connection.execute("PRAGMA busy_timeout=100"));
  kill_point("checkpoint.begun");
  const std::int64_t is_busy = KITH_TRY(connection.number("PRAGMA wal_checkpoint(TRUNCATE)"));
  kill_point("checkpoint.done");
  if (is_busy != 0) {
    return fail(ErrorCode::unavailable,
                "Somebody still reads from before the erasure. Try again in a moment.");
  }
  return {};
}

}  // namespace kith::conversation
