// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "conversation/member_directory.h"

namespace kith::host {

/// For work on a workspace's data in which no colleague takes part.
class NoMembers final : public conversation::MemberDirectory {
 public:
  std::optional<std::string> name_of(MemberId) const override { return std::nullopt; }
};

}  // namespace kith::host
