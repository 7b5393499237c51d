// SPDX-License-Identifier: Apache-2.0
#include "access/too_many.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace kith::access {
namespace {

constexpr std::string_view before_seconds = "retry after seconds: ";

std::string in_words(std::chrono::seconds wait) {
  const auto minutes = std::chrono::ceil<std::chrono::minutes>(wait).count();
  if (wait > std::chrono::seconds(90)) {
    return fmt::format("{} minutes", minutes);
  }
  return wait == std::chrono::seconds(1) ? "a second" : fmt::format("{} seconds", wait.count());
}

}  // namespace

Error too_many(std::string_view why, Duration wait) {
  const auto seconds =
      std::max(std::chrono::ceil<std::chrono::seconds>(wait), std::chrono::seconds(1));
  return {.code = ErrorCode::too_many,
          .message = fmt::format("{} Try again in {}.", why, in_words(seconds)),
          .detail = fmt::format("{}{}", before_seconds, seconds.count())};
}

std::optional<std::chrono::seconds> retry_after(const Error& error) {
  const std::string_view detail = error.detail;
  if (error.code != ErrorCode::too_many || !detail.starts_with(before_seconds)) {
    return std::nullopt;
  }
  std::int64_t seconds = 0;
  const char* first = detail.data() + before_seconds.size();
  const auto read = std::from_chars(first, detail.data() + detail.size(), seconds);
  return read.ec == std::errc() ? std::optional(std::chrono::seconds(seconds)) : std::nullopt;
}

}  // namespace kith::access
