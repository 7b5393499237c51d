// SPDX-License-Identifier: Apache-2.0
#include "http/event_mask.h"

#include <algorithm>
#include <array>

namespace kith::http {
namespace {

struct DepartmentRight {
  Department department;
  const Permission& permission;
};

constexpr std::array department_rights{
    DepartmentRight{Department::service, service_event_follow},
    DepartmentRight{Department::product, product_event_follow},
    DepartmentRight{Department::sales, sales_event_follow},
    DepartmentRight{Department::logistics, logistics_event_follow},
    DepartmentRight{Department::people, people_event_follow},
    DepartmentRight{Department::marketing, marketing_event_follow},
};

std::uint64_t bit(Visibility visibility) {
  return std::uint64_t{1} << visibility.key;
}

}  // namespace

EventMask EventMask::of(const Caller& caller) {
  EventMask mask;
  if (!caller.may(event_log_read)) {
    return mask;
  }
  mask.member_ = caller.member;
  mask.seen_ = bit(Visibility::workspace());
  for (const DepartmentRight& right : department_rights) {
    if (caller.department == right.department || caller.may(right.permission)) {
      mask.seen_ |= bit(Visibility::department(right.department));
    }
  }
  return mask;
}

TypeFilter::TypeFilter(std::vector<std::string> prefixes) : prefixes_(std::move(prefixes)) {
  std::ranges::sort(prefixes_);
}

bool TypeFilter::takes(std::string_view type) const {
  return prefixes_.empty() || std::ranges::any_of(prefixes_, [&](const std::string& prefix) {
           return type.starts_with(prefix);
         });
}

}  // namespace kith::http
