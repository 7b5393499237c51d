// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include <kith/context.h>

/// What mentions are about, as sketches, to know near copies by. A sketch is a hash of a text, so
/// it is in no event, goes with the message or the person, and 48 hours after it was recorded.
namespace kith::marketing {

extern const Statement list_sketches;
extern const Statement find_sketch;
extern const Statement save_sketch;
extern const Statement remove_sketch;
extern const Statement remove_sketches_of_person;
extern const Statement remove_old_sketches;

/// How many mentions one is compared with: the newest within 48 hours of it.
inline constexpr std::int64_t most_compared = 500;
/// From here on, in 1/10 000, one text is a near copy of another.
inline constexpr std::int32_t least_likeness = 8'000;

/// A mention whose sketch is kept.
struct Sketched {
  MessageId message;
  PersonId person;
  Time at;
};

/// A mention that another is a near copy of.
struct NearCopy {
  MessageId message;
  std::int32_t likeness = 0;
};

/// What to run on the record, for decides and commands.
template <class Context>
void keep_sketch(Context& context, const Sketched& mention, Time noted_at, const Sketch& sketch) {
  const std::string_view bytes(reinterpret_cast<const char*>(sketch.data()), sketch.size());
  context.run(save_sketch, {{"message", mention.message},
                            {"person", mention.person},
                            {"at", mention.at},
                            {"noted_at", noted_at},
                            {"sketch", Value::blob(bytes)}});
}

/// The first mention that this one is a near copy of: one from before it, else one from after it.
Result<std::optional<NearCopy>> find_near_copy(Reader& reader, MessageId message);

Result<void> forget_sketch(EraseContext& context, std::int64_t message);
Result<void> forget_sketches_of(EraseContext& context, std::int64_t person);

}  // namespace kith::marketing
