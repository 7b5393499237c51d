// SPDX-License-Identifier: Apache-2.0
#include "access/expiry.h"

namespace kith::access {
namespace {

// A piece of work of a few milliseconds.
constexpr std::int64_t most_rows = 500;

// A session's row is at least as old as its secret could be valid, whether it ended or not.
constexpr Statement forget_sessions{
    "access_forget_sessions",
    "DELETE FROM access_session WHERE id IN (SELECT id FROM access_session "
    "WHERE expires_at < $before ORDER BY id LIMIT $limit)"};
constexpr Statement forget_links{"access_forget_links",
                                 "DELETE FROM access_link WHERE id IN (SELECT id FROM access_link "
                                 "WHERE expires_at < $before ORDER BY id LIMIT $limit)"};
constexpr Statement forget_tokens{
    "access_forget_tokens",
    "DELETE FROM access_token WHERE id IN (SELECT id FROM access_token "
    "WHERE (revoked_at <> 0 AND revoked_at < $before) "
    "OR (expires_at <> 0 AND expires_at < $before) ORDER BY id LIMIT $limit)"};

}  // namespace

std::span<const Statement* const> expiry_statements() {
  static constexpr const Statement* all[] = {&forget_sessions, &forget_links, &forget_tokens};
  return all;
}

Result<bool> forget_expired(Access& access) {
  bool is_more = false;
  const Result<store::Writer::Commit> done = access.writer().run(
      store::Urgency::background, [&](store::Transaction& transaction) -> Result<void> {
        const Time now = transaction.now();
        const auto forget = [&](const Statement& statement, Duration remembered) -> Result<void> {
          KITH_CHECK(
              transaction.run(statement, {{"before", now - remembered}, {"limit", most_rows}}));
          is_more = is_more || transaction.changes() == most_rows;
          return {};
        };
        KITH_CHECK(forget(forget_sessions, session_remembered));
        KITH_CHECK(forget(forget_links, remains_remembered));
        return forget(forget_tokens, remains_remembered);
      });
  KITH_CHECK(done);
  return is_more;
}

}  // namespace kith::access
