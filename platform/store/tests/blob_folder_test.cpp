// SPDX-License-Identifier: Apache-2.0
#include "store/blob_folder.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "store/backup_manifest.h"
#include "store/tests/store_fixture.h"

namespace kith::store {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class BlobFolderTest : public testing::Test {
 protected:
  std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder.file("blobs"))) {
      names.push_back(entry.path().filename().string());
    }
    return names;
  }

  TemporaryFolder folder;
  BlobFolder blobs{folder.file("blobs")};
};

TEST_F(BlobFolderTest, keeps_a_content_once_under_its_hash) {
  const auto first = blobs.put("what somebody sent");
  const auto second = blobs.put("what somebody sent");
  ASSERT_TRUE(first && second);
  EXPECT_EQ(*first, sha256("what somebody sent"));
  EXPECT_EQ(*first, *second);
  EXPECT_THAT(names(), ElementsAre(hex(bytes_of(*first))));
  EXPECT_EQ(blobs.read(bytes_of(*first)).value(), "what somebody sent");
  EXPECT_TRUE(blobs.has(bytes_of(*first)));
  EXPECT_EQ(std::filesystem::status(folder.file("blobs")).permissions(),
            std::filesystem::perms::owner_all);
}

TEST_F(BlobFolderTest, says_when_a_file_is_damaged_or_gone_and_mends_it_when_it_comes_again) {
  const std::string hash(bytes_of(blobs.put("twelve bytes").value()));
  std::ofstream(blobs.file_of(hash)) << "twelve bytez";
  const auto damaged = blobs.read(hash);
  ASSERT_FALSE(damaged);
  EXPECT_EQ(damaged.error().code, ErrorCode::unavailable);
  EXPECT_THAT(damaged.error().message, HasSubstr("damaged"));
  ASSERT_TRUE(blobs.put("twelve bytes"));
  EXPECT_EQ(blobs.read(hash).value(), "twelve bytes");
  ASSERT_TRUE(blobs.remove(hash));
  ASSERT_TRUE(blobs.remove(hash)) << "twice";
  EXPECT_FALSE(blobs.has(hash));
  EXPECT_EQ(blobs.read(hash).error().code, ErrorCode::not_found);
}

TEST_F(BlobFolderTest, takes_the_same_content_from_many_threads_at_once) {
  const std::string content(1 << 16, 'x');
  std::vector<std::thread> threads;
  std::atomic<int> stored = 0;
  for (int each = 0; each < 8; ++each) {
    threads.emplace_back([&] { stored += blobs.put(content) ? 1 : 0; });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  EXPECT_EQ(stored, 8);
  EXPECT_EQ(names().size(), 1U);
  EXPECT_EQ(blobs.read(bytes_of(sha256(content))).value(), content);
}

TEST_F(BlobFolderTest, tells_of_its_files_alone_and_clears_what_a_kill_left) {
  ASSERT_TRUE(blobs.each([](std::string_view, std::int64_t) { return Result<void>(); }))
      << "no folder yet";
  const std::string hash(bytes_of(blobs.put("a").value()));
  std::ofstream(folder.file("blobs/readme.txt")) << "not ours";
  std::ofstream(blobs.file_of(hash) + ".7f.new") << "half";
  std::filesystem::last_write_time(
      blobs.file_of(hash), std::filesystem::file_time_type::clock::now() - std::chrono::hours(2));
  std::vector<std::string> seen;
  ASSERT_TRUE(blobs.each([&](std::string_view each, std::int64_t age) -> Result<void> {
    seen.emplace_back(each);
    EXPECT_GE(age, 7200);
    EXPECT_LT(age, 7300);
    return {};
  }));
  EXPECT_THAT(seen, ElementsAre(hash));
  blobs.remove_unfinished();
  EXPECT_THAT(names(), testing::UnorderedElementsAre("readme.txt", hex(hash)));
}

TEST(BlobName, is_a_hash_and_nothing_else) {
  const std::string hash(64, 'a');
  EXPECT_EQ(sha256_of_hex(hash), std::string(32, '\xaa'));
  for (const std::string& wrong : {std::string(), hash + "a", std::string(64, 'A'),
                                   std::string(64, 'g'), std::string("../") + hash.substr(3)}) {
    EXPECT_THAT(sha256_of_hex(wrong), IsEmpty()) << wrong;
  }
  EXPECT_TRUE(is_backup_name("workspaces/1/blobs/" + hash));
  EXPECT_FALSE(is_backup_name("workspaces/1/blobs/../kith.db"));
  EXPECT_FALSE(is_backup_name("workspaces/1/blobs/"));
  EXPECT_FALSE(is_backup_name("blobs/" + hash));
}

}  // namespace
}  // namespace kith::store
