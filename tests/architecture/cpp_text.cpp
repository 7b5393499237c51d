// SPDX-License-Identifier: Apache-2.0
#include "architecture/cpp_text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

namespace kith::architecture {
namespace {

enum class Keep { literals, code };

/// Copies C++ text, blanking what is not to be kept.
class Blanker {
 public:
  Blanker(std::string_view text, Keep keep) : text_(text), keep_(keep) {
    out_.reserve(text.size());
  }

  std::string run() {
    while (at_ < text_.size()) {
      if (starts("//")) {
        blank(std::min(text_.find('\n', at_), text_.size()));
      } else if (starts("/*")) {
        const std::size_t end = text_.find("*/", at_ + 2);
        blank(end == text_.npos ? text_.size() : end + 2);
      } else if (starts("R\"") && (at_ == 0 || !is_word_character(text_[at_ - 1]))) {
        raw_literal();
      } else if (text_[at_] == '"' || (text_[at_] == '\'' && !is_digit_separator())) {
        literal();
      } else {
        out_.push_back(text_[at_++]);
      }
    }
    return std::move(out_);
  }

 private:
  bool starts(std::string_view what) const { return text_.substr(at_).starts_with(what); }

  bool is_digit_separator() const {
    return at_ > 0 && std::isxdigit(static_cast<unsigned char>(text_[at_ - 1])) != 0 &&
           at_ + 1 < text_.size() && is_word_character(text_[at_ + 1]) && word_starts_with_digit();
  }

  bool word_starts_with_digit() const {
    std::size_t start = at_;
    while (start > 0 && (is_word_character(text_[start - 1]) || text_[start - 1] == '\'')) {
      --start;
    }
    return std::isdigit(static_cast<unsigned char>(text_[start])) != 0;
  }

  void blank(std::size_t end) {
    for (; at_ < end; ++at_) {
      out_.push_back(text_[at_] == '\n' ? '\n' : ' ');
    }
  }

  void pass(std::size_t end) {
    out_.append(text_.substr(at_, end - at_));
    at_ = end;
  }

  void literal_until(std::size_t body, std::size_t body_end, std::size_t end) {
    pass(body);
    if (keep_ == Keep::literals) {
      pass(body_end);
    } else {
      blank(body_end);
    }
    pass(end);
  }

  void literal() {
    const char quote = text_[at_];
    std::size_t end = at_ + 1;
    while (end < text_.size() && text_[end] != quote && text_[end] != '\n') {
      end += text_[end] == '\\' ? 2 : 1;
    }
    end = std::min(end, text_.size());
    literal_until(at_ + 1, end, std::min(end + 1, text_.size()));
  }

  void raw_literal() {
    const std::size_t open = std::min(text_.find('(', at_), text_.size());
    const std::string close = ")" + std::string(text_.substr(at_ + 2, open - at_ - 2)) + "\"";
    const std::size_t end = std::min(text_.find(close, open), text_.size());
    literal_until(std::min(open + 1, text_.size()), end,
                  std::min(end + close.size(), text_.size()));
  }

  std::string_view text_;
  Keep keep_;
  std::size_t at_ = 0;
  std::string out_;
};

/// Blanked code without its preprocessor directives.
std::string without_directives(std::string_view code) {
  std::string out(code);
  std::size_t start = 0;
  bool continues = false;
  for (std::string_view line : lines_of(code)) {
    const bool directive = continues || trimmed(line).starts_with('#');
    continues = directive && trimmed(line).ends_with('\\');
    if (directive) {
      std::fill_n(out.begin() + static_cast<std::ptrdiff_t>(start), line.size(), ' ');
    }
    start += line.size() + 1;
  }
  return out;
}

/// `text` without one leading `template <…>`, `[[…]]` or access label; nothing if there is none.
std::optional<std::string_view> without_prefix(std::string_view text) {
  for (std::string_view label : {"public", "protected", "private"}) {
    if (text.starts_with(label) && trimmed(text.substr(label.size())).starts_with(':')) {
      return text.substr(text.find(':') + 1);
    }
  }
  if (text.starts_with("[[")) {
    const std::size_t end = text.find("]]");
    return end == text.npos ? std::nullopt : std::optional(text.substr(end + 2));
  }
  if (text.starts_with("template")) {
    std::size_t depth = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
      if (text[at] == '<') {
        ++depth;
      } else if (text[at] == '>' && --depth == 0) {
        return text.substr(at + 1);
      }
    }
  }
  return std::nullopt;
}

std::string_view without_prefixes(std::string_view text) {
  text = trimmed(text);
  while (const auto rest = without_prefix(text)) {
    text = trimmed(*rest);
  }
  return text;
}

constexpr std::array type_keywords{"class", "struct", "union", "enum"};

bool is_type_keyword(std::string_view word) {
  return std::ranges::find(type_keywords, word) != type_keywords.end();
}

enum class Block { namespaces, detail, type, other };

Block block_opened_by(std::string_view declaration) {
  const std::string_view text = without_prefixes(declaration);
  const auto words = words_of(text);
  if (words.empty()) {
    return Block::other;
  }
  const std::string_view first = words.front().text;
  const bool inlined = first == "inline" && words.size() > 1 && words[1].text == "namespace";
  if (first == "namespace" || inlined || (first == "extern" && words.size() == 1)) {
    return words.back().text == "detail" ? Block::detail : Block::namespaces;
  }
  return is_type_keyword(first) && first != "enum" ? Block::type : Block::other;
}

Scope scope_of(const std::vector<Block>& blocks) {
  if (!blocks.empty() && blocks.back() == Block::type) {
    return Scope::type;
  }
  const bool detail = std::ranges::find(blocks, Block::detail) != blocks.end();
  return detail ? Scope::detail : Scope::namespaces;
}

/// Where the parameter list of a function's declaration opens, or npos.
std::size_t parameter_list(std::string_view text) {
  std::size_t angles = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '<') {
      ++angles;
    } else if (text[at] == '>' && angles > 0) {
      --angles;
    } else if (angles == 0 && text[at] == '=') {
      return text.npos;
    } else if (angles == 0 && text[at] == '(') {
      return at;
    }
  }
  return text.npos;
}

}  // namespace

