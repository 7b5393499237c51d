// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <kith/event.h>
#include <kith/id.h>
#include <kith/result.h>

namespace kith {

/// A right to do one thing, declared once by the part or module whose verb it guards. Named
/// `area.noun.verb`; token scopes are the same words; which role has it is data.
struct Permission {
  std::string_view name;     ///< as "service.case.assign"
  std::string_view meaning;  ///< completes "may …", for the page of roles
};

/// What a caller may do: the permissions of their role, cut to the scopes of their token.
/// Immutable and shared.
class PermissionSet {
 public:
  explicit PermissionSet(std::vector<std::string> names) : names_(std::move(names)) {
    std::sort(names_.begin(), names_.end());
  }
  bool contains(std::string_view name) const {
    return std::binary_search(names_.begin(), names_.end(), name);
  }
  const std::vector<std::string>& names() const { return names_; }

 private:
  std::vector<std::string> names_;  // sorted
};

/// Who asks. Made by access from a session, a token or the local command line; every use case
/// gets it and checks it before it reads or writes.
struct Caller {
  WorkspaceId workspace;
  MemberId member;  ///< 0: the machine's owner at the local command line
  Department department = Department::none;
  std::shared_ptr<const PermissionSet> permissions;

  bool may(const Permission& permission) const {
    return permissions != nullptr && permissions->contains(permission.name);
  }
  /// `forbidden`, naming the permission that is missing.
  Result<void> require(const Permission& permission) const {
    if (may(permission)) {
      return {};
    }
    return fail(ErrorCode::forbidden, "You need the permission " + std::string(permission.name) +
                                          " (" + std::string(permission.meaning) +
                                          "). Ask an administrator for it.");
  }
};

}  // namespace kith
