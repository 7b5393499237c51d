// SPDX-License-Identifier: Apache-2.0
#include "http/preconditions.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/hash.h"
#include "http/route_table.h"

namespace kith::http {
namespace {

constexpr std::size_t longest_key = 255;

std::size_t header_count(const Request& request, std::string_view name) {
  return static_cast<std::size_t>(std::ranges::count(request.headers, name, &Header::first));
}

std::optional<std::int64_t> revision_of(std::string_view tag) {
  if (tag.size() < 3 || !tag.starts_with('"') || !tag.ends_with('"')) {
    return std::nullopt;
  }
  const std::string_view digits = tag.substr(1, tag.size() - 2);
  std::int64_t revision = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), revision);
  const bool whole = read.ec == std::errc() && read.ptr == digits.data() + digits.size();
  const bool plain = digits == "0" || (digits[0] >= '1' && digits[0] <= '9');
  return whole && plain ? std::optional(revision) : std::nullopt;
}

/// With the length in front of each part, so that no two lists of parts hash alike.
void add_part(Sha256Hasher& hasher, std::string_view part) {
  hasher.add(fmt::format("{}:", part.size()));
  hasher.add(part);
}

}  // namespace

std::string entity_tag(std::int64_t revision) {
  return fmt::format("\"{}\"", revision);
}

Result<std::optional<std::int64_t>> read_if_match(const Request& request) {
  const std::size_t count = header_count(request, "if-match");
  if (count == 0) {
    return std::nullopt;
  }
  const auto revision = revision_of(request.header("if-match"));
  if (count > 1 || !revision) {
    return fail(ErrorCode::invalid,
                "If-Match must be one ETag as it was received, a number in quotes such as \"7\"; "
                "not a weak one, not a list, not *.");
  }
  return revision;
}

Result<std::int64_t> required_revision(const Request& request) {
  const std::optional<std::int64_t> revision = KITH_TRY(read_if_match(request));
  if (!revision) {
    return fail(ErrorCode::precondition_required,
                "Say which revision you change: send its ETag as If-Match.");
  }
  return *revision;
}

bool client_has(const Request& request, std::int64_t revision) {
  std::string_view list = request.header("if-none-match");
  const std::string tag = entity_tag(revision);
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(','), list.size());
    std::string_view each = list.substr(0, end);
    list.remove_prefix(std::min(end + 1, list.size()));
    while (each.starts_with(' ') || each.starts_with('\t')) {
      each.remove_prefix(1);
    }
    while (each.ends_with(' ') || each.ends_with('\t')) {
      each.remove_suffix(1);
    }
    if (each.starts_with("W/")) {
      each.remove_prefix(2);
    }
    if (each == tag || each == "*") {
      return true;
    }
  }
  return false;
}

Result<std::optional<events::RepeatKey>> read_repeat_key(const Request& request,
                                                         const Caller& caller) {
  const std::size_t count = header_count(request, "idempotency-key");
  if (count == 0) {
    return std::nullopt;
  }
  const std::string_view key = request.header("idempotency-key");
  const bool printable = std::ranges::all_of(key, [](char c) { return c >= 0x20 && c <= 0x7e; });
  if (count > 1 || key.empty() || key.size() > longest_key || !printable) {
    return fail(ErrorCode::invalid,
                "Idempotency-Key must be given once, with 1 to 255 printable ASCII characters.");
  }
  Sha256Hasher hasher;
  events::RepeatKey repeat;
  hasher.begin();
  hasher.add(fmt::format("{}/{} {} ", caller.workspace.value, caller.member.value,
                         method_word(request.method)));
  add_part(hasher, request.path);
  add_part(hasher, key);
  repeat.key = hasher.end();
  hasher.begin();
  add_part(hasher, request.path);
  add_part(hasher, request.query);
  add_part(hasher, request.body);
  repeat.request = hasher.end();
  return repeat;
}

}  // namespace kith::http
