// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <sstream>

#include "shop.h"

/// A module from outside the tree: written by `kith module new`, built against the installed SDK
/// alone, loaded by the real executable.
namespace kith::fault {
namespace {

using nlohmann::json;

std::string text_of(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

class NewModule : public Shop {
 protected:
  // Runs a program and, where it fails, shows what it said.
  static void expect_runs(const std::vector<std::string>& command) {
    const scenario::Ran ran = scenario::run_program(command);
    ASSERT_EQ(ran.exit_code, 0) << command[0] << " " << command[1] << ":\n"
                                << ran.output << ran.errors;
  }
  static void install_sdk(const std::string& prefix) {
    expect_runs({KITH_CMAKE, "--install", KITH_BUILD, "--component", "sdk", "--prefix", prefix});
  }
  static std::vector<std::string> configure(const std::string& folder, const std::string& sdk,
                                            const std::string& compiler) {
    return {KITH_CMAKE,
            "-G",
            "Ninja",
            "-S",
            folder,
            "-B",
            folder + "/build",
            "-DCMAKE_PREFIX_PATH=" + sdk,
            "-DCMAKE_CXX_COMPILER=" + compiler,
            "-DCMAKE_COMPILE_WARNING_AS_ERROR=ON"};
  }

  // What one post is told to be, once the module has heard of it.
  json finding_on(const std::string& text) {
    json post = question("p" + std::to_string(++posts_));
    post["text"] = text;
    KeepAlive api(data_);
    const auto stored = api.post("/api/v1/intake", {{"posts", {post}}});
    if (!stored || stored->status != 200) {
      ADD_FAILURE() << "it was not stored";
      return {};
    }
    const std::string message = stored->body["results"][0]["message_id"];
    for (int wait = 0; wait < 2000; ++wait) {
      const auto found = api.get("/api/v1/messages/" + message + "/findings");
      if (found && found->body["spare_parts"]["state"] != "behind") {
        return found->body["spare_parts"];
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return {};
  }

  int posts_ = 0;
};

TEST_F(NewModule, is_built_from_the_installed_sdk_and_works_beside_the_built_in_ones) {
  const std::string sdk = (folder_ / "sdk").string();
  const std::string made = (folder_ / "spare_parts").string();
  ASSERT_NO_FATAL_FAILURE(install_sdk(sdk));
  const scenario::Ran written = scenario::run_kith(
      {"module", "new", "spare_parts", "--folder", made, "--department", "logistics"});
  ASSERT_EQ(written.exit_code, 0) << written.errors;
  EXPECT_NE(written.output.find(made + "/build/kith_spare_parts.so"), std::string::npos);

  ASSERT_NO_FATAL_FAILURE(expect_runs(configure(made, sdk, KITH_COMPILER)));
  ASSERT_NO_FATAL_FAILURE(expect_runs({KITH_CMAKE, "--build", made + "/build", "-j", "2"}));
  EXPECT_EQ(text_of(made + "/build/build.ninja").find(KITH_SOURCE "/platform"), std::string::npos)
      << "it needs the sources of kith";
  ASSERT_NO_FATAL_FAILURE(
      expect_runs({"ctest", "--test-dir", made + "/build", "--no-tests=error"}));

  const std::string file = made + "/build/kith_spare_parts.so";
  found(data_);
  start({file});
  const json mention = finding_on("Do you sell spare parts for it?");
  EXPECT_EQ(mention["state"], "found") << mention;
  EXPECT_EQ(mention["finding"]["mentions_in_thread"], 1) << mention;
  const json other = finding_on("Where is my parcel?");
  EXPECT_EQ(other["state"], "nothing") << other;
  EXPECT_EQ(other["reason"], "It does not speak of spare parts.");
  const auto listed = KeepAlive(data_).get("/api/v1/spare_parts/mentions");
  ASSERT_TRUE(listed);
  ASSERT_EQ(listed->body["items"].size(), 1U) << listed->body;
  EXPECT_EQ(listed->body["items"][0]["text"], "Do you sell spare parts for it?");
  EXPECT_EQ(stop(), 0);
  const scenario::Ran check =
      scenario::run_kith({"rebuild", "spare_parts", "--check", "--data", data_, "--module", file});
  EXPECT_EQ(check.exit_code, 0) << check.output << check.errors;
}

TEST_F(NewModule, is_not_built_by_a_compiler_that_this_kith_would_refuse) {
  const std::string sdk = (folder_ / "sdk").string();
  const std::string made = (folder_ / "spare_parts").string();
  ASSERT_NO_FATAL_FAILURE(install_sdk(sdk));
  ASSERT_EQ(scenario::run_kith({"module", "new", "spare_parts", "--folder", made}).exit_code, 0);
  const bool is_clang = std::string(KITH_COMPILER).find("clang") != std::string::npos;
  const scenario::Ran ran =
      scenario::run_program(configure(made, sdk, is_clang ? "g++" : "clang++-19"));
  EXPECT_NE(ran.exit_code, 0);
  EXPECT_NE(ran.errors.find("This SDK is of a kith that"), std::string::npos) << ran.errors;
}

TEST_F(NewModule, overwrites_nothing_and_says_what_a_name_or_department_must_be) {
  const std::string made = (folder_ / "made").string();
  const auto refused = [&](const std::vector<std::string>& words, const std::string& reason) {
    std::vector<std::string> command = {"module", "new"};
    command.insert(command.end(), words.begin(), words.end());
    const scenario::Ran ran = scenario::run_kith(command);
    EXPECT_EQ(ran.exit_code, 1);
    EXPECT_NE(ran.errors.find(reason), std::string::npos) << ran.errors;
  };
  refused({"Spare-Parts", "--folder", made}, "\"Spare-Parts\" is no name of a module: a small");
  refused({"service", "--folder", made}, "The module service has a name that is taken.");
  refused({"class", "--folder", made}, "\"class\" is a word of C++ or of kith itself.");
  refused({"parts", "--folder", made, "--department", "spares"},
          "There is no department \"spares\". There are: service,");
  EXPECT_FALSE(std::filesystem::exists(made)) << "nothing was written";
  std::ofstream(made) << "mine";
  refused({"parts", "--folder", made}, made + " is a file.");
  EXPECT_EQ(text_of(made), "mine");
  refused({"parts", "--folder", folder_.string()}, "is not empty, and nothing in it is");
}

}  // namespace
}  // namespace kith::fault
