// SPDX-License-Identifier: Apache-2.0
#include <fstream>

#include "shop.h"

namespace kith::fault {
namespace {

using Loader = Shop;

scenario::Ran serve_with(const std::string& data, const std::string& file) {
  return scenario::run_kith({"serve", "--data", data, "--listen", "127.0.0.1:0", "--module", file});
}

TEST_F(Loader, refuses_what_is_no_module_was_built_otherwise_or_is_here_already) {
  const std::string text = (folder_ / "text.so").string();
  std::ofstream(text) << "not a module\n";
  const auto refused = [&](const std::string& file, const std::string& reason) {
    const scenario::Ran ran = serve_with(data_, file);
    EXPECT_EQ(ran.exit_code, 3) << file;
    EXPECT_NE(ran.errors.find(reason), std::string::npos) << ran.errors;
    EXPECT_FALSE(std::filesystem::exists(data_ + "/workspaces")) << "nothing was opened";
  };
  refused(data_ + "/absent.so", "no such file");
  refused(text, "cannot be loaded");
  refused(module_file("foreign"), "its flags are \"another layout\", not ");
  refused(module_file("kith_service"), "is the module service, which this kith has already");
}

TEST_F(Loader, refuses_a_statement_on_a_table_that_is_not_the_modules_own) {
  found(data_);
  const scenario::Ran ran = serve_with(data_, module_file("trespasses"));
  EXPECT_EQ(ran.exit_code, 1);
  EXPECT_NE(ran.errors.find("rewrite"), std::string::npos) << ran.errors;
  EXPECT_NE(ran.errors.find("trespasses"), std::string::npos) << ran.errors;
}

TEST_F(Loader, takes_modules_from_the_settings_and_serves_them_beside_the_built_in_ones) {
  found(data_);
  start({}, {"modules.load=" + module_file("counts") + "," + module_file("throws")});
  KeepAlive api(data_);
  ASSERT_TRUE(api.post("/api/v1/intake", {{"posts", {question("p1")}}}));
  for (const char* table : {"counts_seen", "throws_seen", "service_case"}) {
    EXPECT_TRUE(wait_for("SELECT count(*) FROM " + std::string(table), 1, std::chrono::seconds(10)))
        << table;
  }
  EXPECT_EQ(stop(), 0);
}

}  // namespace
}  // namespace kith::fault
