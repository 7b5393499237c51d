// SPDX-License-Identifier: Apache-2.0
#include "host/member_names.h"

#include "access/authenticator.h"
#include "access/members.h"

namespace kith::host {
namespace {

std::string in_small_letters(std::string_view address) {
  std::string small(address);
  for (char& each : small) {
    each = each >= 'A' && each <= 'Z' ? static_cast<char>(each - 'A' + 'a') : each;
  }
  return small;
}

}  // namespace

Result<void> MemberNames::refresh() {
  const Caller local = access::Authenticator(access_).local(workspace_)->caller;
  std::map<MemberId, std::string> names;
  std::vector<conversation::MemberPlace> places;
  std::map<std::string, MemberId, std::less<>> by_address;
  access::ListMembers page;
  page.limit = 200;
  while (true) {
    Page<access::MemberCard> members = KITH_TRY(access::list_members(access_, local, page));
    for (access::MemberCard& member : members.items) {
      const bool is_active = member.state == access::MemberState::active;
      places.push_back({member.id, member.department, is_active});
      by_address[in_small_letters(member.email)] = member.id;
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
  by_address_ = std::move(by_address);
  return {};
}

std::vector<conversation::MemberPlace> MemberNames::places() const {
  const std::lock_guard lock(mutex_);
  return places_;
}

MemberId MemberNames::member_at(std::string_view address) const {
  const std::lock_guard lock(mutex_);
  const auto found = by_address_.find(in_small_letters(address));
  return found == by_address_.end() ? MemberId{} : found->second;
}

std::optional<std::string> MemberNames::name_of(MemberId member) const {
  const std::lock_guard lock(mutex_);
  const auto found = names_.find(member);
  return found == names_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace kith::host
