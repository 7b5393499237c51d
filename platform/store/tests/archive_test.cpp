// SPDX-License-Identifier: Apache-2.0
// Whatever happens to an archive, what comes out of it is what was put in, or nothing.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <random>

#include "base/described_writer.h"
#include "store/archive_file.h"
#include "store/archive_reader.h"
#include "store/durable_file.h"
#include "store/tests/store_fixture.h"

namespace kith::store {
namespace {

using testing::HasSubstr;

class ArchiveTest : public testing::Test {
 protected:
  using Files = std::vector<std::pair<std::string, std::string>>;

  static BackupManifest manifest_of(const Files& files) {
    BackupManifest manifest{.made_by = "kith test", .made_at = {}, .files = {}};
    for (const auto& [name, bytes] : files) {
      manifest.files.push_back({.name = name,
                                .bytes = static_cast<std::int64_t>(bytes.size()),
                                .sha256 = hex(bytes_of(sha256(bytes))),
                                .log_head = {}});
    }
    return manifest;
  }
  void write(const BackupManifest& manifest, const Files& files) {
    auto writer = ArchiveWriter::create(path()).value();
    ASSERT_TRUE(writer->add(manifest_name, to_json(manifest)));
    for (const auto& [name, bytes] : files) {
      ASSERT_TRUE(writer->add(name, bytes));
    }
    ASSERT_TRUE(writer->finish());
  }
  Result<std::map<std::string, std::string>> read() {
    std::map<std::string, std::string> out;
    const Result<BackupManifest> manifest = ArchiveReader::read(
        path(), {.begin = {},
                 .write = [&out](const BackupFile& file, std::string_view bytes) -> Result<void> {
                   out[file.name] += bytes;
                   return {};
                 },
                 .progress = {}});
    if (!manifest) {
      return std::unexpected(manifest.error());
    }
    return out;
  }
  std::string refusal() {
    const auto out = read();
    return out ? "none" : out.error().message;
  }
  Files some_files() {
    std::string random(70'000, '\0');
    for (char& each : random) {
      each = static_cast<char>(engine());
    }
    return {{"server.db", std::string(30'000, 'a')},
            {"workspaces/1/kith.db", random},
            {"workspaces/1/erasures.txt", "a line\n"}};
  }

  std::string path() const { return folder.file("backup.tar.zst"); }
  TemporaryFolder folder;
  std::mt19937_64 engine{7};
};

TEST_F(ArchiveTest, gives_out_what_was_put_in) {
  const Files files = some_files();
  write(manifest_of(files), files);
  const auto out = read();
  ASSERT_TRUE(out) << out.error().message;
  EXPECT_EQ(*out, (std::map<std::string, std::string>(files.begin(), files.end())));
}

TEST_F(ArchiveTest, refuses_every_cut) {
  const Files files = some_files();
  write(manifest_of(files), files);
  const std::string whole = read_whole(path()).value();
  std::vector<std::size_t> sizes = {
      0, 1, whole.size() - 1, whole.size() - 39, whole.size() - 40, whole.size() - 41};
  for (int each = 0; each < 60; ++each) {
    sizes.push_back(engine() % whole.size());
  }
  for (const std::size_t size : sizes) {
    ASSERT_TRUE(write_durably(path(), whole.substr(0, size)));
    const auto out = read();
    ASSERT_FALSE(out) << size;
    EXPECT_EQ(out.error().code, ErrorCode::invalid);
    EXPECT_THAT(out.error().message, HasSubstr(path()));
  }
}

TEST_F(ArchiveTest, says_in_which_file_it_was_cut) {
  Files files = some_files();
  while (files[1].second.size() < 3'000'000) {
    files[1].second += static_cast<char>(engine());
  }
  write(manifest_of(files), files);
  const std::string whole = read_whole(path()).value();
  ASSERT_TRUE(write_durably(path(), whole.substr(0, whole.size() / 2)));
  EXPECT_THAT(refusal(), HasSubstr("damaged or cut short in workspaces/1/kith.db"));
}

TEST_F(ArchiveTest, refuses_every_flipped_bit) {
  const Files files = some_files();
  write(manifest_of(files), files);
  const std::string whole = read_whole(path()).value();
  for (int each = 0; each < 300; ++each) {
    // The frames' heads and the seal each time; the rest by chance.
    const std::size_t place = each < 40   ? static_cast<std::size_t>(each)
                              : each < 90 ? whole.size() - static_cast<std::size_t>(each - 39)
                                          : engine() % whole.size();
    std::string damaged = whole;
    damaged[place] = static_cast<char>(damaged[place] ^ (1 << engine() % 8));
    ASSERT_TRUE(write_durably(path(), damaged));
    EXPECT_FALSE(read()) << place;
  }
}

TEST_F(ArchiveTest, refuses_names_that_no_backup_has) {
  for (const char* name :
       {"../server.db", "/etc/passwd", "workspaces/../server.db", "workspaces/1/../../x",
        "workspaces/1/kith.db-wal", "workspaces//kith.db", "workspaces/1a/kith.db", "blobs/../x",
        "server.db/", "./server.db", "kith.key", "", "blobs/ABCDEF"}) {
    const Files files = {{name, "x"}};
    write(manifest_of(files), {});
    EXPECT_THAT(refusal(), HasSubstr("names a file that no backup has")) << name;
  }
  const Files twice = {{"server.db", "x"}, {"server.db", "y"}};
  write(manifest_of(twice), twice);
  EXPECT_THAT(refusal(), HasSubstr("names a file that no backup has"));
}

TEST_F(ArchiveTest, refuses_files_that_are_not_those_of_its_manifest) {
  const Files files = some_files();
  Files other = files;
  other[0].second[5] = 'b';
  write(manifest_of(files), other);
  EXPECT_THAT(refusal(), HasSubstr("server.db is damaged"));
  other = files;
  other[0].second += 'b';
  write(manifest_of(files), other);
  EXPECT_THAT(refusal(), HasSubstr("server.db is not the file that was put in"));
  other = files;
  std::swap(other[0], other[1]);
  write(manifest_of(files), other);
  EXPECT_THAT(refusal(), HasSubstr("server.db is not where it belongs"));
  other = files;
  other.pop_back();
  write(manifest_of(files), other);
  EXPECT_THAT(refusal(), HasSubstr("workspaces/1/erasures.txt"));
  write(manifest_of(other), files);
  EXPECT_THAT(refusal(), HasSubstr("more files than it says"));
}

TEST_F(ArchiveTest, refuses_a_newer_format_and_whatever_is_no_backup) {
  BackupManifest manifest = manifest_of({});
  manifest.format = backup_format + 1;
  write(manifest, {});
  EXPECT_THAT(refusal(), HasSubstr("newer than this kith"));
  ASSERT_TRUE(write_durably(path(), "PK\x03\x04 this is something else altogether"));
  EXPECT_THAT(refusal(), HasSubstr("cannot be restored"));
  std::filesystem::remove(path());
  EXPECT_EQ(read().error().code, ErrorCode::not_found);
}

}  // namespace
}  // namespace kith::store
