// SPDX-License-Identifier: Apache-2.0
#include "host/member_names.h"

#include "access/authenticator.h"
#include "access/members.h"

namespace kith::host {

Result<void> MemberNames::refresh() {
  const Caller local = access::Authenticator(access_).local(workspace_)->caller;
  std::map<MemberId, std::string> names;
  std::vector<conversation::MemberPlace> places;
  access::ListMembers page;
  page.limit = 200;
  while (true) {
    Page<access::MemberCard> members = KITH_TRY(access::list_members(access_, local, page));
    for (access::MemberCard& member : members.items) {
      const bool is_active = member.state == access::MemberState::active;
      places.push_back({member.id, member.department, is_active});
      if (is_active) {
        names[member.id] = std::move(member.name);
      }
    }
    if (!members.next) {
      break;
    }
    page.cursor = std::move(members.next);
  }
  const std::lock_guard lock(mutex_);
  names_ = std::move(names);
  places_ = std::move(places);
  return {};
}

std::vector<conversation::MemberPlace> MemberNames::places() const {
  const std::lock_guard lock(mutex_);
  return places_;
}

std::optional<std::string> MemberNames::name_of(MemberId member) const {
  const std::lock_guard lock(mutex_);
  const auto found = names_.find(member);
  return found == names_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace kith::host
