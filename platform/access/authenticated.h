// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <kith/caller.h>

#include "access/ids.h"

namespace kith::access {

/// By what a caller is known.
enum class CallerKind {
  session,  ///< a person with a cookie: their writes must carry the session's `csrf`
  token,    ///< a program with a token of the API
  local,    ///< the machine's owner at the command line
};

/// A caller, and by what they are known. Immutable and shared.
struct Authenticated {
  Caller caller;
  CallerKind kind = CallerKind::local;
  AccountId account;  ///< 0 for the command line
  SessionId session;  ///< 0 but for a session
  TokenId token;      ///< 0 but for a token
  std::string csrf;   ///< what a page sends along with each write; empty but for a session

  /// Whether a write with this in its header may go on: always for tokens, which no browser sends
  /// by itself. Compares in constant time.
  bool csrf_holds(std::string_view given) const;
};

/// Whom a change of rights concerns: their sessions, streams and cached rights are to be dropped.
struct Affected {
  enum class What { workspace, account, member, session, token };
  What what = What::member;
  std::int64_t id = 0;

  static Affected all_of(WorkspaceId id) { return {What::workspace, id.value}; }
  static Affected all_of(AccountId id) { return {What::account, id.value}; }
  static Affected all_of(MemberId id) { return {What::member, id.value}; }
  static Affected only(SessionId id) { return {What::session, id.value}; }
  static Affected only(TokenId id) { return {What::token, id.value}; }

  bool concerns(const Authenticated& who) const;
};

}  // namespace kith::access
