// SPDX-License-Identifier: Apache-2.0
#include "insight/figure_store.h"

#include "events/append.h"

namespace kith::insight {
namespace {

constexpr Statement count_day{"count_figure_day",
                              "SELECT count(*) FROM figure_day WHERE to_at = $to"};
constexpr Statement find_newest_day{"newest_figure_day", "SELECT max(to_at) FROM figure_day"};
constexpr Statement select_figure{"find_figure",
                                  "SELECT " KITH_FIGURE_COLUMNS
                                  " FROM figure WHERE to_at = $to AND metric = $metric"};
constexpr Statement insert_figure{
    "add_figure",
    "INSERT INTO figure(to_at, metric, from_at, version, value, lo, hi, is_at_least, n, missing, "
    "status) VALUES($to, $metric, $from, $version, $value, $lo, $hi, $is_at_least, $n, "
    "$missing, $status)"};
constexpr Statement insert_day{"add_figure_day",
                               "INSERT INTO figure_day(to_at, figures) VALUES($to, $figures)"};

Result<void> add_figure(store::Transaction& transaction, WorkspaceId workspace,
                        const FigureComputed& figure) {
  KITH_CHECK(transaction.run(insert_figure, {{"to", figure.to},
                                             {"metric", figure.metric},
                                             {"from", figure.from},
                                             {"version", figure.version},
                                             {"value", figure.value},
                                             {"lo", figure.lo},
                                             {"hi", figure.hi},
                                             {"is_at_least", figure.is_at_least},
                                             {"n", figure.n},
                                             {"missing", figure.missing},
                                             {"status", static_cast<int>(figure.status)}}));
  KITH_TRY(events::append_event(transaction, {}, workspace.value, figure));
  return {};
}

}  // namespace

std::span<const Statement* const> figure_store_statements() {
  static constexpr const Statement* all[] = {&count_day, &find_newest_day, &select_figure,
                                             &insert_figure, &insert_day};
  return all;
}

std::span<const conversation::ErasedColumn> figure_columns() {
  static constexpr conversation::ErasedColumn all[] = {
      {"figure", "metric", conversation::Erasing::kept, "the name of a measure"}};
  return all;
}

FigureComputed figure_of(const Rows& rows) {
  return {.metric = rows.string(0),
          .version = static_cast<int>(rows.integer(1)),
          .from = rows.time(2),
          .to = rows.time(3),
          .value = rows.integer(4),
          .lo = rows.integer(5),
          .hi = rows.maybe_integer(6),
          .is_at_least = rows.flag(7),
          .n = rows.integer(8),
          .missing = rows.integer(9),
          .status = rows.enumerator<FigureStatus>(10)};
}

Result<bool> has_day(Reader& reader, Time to) {
  return KITH_TRY(reader.number(count_day, {{"to", to}})).value_or(0) > 0;
}

Result<std::optional<Time>> newest_day(Reader& reader) {
  const std::optional<std::int64_t> to = KITH_TRY(reader.number(find_newest_day));
  return to ? std::optional(Time{*to}) : std::nullopt;
}

Result<std::optional<FigureComputed>> find_figure(Reader& reader, std::string_view metric,
                                                  Time to) {
  const std::unique_ptr<Rows> rows =
      KITH_TRY(reader.query(select_figure, {{"to", to}, {"metric", metric}}));
  if (!KITH_TRY(rows->next())) {
    return std::optional<FigureComputed>();
  }
  return std::optional(figure_of(*rows));
}

Result<bool> add_day(store::Transaction& transaction, WorkspaceId workspace, Time to,
                     std::span<const FigureComputed> figures) {
  if (KITH_TRY(has_day(transaction.reader(), to))) {
    return false;
  }
  for (const FigureComputed& figure : figures) {
    KITH_CHECK(add_figure(transaction, workspace, figure));
  }
  const auto count = static_cast<std::int64_t>(figures.size());
  KITH_CHECK(transaction.run(insert_day, {{"to", to}, {"figures", count}}));
  KITH_TRY(events::append_event(transaction, {}, workspace.value,
                                FiguresCompleted{.to = to, .figures = count}));
  return true;
}

}  // namespace kith::insight
