// SPDX-License-Identifier: Apache-2.0
#include "conversation/search_candidates.h"

#include "conversation/statement_lists.h"

namespace kith::conversation {
namespace {

// On PostgreSQL an index on the expression answers. It knows one column, and its own words for
// what FTS5 says: our expressions hold nothing but these and folded tokens.
#define KITH_TSQUERY                                                                             \
  "to_tsquery('simple', replace(replace(replace(replace(replace(replace(replace($match, "        \
  "'\"text\" : ', ''), '\"tags\" : ', ''), ' AND ', ' & '), ' OR ', ' | '), ' NOT ', ' & ! '), " \
  "'\"*', ''':*'), '\"', ''''))"

constexpr Statement find_hits{
    "find_search_hits",
    "SELECT rowid FROM message_search WHERE message_search MATCH $match "
    "AND rowid >= $first AND rowid <= $last ORDER BY rowid DESC",
    "SELECT id FROM message WHERE to_tsvector('simple', text || ' ' || tags) @@ " KITH_TSQUERY
    " AND id >= $first AND id <= $last ORDER BY id DESC"};

#undef KITH_TSQUERY

constexpr Statement read_along{"read_messages_along",
                               "SELECT id, text FROM message WHERE id >= $first AND id <= $last "
                               "AND erased_at = 0 ORDER BY id DESC"};

}  // namespace

std::span<const Statement* const> search_candidate_statements() {
  static constexpr const Statement* all[] = {&find_hits, &read_along};
  return all;
}

Result<std::optional<Candidate>> SearchCandidates::next() {
  if (is_row_used_) {
    has_row_ = KITH_TRY(move());
    is_row_used_ = false;
  }
  const bool is_listed =
      place_ < listed_.size() && (!has_row_ || listed_[place_] >= rows_->integer(0));
  if (is_listed) {
    const std::int64_t id = listed_[place_++];
    // A message of the tail that the index has already is that of the tail.
    is_row_used_ = has_row_ && rows_->integer(0) == id;
    return std::optional(Candidate{.id = id, .is_to_read = true, .text = {}});
  }
  if (!has_row_) {
    return std::optional<Candidate>();
  }
  is_row_used_ = true;
  if (plan_.match.empty()) {
    return std::optional(
        Candidate{.id = rows_->integer(0), .is_to_read = true, .text = rows_->text(1)});
  }
  return std::optional(
      Candidate{.id = rows_->integer(0), .is_to_read = plan_.is_to_read, .text = {}});
}

Result<bool> SearchCandidates::move() {
  while (true) {
    if (rows_ && KITH_TRY(rows_->next())) {
      return true;
    }
    rows_.reset();
    if (range_ == ranges_.size()) {
      return false;
    }
    const IdRange range = ranges_[range_++];
    rows_ =
        plan_.match.empty()
            ? KITH_TRY(reader_.query(read_along, {{"first", range.first}, {"last", range.last}}))
            : KITH_TRY(reader_.query(
                  find_hits,
                  {{"match", plan_.match}, {"first", range.first}, {"last", range.last}}));
  }
}

}  // namespace kith::conversation
