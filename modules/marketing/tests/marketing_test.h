// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include "events.h"
#include "module.h"
#include "owners_api.h"
#include "support/module_bench.h"

namespace kith::marketing {

using std::chrono::days;
using std::chrono::hours;

inline constexpr MemberId anna{11};

/// Marketing on the bench, with the words in which its stories are told.
class MarketingBench : public support::ModuleBench {
 public:
  explicit MarketingBench(std::size_t most_events = 4000)
      : ModuleBench(marketing::module(), most_events) {}

  /// A colleague works here, or does not any more.
  void works_here(MemberId member, bool is_active = true) {
    const std::string number = std::to_string(member.value);
    const std::string active = is_active ? "1" : "0";
    execute("INSERT INTO member_place(member, department, is_active) VALUES(" + number + ", 1, " +
            active + ") ON CONFLICT(member) DO UPDATE SET is_active = " + active);
  }

  Result<OwnerView> owner(Department department) {
    return call<OwnerView>(HttpMethod::get, "/owners/{department}", OneOwner{department},
                           caller(anna));
  }
  Result<OwnerView> name(Department department, std::optional<MemberId> member,
                         std::int64_t revision = 0) {
    return call<OwnerView>(HttpMethod::put, "/owners/{department}", NameOwner{department, member},
                           caller(anna), revision);
  }
};

class MarketingTest : public testing::Test {
 protected:
  void TearDown() override {
    bench.settle();
    EXPECT_EQ(bench.held(), "");
    EXPECT_EQ(bench.rebuild_difference(), "");
  }

  MarketingBench bench;
};

}  // namespace kith::marketing
