// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include <kith/described.h>
#include <kith/result.h>

#include "base/described_scalars.h"

namespace kith {

class FaultList;

/// Reads JSON into described structs. Every fault of an input is collected, with its pointer, up
/// to FaultList::most; an error is `invalid` and carries them. Refused besides what a description
/// refuses: members twice, U+0000, invalid UTF-8 and half surrogates, anything after the value,
/// more than 64 levels.
///
/// Keeps its buffers between inputs: own one per thread and use it again. One thread at a time.
class JsonReader {
 public:
  JsonReader();
  JsonReader(JsonReader&&) noexcept;
  JsonReader& operator=(JsonReader&&) noexcept;
  ~JsonReader();

  /// Reads a value of `type`, an object or a choice, into `out`, a fresh one of that type. After
  /// an error `out` holds what was read before, and is not to be used.
  Result<void> read(std::string_view json, const Type& type, void* out,
                    Strictness strictness = Strictness::strict);

  template <class T>
  Result<T> read(std::string_view json, Strictness strictness = Strictness::strict) {
    T out{};
    KITH_CHECK(read(json, TypeOf<T>::type, &out, strictness));
    return out;
  }

  /// Reads the value of one member, as an example or a default, into `out`, a fresh one of the
  /// member's type.
  Result<void> read_member(std::string_view json, const Field& field, void* out);

  /// Reads some members of an object, where others came from elsewhere: their bits are set in
  /// `given`, and they are refused here. Sets the bits of what it read and does not ask for what
  /// is missing. `faults` gets what is wrong.
  void read_rest(std::string_view json, const Type& type, void* out, std::uint64_t& given,
                 FaultList& faults);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// For the rare call; a caller that reads often owns a JsonReader.
template <class T>
Result<T> read_json(std::string_view json, Strictness strictness = Strictness::strict) {
  return JsonReader().read<T>(json, strictness);
}

}  // namespace kith
