// SPDX-License-Identifier: Apache-2.0
#include "tally.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace kith::sales {
namespace {

using Words = std::array<std::int64_t, 3>;

constexpr std::int64_t most_halvings = 62;

}  // namespace

void Tally::count(const Worth& worth, Time at, Counting counting) {
  // 2^part as 2 * 2^-(1 - part): the table knows halving alone.
  const Share growth = 2 * power_of_half(whole_share - part_of_quarter(at));
  const auto sign = static_cast<Points>(counting);
  change({.number = quarter_of(at),
          .ours = sign * scaled(worth.ours, growth),
          .theirs = sign * scaled(worth.theirs, growth)});
}

void Tally::add(const Tally& other) {
  for (const Quarter& each : other.quarters_) {
    change(each);
  }
}

void Tally::change(const Quarter& by) {
  auto place = std::ranges::lower_bound(quarters_, by.number, {}, &Quarter::number);
  if (place == quarters_.end() || place->number != by.number) {
    place = quarters_.insert(place, Quarter{.number = by.number});
  }
  place->ours += by.ours;
  place->theirs += by.theirs;
  if (place->ours == 0 && place->theirs == 0) {
    quarters_.erase(place);
  }
}

Worth Tally::at_start_of(std::int64_t quarter) const {
  Worth sum;
  for (const Quarter& each : quarters_) {
    const std::int64_t halvings = std::clamp<std::int64_t>(quarter - each.number, 0, most_halvings);
    sum.ours += each.ours >> halvings;
    sum.theirs += each.theirs >> halvings;
  }
  return sum;
}

Worth Tally::at(Time now) const {
  const Worth sum = at_start_of(quarter_of(now));
  const Share left = power_of_half(part_of_quarter(now));
  return {.ours = scaled(sum.ours, left), .theirs = scaled(sum.theirs, left)};
}

Worth Tally::at_end_of_newest() const {
  return at_start_of(newest() + 1);
}

std::string Tally::packed() const {
  std::string bytes;
  bytes.reserve(quarters_.size() * sizeof(Words));
  for (const Quarter& each : quarters_) {
    const Words words{each.number, each.ours, each.theirs};
    bytes.append(reinterpret_cast<const char*>(words.data()), sizeof words);
  }
  return bytes;
}

Tally Tally::unpacked(std::string_view bytes) {
  Tally tally;
  Words words;
  for (; bytes.size() >= sizeof words; bytes.remove_prefix(sizeof words)) {
    std::memcpy(words.data(), bytes.data(), sizeof words);
    tally.quarters_.push_back({words[0], words[1], words[2]});
  }
  return tally;
}

}  // namespace kith::sales