bool is_word_character(char character) {
  return std::isalnum(static_cast<unsigned char>(character)) != 0 || character == '_';
}

std::string without_comments(std::string_view text) {
  return Blanker(text, Keep::literals).run();
}

std::string code_only(std::string_view text) {
  return Blanker(text, Keep::code).run();
}

std::vector<Include> includes_of(std::string_view text, std::string_view code) {
  std::vector<Include> includes;
  std::size_t start = 0;
  std::size_t number = 0;
  for (std::string_view line : lines_of(code)) {
    ++number;
    std::string_view directive = trimmed(line);
    const std::string_view written = text.substr(start, line.size());
    start += line.size() + 1;
    if (!directive.starts_with('#')) {
      continue;
    }
    directive = trimmed(directive.substr(1));
    const std::size_t open = written.find_first_of("<\"");
    if (!directive.starts_with("include") || open == written.npos) {
      continue;
    }
    const bool angled = written[open] == '<';
    const std::size_t close = written.find(angled ? '>' : '"', open + 1);
    includes.push_back({.target = std::string(written.substr(open + 1, close - open - 1)),
                        .angled = angled,
                        .line = number});
  }
  return includes;
}

std::vector<Word> words_of(std::string_view code) {
  std::vector<Word> words;
  for (std::size_t at = 0; at < code.size();) {
    if (!is_word_character(code[at])) {
      ++at;
      continue;
    }
    const std::size_t start = at;
    while (at < code.size() && is_word_character(code[at])) {
      ++at;
    }
    if (std::isdigit(static_cast<unsigned char>(code[start])) == 0) {
      words.push_back({.text = code.substr(start, at - start), .offset = start});
    }
  }
  return words;
}

std::vector<Declaration> declarations_of(std::string_view code) {
  const std::string plain = without_directives(code);
  std::vector<Declaration> declarations;
  std::vector<Block> blocks;
  std::size_t start = 0;
  const auto in_body = [&] { return !blocks.empty() && blocks.back() == Block::other; };
  const auto finish = [&](std::size_t end, bool opens) {
    const std::string_view text = trimmed(std::string_view(plain).substr(start, end - start));
    if (!in_body() && !text.empty()) {
      const auto offset = static_cast<std::size_t>(text.data() - plain.data());
      declarations.push_back({.scope = scope_of(blocks),
                              .text = code.substr(offset, text.size()),
                              .offset = offset,
                              .opens = opens});
    }
    start = end + 1;
  };
  for (std::size_t at = 0; at < plain.size(); ++at) {
    if (plain[at] == '{') {
      const Block opened = in_body()
                               ? Block::other
                               : block_opened_by(std::string_view(plain).substr(start, at - start));
      finish(at, true);
      blocks.push_back(opened);
    } else if (plain[at] == '}') {
      finish(at, false);
      if (!blocks.empty()) {
        blocks.pop_back();
      }
    } else if (plain[at] == ';') {
      finish(at, false);
    }
  }
  return declarations;
}

std::string_view function_name(const Declaration& declaration) {
  const std::string_view text = without_prefixes(declaration.text);
  const std::size_t open = parameter_list(text);
  if (open == text.npos) {
    return {};
  }
  const auto before = words_of(text.substr(0, open));
  static constexpr std::array not_functions{
      "using",   "typedef",  "static_assert", "operator", "requires", "decltype",
      "alignas", "noexcept", "explicit",      "concept",  "if",       "while"};
  if (before.size() < 2 || std::ranges::any_of(before, [](const Word& word) {
        return std::ranges::find(not_functions, word.text) != not_functions.end();
      })) {
    return {};
  }
  const Word name = before.back();
  const bool adjacent = trimmed(text.substr(name.offset + name.text.size(), open)).starts_with('(');
  const bool plain = std::islower(static_cast<unsigned char>(name.text.front())) != 0;
  return adjacent && plain ? name.text : std::string_view{};
}

std::string_view type_name(const Declaration& declaration) {
  std::string_view text = without_prefixes(declaration.text);
  if (!declaration.opens) {
    return {};
  }
  // A base class or underlying type follows a single colon.
  for (std::size_t at = text.find(':'); at != text.npos; at = text.find(':', at + 2)) {
    if (at + 1 >= text.size() || text[at + 1] != ':') {
      text = text.substr(0, at);
      break;
    }
  }
  const auto words = words_of(text);
  if (words.empty() || !is_type_keyword(words.front().text) || text.contains('<')) {
    return {};
  }
  if (text.contains('(') && !text.contains("alignas")) {
    return {};
  }
  const Word name = words.back().text == "final" ? words[words.size() - 2] : words.back();
  return is_type_keyword(name.text) ? std::string_view{} : name.text;
}

}  // namespace kith::architecture
