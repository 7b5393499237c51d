// SPDX-License-Identifier: Apache-2.0
#include "conversation/search_block.h"

#include "conversation/id_list.h"
#include "conversation/statement_lists.h"

namespace kith::conversation {
namespace {

// So many ids to a block; under load that is millions of messages a day, else a few hours.
#define KITH_IDS_IN_BLOCK "8388608"
constexpr std::int64_t ids_in_block = 8'388'608;

// The names of what is stored: the engines differ in whether they know the other's min of two.
#define KITH_WIDEN(ids)                                                                          \
  "INSERT INTO search_block(block, oldest_at, newest_at) "                                       \
  "SELECT id / " KITH_IDS_IN_BLOCK ", min(posted_at), max(posted_at) FROM message WHERE id " ids \
  " GROUP BY id / " KITH_IDS_IN_BLOCK                                                            \
  " ON CONFLICT(block) DO UPDATE SET "                                                           \
  "oldest_at = CASE WHEN excluded.oldest_at < search_block.oldest_at THEN "                      \
  "excluded.oldest_at ELSE search_block.oldest_at END, "                                         \
  "newest_at = CASE WHEN excluded.newest_at > search_block.newest_at THEN "                      \
  "excluded.newest_at ELSE search_block.newest_at END"

constexpr Statement widen{"widen_search_blocks", KITH_WIDEN(KITH_IN("ids")),
                          KITH_WIDEN(KITH_IN_POSTGRES("ids"))};

#undef KITH_WIDEN
#undef KITH_IDS_IN_BLOCK

constexpr Statement find_blocks{
    "find_search_blocks",
    "SELECT block, CASE WHEN newest_at >= $from AND oldest_at < $to THEN 1 ELSE 0 END "
    "FROM search_block ORDER BY block DESC"};

}  // namespace

std::span<const Statement* const> search_block_statements() {
  static constexpr const Statement* all[] = {&widen, &find_blocks};
  return all;
}

Result<void> widen_blocks(store::Transaction& transaction, const std::string& ids) {
  return transaction.run(widen, {{"ids", ids}});
}

Result<std::vector<IdRange>> ranges_between(Reader& reader, Time from, Time to) {
  if (!from && !to) {
    return std::vector<IdRange>{{}};
  }
  const Time begin = from ? from : Time{std::numeric_limits<std::int64_t>::min()};
  const Time end = to ? to : Time{std::numeric_limits<std::int64_t>::max()};
  std::vector<IdRange> ranges;
  bool is_open = false;
  const std::unique_ptr<Rows> rows =
      KITH_TRY(reader.query(find_blocks, {{"from", begin}, {"to", end}}));
  while (KITH_TRY(rows->next())) {
    const std::int64_t first = rows->integer(0) * ids_in_block;
    if (!rows->flag(1)) {
      is_open = false;
    } else if (is_open) {
      ranges.back().first = first;
    } else {
      ranges.push_back({first, first + ids_in_block - 1});
      is_open = true;
    }
  }
  return ranges;
}

}  // namespace kith::conversation
