// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>

#include <kith/id.h>

namespace kith::http {

/// By what the caller of a stream was let in: access's numbers, 0 where there is none. A value.
struct StreamOwner {
  MemberId member;
  std::int64_t account = 0;
  std::int64_t session = 0;
  std::int64_t token = 0;
};

/// Whose streams end, because what they were let in by ended or changed. A value.
struct StreamEnd {
  enum class Of : std::uint8_t { everybody, member, account, session, token };
  Of of = Of::everybody;
  std::int64_t id = 0;

  bool concerns(const StreamOwner& owner) const {
    switch (of) {
      case Of::everybody: return true;
      case Of::member: return owner.member.value == id;
      case Of::account: return owner.account == id;
      case Of::session: return owner.session == id;
      case Of::token: return owner.token == id;
    }
    return true;
  }
  auto operator<=>(const StreamEnd&) const = default;
};

}  // namespace kith::http
