// SPDX-License-Identifier: Apache-2.0
#include "conversation/member_place.h"

#include <kith/events.h>

#include "conversation_fixture.h"

namespace kith::conversation {
namespace {

class MemberPlaceTest : public ConversationFixture {
 protected:
  std::size_t told_by(const std::vector<MemberPlace>& all) {
    log.clear();
    EXPECT_TRUE(in_transaction(
        [&](store::Transaction& transaction) { return update_member_places(transaction, all); }));
    return log.size();
  }
};

TEST_F(MemberPlaceTest, is_told_once_and_again_when_it_is_another) {
  const MemberPlace ada{{7}, Department::service, true};
  const MemberPlace kim{{8}, Department::sales, true};
  EXPECT_EQ(told_by({ada, kim}), 2U);
  EXPECT_EQ(told_by({ada, kim}), 0U);
  EXPECT_EQ(told_by({ada, {{8}, Department::product, true}}), 1U);
  const auto event = last_event<MemberChanged>();
  EXPECT_EQ(event.member_id, MemberId{8});
  EXPECT_EQ(event.department, Department::product);
  EXPECT_TRUE(event.is_active);
}

TEST_F(MemberPlaceTest, stays_of_who_has_gone_and_is_not_told_twice) {
  EXPECT_EQ(told_by({{{7}, Department::service, true}}), 1U);
  EXPECT_EQ(told_by({}), 1U);
  EXPECT_FALSE(last_event<MemberChanged>().is_active);
  EXPECT_EQ(last_event<MemberChanged>().department, Department::service);
  EXPECT_EQ(told_by({}), 0U);
  EXPECT_EQ(number("SELECT is_active FROM kith_member WHERE id = 7"), 0);
}

}  // namespace
}  // namespace kith::conversation
