// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>

#include <kith/events.h>
#include <kith/module.h>

/// A module for the tests of a module's own things: boxes on a shelf, which get numbers, are the
/// subjects of events and timers, and stand where the shelf's rules, a record, say.
namespace kith::shelf {

/// What a test tells the module to do, and what it saw; reset by the fixture.
struct Orders {
  std::set<std::int64_t> fail_on;   ///< boxes whose moving fails
  bool fail_after_minting = false;  ///< of messages
  std::vector<std::string> heard;   ///< of timers, each with how it was handled
  std::vector<std::int64_t> rows;   ///< where the decides saw that boxes go, in order
  int loads = 0;                    ///< of the rule
  bool keep_moves = false;          ///< the planted fault: keeps what it read of a projection
};
inline Orders orders;

struct BoxNoun {
  static constexpr std::string_view word = "box";
};
using BoxId = Id<BoxNoun>;
struct LabelNoun {
  static constexpr std::string_view word = "label";
};
using LabelId = Id<LabelNoun>;

struct BoxMoved {
  static constexpr std::string_view event_type = "shelf.box_moved.v1";
  static constexpr Noun event_noun = Noun::own;
  std::int64_t row = 0;
  static consteval auto describe() {
    return described("A box was put somewhere.", field<&BoxMoved::row>("Where."));
  }
};

/// Another module's own thing moved.
struct CrateMoved {
  static constexpr std::string_view event_type = "yard.crate_moved.v1";
  static constexpr Noun event_noun = Noun::own;
  std::int64_t row = 0;
  static consteval auto describe() {
    return described("A crate was put somewhere.", field<&CrateMoved::row>("Where."));
  }
};

inline constexpr Statement add_box{"add_box", "INSERT INTO shelf_box VALUES($id, $name)"};
inline constexpr Statement set_rule{
    "set_rule", "INSERT INTO shelf_rule VALUES(1, $row) ON CONFLICT(id) DO UPDATE SET row = $row"};
inline constexpr Statement find_rule{"find_rule", "SELECT row FROM shelf_rule"};
inline constexpr Statement save_move{
    "save_move",
    "INSERT INTO shelf_move VALUES($id, 1) ON CONFLICT(id) DO UPDATE SET moves = moves + 1"};
inline constexpr Statement count_moves{"count_moves", "SELECT sum(moves) FROM shelf_move"};
inline constexpr const Statement* statements[] = {&add_box, &set_rule, &find_rule, &save_move,
                                                  &count_moves};

inline constexpr Migration migrations[] = {{"shelf", 1, "boxes", R"sql(
-- record: what stands on the shelf
CREATE TABLE shelf_box(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
-- record: where new boxes go
CREATE TABLE shelf_rule(id INTEGER PRIMARY KEY, row INTEGER NOT NULL);
-- projection: how often each was moved, and timers that were heard of
CREATE TABLE shelf_move(id INTEGER PRIMARY KEY, moves INTEGER NOT NULL);
)sql"}};

inline Result<std::int64_t> load_rule(Reader& reader) {
  ++orders.loads;
  return KITH_TRY(reader.number(orders.keep_moves ? count_moves : find_rule)).value_or(0);
}

inline Result<void> fold_move(ApplyContext& context, const Event<BoxMoved>& event) {
  if (orders.fail_on.contains(event.head.subject)) {
    return fail(ErrorCode::rule, "Told to fail.");
  }
  context.run(save_move, {{"id", event.head.subject}});
  return {};
}
inline Result<void> fold_crate(ApplyContext& context, const Event<CrateMoved>& event) {
  context.run(save_move, {{"id", -event.head.subject}});
  return {};
}

/// A message makes a box and a label; where the box goes, the rule says. One that needs an answer
/// changes the rule.
inline Result<void> decide(DecideContext& context, const Event<MessageAdded>& event) {
  const BoxId box = KITH_TRY(context.mint<BoxId>());
  if (orders.fail_after_minting) {
    return fail(ErrorCode::rule, "Told to fail.");
  }
  KITH_TRY(context.mint<LabelId>());
  const std::int64_t row = *KITH_TRY(context.kept<&load_rule>());
  orders.rows.push_back(row);
  context.run(add_box, {{"id", box}, {"name", std::to_string(event.body.message_id.value)}});
  context.emit(box.value, BoxMoved{row});
  return {};
}
inline Result<void> look(DecideContext& context, const Event<CrateMoved>& event) {
  orders.rows.push_back(*KITH_TRY(context.kept<&load_rule>()));
  if (event.body.row > 0) {
    context.run(set_rule, {{"row", event.body.row}});
  }
  return {};
}

inline Result<void> fold_check(ApplyContext& context, const Event<TimerFired>& event) {
  orders.heard.push_back("fold " + event.body.key);
  context.run(save_move, {{"id", event.head.subject}});
  return {};
}
inline Result<void> check(DecideContext&, const Event<TimerFired>& event) {
  orders.heard.push_back("decide " + event.body.key);
  return {};
}

struct AddBoxes {
  std::string first;
  std::string second;
  static consteval auto describe() {
    return described("Makes two boxes and a label.", field<&AddBoxes::first>("The one's name."),
                     field<&AddBoxes::second>("The other's."));
  }
};
struct Added {
  std::vector<std::int64_t> numbers;
  static consteval auto describe() {
    return described("What was made.", field<&Added::numbers>("Box, box, label."));
  }
};
inline Result<void> add_boxes(CommandContext& context, const AddBoxes& input) {
  for (const std::string& name : {input.first, input.second}) {
    context.run(add_box, {{"id", KITH_TRY(context.mint<BoxId>())}, {"name", name}});
  }
  KITH_TRY(context.mint<LabelId>());
  return {};
}
inline Result<Added> added(QueryContext&, const AddBoxes&, const Created& created) {
  return Added{created.minted};
}

struct SetRule {
  std::int64_t row = 0;
  static consteval auto describe() {
    return described("Says where new boxes go.", field<&SetRule::row>("Where."));
  }
};
inline Result<void> change_rule(CommandContext& context, const SetRule& input) {
  context.run(set_rule, {{"row", input.row}});
  return {};
}
inline Result<Added> show_rule(QueryContext& context, const Nothing&) {
  return Added{{KITH_TRY(context.reader().number(find_rule)).value_or(0)}};
}

inline constexpr Permission permission{"shelf.box.change", "put boxes on the shelf"};
inline constexpr Route add_route =
    command<&add_boxes, &added>(HttpMethod::post, "/boxes", permission, "Makes boxes.");
inline constexpr Route rule_route =
    command<&change_rule>(HttpMethod::post, "/rule", permission, "Changes the rule.");
inline constexpr Route show_route =
    query<&show_rule>(HttpMethod::get, "/rule", permission, "Shows the rule.");

inline constexpr Subscription subscriptions[] = {
    on<&fold_move>(), on<&fold_crate>(),           on<&decide>(),
    on<&look>(),      on_timer<"check", &check>(), on_timer<"check", &fold_check>()};

inline const Module module{.name = "shelf",
                           .version = "1",
                           .summary = "Boxes.",
                           .migrations = migrations,
                           .statements = statements,
                           .subscriptions = subscriptions};

}  // namespace kith::shelf
