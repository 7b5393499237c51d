// SPDX-License-Identifier: Apache-2.0
#include "architecture/walls/style.h"

#include <gtest/gtest.h>

#include <string>

namespace kith::architecture {
namespace {

TEST(StyleWalls, catch_a_file_that_is_too_long) {
  std::string text = "#!/usr/bin/env bash\n";
  for (int line = 0; line < 9; ++line) {
    text += "true\n";
  }
  const Tree tree = tree_of({source("deploy/up", text), source("README.md", text.substr(20))});
  EXPECT_EQ(report(files_longer_than(tree, 9)), "deploy/up: has 10 lines\n");
  EXPECT_EQ(report(files_longer_than(tree, 10)), "");
}

TEST(StyleWalls, catch_a_source_without_its_licence) {
  const Tree tree = tree_of(
      {source("platform/base/clock.h", "#pragma once\n"),
       source("platform/base/hash.h", "// SPDX-License-Identifier: Apache-2.0\n#pragma once\n"),
       source("deploy/up", "#!/bin/bash\n# SPDX-License-Identifier: Apache-2.0\n"),
       source("deploy/down", "#!/bin/bash\n"), source("README.md", "words")});
  EXPECT_EQ(report(files_without_licence(tree)),
            "platform/base/clock.h: does not name its licence in an SPDX line\n"
            "deploy/down: does not name its licence in an SPDX line\n");
}

TEST(StyleWalls, catch_a_type_that_does_not_say_what_it_is_for) {
  const Tree tree = tree_of({source("platform/base/clock.h", R"(
namespace kith {

class Forward;

/// Tells the time.
class Clock {
 public:
  struct Inner {};
};

template <class T>
struct Silent : Clock {
  int member = 0;
};

/// Has one.
template <class T>
struct Told {
  enum class Kind { one };
};

template <>
struct Told<int> {};

enum class Mute : char { a, b };
enum class Short { a, b };  ///< says it at the end

struct Described {
  static consteval auto describe() { return described("Says what it means."); }
};

namespace detail {
struct Helper {};
}  // namespace detail

}  // namespace kith
)")});
  EXPECT_EQ(report(types_without_comment(tree)),
            "platform/base/clock.h:12: Silent does not say what it is for\n"
            "platform/base/clock.h:26: Mute does not say what it is for\n");
}

TEST(StyleWalls, catch_what_the_library_of_gcc_12_has_not) {
  const Tree tree = tree_of({source("platform/base/log.cpp", R"(
#include <format>
auto text = std::format("{}", 1);
auto other = fmt::format("{}", 1);
auto error = std::format_error("not the function");
)")});
  EXPECT_EQ(report(missing_library_features(tree)),
            "platform/base/log.cpp:3: uses std::format\n"
            "platform/base/log.cpp:2: includes <format>\n");
}

TEST(StyleWalls, catch_the_words_of_the_unfinished) {
  const std::string word = std::string("TO") + "DO";
  const Tree tree =
      tree_of({source("platform/base/log.cpp", "// " + word + ": the rest\n"),
               source("README.md", "Fine. " + word + "S and MA" + word + " pass.\n")});
  EXPECT_EQ(report(unfinished_words(tree)), "platform/base/log.cpp:1: says " + word + "\n");
}

TEST(StyleWalls, catch_a_path_of_one_machine) {
  const std::string path = std::string("/ho") + "me/";
  const Tree tree = tree_of({source("deploy/run.sh", "cd " + path + "anna/kith\n"),
                             source("README.md", "https://kith.example" + path + "x .." + path)});
  EXPECT_EQ(report(machine_paths(tree)),
            "deploy/run.sh:1: names a path of one machine, " + path + "\n");
}

TEST(StyleWalls, catch_an_entry_at_the_top_that_has_no_place) {
  const Tree tree = tree_of({source("platform/base/log.cpp", ""), source(".clang-tidy", ""),
                             source("scripts/x.sh", ""), source("notes.md", "")});
  EXPECT_EQ(report(unknown_top_entries(tree)),
            "notes.md: has no place at the top\nscripts: has no place at the top\n");
}

}  // namespace
}  // namespace kith::architecture
