// SPDX-License-Identifier: Apache-2.0
#include "text/cyrillic.h"

namespace kith::text {
namespace {

constexpr std::uint64_t beyond = std::uint64_t{1} << 63;

// One bit for each letter from а to џ; all other letters of the script share the last.
constexpr std::uint64_t bit_of(char32_t letter) {
  if (letter >= 0x400 && letter <= 0x40F) {
    letter += 0x50;
  } else if (letter >= 0x410 && letter <= 0x42F) {
    letter += 0x20;
  }
  return letter >= 0x430 && letter <= 0x45F ? std::uint64_t{1} << (letter - 0x430) : beyond;
}

constexpr std::uint64_t bits_of(std::u32string_view letters) {
  std::uint64_t bits = 0;
  for (const char32_t letter : letters) {
    bits |= bit_of(letter);
  }
  return bits;
}

struct Alphabet {
  std::string_view language;
  std::uint64_t letters;
};

// Russian first: it is meant where several would do.
constexpr Alphabet alphabets[] = {
    {"ru", bits_of(U"абвгдеёжзийклмнопрстуфхцчшщъыьэюя")},
    {"uk", bits_of(U"абвгґдеєжзиіїйклмнопрстуфхцчшщьюя")},
    {"be", bits_of(U"абвгдеёжзійклмнопрстуўфхцчшыьэюя")},
    {"bg", bits_of(U"абвгдежзийклмнопрстуфхцчшщъьюя")},
    {"sr", bits_of(U"абвгдђежзијклљмнњопрстћуфхцчџш")},
    {"mk", bits_of(U"абвгдѓежзѕијклљмнњопрстќуфхцчџш")},
};

constexpr const Alphabet* alphabet_of(std::string_view language) {
  for (const Alphabet& each : alphabets) {
    if (each.language == language) {
      return &each;
    }
  }
  return nullptr;
}

}  // namespace

void CyrillicLetters::add(char32_t letter) {
  letters_ |= bit_of(letter);
}

std::string_view CyrillicLetters::corrected(std::string_view guess) const {
  const Alphabet* guessed = alphabet_of(guess);
  const bool is_doubtful = guess.empty() || (guessed != nullptr && letters_ & ~guessed->letters);
  if (!is_doubtful) {
    return guess;
  }
  std::string_view fitting;
  int count = 0;
  for (const Alphabet& each : alphabets) {
    if ((letters_ & ~each.letters) == 0) {
      fitting = count == 0 ? each.language : fitting;
      ++count;
    }
  }
  return count == 1 || (count > 1 && !guess.empty()) ? fitting : guess;
}

}  // namespace kith::text
