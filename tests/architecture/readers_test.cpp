// SPDX-License-Identifier: Apache-2.0
// What the walls stand on: reading C++, CMake and the tree.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "architecture/cmake_text.h"
#include "architecture/cpp_text.h"
#include "architecture/tree.h"

namespace kith::architecture {
namespace {

TEST(CodeOnly, blanks_comments_and_literals_and_keeps_the_lines) {
  EXPECT_EQ(code_only("a // b\nc"), "a     \nc");
  EXPECT_EQ(code_only("a /* b\n */ c"), "a     \n    c");
  EXPECT_EQ(code_only(R"(f("x\"y", 'z', '"'))"), R"(f("    ", ' ', ' '))");
  EXPECT_EQ(code_only("x = 1'000'000 + '1';"), "x = 1'000'000 + ' ';");
  EXPECT_EQ(code_only("R\"q(a)\" // \n)q\" b"), "R\"q(       \n)q\" b");
}

TEST(WithoutComments, keeps_what_looks_like_a_comment_in_a_literal) {
  EXPECT_EQ(without_comments("f(\"// x\") // y"), "f(\"// x\")     ");
}

std::vector<std::string> functions_in(const std::string& code) {
  std::vector<std::string> names;
  const std::string blanked = code_only(code);
  for (const Declaration& declaration : declarations_of(blanked)) {
    if (!function_name(declaration).empty()) {
      names.emplace_back(function_name(declaration));
    }
  }
  return names;
}

TEST(FunctionName, finds_declarations_and_definitions_and_nothing_else) {
  EXPECT_EQ(functions_in(R"(
#define MACRO(x) \
  call_in_macro(x);
namespace kith {
extern "C" { int in_c(void); }
[[nodiscard]] Result<int> plain(std::string_view text);
template <class T, class U = std::vector<T>>
inline auto templated(T value) -> U { return called(value); }
struct Thing final : Base<int> {
  explicit Thing(int x) : member{x} { called(); }
  ~Thing();
  bool method() const noexcept(true);
  std::function<void(int)> callback;
  int initialised = called(3);
  static Result<Thing> create(int a, int b = called());
  bool operator==(const Thing&) const;
 private:
  void hidden();
};
Result<int> Thing::defined() { if (x) { called(); } return nested(); }
using Alias = int(*)(int);
static_assert(sizeof(int) == 4);
}
)"),
            (std::vector<std::string>{"in_c", "plain", "templated", "method", "create", "hidden",
                                      "defined"}));
}

TEST(CMakeCommands, are_read_with_their_arguments_and_lines) {
  const auto commands =
      cmake_commands("# a(b)\nforeach(x a b)\n  kith_part(x # c)\n    SOURCES y)\n");
  ASSERT_EQ(commands.size(), 2U);
  EXPECT_EQ(commands[0].name, "foreach");
  EXPECT_EQ(commands[1].name, "kith_part");
  EXPECT_EQ(commands[1].arguments, (std::vector<std::string>{"x", "SOURCES", "y"}));
  EXPECT_EQ(commands[1].line, 3U);
}

/// A folder that goes with the test.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "kith-tree-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~ScratchFolder() { std::filesystem::remove_all(path_); }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  void write(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name) << text;
  }

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

TEST(ReadTree, finds_text_files_and_passes_over_what_is_ignored) {
  const ScratchFolder folder;
  folder.write(".gitignore", "/build/\nnode_modules\n*.swp\n");
  folder.write("build/x.cpp", "int x;");
  folder.write("web/node_modules/x.ts", "x");
  folder.write("platform/a.cpp", "#include <vector>\n");
  folder.write("platform/a.swp", "x");
  folder.write("platform/build/b.h", "x");
  folder.write("web/picture.png", std::string("x\0y", 3));
  const Tree tree = read_tree(folder.path());
  std::vector<std::string> paths;
  for (const SourceFile& file : tree.files) {
    paths.push_back(file.path);
  }
  EXPECT_EQ(paths,
            (std::vector<std::string>{".gitignore", "platform/a.cpp", "platform/build/b.h"}));
  EXPECT_EQ(tree.top, (std::set<std::string>{".gitignore", "platform", "web"}));
  EXPECT_EQ(tree.files[1].includes.size(), 1U);
}

}  // namespace
}  // namespace kith::architecture
