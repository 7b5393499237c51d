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
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, member.value);
  if (text != "none" && (error != std::errc() || rest != end || member.value < 1)) {
    return fail_at(ErrorCode::invalid, std::string(pointer),
                   "Must be me, none or the id of a member.");
  }
  return member;
}

}  // namespace kith
