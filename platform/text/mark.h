// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

namespace kith::text {

/// A mark of 1 to 5 that a text begins with, and the words behind it.
struct Mark {
  int value = 0;
  std::string_view rest;  ///< into the text that was read
};

/// Reads "4", "4/5", "4 out of 5", "★★★★☆" or "5 stars", in digits of any script, with or without
/// words behind it. What only begins with a number ("4 parts are missing", "4.5", "4-5 days",
/// "4/10") is none. Linear time, nothing is allocated; any thread.
std::optional<Mark> read_mark(std::string_view text);

/// Whether the words behind a mark ask, complain or tell so much that somebody waits for an answer.
bool needs_reply(const Mark& mark);

}  // namespace kith::text
