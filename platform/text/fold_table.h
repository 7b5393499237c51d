// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace kith::text {

/// What a code point is to the tokeniser.
enum class FoldKind : std::uint8_t {
  separator,   ///< ends a word
  word,        ///< part of a word
  ignored,     ///< inside a word as if it were not there: accents, joiners, tatweel
  single,      ///< a token by itself: ideographs, kana, Thai and its kin, emoji
  regional,    ///< half of a flag
  apostrophe,  ///< ends a word, but not in "don't"
  composing,   ///< joins what stands before it: jamo, the voice marks of kana, the breve of й
};

/// The meaning of one code point: its kind and, unless it stands for itself, its folded form.
class Fold {
 public:
  explicit constexpr Fold(std::uint32_t packed) : packed_(packed) {}

  /// The number in which the table keeps a meaning: kind, length and place of the folded form.
  static constexpr std::uint32_t pack(FoldKind kind, std::size_t length, std::size_t place) {
    return static_cast<std::uint32_t>(kind) | static_cast<std::uint32_t>(length) << 3 |
           static_cast<std::uint32_t>(place) << 8;
  }

  constexpr FoldKind kind() const { return static_cast<FoldKind>(packed_ & 7); }
  /// Bytes of the folded form; 0 when the code point stands for itself.
  constexpr std::size_t length() const { return packed_ >> 3 & 31; }
  /// Where the folded form begins in the pool.
  constexpr std::size_t place() const { return packed_ >> 8; }

 private:
  std::uint32_t packed_;
};

/// Code points to a block of the table; blocks that are alike are stored once.
inline constexpr std::size_t fold_block = 64;

/// The table, constant data that fold_generator wrote: code point / 64 → block, block → entries,
/// entry → folded form in the pool.
extern const std::uint16_t fold_index[];
extern const std::uint32_t fold_entries[];
extern const char fold_pool[];

/// The meaning of a code point below 0x110000. Any thread.
inline Fold fold_of(char32_t point) {
  const std::size_t block = fold_index[point / fold_block];
  return Fold(fold_entries[block * fold_block + point % fold_block]);
}

/// The folded form that `fold` names, "" when the code point stands for itself.
inline std::string_view folded_form(Fold fold) {
  return {&fold_pool[fold.place()], fold.length()};
}

}  // namespace kith::text
