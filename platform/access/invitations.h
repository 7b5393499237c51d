// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <kith/described.h>

#include "access/link_store.h"
#include "access/members.h"
#include "access/session_store.h"

namespace kith::access {

/// A colleague-to-be, who signs in with a password of their own choice.
struct InviteMember {
  std::string name;
  std::string email;
  std::string role;
  Department department = Department::none;

  static consteval auto describe() {
    return described(
        "Invites a member.",
        field<&InviteMember::name>("What they are called.", length{1, 100}, forms::any_line),
        field<&InviteMember::email>("The address that they will sign in with.", forms::email),
        field<&InviteMember::role>("What they will be able to do.", forms::word),
        field<&InviteMember::department>("Where they work.", defaults));
  }
};

/// The member who waits, and the link for them, for seven days.
struct Invitation {
  MemberCard member;
  OneTimeLink link;

  static consteval auto describe() {
    return described("An invitation.", field<&Invitation::member>("The member who waits."),
                     field<&Invitation::link>("The link to give them."));
  }
};

Result<Invitation> invite_member(Access& access, const Caller& caller, const InviteMember& input);
/// A new link for a member who still waits; the old one stops working.
Result<Invitation> renew_invitation(Access& access, const Caller& caller, const MemberRef& input);

/// What a link is for, so that its page can say so. Looking does not use it up.
struct LinkCard {
  LinkKind kind = LinkKind::owner;
  std::string workspace_name;
  std::string email;
  bool needs_new_password = true;
  Time expires_at;

  static consteval auto describe() {
    return described(
        "What a one-time link is for.", field<&LinkCard::kind>("What it opens."),
        field<&LinkCard::workspace_name>("The workspace, empty for the first owner."),
        field<&LinkCard::email>("The address it is for, empty for the first owner."),
        field<&LinkCard::needs_new_password>("Whether a password is chosen, or the one of the "
                                             "account is asked for."),
        field<&LinkCard::expires_at>("Until when it works."));
  }
};

/// `not_found` alike for unknown, used and expired links.
Result<LinkCard> look_at_link(Access& access, std::string_view token);

/// Whoever holds the link joins.
struct AcceptInvitation {
  std::string token;
  std::string password;

  static consteval auto describe() {
    return described(
        "Accepts an invitation.",
        field<&AcceptInvitation::token>("The secret part of the link.", length{1, 100},
                                        kith::secret),
        field<&AcceptInvitation::password>("A new password, or that of the account where the "
                                           "address has one.",
                                           length{1, 256}, kith::secret));
  }
};

/// Uses the link up, activates the member and signs them in. An account that has a password is
/// opened with that alone, under the limits of a sign-in.
void accept_invitation(Access& access, AcceptInvitation input, Origin origin, SessionDone done);

}  // namespace kith::access
