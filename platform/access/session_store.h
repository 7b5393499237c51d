// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include <kith/described.h>
#include <kith/reader.h>

#include "access/ids.h"
#include "access/origin.h"
#include "base/hash.h"
#include "store/transaction.h"

namespace kith::access {

class Access;

inline constexpr Duration session_idle = std::chrono::hours(8);
inline constexpr Duration session_longest = std::chrono::hours(24 * 30);

/// The cookie that carries a session; http sets it with these attributes and no others.
inline constexpr std::string_view session_cookie = "__Host-kith_session";
inline constexpr std::string_view session_cookie_attributes =
    "; Path=/; Secure; HttpOnly; SameSite=Lax";

/// A workspace that whoever signed in may work in.
struct WorkspaceChoice {
  WorkspaceId workspace_id;
  MemberId member_id;
  std::string name;

  static consteval auto describe() {
    return described("A workspace that you are a member of.",
                     field<&WorkspaceChoice::workspace_id>("The workspace."),
                     field<&WorkspaceChoice::member_id>("Who you are in it."),
                     field<&WorkspaceChoice::name>("What it is called."));
  }
};

/// What the page gets to know that signs in.
struct SignedIn {
  WorkspaceId workspace_id;
  MemberId member_id;
  SessionId session_id;
  std::vector<WorkspaceChoice> workspaces;
  std::string csrf;
  Time expires_at;

  static consteval auto describe() {
    return described("A session that has begun.",
                     field<&SignedIn::workspace_id>("The workspace it is in."),
                     field<&SignedIn::member_id>("Who you are there."),
                     field<&SignedIn::session_id>("The session."),
                     field<&SignedIn::workspaces>("Every workspace that you can switch to."),
                     field<&SignedIn::csrf>("To be sent along with each write.", secret),
                     field<&SignedIn::expires_at>("When it ends, however busy it is."));
  }
};

/// A new session: the secret for the cookie, which nobody ever sees again, and the answer's body.
struct NewSession {
  std::string cookie;
  SignedIn answer;
};

/// Told once about a session, on a thread of access; must not block it.
using SessionDone = std::move_only_function<void(Result<NewSession>)>;

/// Begins a session of an active member and records it; `unauthenticated` for any other.
Result<NewSession> start_session(Access& access, store::Transaction& transaction, AccountId account,
                                 WorkspaceId workspace, const Origin& origin);
/// Whether the account had a session from that network, so long as the row is kept.
Result<bool> is_familiar(Reader& reader, AccountId account, const KeyedHash& source);

/// How many sessions were ended.
Result<std::int64_t> end_session_row(store::Transaction& transaction, SessionId id,
                                     AccountId account);
Result<std::int64_t> end_sessions_of_account(store::Transaction& transaction, AccountId account,
                                             SessionId except);
Result<std::int64_t> end_sessions_of_member(store::Transaction& transaction, MemberId member);
/// Removes the rows, with what they tell of networks and browsers.
Result<void> erase_sessions_of_member(store::Transaction& transaction, MemberId member);

/// A session as its owner sees it.
struct SessionRow {
  SessionId id;
  WorkspaceId workspace;
  Time created_at;
  Time last_seen_at;
  Time expires_at;
  std::string agent;
};
/// The live ones of an account, newest first, at most 200.
Result<std::vector<SessionRow>> live_sessions(Reader& reader, AccountId account, Time now);

std::span<const Statement* const> session_statements();

}  // namespace kith::access
