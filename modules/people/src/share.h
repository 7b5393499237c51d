// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <kith/described.h>

namespace kith::people {

/// Whether a figure stands on enough data.
enum class FigureStatus : std::uint8_t { ok, insufficient };

/// A share with its bounds (one-sided 95 % Wilson, metrics.md), in 1/10 000; or what is missing
/// for one.
struct Share {
  FigureStatus status = FigureStatus::insufficient;
  std::int64_t n = 0;
  std::optional<std::int32_t> value;
  std::optional<std::int32_t> lo;
  std::optional<std::int32_t> hi;
  std::optional<std::string> missing;

  static consteval auto describe() {
    return described("A share, in 1/10 000, with its bounds, or what is missing for one.",
                     field<&Share::status>("Whether there is enough for it."),
                     field<&Share::n>("Of how many it is a share."),
                     field<&Share::value>("The share."),
                     field<&Share::lo>("Its lower bound: one-sided, 95 %, after Wilson."),
                     field<&Share::hi>("Its upper bound, the same way."),
                     field<&Share::missing>("What is missing, where there is too little."));
  }
};

/// The share of `part` in `whole`; where `whole` is less than `least`, what is missing, in `one` or
/// `more`, as "colleague" and "colleagues".
Share share_of(std::int64_t part, std::int64_t whole, std::int64_t least, const std::string& one,
               const std::string& more);

}  // namespace kith::people
