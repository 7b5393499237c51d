// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>

#include <kith/described.h>
#include <kith/page.h>

#include "access/access.h"
#include "access/authenticated.h"
#include "access/link_store.h"
#include "access/member_store.h"

namespace kith::access {

/// How far a member is.
enum class MemberState : std::uint8_t { invited, active, disabled };

/// A member, as colleagues see them.
struct MemberCard {
  MemberId id;
  std::string name;
  std::string email;
  std::string role;
  Department department = Department::none;
  MemberState state = MemberState::active;
  Time created_at;
  std::int64_t revision = 0;

  static consteval auto describe() {
    return described("A member of the workspace.", field<&MemberCard::id>("The member."),
                     field<&MemberCard::name>("What they are called."),
                     field<&MemberCard::email>("The address that they sign in with."),
                     field<&MemberCard::role>("What they may do."),
                     field<&MemberCard::department>("Where they work."),
                     field<&MemberCard::state>("Whether they can sign in."),
                     field<&MemberCard::created_at>("Since when they are listed."),
                     field<&MemberCard::revision>("Grows with each change: the ETag."));
  }
};

MemberCard card_of(const MemberRow& row);

/// Names one member.
struct MemberRef {
  MemberId member_id;

  static consteval auto describe() {
    return described("Names a member.", field<&MemberRef::member_id>("The member."));
  }
};

/// Which members to list: in the order in which they came.
struct ListMembers {
  std::optional<std::string> cursor;
  std::int32_t limit = 50;

  static consteval auto describe() {
    return described("Lists the members of the workspace.",
                     field<&ListMembers::cursor>("Where the page before ended."),
                     field<&ListMembers::limit>("How many at most.", range{1, 200}, defaults));
  }
};

Result<Page<MemberCard>> list_members(Access& access, const Caller& caller,
                                      const ListMembers& input);
Result<MemberCard> get_member(Access& access, const Caller& caller, const MemberRef& input);

/// A member who can sign in at once, with a password that somebody tells them.
struct AddMember {
  std::string name;
  std::string email;
  std::string role;
  Department department = Department::none;
  std::string password;

  static consteval auto describe() {
    return described(
        "Adds a member with a password.",
        field<&AddMember::name>("What they are called.", length{1, 100}, forms::any_line),
        field<&AddMember::email>("The address that they sign in with.", forms::email),
        field<&AddMember::role>("What they may do: a built-in role or one of the workspace's.",
                                forms::word),
        field<&AddMember::department>("Where they work.", defaults),
        field<&AddMember::password>("Their first password.", length{8, 256}, kith::secret));
  }
};

/// Told on a thread of access; must not block it.
using MemberDone = std::move_only_function<void(Result<MemberCard>)>;
/// `rule` where the address has an account on this server: its owner accepts an invitation with
/// the password that they have; nobody gives them another.
void add_member(Access& access, const Caller& caller, const AddMember& input, MemberDone done);

/// What changes about a member; what is left out stays.
struct ChangeMember {
  MemberId member_id;
  std::optional<std::string> name;
  std::optional<std::string> role;
  std::optional<Department> department;

  static consteval auto describe() {
    return described(
        "Changes a member.", field<&ChangeMember::member_id>("The member."),
        field<&ChangeMember::name>("What they are called.", length{1, 100}, forms::any_line),
        field<&ChangeMember::role>("What they may do.", forms::word),
        field<&ChangeMember::department>("Where they work."));
  }
};

/// `revision` is the one in If-Match; `stale` when it is not the row's. Nobody may change a member
/// who may do more than they, nor give a role that may: `forbidden`. The last owner stays: `rule`.
/// Takes effect before this returns, on sessions and tokens too.
Result<MemberCard> change_member(Access& access, const Caller& caller, const ChangeMember& input,
                                 std::int64_t revision);

/// Ends their sessions, tokens and links in this workspace at once.
Result<MemberCard> disable_member(Access& access, const Caller& caller, const MemberRef& input,
                                  std::int64_t revision);
Result<MemberCard> enable_member(Access& access, const Caller& caller, const MemberRef& input,
                                 std::int64_t revision);
/// Ends their sessions in this workspace; they can sign in again.
Result<void> end_member_sessions(Access& access, const Caller& caller, const MemberRef& input);
/// Removes name, address, password, sessions and tokens of a disabled member for good. The
/// numbered row stays, so that the log still says that somebody did something. The account goes
/// where it belongs to no other workspace.
Result<void> erase_member(Access& access, const Caller& caller, const MemberRef& input);

}  // namespace kith::access
