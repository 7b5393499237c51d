// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <simdjson.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include <kith/type.h>

#include "base/described_faults.h"
#include "base/described_scalars.h"

namespace kith {

/// One JSON document on its way into one struct: the inside of JsonReader, which alone includes
/// this (simdjson is slow to compile). Lives for one input.
class DocumentReading {
 public:
  DocumentReading(simdjson::ondemand::parser& parser, Strictness strictness, FaultList& faults)
      : parser_(parser), strictness_(strictness), faults_(faults) {}

  /// Whether a required member that is absent is a fault; fine where it may yet come from
  /// elsewhere.
  enum class Missing : std::uint8_t { is_fault, is_fine };

  /// Reads an object or choice. The bits of `given` are members that are here already; those that
  /// are read are added.
  void read(simdjson::padded_string_view json, const Type& type, void* out, std::uint64_t& given,
            Missing missing);

  /// Reads the one element of the list `json` as a value of `field`.
  void read_element(simdjson::padded_string_view json, const Field& field, void* out);

 private:
  using Object = simdjson::ondemand::object;
  using Value = simdjson::ondemand::value;
  using JsonField = simdjson::ondemand::field;

  /// Where reading stands. After `stop` the document is broken or the list of faults full.
  enum class [[nodiscard]] Step : std::uint8_t { go_on, stop };

  /// The members of one object while it is read.
  struct Members {
    const Type& type;
    void* out;
    const InputPath& path;
    std::uint64_t given = 0;      ///< bits of the members that are there
    std::uint64_t elsewhere = 0;  ///< bits of those that were there before
    std::size_t expected = 0;     ///< the member that comes next if the order is ours
    bool has_kind = false;        ///< an alternative of a choice, whose "kind" was met …
    bool awaits_kind = false;     ///< … or is still to come
  };

  /// Which alternative of a choice an object is; none where "kind" is missing or wrong.
  struct FoundKind {
    simdjson::error_code error = simdjson::SUCCESS;
    std::optional<std::size_t> index = {};
  };

  Step value(Value value, const Type& type, const Limits& limits, void* out, const InputPath& path);
  Step object(Object& object, const Type& type, void* out, const InputPath& path);
  Step choice(Object& object, const Type& type, void* out, const InputPath& path);
  Step list(Value value, const Type& type, const Limits& limits, void* out, const InputPath& path);
  Step change(Value value, const Type& type, const Limits& limits, void* out,
              const InputPath& path);
  Step integer(Value value, const Type& type, const Limits& limits, void* out,
               const InputPath& path);
  Step text(Value value, const Type& type, const Limits& limits, void* out, const InputPath& path);
  Step boolean(Value value, const Type& type, const Limits& limits, void* out,
               const InputPath& path);

  Step members(Object& object, Members& members);
  Step member(JsonField& field, Members& members);
  Step known_member(Value value, Members& members, std::size_t index);
  Step other_member(Value value, Members& members, std::string_view name);
  FoundKind find_kind(Object& object, const Type& type);
  Step skip_members(Object& object, const InputPath& path);

  Step wrong_type(Value value, const Type& type, const Limits& limits, const InputPath& path);
  Step skip(Value value, const InputPath& path);
  Step complain(const InputPath& path, Complaint complaint);
  Step broken(simdjson::error_code error, const InputPath& path);
  Step after_fault() const { return faults_.full() ? Step::stop : Step::go_on; }

  simdjson::ondemand::parser& parser_;
  Strictness strictness_;
  FaultList& faults_;
};

}  // namespace kith
