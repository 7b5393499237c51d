// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <utility>

namespace kith {

/// What a PATCH says about one member. The order is the order of `Change::state`.
enum class ChangeState : std::uint8_t {
  absent,   ///< left out: stays as it is
  cleared,  ///< null: has no value afterwards
  value,    ///< has this value afterwards
};

/// The type of `cleared`, which makes a Change that takes a value away: `change = cleared;`
struct Cleared {};
inline constexpr Cleared cleared;

/// A member of a PATCH that may be left alone, cleared or set. A member that can be set but not
/// cleared is a std::optional instead. A value type, owned by its input.
template <class T>
class Change {
 public:
  using value_type = T;

  Change() = default;
  Change(Cleared) : touched_(true) {}
  Change(T value) : touched_(true), value_(std::move(value)) {}

  ChangeState state() const {
    return value_ ? ChangeState::value : touched_ ? ChangeState::cleared : ChangeState::absent;
  }
  bool is_absent() const { return !touched_; }
  bool is_cleared() const { return touched_ && !value_; }
  bool has_value() const { return value_.has_value(); }

  /// Only where has_value().
  const T& value() const { return *value_; }
  T& value() { return *value_; }

  T& emplace() {
    touched_ = true;
    return value_.emplace();
  }
  void clear() {
    touched_ = true;
    value_.reset();
  }

  /// Makes `target` what the change says; an absent change leaves it alone.
  void apply_to(std::optional<T>& target) const {
    if (touched_) {
      target = value_;
    }
  }

  bool operator==(const Change&) const = default;

 private:
  bool touched_ = false;
  std::optional<T> value_;
};

}  // namespace kith
