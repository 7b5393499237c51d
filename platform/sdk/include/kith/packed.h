// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

/// Lists of a few whole numbers each in few bytes, for a column that a projection reads and writes
/// as one. A number is kept as its difference from the one in its place of the entry before, since
/// ids and times of neighbours are close: zigzag, seven bits to a byte, least first (LEB128). The
/// same bytes on every machine.
namespace kith {

namespace detail {

inline void pack_number(std::string& bytes, std::uint64_t difference) {
  const std::uint64_t sign = (difference >> 63) == 0 ? 0 : ~std::uint64_t{0};
  std::uint64_t left = (difference << 1) ^ sign;
  for (; left >= 0x80; left >>= 7) {
    bytes.push_back(static_cast<char>((left & 0x7f) | 0x80));
  }
  bytes.push_back(static_cast<char>(left));
}

/// False where `bytes` end within a number; else takes its bytes from them.
inline bool unpack_number(std::string_view& bytes, std::uint64_t& difference) {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64 && !bytes.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
    if (byte < 0x80) {
      difference = (value >> 1) ^ (~(value & 1) + 1);
      return true;
    }
  }
  return false;
}

}  // namespace detail

/// The numbers of one entry.
template <std::size_t Places>
using PackedEntry = std::array<std::int64_t, Places>;

/// `entry_of(each)` gives the PackedEntry of each thing in the list.
template <class List, class EntryOf>
std::string pack(const List& list, EntryOf entry_of) {
  std::string bytes;
  if (list.empty()) {
    return bytes;
  }
  decltype(entry_of(*list.begin())) before{};
  for (const auto& each : list) {
    const auto entry = entry_of(each);
    for (std::size_t place = 0; place < entry.size(); ++place) {
      detail::pack_number(bytes, static_cast<std::uint64_t>(entry[place]) -
                                     static_cast<std::uint64_t>(before[place]));
    }
    before = entry;
  }
  return bytes;
}

/// Calls `take` with each entry, in order; what is left of bytes that are no such list is dropped.
template <std::size_t Places, class Take>
void unpack(std::string_view bytes, Take take) {
  PackedEntry<Places> entry{};
  while (!bytes.empty()) {
    for (std::int64_t& number : entry) {
      std::uint64_t difference = 0;
      if (!detail::unpack_number(bytes, difference)) {
        return;
      }
      number = static_cast<std::int64_t>(static_cast<std::uint64_t>(number) + difference);
    }
    take(entry);
  }
}

}  // namespace kith
