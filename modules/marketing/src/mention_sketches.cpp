// SPDX-License-Identifier: Apache-2.0
#include "mention_sketches.h"

#include <algorithm>

#include "act.h"

namespace kith::marketing {

constexpr Statement list_sketches{
    "list_sketches",
    "SELECT message, at, sketch FROM marketing_sketch WHERE at >= $from AND at <= $to "
    "ORDER BY at DESC, message DESC LIMIT $most"};
constexpr Statement find_sketch{"find_sketch",
                                "SELECT at, sketch FROM marketing_sketch WHERE message = $message"};
constexpr Statement save_sketch{
    "save_sketch",
    "INSERT INTO marketing_sketch(message, person, at, noted_at, sketch) "
    "VALUES($message, $person, $at, $noted_at, $sketch) "
    "ON CONFLICT(message) DO UPDATE SET person = excluded.person, at = excluded.at, "
    "noted_at = excluded.noted_at, sketch = excluded.sketch"};
constexpr Statement remove_sketch{"remove_sketch",
                                  "DELETE FROM marketing_sketch WHERE message = $message"};
constexpr Statement remove_sketches_of_person{
    "remove_sketches_of_person", "DELETE FROM marketing_sketch WHERE person = $person"};
constexpr Statement remove_old_sketches{"remove_old_sketches",
                                        "DELETE FROM marketing_sketch WHERE noted_at < $before"};

namespace {

Sketch sketch_at(const Rows& rows, int column) {
  const std::string_view bytes = rows.text(column);
  Sketch sketch{};
  std::ranges::copy(bytes.substr(0, sketch.size()), sketch.begin());
  return sketch;
}

}  // namespace

Result<std::optional<NearCopy>> find_near_copy(Reader& reader, MessageId message) {
  const std::unique_ptr<Rows> own = KITH_TRY(reader.query(find_sketch, {{"message", message}}));
  if (!KITH_TRY(own->next())) {
    return std::optional<NearCopy>();
  }
  const Time at = own->time(0);
  const Sketch sketch = sketch_at(*own, 1);
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(
      list_sketches,
      {{"from", at - copies_within}, {"to", at + copies_within}, {"most", most_compared}}));
  std::optional<NearCopy> before;
  std::optional<NearCopy> after;
  while (KITH_TRY(rows->next())) {
    const NearCopy each{rows->id_of<MessageId>(0), Texts::likeness(sketch, sketch_at(*rows, 2))};
    if (each.likeness >= least_likeness && each.message != message) {
      // They come from the newest to the oldest, so that the first of all stays.
      (std::pair(rows->time(1), each.message) < std::pair(at, message) ? before : after) = each;
    }
  }
  return before ? before : after;
}

Result<void> forget_sketch(EraseContext& context, std::int64_t message) {
  context.run(remove_sketch, {{"message", message}});
  return {};
}

Result<void> forget_sketches_of(EraseContext& context, std::int64_t person) {
  context.run(remove_sketches_of_person, {{"person", person}});
  return {};
}

}  // namespace kith::marketing
