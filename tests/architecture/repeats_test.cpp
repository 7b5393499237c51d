// SPDX-License-Identifier: Apache-2.0
#include "architecture/walls/repeats.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>

namespace kith::architecture {
namespace {

std::string numbered_lines(int first, int last, const std::string& indent = "") {
  std::string text;
  for (int line = first; line <= last; ++line) {
    text += fmt::format("{0}value{1} = compute();  // {0}\n", indent, line);
  }
  return text;
}

TEST(RepeatWall, catches_a_block_that_stands_in_two_files) {
  const Tree tree = tree_of(
      {source("platform/base/a.cpp", "int alpha;\n" + numbered_lines(1, 9)),
       source("platform/base/b.cpp", "int beta;\n\n{\n" + numbered_lines(1, 9, "    ") + "}\n")});
  EXPECT_EQ(report(repeated_blocks(tree, 8)),
            "platform/base/b.cpp:4: repeats 9 lines of platform/base/a.cpp:2\n");
}

TEST(RepeatWall, catches_a_block_that_stands_twice_in_one_file) {
  const Tree tree = tree_of({source("deploy/x.sh", numbered_lines(1, 8) + numbered_lines(1, 8))});
  EXPECT_EQ(report(repeated_blocks(tree, 8)), "deploy/x.sh:9: repeats 8 lines of deploy/x.sh:1\n");
}

TEST(RepeatWall, lets_shorter_blocks_and_empty_lines_pass) {
  const std::string brackets = "}\n}\n\n}\n)\n}\n#include <vector>\n}\n}\n}\n";
  const Tree tree = tree_of({source("platform/base/a.cpp", numbered_lines(1, 7) + brackets),
                             source("platform/base/b.cpp", numbered_lines(1, 7) + brackets)});
  EXPECT_EQ(report(repeated_blocks(tree, 8)), "");
}

TEST(RepeatWall, does_not_look_at_tests) {
  const Tree tree = tree_of({source("platform/base/tests/a.cpp", numbered_lines(1, 9)),
                             source("platform/base/tests/b.cpp", numbered_lines(1, 9))});
  EXPECT_EQ(report(repeated_blocks(tree, 8)), "");
}

}  // namespace
}  // namespace kith::architecture
