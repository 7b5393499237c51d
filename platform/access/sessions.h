// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <kith/described.h>

#include "access/access.h"
#include "access/authenticated.h"
#include "access/session_store.h"

/// One's own sessions. All of it is for people with a session: `forbidden` for tokens, which would
/// otherwise outgrow their scopes.
namespace kith::access {

/// A session as its owner sees it.
struct SessionCard {
  SessionId id;
  WorkspaceId workspace_id;
  std::string agent;
  Time created_at;
  Time last_seen_at;
  Time expires_at;
  bool is_current = false;

  static consteval auto describe() {
    return described(
        "A place where you are signed in.", field<&SessionCard::id>("The session."),
        field<&SessionCard::workspace_id>("The workspace it is in."),
        field<&SessionCard::agent>("The browser, about."),
        field<&SessionCard::created_at>("When it began."),
        field<&SessionCard::last_seen_at>("When it was used last, to about five minutes."),
        field<&SessionCard::expires_at>("When it ends, however busy it is."),
        field<&SessionCard::is_current>("Whether it is the one that asks."));
  }
};

/// The sessions of one account, newest first, at most 200.
struct SessionList {
  std::vector<SessionCard> items;

  static consteval auto describe() {
    return described("Where you are signed in.",
                     field<&SessionList::items>("The sessions, newest first."));
  }
};

Result<SessionList> list_sessions(Access& access, const Authenticated& who);

/// Names one session.
struct SessionRef {
  SessionId session_id;

  static consteval auto describe() {
    return described("Names a session.", field<&SessionRef::session_id>("The session."));
  }
};

/// Ends one's own session, which may be the one that asks; another's is `not_found`.
Result<void> end_session(Access& access, const Authenticated& who, const SessionRef& input);
/// Ends all of one's own sessions but the one that asks.
Result<void> end_other_sessions(Access& access, const Authenticated& who);

/// Names one of the caller's workspaces.
struct SwitchWorkspace {
  WorkspaceId workspace_id;

  static consteval auto describe() {
    return described("Goes on in another workspace.",
                     field<&SwitchWorkspace::workspace_id>("One that you are a member of."));
  }
};

/// Ends the session and begins one, with another secret, in the other workspace; `not_found` for
/// one that the caller has no place in.
Result<NewSession> switch_workspace(Access& access, const Authenticated& who,
                                    const SwitchWorkspace& input, const Origin& origin);

}  // namespace kith::access
