// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <kith/result.h>
#include <kith/type.h>

namespace kith {

/// The way from the root of an input to a value in it, as a chain of frames on the stack; spelled
/// out as an RFC 6901 pointer only where something is wrong.
class InputPath {
 public:
  static InputPath root() { return {nullptr, {}, 0}; }
  InputPath member(std::string_view name) const { return {this, name, no_index}; }
  InputPath element(std::size_t index) const { return {this, {}, index}; }

  std::size_t depth() const { return depth_; }
  std::string pointer() const;

 private:
  static constexpr std::size_t no_index = static_cast<std::size_t>(-1);

  InputPath(const InputPath* parent, std::string_view name, std::size_t index)
      : parent_(parent),
        name_(name),
        index_(index),
        depth_(parent == nullptr ? 0 : parent->depth_ + 1) {}

  const InputPath* parent_;
  std::string_view name_;
  std::size_t index_;
  std::size_t depth_;
};

/// The faults of one input, in the order in which they were met. Holds at most `most`, so that a
/// hostile input cannot make the answer larger than the question.
class FaultList {
 public:
  static constexpr std::size_t most = 100;

  void add(const InputPath& path, std::string_view code, std::string message);

  bool empty() const { return faults_.empty(); }
  /// Once full, reading stops.
  bool full() const { return faults_.size() >= most; }

  /// Nothing where nothing is wrong, else an Error `invalid` with all faults. Empties the list.
  Result<void> take_result();

 private:
  std::vector<Fault> faults_;
};

/// The fault for a member that `type` does not have; guesses what was meant.
void add_unknown_field(FaultList& faults, const InputPath& path, const Type& type,
                       std::string_view name);

/// The faults for required members of `type` whose bit is not set in `given`.
void add_missing_fields(FaultList& faults, const InputPath& path, const Type& type,
                        std::uint64_t given);

}  // namespace kith
