// SPDX-License-Identifier: Apache-2.0
#include "policy_store.h"

namespace kith::service {

constexpr Statement list_policies{
    "list_policies",
    "SELECT id, name, priority, first_reply_minutes, next_reply_minutes, resolution_minutes, "
    "business_hours, revision FROM service_policy ORDER BY id"};
constexpr Statement insert_policy{
    "insert_policy",
    "INSERT INTO service_policy(id, name, priority, first_reply_minutes, next_reply_minutes, "
    "resolution_minutes, business_hours, revision) VALUES($id, $name, $priority, "
    "$first_reply_minutes, $next_reply_minutes, $resolution_minutes, $business_hours, $revision)"};
constexpr Statement update_policy{
    "update_policy",
    "UPDATE service_policy SET name = $name, priority = $priority, "
    "first_reply_minutes = $first_reply_minutes, next_reply_minutes = $next_reply_minutes, "
    "resolution_minutes = $resolution_minutes, business_hours = $business_hours, "
    "revision = $revision WHERE id = $id"};

Result<std::vector<Policy>> load_policies(Reader& reader) {
  std::vector<Policy> policies;
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(list_policies));
  while (KITH_TRY(rows->next())) {
    Policy policy{.id = {rows->integer(0)},
                  .name = rows->string(1),
                  .first_reply_minutes = static_cast<std::int32_t>(rows->integer(3)),
                  .next_reply_minutes = static_cast<std::int32_t>(rows->integer(4)),
                  .resolution_minutes = static_cast<std::int32_t>(rows->integer(5)),
                  .business_hours = rows->flag(6),
                  .revision = rows->integer(7)};
    if (!rows->is_null(2)) {
      policy.priority = rows->enumerator<Priority>(2);
    }
    policies.push_back(std::move(policy));
  }
  return policies;
}

Result<Policy> load_policy(Reader& reader, PolicyId id) {
  for (Policy& policy : KITH_TRY(load_policies(reader))) {
    if (policy.id == id) {
      return std::move(policy);
    }
  }
  return fail(ErrorCode::not_found, "There is no such policy.");
}

}  // namespace kith::service
