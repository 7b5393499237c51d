// SPDX-License-Identifier: Apache-2.0
#include "http/event_mask.h"

#include <gtest/gtest.h>

#include "http/tests/hub_fixture.h"

namespace kith::http {
namespace {

constexpr Visibility people = Visibility::department(Department::people);

TEST(EventMask, shows_the_workspaces_events_to_whoever_may_follow_them) {
  EXPECT_TRUE(EventMask::of(caller_with(anna)).sees(Visibility::workspace()));
}

TEST(EventMask, shows_nothing_without_the_permission_whatever_else_there_is) {
  Caller caller = caller_with(anna, {"sales.event.follow"}, Department::sales);
  caller.permissions =
      std::make_shared<PermissionSet>(std::vector<std::string>{"sales.event.follow"});
  const EventMask mask = EventMask::of(caller);
  EXPECT_FALSE(mask.sees(Visibility::workspace()));
  EXPECT_FALSE(mask.sees(for_sales));
  EXPECT_FALSE(mask.sees(Visibility::member(anna)));
}

TEST(EventMask, shows_a_department_its_own_events_alone) {
  const EventMask mask = EventMask::of(caller_with(anna, {}, Department::sales));
  EXPECT_TRUE(mask.sees(for_sales));
  EXPECT_FALSE(mask.sees(people));
  EXPECT_FALSE(EventMask::of(caller_with(anna)).sees(for_sales));
}

TEST(EventMask, shows_other_departments_to_whoever_may_follow_each) {
  const EventMask mask = EventMask::of(caller_with(anna, {"sales.event.follow"}));
  EXPECT_TRUE(mask.sees(for_sales));
  EXPECT_FALSE(mask.sees(people));
  for (const Permission* permission : event_permissions) {
    const EventMask one = EventMask::of(caller_with(anna, {std::string(permission->name)}));
    int seen = 0;
    for (std::int64_t key = 1; key <= 6; ++key) {
      seen += one.sees(Visibility{key}) ? 1 : 0;
    }
    EXPECT_EQ(seen, permission == &event_log_read ? 0 : 1) << permission->name;
  }
}

TEST(EventMask, shows_what_is_private_to_that_member_alone) {
  const EventMask mask = EventMask::of(caller_with(anna, {"sales.event.follow"}));
  EXPECT_TRUE(mask.sees(Visibility::member(anna)));
  EXPECT_FALSE(mask.sees(Visibility::member(ben)));
}

TEST(EventMask, shows_no_department_that_it_does_not_know) {
  const EventMask mask = EventMask::of(caller_with(anna, {"sales.event.follow"}));
  EXPECT_FALSE(mask.sees(Visibility{7}));
  EXPECT_FALSE(mask.sees(Visibility{63}));
  EXPECT_FALSE(mask.sees(Visibility{64}));
  EXPECT_FALSE(mask.sees(Visibility{std::numeric_limits<std::int64_t>::max()}));
  EXPECT_FALSE(mask.sees(Visibility{std::numeric_limits<std::int64_t>::min()}));
}

TEST(TypeFilter, takes_types_that_begin_as_asked) {
  EXPECT_TRUE(TypeFilter().takes("message.added.v1"));
  const TypeFilter filter({"message", "conversation.status"});
  EXPECT_TRUE(filter.takes("message.added.v1"));
  EXPECT_TRUE(filter.takes("conversation.status_changed.v1"));
  EXPECT_FALSE(filter.takes("conversation.assigned.v1"));
  EXPECT_FALSE(filter.takes("a.message"));
}

}  // namespace
}  // namespace kith::http
