// SPDX-License-Identifier: Apache-2.0
#include "text/mask.h"

#include <algorithm>
#include <cstddef>

#include "text/ascii.h"

namespace kith::text {
namespace {

constexpr std::size_t fewest_digits = 13;
constexpr std::size_t most_digits = 19;
constexpr std::size_t digits_left = 4;
// People part a card number in groups of four, or of four, six and four or five; only the last
// group may be shorter. So a date before a number is not taken for its beginning.
constexpr std::size_t fewest_in_group = 3;
constexpr std::size_t most_in_group = 7;

bool is_issued(char first) {
  return first >= '2' && first <= '6';
}

// Bytes of the separator at `at`: a space, a no-break space or a hyphen; 0 for anything else.
std::size_t separator_at(std::string_view text, std::size_t at) {
  constexpr std::string_view no_break_space = "\u00A0";
  if (at < text.size() && (text[at] == ' ' || text[at] == '-')) {
    return 1;
  }
  return text.substr(std::min(at, text.size())).starts_with(no_break_space) ? no_break_space.size()
                                                                            : 0;
}

bool passes_luhn(std::string_view number, std::size_t digits) {
  int sum = 0;
  std::size_t place = digits;
  for (const char each : number) {
    if (is_digit(each)) {
      const int value = each - '0';
      const int twice = value * 2 > 9 ? value * 2 - 9 : value * 2;
      sum += --place % 2 == 1 ? twice : value;
    }
  }
  return sum % 10 == 0;
}

// Where the longest card number that begins at `begin` ends; `begin` if none does.
std::size_t end_of_card(std::string_view text, std::size_t begin) {
  std::size_t end_of_longest = begin;
  std::size_t digits = 0;
  std::string_view separator;
  for (std::size_t at = begin; at < text.size() && digits <= most_digits;) {
    const std::size_t group = at;
    while (at < text.size() && is_digit(text[at]) && at - group <= most_digits) {
      ++at;
    }
    digits += at - group;
    const std::string_view number = text.substr(begin, at - begin);
    const bool is_foreign = group != begin && at - group > most_in_group;
    if (at == group || is_foreign) {
      break;
    }
    if (digits >= fewest_digits && digits <= most_digits && passes_luhn(number, digits)) {
      end_of_longest = at;
    }
    const std::string_view next = text.substr(at, separator_at(text, at));
    const bool is_same = separator.empty() || next == separator;
    if (next.empty() || !is_same || at - group < fewest_in_group || at - group > most_in_group) {
      break;
    }
    separator = next;
    at += next.size();
  }
  return end_of_longest;
}

void mask(std::string& text, std::size_t begin, std::size_t end) {
  std::size_t left = digits_left;
  for (std::size_t at = end; at > begin; --at) {
    char& each = text[at - 1];
    if (is_digit(each) && left > 0) {
      --left;
    } else if (is_digit(each)) {
      each = '*';
    }
  }
}

}  // namespace

std::string mask_cards(std::string_view text) {
  std::string out(text);
  for (std::size_t at = 0; at < out.size();) {
    if (!is_digit(out[at])) {
      ++at;
      continue;
    }
    const std::size_t end = is_issued(out[at]) ? end_of_card(out, at) : at;
    if (end > at) {
      mask(out, at, end);
      at = end;
      continue;
    }
    while (at < out.size() && is_digit(out[at])) {
      ++at;
    }
  }
  return out;
}

}  // namespace kith::text
