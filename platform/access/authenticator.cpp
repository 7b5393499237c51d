// SPDX-License-Identifier: Apache-2.0
#include "access/authenticator.h"

#include <algorithm>

#include "access/secret.h"
#include "access/session_store.h"

namespace kith::access {
namespace {

constexpr Duration note_session_every = std::chrono::minutes(5);
constexpr Duration note_token_every = std::chrono::hours(1);

constexpr Statement find_session{
    "access_find_session",
    "SELECT m.role, m.role_permissions, m.workspace_id, m.id, m.department, m.account_id, s.id, "
    "s.expires_at, s.last_seen_at "
    "FROM access_session s JOIN access_member_entry m ON m.id = s.member_id "
    "JOIN access_account a ON a.id = s.account_id "
    "WHERE s.token_hash = $hash AND s.ended_at = 0 AND s.expires_at > $now "
    "AND s.last_seen_at > $idle_since AND m.joined_at <> 0 AND m.disabled_at = 0 "
    "AND m.erased_at = 0 AND a.disabled_at = 0"};
constexpr Statement find_live_token{
    "access_find_token_by_hash",
    "SELECT m.role, m.role_permissions, m.workspace_id, m.id, m.department, m.account_id, t.id, "
    "t.expires_at, t.last_used_at, t.scopes "
    "FROM access_token t JOIN access_member_entry m ON m.id = t.member_id "
    "JOIN access_account a ON a.id = m.account_id "
    "WHERE t.token_hash = $hash AND t.revoked_at = 0 "
    "AND (t.expires_at = 0 OR t.expires_at > $now) AND m.joined_at <> 0 AND m.disabled_at = 0 "
    "AND m.erased_at = 0 AND a.disabled_at = 0"};
constexpr Statement note_session{"access_note_session",
                                 "UPDATE access_session SET last_seen_at = "
                                 "CASE WHEN last_seen_at < $now THEN $now ELSE last_seen_at END "
                                 "WHERE id = $id AND ended_at = 0"};
constexpr Statement note_token{"access_note_token",
                               "UPDATE access_token SET last_used_at = "
                               "CASE WHEN last_used_at < $now THEN $now ELSE last_used_at END "
                               "WHERE id = $id AND revoked_at = 0"};

std::unexpected<Error> nobody() {
  return fail(ErrorCode::unauthenticated, "Sign in first, or send a valid token.");
}

/// What both queries say of the member; the permissions are those of the role.
Authenticated member_of(const RoleCatalogue& roles, const Rows& row) {
  Authenticated who;
  who.caller.workspace = row.id_of<WorkspaceId>(2);
  who.caller.member = row.id_of<MemberId>(3);
  who.caller.department = static_cast<Department>(row.integer(4));
  who.account = row.id_of<AccountId>(5);
  who.caller.permissions = roles.built_in(row.text(0));
  if (who.caller.permissions == nullptr) {
    who.caller.permissions = std::make_shared<const PermissionSet>(
        roles.expand(PermissionPatterns::from_text(row.text(1))));
  }
  return who;
}

std::shared_ptr<const PermissionSet> cut_to(const PermissionSet& held, std::string_view scopes) {
  const PermissionPatterns patterns = PermissionPatterns::from_text(scopes);
  std::vector<std::string> names;
  std::ranges::copy_if(held.names(), std::back_inserter(names),
                       [&](const std::string& name) { return patterns.covers(name); });
  return std::make_shared<const PermissionSet>(std::move(names));
}

/// The token of "Bearer <token>", "" for any other header.
std::string_view bearer(std::string_view header) {
  constexpr std::string_view scheme = "bearer ";
  const bool is_bearer =
      header.size() > scheme.size() &&
      std::ranges::equal(header.substr(0, scheme.size()), scheme, [](char given, char wanted) {
        return given == wanted || (given >= 'A' && given <= 'Z' && given - 'A' + 'a' == wanted);
      });
  return is_bearer ? header.substr(scheme.size()) : std::string_view{};
}

}  // namespace

std::span<const Statement* const> authenticator_statements() {
  static constexpr const Statement* all[] = {&find_session, &find_live_token, &note_session,
                                             &note_token};
  return all;
}

Result<Authenticator::Caller> Authenticator::from_session(std::string_view cookie) {
  const KeyedHash key = access_.cache_key_of("session", cookie);
  if (Caller cached = find_cached(key)) {
    return cached;
  }
  return load_session(cookie, key);
}

Result<Authenticator::Caller> Authenticator::from_authorization(std::string_view header) {
  const std::string_view token = bearer(header);
  const KeyedHash key = access_.cache_key_of("token", token);
  if (Caller cached = find_cached(key)) {
    return cached;
  }
  return load_token(token, key);
}

Authenticator::Caller Authenticator::find_cached(const KeyedHash& key) {
  auto hit = access_.callers().find(key, access_.clock().now());
  if (!hit) {
    return nullptr;
  }
  if (hit->note == CallerCache::Note::use) {
    note_use(*hit->who);
  }
  return std::move(hit->who);
}

Authenticator::Caller Authenticator::local(WorkspaceId workspace) const {
  Authenticated who;
  who.caller.workspace = workspace;
  who.caller.permissions = access_.roles().all();
  return std::make_shared<const Authenticated>(std::move(who));
}

Result<Authenticator::Caller> Authenticator::load_session(std::string_view cookie,
                                                          const KeyedHash& key) {
  const std::optional<Sha256> hash = secret_hash(cookie);
  if (!hash) {
    return nobody();
  }
  const std::uint64_t generation = access_.callers().generation();
  const Time now = access_.clock().now();
  auto lease = KITH_TRY(access_.read());
  auto row = KITH_TRY(lease->query(
      find_session,
      {{"hash", Value::blob(bytes_of(*hash))}, {"now", now}, {"idle_since", now - session_idle}}));
  if (!KITH_TRY(row->next())) {
    return nobody();
  }
  Authenticated who = member_of(access_.roles(), *row);
  who.kind = CallerKind::session;
  who.session = row->id_of<SessionId>(6);
  who.csrf = access_.csrf_of(cookie);
  return keep(key, generation,
              {.who = std::make_shared<const Authenticated>(std::move(who)),
               .expires_at = row->time(7),
               .idle_after = session_idle,
               .note_every = note_session_every,
               .last_seen = std::max(now, row->time(8)),
               .noted_at = row->time(8)});
}

Result<Authenticator::Caller> Authenticator::load_token(std::string_view token,
                                                        const KeyedHash& key) {
  const std::optional<Sha256> hash = api_token_hash(token);
  if (!hash) {
    return nobody();
  }
  const std::uint64_t generation = access_.callers().generation();
  const Time now = access_.clock().now();
  auto lease = KITH_TRY(access_.read());
  auto row = KITH_TRY(
      lease->query(find_live_token, {{"hash", Value::blob(bytes_of(*hash))}, {"now", now}}));
  if (!KITH_TRY(row->next())) {
    return nobody();
  }
  Authenticated who = member_of(access_.roles(), *row);
  who.kind = CallerKind::token;
  who.token = row->id_of<TokenId>(6);
  who.caller.permissions = cut_to(*who.caller.permissions, row->text(9));
  return keep(key, generation,
              {.who = std::make_shared<const Authenticated>(std::move(who)),
               .expires_at = row->time(7),
               .note_every = note_token_every,
               .last_seen = now,
               .noted_at = row->time(8)});
}

// A program that comes once a day never meets its entry again, so its use is noted here as well.
Authenticator::Caller Authenticator::keep(const KeyedHash& key, std::uint64_t generation,
                                          CallerCache::Entry entry) {
  if (entry.last_seen - entry.noted_at >= entry.note_every) {
    entry.noted_at = entry.last_seen;
    note_use(*entry.who);
  }
  Caller who = entry.who;
  access_.callers().put(key, std::move(entry), generation);
  return who;
}

void Authenticator::note_use(const Authenticated& who) {
  const bool is_session = who.kind == CallerKind::session;
  const Statement& statement = is_session ? note_session : note_token;
  const std::int64_t id = is_session ? who.session.value : who.token.value;
  access_.write_later([&statement, id](store::Transaction& transaction) {
    return transaction.run(statement, {{"id", id}, {"now", transaction.now()}});
  });
}

}  // namespace kith::access
