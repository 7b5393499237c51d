// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <charconv>
#include <string>
#include <string_view>

#include <kith/caller.h>

namespace kith {

/// Whom a filter names: "me", "none" (0) or a member's id. `invalid` at `pointer` for another text.
inline Result<MemberId> wanted_member(const Caller& caller, std::string_view text,
                                      std::string_view pointer) {
  if (text == "me") {
    return caller.member;
  }
  MemberId member;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), member.value);
  const bool is_whole = error == std::errc() && rest == text.data() + text.size();
  if (text != "none" && (!is_whole || member.value < 1)) {
    return fail_at(ErrorCode::invalid, std::string(pointer),
                   "Must be me, none or the id of a member.");
  }
  return member;
}

}  // namespace kith
