// SPDX-License-Identifier: Apache-2.0
#include "watches_api.h"

#include <algorithm>

#include <kith/page_cursor.h>

#include "events.h"
#include "pulse_store.h"
#include "watch_store.h"

namespace kith::logistics {

constexpr Statement list_hours{
    "list_hours",
    "SELECT hour, people, messages FROM logistics_hour WHERE watch = $watch AND hour < $before "
    "ORDER BY hour DESC LIMIT $rows"};

namespace {

constexpr std::int64_t hour_width = std::chrono::microseconds(std::chrono::hours(1)).count();

Result<WatchView> view_of(QueryContext& context, const Watch& watch) {
  Pulse pulse =
      KITH_TRY(PulseTable::load(context.reader(), watch.id)).value_or(Pulse{.watch = watch.id});
  // Silence is learnt from when the next message comes; who asks sees it in a copy.
  const Bin now = bin_of(context.now());
  advance(pulse, now);
  const Judgement judgement = judge(pulse.usual, now, 0);
  return WatchView{.id = watch.id,
                   .name = watch.name,
                   .topic = watch.topic,
                   .product = watch.product,
                   .region = watch.region,
                   .topic_terms = watch.terms.topic,
                   .product_terms = watch.terms.product,
                   .region_terms = watch.terms.region,
                   .alarm_at = watch.alarm_at,
                   .is_active = watch.is_active,
                   .is_learning = judgement.is_learning,
                   .people_usual = judgement.expected,
                   .revision = watch.revision};
}

/// `conflict` when another watch has the name.
Result<void> check_unique(const std::vector<Watch>& watches, const Watch& wanted) {
  const bool is_taken = std::ranges::any_of(watches, [&](const Watch& other) {
    return other.id != wanted.id && other.name == wanted.name;
  });
  return is_taken ? Result<void>(fail_at(ErrorCode::conflict, "/name",
                                         "Another watch has this name, maybe one that was ended."))
                  : Result<void>();
}

void store(CommandContext& context, const Statement& statement, const Watch& watch) {
  store_watch(context, statement, watch);
  context.emit(
      watch.id.value,
      WatchChanged{.watch_id = watch.id, .is_active = watch.is_active, .revision = watch.revision});
}

}  // namespace

Result<Page<WatchView>> list_watches(QueryContext& context, const Nothing&) {
  Page<WatchView> page;
  for (const Watch& watch : KITH_TRY(load_watches(context.reader()))) {
    page.items.push_back(KITH_TRY(view_of(context, watch)));
  }
  return page;
}

Result<WatchView> get_watch(QueryContext& context, const OneWatch& input) {
  return view_of(context, KITH_TRY(load_watch(context.reader(), input.watch_id)));
}

Result<Page<HourView>> list_watch_hours(QueryContext& context, const ListHours& input) {
  KITH_TRY(load_watch(context.reader(), input.watch_id));
  const std::string list = "logistics.hours " + std::to_string(input.watch_id.value);
  PagePlace before{.key = std::numeric_limits<std::int64_t>::max()};
  if (input.cursor) {
    before = KITH_TRY(open_page_cursor(list, *input.cursor));
  }
  const std::unique_ptr<Rows> rows = KITH_TRY(context.reader().query(
      list_hours, {{"watch", input.watch_id}, {"before", before.key}, {"rows", input.limit + 1}}));
  return read_page<HourView>(
      *rows, input.limit, list,
      [](const Rows& row) {
        return HourView{Time{row.integer(0) * hour_width}, row.integer(1), row.integer(2)};
      },
      [](const HourView& hour) { return PagePlace{hour.from.microseconds / hour_width, 0}; });
}

Result<void> create_watch(CommandContext& context, const CreateWatch& input) {
  const std::vector<Watch> watches = KITH_TRY(load_watches(context.reader()));
  if (watches.size() >= most_watches) {
    return fail(ErrorCode::rule,
                "There are as many watches as there can be. Change one that was ended.");
  }
  Watch watch{.name = input.name,
              .topic = input.topic,
              .product = input.product,
              .region = input.region,
              .terms = {input.topic_terms, input.product_terms, input.region_terms},
              .alarm_at = input.alarm_at,
              .revision = 1};
  KITH_CHECK(check_unique(watches, watch));
  watch.id = KITH_TRY(context.mint<WatchId>());
  store(context, insert_watch, watch);
  return {};
}

Result<WatchView> created_watch(QueryContext& context, const CreateWatch&, const Created& created) {
  return get_watch(context, {KITH_TRY(created.minted_id<WatchId>())});
}

Result<void> change_watch(CommandContext& context, const ChangeWatch& input) {
  Watch watch = KITH_TRY(load_watch(context.reader(), input.watch_id));
  KITH_CHECK(context.check_revision(watch.revision));
  watch.name = input.name.value_or(watch.name);
  watch.topic = input.topic.value_or(watch.topic);
  watch.product = input.product.value_or(watch.product);
  watch.region = input.region.value_or(watch.region);
  watch.terms.topic = input.topic_terms.value_or(watch.terms.topic);
  watch.terms.product = input.product_terms.value_or(watch.terms.product);
  watch.terms.region = input.region_terms.value_or(watch.terms.region);
  watch.alarm_at = input.alarm_at.value_or(watch.alarm_at);
  watch.is_active = input.is_active.value_or(watch.is_active);
  ++watch.revision;
  KITH_CHECK(check_unique(KITH_TRY(load_watches(context.reader())), watch));
  store(context, update_watch, watch);
  return {};
}

Result<WatchView> changed_watch(QueryContext& context, const ChangeWatch& input, const Created&) {
  return get_watch(context, {input.watch_id});
}

Result<void> end_watch(CommandContext& context, const OneWatch& input) {
  Watch watch = KITH_TRY(load_watch(context.reader(), input.watch_id));
  KITH_CHECK(context.check_revision(watch.revision));
  watch.is_active = false;
  ++watch.revision;
  store(context, update_watch, watch);
  return {};
}

}  // namespace kith::logistics
