// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite.h"

#include "store_fixture.h"

namespace kith::store {
namespace {

TEST(AttachedFile, is_read_beside_a_scratch_file_and_never_written) {
  const TemporaryFolder folder;
  const std::string path = folder.file("100% of #1?.db");
  auto writing = Connection::open(path, OpenMode::read_write);
  ASSERT_TRUE(writing->execute("CREATE TABLE line(id INTEGER); INSERT INTO line VALUES(7)"));

  auto scratch = Connection::open(folder.file("scratch.db"), OpenMode::scratch);
  const Result<void> attached = scratch->attach_read_only(path, "live");
  ASSERT_TRUE(attached) << attached.error().detail;
  ASSERT_TRUE(scratch->execute("CREATE TABLE own(id INTEGER); BEGIN"));
  EXPECT_EQ(scratch->number("SELECT id FROM line").value(), 7);
  EXPECT_FALSE(scratch->execute("UPDATE line SET id = 8"));
  EXPECT_FALSE(scratch->execute("DELETE FROM live.line"));
  EXPECT_TRUE(scratch->execute("INSERT INTO own VALUES(1)"));
  EXPECT_TRUE(writing->execute("UPDATE line SET id = 9")) << "whoever reads locks nothing";
  EXPECT_EQ(scratch->number("SELECT id FROM line").value(), 7) << "one snapshot";
}

TEST(AttachedFile, that_is_not_there_is_not_made) {
  const TemporaryFolder folder;
  auto scratch = Connection::open(folder.file("scratch.db"), OpenMode::scratch);
  EXPECT_FALSE(scratch->attach_read_only(folder.file("none.db"), "live"));
  EXPECT_FALSE(std::filesystem::exists(folder.file("none.db")));
}

}  // namespace
}  // namespace kith::store
