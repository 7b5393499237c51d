// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <string_view>

#include <kith/id.h>
#include <kith/time.h>

namespace kith {

/// What an event is about; its number in the log. Later events on the same subject wait behind one
/// that keeps failing. Numbers are stored: never renumber.
enum class Noun : std::uint8_t {
  workspace,
  member,
  team,
  channel,
  person,
  organisation,
  conversation,
  message,
  catalogue_item,
  handoff,
  promise,
  job,
  own,  ///< a thing of the module whose word begins the event's type
};

/// One thing that events are about, and that others wait for. A thing of a module's own is
/// (module, number): two nouns of one module may share a number, and then wait for each other.
struct Subject {
  Noun noun = Noun::workspace;
  std::int64_t id = 0;
  auto operator<=>(const Subject&) const = default;
};

/// The departments, each with one module. Numbers are stored: never renumber.
enum class Department : std::uint8_t {
  none,
  service,
  product,
  sales,
  logistics,
  people,
  marketing
};

/// Who may see an event in a live stream or a feed.
struct Visibility {
  /// 0: everybody in the workspace; 1 and on: that Department; below 0: that member alone.
  std::int64_t key = 0;

  static constexpr Visibility workspace() { return {}; }
  static constexpr Visibility department(Department department) {
    return {static_cast<std::int64_t>(department)};
  }
  static constexpr Visibility member(MemberId member) { return {-member.value}; }
  bool operator==(const Visibility&) const = default;
};

/// What every event of the log says beside its body.
struct EventHead {
  Sequence sequence = 0;
  std::string_view type;        ///< as "conversation.status_changed.v1"
  Noun noun = Noun::workspace;  ///< what `subject` is a number of
  std::int64_t subject = 0;
  MemberId actor;          ///< 0: the network, a module or the system
  Sequence caused_by = 0;  ///< the event that led to this one, 0 for none
  Visibility visibility;
  Time occurred_at;  ///< when it was recorded here
};

/// An event as a handler gets it. `Body` is a described struct with
/// `static constexpr std::string_view event_type` and `static constexpr Noun event_noun`; it holds
/// ids, labels and figures, never text, names, addresses or hashes of text.
template <class Body>
struct Event {
  const EventHead& head;
  const Body& body;
};

}  // namespace kith
