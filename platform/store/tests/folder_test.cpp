// SPDX-License-Identifier: Apache-2.0
#include "store/folder.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "store/tests/store_fixture.h"

namespace kith::store {
namespace {

namespace fs = std::filesystem;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class Folder : public testing::Test {
 protected:
  void SetUp() override {
    fs::create_directories(path + "/inner/empty");
    std::ofstream(path + "/a") << "1";
    std::ofstream(path + "/inner/.b") << "2";
  }

  TemporaryFolder folder;
  const std::string path = folder.file("some");
};

TEST_F(Folder, says_what_lies_in_it) {
  EXPECT_THAT(names_in(path).value(), UnorderedElementsAre("a", "inner"));
  EXPECT_THAT(names_in(path + "/inner").value(), UnorderedElementsAre(".b", "empty"));
  EXPECT_THAT(names_in(path + "/inner/empty").value(), IsEmpty());
}

TEST_F(Folder, that_is_not_there_or_none_is_an_error_of_its_own) {
  EXPECT_EQ(names_in(path + "/other").error().code, ErrorCode::not_found);
  EXPECT_EQ(names_in(path + "/a").error().code, ErrorCode::unavailable);
}

TEST_F(Folder, is_removed_with_all_in_it_and_no_link_is_followed) {
  const std::string elsewhere = folder.file("elsewhere");
  fs::create_directory(elsewhere);
  std::ofstream(elsewhere + "/kept") << "3";
  fs::create_directory_symlink(elsewhere, path + "/link");
  remove_folder(path);
  EXPECT_FALSE(fs::exists(path));
  EXPECT_TRUE(fs::exists(elsewhere + "/kept"));
  remove_folder(path);
}

}  // namespace
}  // namespace kith::store
