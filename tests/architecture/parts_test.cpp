// SPDX-License-Identifier: Apache-2.0
#include "architecture/walls/parts.h"

#include <gtest/gtest.h>

namespace kith::architecture {
namespace {

TEST(PartWalls, know_the_order_of_the_parts) {
  EXPECT_TRUE(part_may_use("events", "store"));
  EXPECT_TRUE(part_may_use("intake", "text"));
  EXPECT_TRUE(part_may_use("text", "base"));
  EXPECT_TRUE(part_may_use("store", "store"));
  EXPECT_FALSE(part_may_use("store", "events"));
  EXPECT_FALSE(part_may_use("text", "store"));
  EXPECT_FALSE(part_may_use("store", "text"));
  EXPECT_FALSE(part_may_use("channels", "http"));
  EXPECT_TRUE(part_may_use("insight", "conversation"));
  EXPECT_TRUE(part_may_use("host", "insight"));
  EXPECT_FALSE(part_may_use("conversation", "insight"));
  EXPECT_FALSE(part_may_use("insight", "http"));
  EXPECT_FALSE(part_may_use("insight", "channels"));
  EXPECT_FALSE(part_may_use("sdk", "base"));
}

TEST(PartWalls, catch_a_folder_that_the_order_does_not_know) {
  const Tree tree =
      tree_of({source("platform/utilities/misc.h", ""), source("platform/base/clock.h", ""),
               source("platform/CMakeLists.txt", "")});
  EXPECT_EQ(report(unknown_parts(tree)),
            "platform/utilities: is no part of the platform's order\n");
}

TEST(PartWalls, catch_an_include_against_the_order) {
  const Tree tree =
      tree_of({source("platform/store/writer.cpp", R"(
#include "base/clock.h"
#include "events/bus.h"
#include <kith/time.h>
)"),
               source("platform/sdk/include/kith/time.h", "#include \"base/clock.h\"")});
  EXPECT_EQ(report(includes_against_order(tree)),
            "platform/store/writer.cpp:3: includes events/bus.h, which is not below store\n"
            "platform/sdk/include/kith/time.h:1: includes base/clock.h, which is not below sdk\n");
}

TEST(PartWalls, catch_a_link_against_the_order) {
  const Tree tree = tree_of({source("platform/text/CMakeLists.txt", R"(
kith_part(text
  SOURCES classify.cpp  # not kith_host
  DEPENDS kith_base kith_store PkgConfig::sodium)
target_link_libraries(kith_text PRIVATE kith_events)
kith_test(text_test SOURCES tests/classify_test.cpp DEPENDS kith_text)
)")});
  EXPECT_EQ(report(links_against_order(tree)),
            "platform/text/CMakeLists.txt:2: kith_text links kith_store, which is not below it\n"
            "platform/text/CMakeLists.txt:5: kith_text links kith_events, which is not below it\n");
}

TEST(PartWalls, catch_a_module_that_links_more_than_the_sdk) {
  const Tree tree = tree_of({source("modules/service/CMakeLists.txt", R"(
add_library(kith_service STATIC src/module.cpp)
target_link_libraries(kith_service PUBLIC kith_sdk kith_store)
kith_test(service_test SOURCES tests/case_test.cpp DEPENDS kith_service kith_store)
)")});
  EXPECT_EQ(report(links_against_order(tree)),
            "modules/service/CMakeLists.txt:3: a module links kith_store\n");
}

TEST(PartWalls, catch_a_part_without_a_readme) {
  const Tree tree =
      tree_of({source("platform/base/clock.h", ""), source("platform/base/README.md", ""),
               source("platform/store/log.h", ""), source("modules/sales/src/deal.h", "")});
  EXPECT_EQ(report(parts_without_readme(tree)),
            "modules/sales: has no README.md\nplatform/store: has no README.md\n");
}

}  // namespace
}  // namespace kith::architecture
