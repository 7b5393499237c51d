// SPDX-License-Identifier: Apache-2.0
#include "host/new_module.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kith::host {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr Module garden{.name = "garden"};
constexpr const Module* known[] = {&garden};

std::string fault_of(const std::string& name) {
  const auto files = files_of_new_module({.name = name}, known);
  return files ? "" : files.error().message;
}

TEST(NewModule, is_called_as_a_module_may_be_and_nobody_else_is) {
  EXPECT_EQ(fault_of("warranty"), "");
  EXPECT_EQ(fault_of("out_of_3"), "");
  for (const char* const wrong : {"", "Warranty", "3d", "no-dash", "a b", "_a", "größe"}) {
    EXPECT_THAT(fault_of(wrong), HasSubstr("is no name of a module")) << wrong;
  }
  EXPECT_THAT(fault_of(std::string(33, 'a')), HasSubstr("at most 32"));
  EXPECT_EQ(fault_of(std::string(32, 'a')), "");
  EXPECT_THAT(fault_of("a__b"), HasSubstr("one _ between two words"));
  EXPECT_THAT(fault_of("a_"), HasSubstr("one _ between two words"));
  EXPECT_THAT(fault_of("garden"), HasSubstr("taken"));
  EXPECT_THAT(fault_of("message"), HasSubstr("taken"));
  for (const char* const word : {"class", "linux", "query", "text", "sdk"}) {
    EXPECT_THAT(fault_of(word), HasSubstr("is a word of C++ or of kith")) << word;
  }
}

TEST(NewModule, has_a_file_for_each_thing_and_no_place_left_to_fill_in) {
  const auto files =
      files_of_new_module({.name = "spare_parts", .department = Department::logistics}, known);
  ASSERT_TRUE(files) << files.error().message;
  std::string paths;
  std::string all;
  for (const NewFile& file : *files) {
    paths += file.path + "\n";
    all += file.text;
    EXPECT_THAT(file.text, Not(HasSubstr("{{name}}"))) << file.path;
    EXPECT_THAT(file.text, Not(HasSubstr("{{words}}"))) << file.path;
    EXPECT_THAT(file.text, Not(HasSubstr("{{department}}"))) << file.path;
  }
  for (const char* const each :
       {"CMakeLists.txt\n", "README.md\n", "migrations/0001_mentions.sql\n", "src/module.cpp\n",
        "src/mention.h\n", "src/mention_store.cpp\n", "src/mention_projection.cpp\n",
        "src/mentions_api.cpp\n", "src/facets.cpp\n", "src/measures.cpp\n",
        "tests/mention_test.cpp\n"}) {
    EXPECT_THAT(paths, HasSubstr(each));
  }
  EXPECT_THAT(all, HasSubstr("namespace kith::spare_parts {"));
  EXPECT_THAT(all, HasSubstr("Hears the messages that speak of spare parts."));
  EXPECT_THAT(all, HasSubstr(".department = Department::logistics,"));
}

}  // namespace
}  // namespace kith::host
