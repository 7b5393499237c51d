// SPDX-License-Identifier: Apache-2.0
#include "policies_api.h"

#include <algorithm>

#include "events.h"
#include "policy_store.h"

namespace kith::service {
namespace {

PolicyView view_of(const Policy& policy) {
  return {policy.id ? std::optional(policy.id) : std::nullopt,
          policy.name,
          policy.priority,
          policy.first_reply_minutes,
          policy.next_reply_minutes,
          policy.resolution_minutes,
          policy.business_hours,
          policy.revision};
}

/// `conflict` when another policy has the name, or holds for the same priority.
Result<void> check_unique(const std::vector<Policy>& policies, const Policy& wanted) {
  for (const Policy& other : policies) {
    if (other.id == wanted.id) {
      continue;
    }
    if (other.name == wanted.name) {
      return fail_at(ErrorCode::conflict, "/name", "Another policy has this name.");
    }
    if (other.priority == wanted.priority) {
      return fail_at(ErrorCode::conflict, "/priority",
                     "The policy " + other.name + " holds for this priority. Change that one.");
    }
  }
  return {};
}

void store(CommandContext& context, const Statement& statement, const Policy& policy) {
  std::optional<int> priority;
  if (policy.priority) {
    priority = static_cast<int>(*policy.priority);
  }
  context.run(statement, {{"id", policy.id},
                          {"name", policy.name},
                          {"priority", priority},
                          {"first_reply_minutes", policy.first_reply_minutes},
                          {"next_reply_minutes", policy.next_reply_minutes},
                          {"resolution_minutes", policy.resolution_minutes},
                          {"business_hours", policy.business_hours},
                          {"revision", policy.revision}});
  context.emit(policy.id.value, PolicyChanged{.policy_id = policy.id, .revision = policy.revision});
}

}  // namespace

Result<Page<PolicyView>> list_policy_views(QueryContext& context, const Nothing&) {
  Page<PolicyView> page;
  for (const Policy& policy : KITH_TRY(load_policies(context.reader()))) {
    page.items.push_back(view_of(policy));
  }
  page.items.push_back(view_of(built_in_policy()));
  return page;
}

Result<void> create_policy(CommandContext& context, const CreatePolicy& input) {
  const std::vector<Policy> policies = KITH_TRY(load_policies(context.reader()));
  if (policies.size() >= most_policies) {
    return fail(ErrorCode::rule, "There are as many policies as there can be. Change one of them.");
  }
  Policy policy{{},
                input.name,
                input.priority,
                input.first_reply_minutes,
                input.next_reply_minutes,
                input.resolution_minutes,
                input.business_hours,
                1};
  KITH_CHECK(check_unique(policies, policy));
  policy.id = KITH_TRY(context.mint<PolicyId>());
  store(context, insert_policy, policy);
  return {};
}

Result<PolicyView> created_policy(QueryContext& context, const CreatePolicy&,
                                  const Created& created) {
  return view_of(KITH_TRY(load_policy(context.reader(), KITH_TRY(created.minted_id<PolicyId>()))));
}

Result<void> change_policy(CommandContext& context, const ChangePolicy& input) {
  Policy policy = KITH_TRY(load_policy(context.reader(), input.policy_id));
  KITH_CHECK(context.check_revision(policy.revision));
  policy.name = input.name.value_or(policy.name);
  input.priority.apply_to(policy.priority);
  policy.first_reply_minutes = input.first_reply_minutes.value_or(policy.first_reply_minutes);
  policy.next_reply_minutes = input.next_reply_minutes.value_or(policy.next_reply_minutes);
  policy.resolution_minutes = input.resolution_minutes.value_or(policy.resolution_minutes);
  policy.business_hours = input.business_hours.value_or(policy.business_hours);
  ++policy.revision;
  KITH_CHECK(check_unique(KITH_TRY(load_policies(context.reader())), policy));
  store(context, update_policy, policy);
  return {};
}

Result<PolicyView> changed_policy(QueryContext& context, const ChangePolicy& input,
                                  const Created&) {
  return view_of(KITH_TRY(load_policy(context.reader(), input.policy_id)));
}

}  // namespace kith::service
