// SPDX-License-Identifier: Apache-2.0
#include "relationships_api.h"

#include <algorithm>
#include <tuple>

#include <kith/page_cursor.h>

#include "whole.h"

namespace kith::sales {

// A whole stands where the part of it stands that the list has first; whoever is counted nowhere,
// or erased, is in no list.
#define KITH_SALES_LISTED(column, before)                                                \
  "JOIN kith_person AS part ON part.id = here.person "                                   \
  "JOIN kith_person AS whole ON whole.id = part.root "                                   \
  "WHERE here.warmth > 0 AND (here." column ", here.person) " before                     \
  " ($key, $id) AND whole.is_excluded = 0 AND whole.erased_at = 0 "                      \
  "AND NOT EXISTS (SELECT 1 FROM kith_person AS other JOIN sales_relationship AS there " \
  "ON there.person = other.id WHERE other.root = part.root AND other.root <> other.id "  \
  "AND there.warmth > 0 AND (there." column ", there.person) > (here." column            \
  ", here.person)) AND NOT EXISTS (SELECT 1 FROM sales_relationship AS there "           \
  "WHERE there.person = part.root AND there.warmth > 0 "                                 \
  "AND (there." column ", there.person) > (here." column ", here.person)) "

constexpr Statement list_strongest{
    "list_strongest",
    "SELECT here.person, here.warmth, whole.id FROM sales_relationship AS here " KITH_SALES_LISTED(
        "warmth", "<") "ORDER BY here.warmth DESC, here.person DESC LIMIT $rows"};
constexpr Statement list_cooling{
    "list_cooling",
    "SELECT here.person, here.last_day, whole.id FROM sales_relationship AS "
    "here " KITH_SALES_LISTED("last_day", ">") "ORDER BY here.last_day, here.person LIMIT $rows"};

#undef KITH_SALES_LISTED

namespace {

constexpr std::int32_t hundredths_of_a_point = 100;
constexpr std::size_t shown_acts = 3;
constexpr std::size_t shown_companions = 10;

/// A row of a list: where it stands, and whose whole it is.
struct Listed {
  PagePlace place;
  PersonId root;
};

RelationshipItem item_of(const Whole& whole, Time now) {
  const Strength strength = strength_of(whole.standing_at(now));
  RelationshipItem item{.person_id = whole.root,
                        .name = whole.name,
                        .strength = strength.hundredths / hundredths_of_a_point,
                        .band = strength.band,
                        .needs_repair = strength.needs_repair};
  if (whole.last.at) {
    item.last_contact_at = whole.last.at;
  }
  return item;
}

std::int64_t weight_of(const ActView& act) {
  return std::abs(act.ours_hundredths) + std::abs(act.theirs_hundredths);
}

/// Of one kind the newest weigh most, so that the newest of each kind hold the largest of all.
void show_acts(std::vector<Act> acts, Time now, RelationshipView& view) {
  std::ranges::sort(acts, std::greater{},
                    [](const Act& each) { return std::tuple(each.at, each.kind, each.source); });
  std::vector<std::pair<std::int64_t, std::size_t>> heaviest;
  for (std::size_t place = 0; place < acts.size(); ++place) {
    const ActView act = view_of(acts[place], now);
    if (place < shown_acts) {
      view.newest.push_back(act);
    }
    if (const std::int64_t weight = weight_of(act); weight > 0) {
      heaviest.emplace_back(-weight, place);
    }
  }
  std::ranges::sort(heaviest);
  heaviest.resize(std::min(heaviest.size(), shown_acts));
  for (const auto& [weight, place] : heaviest) {
    view.largest.push_back(view_of(acts[place], now));
  }
}

std::vector<CompanionView> companions_of(const Whole& whole, Time now) {
  std::vector<CompanionView> views;
  for (const Companion& each : whole.companions) {
    const Worth left = each.tally.at(now);
    views.push_back({.member_id = each.member,
                     .two_way = each.two_way,
                     .ours_hundredths = hundredths_of(left.ours),
                     .theirs_hundredths = hundredths_of(left.theirs)});
    if (each.left_at) {
      views.back().left_at = each.left_at;
    }
  }
  std::ranges::sort(views, {}, [](const CompanionView& each) {
    return std::pair(-each.ours_hundredths - each.theirs_hundredths, each.member_id);
  });
  views.resize(std::min(views.size(), shown_companions));
  return views;
}

std::optional<ContactView> contact_of(const Contact& last) {
  if (!last.at) {
    return std::nullopt;
  }
  ContactView view{.at = last.at,
                   .direction = last.direction,
                   .channel_id = last.channel,
                   .message_id = last.message};
  if (last.member) {
    view.member_id = last.member;
  }
  return view;
}

}  // namespace

Result<Page<RelationshipItem>> list_relationships(QueryContext& context,
                                                  const ListRelationships& input) {
  const bool is_cooling = input.order == RelationshipOrder::cooling;
  const std::string_view list = is_cooling ? "sales.cooling" : "sales.strongest";
  constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
  PagePlace after = is_cooling ? PagePlace{} : PagePlace{.key = most, .id = most};
  if (input.cursor) {
    after = KITH_TRY(open_page_cursor(list, *input.cursor));
  }
  std::unique_ptr<Rows> rows = KITH_TRY(
      context.reader().query(is_cooling ? list_cooling : list_strongest,
                             {{"key", after.key}, {"id", after.id}, {"rows", input.limit + 1}}));
  const Page<Listed> listed = KITH_TRY(read_page<Listed>(
      *rows, input.limit, list,
      [](const Rows& row) { return Listed{{row.integer(1), row.integer(0)}, {row.integer(2)}}; },
      [](const Listed& row) { return row.place; }));
  rows.reset();
  Page<RelationshipItem> page{.next = listed.next};
  for (const Listed& each : listed.items) {
    page.items.push_back(item_of(KITH_TRY(load_whole(context.reader(), each.root)), context.now()));
  }
  return page;
}

Result<RelationshipView> get_relationship(QueryContext& context, const OneRelationship& input) {
  Reader& reader = context.reader();
  const Time now = context.now();
  const Whole whole = KITH_TRY(load_whole(reader, input.person_id));
  const Standing standing = whole.standing_at(now);
  const Strength strength = strength_of(standing);
  const std::vector<Act> acts = KITH_TRY(load_acts(reader, whole, shown_acts));
  RelationshipView view{.person_id = whole.root,
                        .name = whole.name,
                        .strength = strength.hundredths / hundredths_of_a_point,
                        .band = strength.band,
                        .needs_repair = strength.needs_repair,
                        .ours_hundredths = hundredths_of(standing.worth.ours),
                        .theirs_hundredths = hundredths_of(standing.worth.theirs),
                        .trust_percent = strength.trust_percent,
                        .breadth_percent = strength.breadth_percent,
                        .promises_kept = whole.kept,
                        .promises_broken = whole.broken};
  view.colleagues = companions_of(whole, now);
  view.last_contact = contact_of(whole.last);
  show_acts(acts, now, view);
  view.promises_due = KITH_TRY(load_due_to(context, whole));
  view.objections = KITH_TRY(load_objections(reader, whole, acts));
  view.may_approach = view.objections.empty();
  return view;
}

Result<GuardView> get_guard(QueryContext& context, const OneRelationship& input) {
  const Whole whole = KITH_TRY(load_whole(context.reader(), input.person_id));
  GuardView view{.person_id = whole.root};
  view.objections = KITH_TRY(load_objections(
      context.reader(), whole, KITH_TRY(load_acts(context.reader(), whole, shown_acts))));
  view.may_approach = view.objections.empty();
  return view;
}

}  // namespace kith::sales
