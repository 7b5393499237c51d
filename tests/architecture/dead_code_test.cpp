// SPDX-License-Identifier: Apache-2.0
#include "architecture/walls/dead_code.h"

#include <gtest/gtest.h>

#include <array>

namespace kith::architecture {
namespace {

Tree tree_with_a_dead_function() {
  return tree_of({source("platform/base/clock.h", R"(
namespace kith {
/// Tells the time.
class Clock {
 public:
  Time now() const;
  Time never_asked(int zone) const { return {zone}; }
  void overridden() override;
};
Time free_and_dead(const std::function<void(int)>& call);
}
)"),
                  source("platform/base/clock.cpp", R"(
Time Clock::now() const { return read(); }
Time free_and_dead(const std::function<void(int)>& call) { return {}; }
void user(Clock& clock) { clock.now(); }
)")});
}

TEST(DeadCodeWall, catches_a_function_that_nobody_calls) {
  EXPECT_EQ(report(uncalled_functions(tree_with_a_dead_function(), {})),
            "platform/base/clock.h:7: nobody calls never_asked()\n"
            "platform/base/clock.h:10: nobody calls free_and_dead()\n");
}

TEST(DeadCodeWall, lets_pass_what_is_called_from_outside) {
  static constexpr std::array called{CalledFromOutside{"never_asked", "a hook of a library"}};
  EXPECT_EQ(report(uncalled_functions(tree_with_a_dead_function(), called)),
            "platform/base/clock.h:10: nobody calls free_and_dead()\n");
}

TEST(DeadCodeWall, catches_an_entry_of_its_list_that_is_needed_no_more) {
  static constexpr std::array called{CalledFromOutside{"now", "it is called after all"},
                                     CalledFromOutside{"never_asked", "a hook of a library"}};
  EXPECT_EQ(report(idle_entries(tree_with_a_dead_function(), called)),
            "the list of functions called from outside: has no need to name now\n");
}

}  // namespace
}  // namespace kith::architecture
