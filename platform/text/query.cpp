// SPDX-License-Identifier: Apache-2.0
#include "text/query.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "text/tokens.h"

namespace kith::text {
namespace {

constexpr std::size_t prefix_letters = 2;

bool is_space(char32_t point) {
  return point <= 0x20 || point == 0xA0 || (point >= 0x2000 && point <= 0x200B) ||
         point == 0x2028 || point == 0x2029 || point == 0x202F || point == 0x205F ||
         point == 0x3000;
}

// Keyboards of phones and of many countries put other marks where a person means '"'.
bool is_quote(char32_t point) {
  return point == '"' || (point >= 0x201C && point <= 0x201F) || point == 0xAB || point == 0xBB ||
         point == 0xFF02;
}

// Letters as a person counts them; a syllable of Hangul holds two or three.
std::size_t letters(std::string_view token) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < token.size();) {
    const CodePoint point = code_point_at(token, at);
    const bool is_syllable = point.value >= 0xAC00 && point.value <= 0xD7A3;
    count += is_syllable ? prefix_letters : 1;
    at += point.size;
  }
  return count;
}

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Result<Query> parse() {
    while (skip_spaces()) {
      KITH_CHECK(read_term());
    }
    if (query_.all_of.empty()) {
      return fail(ErrorCode::invalid,
                  query_.none_of.empty()
                      ? "Type at least one word to search for."
                      : "Add a word to search for; a search cannot only leave things out.");
    }
    return std::move(query_);
  }

 private:
  enum class Last { nothing, word, exclusion };

  CodePoint here() const { return code_point_at(text_, at_); }

  bool skip_spaces() {
    while (at_ < text_.size() && is_space(here().value)) {
      at_ += here().size;
    }
    return at_ < text_.size();
  }

  Result<void> read_term() {
    bool is_excluded = false;
    while (at_ < text_.size() && text_[at_] == '-') {
      is_excluded = true;
      ++at_;
    }
    const bool is_quoted = at_ < text_.size() && is_quote(here().value);
    const std::string_view raw = is_quoted ? read_quoted() : read_bare();
    if (raw == "OR" && !is_quoted && !is_excluded) {
      is_after_or_ = last_ != Last::nothing;
      return {};
    }
    const bool has_star = is_quoted ? skip_star() : raw.ends_with('*');
    return add(raw, is_excluded, has_star);
  }

  std::string_view read_quoted() {
    at_ += here().size;
    const std::size_t begin = at_;
    while (at_ < text_.size() && !is_quote(here().value)) {
      at_ += here().size;
    }
    const std::string_view raw = text_.substr(begin, at_ - begin);
    at_ += at_ < text_.size() ? here().size : 0;
    return raw;
  }

  std::string_view read_bare() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && !is_space(here().value) && !is_quote(here().value)) {
      at_ += here().size;
    }
    return text_.substr(begin, at_ - begin);
  }

  bool skip_star() {
    const bool has_star = at_ < text_.size() && text_[at_] == '*';
    at_ += has_star ? 1 : 0;
    return has_star;
  }

  Result<void> add(std::string_view raw, bool is_excluded, bool has_star) {
    Term term;
    bool ends_in_character = false;
    for_each_token(raw, [&](const Token& token) {
      term.tokens.emplace_back(token.text);
      ends_in_character = token.is_character;
    });
    const bool is_after_or = std::exchange(is_after_or_, false);
    if (term.tokens.empty()) {
      return {};
    }
    if (++terms_ > query_terms) {
      return fail(ErrorCode::invalid,
                  fmt::format("Search for at most {} words or phrases at a time.", query_terms));
    }
    term.is_prefix = has_star && !ends_in_character;
    if (term.is_prefix && letters(term.tokens.back()) < prefix_letters) {
      return fail(ErrorCode::invalid, "Put at least two letters before the star.");
    }
    if (is_after_or && (is_excluded || last_ == Last::exclusion)) {
      return fail(ErrorCode::invalid,
                  "OR cannot stand beside a word with a minus; put the minus words at the end.");
    }
    last_ = is_excluded ? Last::exclusion : Last::word;
    if (is_excluded) {
      query_.none_of.push_back(std::move(term));
    } else if (is_after_or) {
      query_.all_of.back().push_back(std::move(term));
    } else {
      query_.all_of.emplace_back().push_back(std::move(term));
    }
    return {};
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t terms_ = 0;
  Last last_ = Last::nothing;
  bool is_after_or_ = false;
  Query query_;
};

void write_term(const Term& term, std::string& out) {
  out += '"';
  for (std::size_t i = 0; i < term.tokens.size(); ++i) {
    out += i == 0 ? "" : " ";
    out += term.tokens[i];
  }
  out += term.is_prefix ? "\"*" : "\"";
}

void write_any(const std::vector<Term>& terms, std::string& out) {
  out += '(';
  for (std::size_t i = 0; i < terms.size(); ++i) {
    out += i == 0 ? "" : " OR ";
    write_term(terms[i], out);
  }
  out += ')';
}

}  // namespace

Result<Query> parse_query(std::string_view text) {
  if (text.size() > query_bytes) {
    return fail(ErrorCode::invalid,
                fmt::format("The search is too long; keep it under {} bytes.", query_bytes));
  }
  return Parser(text).parse();
}

std::string to_fts5(const Query& query, std::string_view column) {
  std::string out;
  if (!column.empty()) {
    out += '"';
    for (const char each : column) {
      out += each == '"' ? "\"\"" : std::string(1, each);
    }
    out += "\" : ";
  }
  out += "((";
  for (std::size_t i = 0; i < query.all_of.size(); ++i) {
    out += i == 0 ? "" : " AND ";
    write_any(query.all_of[i], out);
  }
  out += ')';
  if (!query.none_of.empty()) {
    out += " NOT ";
    write_any(query.none_of, out);
  }
  out += ')';
  return out;
}

}  // namespace kith::text
