// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/page.h>
#include <kith/route.h>

#include "policy.h"

/// The routes under /policies.
namespace kith::service {

struct PolicyView {
  std::optional<PolicyId> id;
  std::string name;
  std::optional<Priority> priority;
  std::int32_t first_reply_minutes = 0;
  std::int32_t next_reply_minutes = 0;
  std::int32_t resolution_minutes = 0;
  bool business_hours = true;
  std::int64_t revision = 0;

  static consteval auto describe() {
    return described("What the company has set out to keep to.",
                     field<&PolicyView::id>("Its number; the built-in one has none."),
                     field<&PolicyView::name>("What it is called."),
                     field<&PolicyView::priority>("The priority that it is for; absent: all "
                                                  "that have none of their own."),
                     field<&PolicyView::first_reply_minutes>("Until the first answer."),
                     field<&PolicyView::next_reply_minutes>("Until each later answer."),
                     field<&PolicyView::resolution_minutes>("Until it is resolved."),
                     field<&PolicyView::business_hours>("Whether only business time counts."),
                     field<&PolicyView::revision>("Which state of it this is."));
  }
};

struct CreatePolicy {
  std::string name;
  std::optional<Priority> priority;
  std::int32_t first_reply_minutes = 0;
  std::int32_t next_reply_minutes = 0;
  std::int32_t resolution_minutes = 0;
  bool business_hours = true;

  static consteval auto describe() {
    constexpr range minutes{1, longest_target_minutes};
    return described(
        "Makes a policy. It holds for the due times that are set from then on.",
        field<&CreatePolicy::name>("What it is called; no two the same.", forms::any_line,
                                   length{1, 80}, example{"\"Urgent\""}),
        field<&CreatePolicy::priority>("The priority that it is for; absent: all that "
                                       "have none of their own."),
        field<&CreatePolicy::first_reply_minutes>("Until the first answer.", minutes),
        field<&CreatePolicy::next_reply_minutes>("Until each later answer.", minutes),
        field<&CreatePolicy::resolution_minutes>("Until it is resolved.", minutes),
        field<&CreatePolicy::business_hours>("Whether only business time counts.", defaults));
  }
};

struct ChangePolicy {
  PolicyId policy_id;
  std::optional<std::string> name;
  Change<Priority> priority;
  std::optional<std::int32_t> first_reply_minutes;
  std::optional<std::int32_t> next_reply_minutes;
  std::optional<std::int32_t> resolution_minutes;
  std::optional<bool> business_hours;

  static consteval auto describe() {
    constexpr range minutes{1, longest_target_minutes};
    return described(
        "Changes a policy. What is left out stays.", field<&ChangePolicy::policy_id>("Which."),
        field<&ChangePolicy::name>("What it is called.", forms::any_line, length{1, 80}),
        field<&ChangePolicy::priority>("The priority that it is for; null: all that "
                                       "have none of their own."),
        field<&ChangePolicy::first_reply_minutes>("Until the first answer.", minutes),
        field<&ChangePolicy::next_reply_minutes>("Until each later answer.", minutes),
        field<&ChangePolicy::resolution_minutes>("Until it is resolved.", minutes),
        field<&ChangePolicy::business_hours>("Whether only business time counts."));
  }
};

/// All of them on one page, the built-in one last: there are few.
Result<Page<PolicyView>> list_policy_views(QueryContext& context, const Nothing& input);
Result<void> create_policy(CommandContext& context, const CreatePolicy& input);
Result<PolicyView> created_policy(QueryContext& context, const CreatePolicy& input,
                                  const Created& created);
Result<void> change_policy(CommandContext& context, const ChangePolicy& input);
Result<PolicyView> changed_policy(QueryContext& context, const ChangePolicy& input,
                                  const Created& created);

}  // namespace kith::service
