// SPDX-License-Identifier: Apache-2.0
#include "architecture/walls/effects.h"

#include <algorithm>
#include <array>
#include <string>

#include "architecture/cpp_text.h"

namespace kith::architecture {
namespace {

struct Call {
  Effect effect = Effect::clock;
  std::string_view text;  ///< as in the code; a leading "::" means the global name
};

constexpr std::array calls{
    Call{Effect::clock, "system_clock::now"},
    Call{Effect::clock, "steady_clock::now"},
    Call{Effect::clock, "high_resolution_clock"},
    Call{Effect::clock, "clock_gettime"},
    Call{Effect::clock, "gettimeofday"},
    Call{Effect::clock, "time(nullptr)"},
    Call{Effect::chance, "random_device"},
    Call{Effect::chance, "rand("},
    Call{Effect::chance, "srand("},
    Call{Effect::chance, "getrandom"},
    Call{Effect::chance, "randombytes_buf"},
    Call{Effect::chance, "RAND_bytes"},
    Call{Effect::disk, "fopen"},
    Call{Effect::disk, "ofstream"},
    Call{Effect::disk, "ifstream"},
    Call{Effect::disk, "fstream"},
    Call{Effect::disk, "::open("},
    Call{Effect::disk, "::write("},
    Call{Effect::disk, "::read("},
    Call{Effect::disk, "::unlink("},
    Call{Effect::disk, "::rename("},
    Call{Effect::disk, "::mkdir("},
    Call{Effect::disk, "::fsync("},
    Call{Effect::disk, "::fdatasync("},
    Call{Effect::disk, "::pread("},
    Call{Effect::disk, "::pwrite("},
    Call{Effect::network, "::socket("},
    Call{Effect::network, "::connect("},
    Call{Effect::network, "::bind("},
    Call{Effect::network, "::accept("},
    Call{Effect::network, "getaddrinfo"},
    Call{Effect::waiting, "sleep_for"},
    Call{Effect::waiting, "sleep_until"},
    Call{Effect::waiting, "usleep"},
    Call{Effect::waiting, "nanosleep"},
};

struct Hit {
  Effect effect = Effect::clock;
  std::size_t offset = 0;
  std::string text;
};

bool stands_alone(std::string_view code, std::size_t at, std::string_view text) {
  const char before = at == 0 ? ' ' : code[at - 1];
  const std::size_t end = at + text.size();
  const char after = end < code.size() ? code[end] : ' ';
  if (is_word_character(text.back()) && is_word_character(after)) {
    return false;
  }
  if (text.starts_with("::")) {
    return !is_word_character(before) && before != '>';
  }
  const bool member = before == '.' || (before == '>' && at > 1 && code[at - 2] == '-');
  return !is_word_character(before) && !member;
}

/// Uses of std::filesystem that are more than a path's arithmetic.
void find_filesystem(std::string_view code, std::vector<Hit>& hits) {
  static constexpr std::string_view prefix = "std::filesystem::";
  for (std::size_t at = code.find(prefix); at != code.npos; at = code.find(prefix, at + 1)) {
    const auto words = words_of(code.substr(at + prefix.size(), 40));
    if (!words.empty() && words.front().text != "path") {
      hits.push_back({Effect::disk, at, std::string(prefix) + std::string(words.front().text)});
    }
  }
}

std::vector<Hit> hits_in(std::string_view code) {
  std::vector<Hit> hits;
  for (const Call& call : calls) {
    for (std::size_t at = code.find(call.text); at != code.npos;
         at = code.find(call.text, at + 1)) {
      if (stands_alone(code, at, call.text)) {
        hits.push_back({call.effect, at, std::string(call.text)});
      }
    }
  }
  find_filesystem(code, hits);
  return hits;
}

bool covers(const Allowance& allowance, const SourceFile& file, Effect effect) {
  const bool folder = allowance.path.ends_with('/');
  return allowance.effect == effect &&
         (folder ? file.path.starts_with(allowance.path) : file.path == allowance.path);
}

bool is_checked(const SourceFile& file) {
  return is_cpp(file.path) && !file.path.starts_with("tests/");
}

/// The rest of the statement, or of the bracket, that `at` stands in.
std::string_view statement_from(std::string_view code, std::size_t at) {
  std::size_t depth = 0;
  std::size_t end = at;
  for (; end < code.size(); ++end) {
    const char each = code[end];
    if (each == '(' || each == '{' || each == '[') {
      ++depth;
    } else if (each == ')' || each == '}' || each == ']') {
      if (depth == 0) {
        break;
      }
      --depth;
    } else if (each == ';' && depth == 0) {
      break;
    }
  }
  return code.substr(at, end - at);
}

/// Whether a '[' in `text` opens a lambda: what subscripts follows a name or a closing bracket.
bool holds_lambda(std::string_view text) {
  for (std::size_t at = text.find('['); at != text.npos; at = text.find('[', at + 1)) {
    const std::string_view before = trimmed(text.substr(0, at));
    const char last = before.empty() ? ' ' : before.back();
    if (!is_word_character(last) && last != ']' && last != ')') {
      return true;
    }
  }
  return false;
}

}  // namespace

std::vector<Finding> effects_beyond(const Tree& tree, std::span<const Allowance> allowances) {
  std::vector<Finding> findings;
  for (const SourceFile& file : tree.files) {
    if (!is_checked(file)) {
      continue;
    }
    for (const Hit& hit : hits_in(file.code)) {
      const bool allowed = std::ranges::any_of(
          allowances, [&](const Allowance& each) { return covers(each, file, hit.effect); });
      const bool fixture = is_test(file.path) && hit.effect == Effect::disk;
      if (!allowed && !fixture) {
        findings.push_back({file.path, line_at(file.code, hit.offset),
                            "calls " + hit.text + " instead of an interface"});
      }
    }
  }
  return findings;
}

std::vector<Finding> idle_allowances(const Tree& tree, std::span<const Allowance> allowances) {
  std::vector<Finding> findings;
  for (const Allowance& allowance : allowances) {
    const bool used = std::ranges::any_of(tree.files, [&](const SourceFile& file) {
      return is_checked(file) && std::ranges::any_of(hits_in(file.code), [&](const Hit& hit) {
               return covers(allowance, file, hit.effect);
             });
    });
    if (!used) {
      findings.push_back({std::string(allowance.path), 0, "is allowed an effect that it has not"});
    }
  }
  return findings;
}

std::vector<Finding> coroutines_outside_net(const Tree& tree) {
  std::vector<Finding> findings;
  for (const SourceFile& file : tree.files) {
    if (!is_checked(file) || file.path.starts_with("platform/net/")) {
      continue;
    }
    for (const Word& word : words_of(file.code)) {
      if (word.text == "co_await" || word.text == "co_return" || word.text == "co_yield") {
        findings.push_back({file.path, line_at(file.code, word.offset),
                            std::string(word.text) + " outside platform/net"});
      }
    }
  }
  return findings;
}

std::vector<Finding> risky_awaits(const Tree& tree) {
  static constexpr std::string_view await = "co_await";
  std::vector<Finding> findings;
  for (const SourceFile& file : tree.files) {
    for (const Word& word : words_of(file.code)) {
      if (word.text != await) {
        continue;
      }
      const std::string_view rest = statement_from(file.code, word.offset + await.size());
      const std::size_t line = line_at(file.code, word.offset);
      if (rest.contains(await)) {
        findings.push_back({file.path, line, "a second co_await in one statement"});
      } else if (holds_lambda(rest)) {
        findings.push_back({file.path, line, "a lambda in a statement with co_await"});
      } else if (rest.contains('{')) {
        findings.push_back({file.path, line, "a braced list in a statement with co_await"});
      }
    }
  }
  return findings;
}

}  // namespace kith::architecture
