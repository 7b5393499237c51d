// SPDX-License-Identifier: Apache-2.0
#include "watch_store.h"

#include <algorithm>

namespace kith::logistics {

constexpr Statement list_watch_rows{
    "list_watch_rows",
    "SELECT id, name, topic, product, region, alarm_at, is_active, revision FROM logistics_watch "
    "ORDER BY id"};
constexpr Statement list_watch_terms{
    "list_watch_terms",
    "SELECT watch, kind, term FROM logistics_watch_term ORDER BY watch, kind, place"};
constexpr Statement insert_watch{
    "insert_watch",
    "INSERT INTO logistics_watch(id, name, topic, product, region, alarm_at, is_active, revision) "
    "VALUES($id, $name, $topic, $product, $region, $alarm_at, $is_active, $revision)"};
constexpr Statement update_watch{
    "update_watch",
    "UPDATE logistics_watch SET name = $name, topic = $topic, product = $product, "
    "region = $region, alarm_at = $alarm_at, is_active = $is_active, revision = $revision "
    "WHERE id = $id"};
constexpr Statement add_watch_term{"add_watch_term",
                                   "INSERT INTO logistics_watch_term(watch, kind, place, term) "
                                   "VALUES($watch, $kind, $place, $term)"};
constexpr Statement clear_watch_terms{"clear_watch_terms",
                                      "DELETE FROM logistics_watch_term WHERE watch = $watch"};

Result<std::vector<Watch>> load_watches(Reader& reader) {
  std::vector<Watch> watches;
  std::unique_ptr<Rows> rows = KITH_TRY(reader.query(list_watch_rows));
  while (KITH_TRY(rows->next())) {
    watches.push_back({.id = {rows->integer(0)},
                       .name = rows->string(1),
                       .topic = rows->string(2),
                       .product = rows->string(3),
                       .region = rows->string(4),
                       .alarm_at = rows->integer(5),
                       .is_active = rows->flag(6),
                       .revision = rows->integer(7)});
  }
  rows = KITH_TRY(reader.query(list_watch_terms));
  auto watch = watches.begin();
  while (KITH_TRY(rows->next())) {
    watch = std::ranges::find(watch, watches.end(), WatchId{rows->integer(0)}, &Watch::id);
    if (watch == watches.end()) {
      return fail(ErrorCode::internal, "A term belongs to no watch.");
    }
    watch->terms.of(rows->enumerator<TermKind>(1)).push_back(rows->string(2));
  }
  return watches;
}

Result<Watch> load_watch(Reader& reader, WatchId id) {
  for (Watch& watch : KITH_TRY(load_watches(reader))) {
    if (watch.id == id) {
      return std::move(watch);
    }
  }
  return fail(ErrorCode::not_found, "There is no such watch.");
}

void store_watch(CommandContext& context, const Statement& statement, const Watch& watch) {
  context.run(statement, {{"id", watch.id},
                          {"name", watch.name},
                          {"topic", watch.topic},
                          {"product", watch.product},
                          {"region", watch.region},
                          {"alarm_at", watch.alarm_at},
                          {"is_active", watch.is_active},
                          {"revision", watch.revision}});
  context.run(clear_watch_terms, {{"watch", watch.id}});
  for (const TermKind kind : term_kinds) {
    std::int64_t place = 0;
    for (const std::string& term : watch.terms.of(kind)) {
      context.run(add_watch_term, {{"watch", watch.id},
                                   {"kind", static_cast<int>(kind)},
                                   {"place", place++},
                                   {"term", term}});
    }
  }
}

}  // namespace kith::logistics
