// SPDX-License-Identifier: Apache-2.0
#include "draft.h"

namespace kith::product {

constexpr Statement find_draft{
    "find_draft", "SELECT draft, request, thread, state FROM product_draft WHERE draft = $draft"};
constexpr Statement save_draft{"save_draft",
                               "INSERT INTO product_draft(draft, request, thread, state) "
                               "VALUES($draft, $request, $thread, $state) "
                               "ON CONFLICT(draft) DO UPDATE SET state = excluded.state"};
constexpr Statement find_thread{
    "find_thread",
    "SELECT draft FROM product_thread WHERE request = $request AND thread = $thread"};
constexpr Statement save_thread{
    "save_thread",
    "INSERT INTO product_thread(request, thread, draft) "
    "VALUES($request, $thread, $draft) "
    "ON CONFLICT(request, thread) DO UPDATE SET draft = excluded.draft"};

Result<std::optional<Draft>> DraftTable::load(Reader& reader, Key key) {
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(find_draft, {{"draft", key}}));
  if (!KITH_TRY(rows->next())) {
    return std::optional<Draft>();
  }
  return std::optional(Draft{
      {rows->integer(0)}, {rows->integer(1)}, {rows->integer(2)}, rows->enumerator<DraftState>(3)});
}

void DraftTable::save(WriteSet& writes, const Draft& row) {
  writes.run(save_draft, {{"draft", row.draft},
                          {"request", row.request},
                          {"thread", row.thread},
                          {"state", static_cast<int>(row.state)}});
}

Result<std::optional<Thread>> ThreadTable::load(Reader& reader, const Key& key) {
  const auto [request, thread] = key;
  const std::optional<std::int64_t> draft =
      KITH_TRY(reader.number(find_thread, {{"request", request}, {"thread", thread}}));
  return draft ? std::optional(Thread{request, thread, {*draft}}) : std::nullopt;
}

void ThreadTable::save(WriteSet& writes, const Thread& row) {
  writes.run(save_thread, {{"request", row.request}, {"thread", row.thread}, {"draft", row.draft}});
}

}  // namespace kith::product
