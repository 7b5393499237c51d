// SPDX-License-Identifier: Apache-2.0
#include "architecture/walls/includes.h"

#include <gtest/gtest.h>

namespace kith::architecture {
namespace {

TEST(IncludeWalls, catch_a_module_that_includes_another) {
  const Tree tree = tree_of({source("modules/sales/src/deal.cpp", R"(
#include "../../service/src/case.h"
#include "service/case.h"
#include "sales/deal.h"
)"),
                             source("modules/service/src/case.h", "")});
  EXPECT_EQ(report(includes_between_modules(tree)),
            "modules/sales/src/deal.cpp:2: includes the module service\n"
            "modules/sales/src/deal.cpp:3: includes the module service\n");
}

TEST(IncludeWalls, catch_a_module_that_includes_more_than_the_sdk) {
  const Tree tree = tree_of({source("modules/service/src/case.cpp", R"(
#include "case.h"
#include "service/reply.h"
#include <kith/time.h>
#include <vector>
#include <fmt/format.h>
#include <unistd.h>
#include "store/sqlite.h"
)")});
  EXPECT_EQ(
      report(module_includes_beyond_sdk(tree)),
      "modules/service/src/case.cpp:6: includes fmt/format.h, which is not for modules to see\n"
      "modules/service/src/case.cpp:7: includes unistd.h, which is not for modules to see\n"
      "modules/service/src/case.cpp:8: includes store/sqlite.h, which is not for modules to "
      "see\n");
}

TEST(IncludeWalls, let_the_tests_of_a_module_see_the_frameworks_and_the_world) {
  const std::string text = "#include <gtest/gtest.h>\n#include \"support/world.h\"\n";
  EXPECT_EQ(report(module_includes_beyond_sdk(
                tree_of({source("modules/service/tests/case_test.cpp", text)}))),
            "");
  EXPECT_EQ(
      module_includes_beyond_sdk(tree_of({source("modules/service/src/case.cpp", text)})).size(),
      2U);
}

TEST(IncludeWalls, catch_the_platform_including_a_module) {
  const Tree tree = tree_of({source("platform/host/run.cpp", R"(
#include "modules/service/src/module.h"
#include "service/case.h"
#include "host/loader.h"
)"),
                             source("modules/service/src/case.h", "")});
  EXPECT_EQ(report(platform_includes_of_modules(tree)),
            "platform/host/run.cpp:2: includes a module: modules/service/src/module.h\n"
            "platform/host/run.cpp:3: includes a module: service/case.h\n");
}

TEST(IncludeWalls, do_not_take_a_literal_or_a_comment_for_an_include) {
  const Tree tree = tree_of({source("platform/host/run.cpp", R"outer(
// #include "modules/service/src/module.h"
const char* text = R"(
#include "modules/service/src/module.h"
)";
)outer")});
  EXPECT_EQ(report(platform_includes_of_modules(tree)), "");
}

TEST(IncludeWalls, catch_asio_outside_net_even_behind_another_header) {
  const Tree tree =
      tree_of({source("platform/net/socket.h", "#include <boost/asio/ip/tcp.hpp>\n"),
               source("platform/net/socket.cpp", "#include \"net/socket.h\"\n"),
               source("platform/host/run.cpp", "#include \"net/socket.h\"\n"),
               source("platform/http/router.cpp", "#include <boost/beast/http.hpp>\n"),
               source("tests/load/client.cpp", "#include <boost/asio.hpp>\n")});
  EXPECT_EQ(report(asio_outside_net(tree)),
            "platform/host/run.cpp: sees boost/asio/ip/tcp.hpp (through platform/net/socket.h)\n"
            "platform/http/router.cpp: sees boost/beast/http.hpp (through "
            "platform/http/router.cpp)\n");
}

TEST(IncludeWalls, catch_one_unit_too_many_with_asio) {
  const Tree tree = tree_of({source("platform/net/a.cpp", "#include <boost/asio.hpp>\n"),
                             source("platform/net/b.cpp", "#include <boost/asio.hpp>\n"),
                             source("platform/net/plain.cpp", "#include <vector>\n")});
  EXPECT_EQ(report(asio_units_beyond(tree, 2)), "");
  EXPECT_EQ(asio_units_beyond(tree, 1).size(), 2U);
}

TEST(IncludeWalls, catch_a_library_behind_an_sdk_header) {
  const Tree tree =
      tree_of({source("platform/sdk/include/kith/json.h", "#include <nlohmann/json.hpp>\n"),
               source("platform/sdk/include/kith/event.h", "#include <kith/json.h>\n"),
               source("platform/sdk/include/kith/id.h", "#include <cstdint>\n"),
               source("platform/store/sqlite.cpp", "#include <sqlite3.h>\n")});
  EXPECT_EQ(report(libraries_behind_sdk(tree)),
            "platform/sdk/include/kith/json.h: brings every module nlohmann/json.hpp (through "
            "platform/sdk/include/kith/json.h)\n"
            "platform/sdk/include/kith/event.h: brings every module nlohmann/json.hpp (through "
            "platform/sdk/include/kith/json.h)\n");
}

}  // namespace
}  // namespace kith::architecture
