// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <kith/id.h>

namespace kith::conversation {

/// Who the colleagues of this workspace are, as far as conversations have to know. They live in
/// another database, so access keeps them at hand. Asked on the writer's thread: must not block.
class MemberDirectory {
 public:
  virtual ~MemberDirectory() = default;
  /// The name that a member signs with; nothing for somebody who is no active member here.
  virtual std::optional<std::string> name_of(MemberId member) const = 0;
  /// The member, also one who has left, who signs in with this address; 0 for nobody.
  virtual MemberId member_at(std::string_view address) const {
    static_cast<void>(address);
    return {};
  }
};

}  // namespace kith::conversation
