// SPDX-License-Identifier: Apache-2.0
#include "access/password_rules.h"

#include <algorithm>
#include <set>
#include <string>

#include "access/common_words.h"
#include "access/display_name.h"
#include "access/email_address.h"
#include "base/utf8.h"

namespace kith::access {
namespace {

bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}

// The signs and digits that stand for letters in passwords that look clever.
char unmasked(char c) {
  switch (c) {
    case '0': return 'o';
    case '1':
    case '!': return 'i';
    case '3': return 'e';
    case '4':
    case '@': return 'a';
    case '5':
    case '$': return 's';
    case '7': return 't';
    default: return c;
  }
}

std::string_view without_ornament(std::string_view text) {
  while (!text.empty() && !is_lower(text.front())) {
    text.remove_prefix(1);
  }
  while (!text.empty() && !is_lower(text.back())) {
    text.remove_suffix(1);
  }
  return text;
}

// Both orders matter: in "p4ssw0rd1" the 4 is a letter and the 1 an ornament.
bool is_ornamented_word(std::string_view folded) {
  for (std::size_t first = 0; first < folded.size(); ++first) {
    for (std::size_t end = folded.size(); end > first; --end) {
      const bool ornament_only = std::ranges::none_of(folded.substr(0, first), is_lower) &&
                                 std::ranges::none_of(folded.substr(end), is_lower);
      std::string word(folded.substr(first, end - first));
      std::ranges::transform(word, word.begin(), unmasked);
      if (ornament_only && is_common_word(word)) {
        return true;
      }
    }
  }
  return is_common_word(without_ornament(folded));
}

bool repeats_a_piece(std::string_view text) {
  for (std::size_t size = 1; size <= text.size() / 2 && size <= 4; ++size) {
    const std::string_view piece = text.substr(0, size);
    bool repeats = true;
    for (std::size_t at = size; at < text.size() && repeats; at += size) {
      repeats = piece.starts_with(text.substr(at, size));
    }
    if (repeats) {
      return true;
    }
  }
  return false;
}

bool has_few_characters(std::string_view text) {
  constexpr std::size_t few = 3;
  const std::set<char> characters(text.begin(), text.end());
  return characters.size() <= few;
}

bool runs_along(std::string_view text, std::string_view row) {
  const std::string backwards(row.rbegin(), row.rend());
  return row.contains(text) || backwards.contains(text);
}

bool is_run(std::string_view text) {
  constexpr std::string_view rows[] = {"01234567890123456789",
                                       "abcdefghijklmnopqrstuvwxyz",
                                       "qwertyuiopasdfghjklzxcvbnm",
                                       "qwertzuiopasdfghjklyxcvbnm",
                                       "azertyuiopqsdfghjklmwxcvbn",
                                       "1q2w3e4r5t6y7u8i9o0p",
                                       "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
                                       "qazwsxedcrfvtgbyhnujm",
                                       "1a2b3c4d5e6f7g8h9i0j",
                                       "abc123abc123",
                                       "123qweasdzxc",
                                       "qwe123asd456zxc789",
                                       "a1b2c3d4e5f6g7h8i9j0"};
  return std::ranges::any_of(rows, [&](std::string_view row) { return runs_along(text, row); });
}

}  // namespace

bool is_common_password(std::string_view password) {
  // A longer one is not on a guesser's first pages, whatever words are in it.
  constexpr std::size_t longest_checked = 24;
  const std::string folded = email_key_of(password);
  return has_few_characters(folded) || repeats_a_piece(folded) || is_run(folded) ||
         (folded.size() <= longest_checked && is_ornamented_word(folded));
}

Result<void> check_new_password(std::string_view password, std::string_view email) {
  const std::string text = composed(password);
  const std::size_t length = is_valid_utf8(text) ? count_code_points(text) : 0;
  if (length < shortest_password || length > longest_password) {
    return fail_at(ErrorCode::invalid, "/password", "Must have 8 to 256 characters.");
  }
  const std::string folded = email_key_of(text);
  const std::string address = email_key_of(email);
  const std::string_view local_part = std::string_view(address).substr(0, address.find('@'));
  if (folded == address || folded == local_part) {
    return fail_at(ErrorCode::invalid, "/password", "Must be something else than the address.");
  }
  if (is_common_password(text)) {
    return fail_at(ErrorCode::invalid, "/password",
                   "Is one of the first that a stranger would try. Three or four unrelated words "
                   "are easy to remember and hard to guess.");
  }
  return {};
}

}  // namespace kith::access
