// SPDX-License-Identifier: Apache-2.0
#include "access/sealing.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "access/key_file.h"
#include "access/page_request.h"
#include "store/tests/store_fixture.h"

namespace kith::access {
namespace {

const std::string first_sealing_key(64, 'a');
const std::string second_sealing_key(64, 'b');

SealingKey key_of(const std::string& text) {
  return SealingKey::parse(text).value();
}

TEST(SealingKey, opens_what_it_sealed_for_the_same_place_alone) {
  SeededRandom random(1);
  const SealingKey key = key_of(first_sealing_key);
  const SealedFor place{.purpose = "channel.secret", .row = 7, .extra = "imap"};
  const std::string sealed = key.seal(place, "swordfish", random);
  EXPECT_EQ(sealed.find("swordfish"), std::string::npos);
  EXPECT_EQ(sealed.size(), 9U + 45U);
  EXPECT_EQ(key.open(place, sealed), "swordfish");
  EXPECT_FALSE(key.open({.purpose = "channel.secret", .row = 8, .extra = "imap"}, sealed));
  EXPECT_FALSE(key.open({.purpose = "webhook.secret", .row = 7, .extra = "imap"}, sealed));
  EXPECT_FALSE(key.open({.purpose = "channel.secreti", .row = 7, .extra = "map"}, sealed));
  EXPECT_FALSE(key_of(second_sealing_key).open(place, sealed));
}

TEST(SealingKey, notices_each_changed_byte_and_each_missing_one) {
  SeededRandom random(2);
  const SealingKey key = key_of(first_sealing_key);
  const SealedFor place{.purpose = "test"};
  const std::string sealed = key.seal(place, "x", random);
  for (std::size_t at = 0; at < sealed.size(); ++at) {
    std::string changed = sealed;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    EXPECT_FALSE(key.open(place, changed)) << at;
    EXPECT_FALSE(key.open(place, sealed.substr(0, at))) << at;
  }
  EXPECT_EQ(key.open(place, "").error().code, ErrorCode::invalid);
}

TEST(SealingKey, never_seals_the_same_text_to_the_same_bytes) {
  SeededRandom random(3);
  const SealingKey key = key_of(first_sealing_key);
  std::set<std::string> seen;
  for (int round = 0; round < 100; ++round) {
    seen.insert(key.seal({.purpose = "test"}, "", random));
  }
  EXPECT_EQ(seen.size(), 100U);
}

TEST(SealingKey, opens_with_an_old_key_and_seals_with_the_new_one_after_a_rotation) {
  SeededRandom random(4);
  const SealedFor place{.purpose = "test"};
  const SealingKey before = key_of(first_sealing_key);
  const SealingKey rotated = key_of(second_sealing_key + "\n" + first_sealing_key + "\n");
  EXPECT_EQ(rotated.open(place, before.seal(place, "old", random)), "old");
  const std::string renewed = rotated.seal(place, "new", random);
  EXPECT_FALSE(before.open(place, renewed));
  EXPECT_EQ(key_of(second_sealing_key).open(place, renewed), "new");
  EXPECT_EQ(rotated.derive("csrf"), before.derive("csrf"));
  EXPECT_NE(rotated.derive("csrf"), rotated.derive("network"));
  EXPECT_TRUE(rotated.has(before.fingerprint()));
  EXPECT_FALSE(before.has(rotated.fingerprint()));
}

TEST(SealingKey, refuses_a_file_without_a_key_or_with_half_a_one) {
  for (const std::string& text :
       {std::string(), std::string("\n\n# nothing\n"), std::string(63, 'a'), std::string(65, 'a'),
        first_sealing_key + "\nxyz\n", std::string(64, 'g'),
        fmt::format("{} {}", first_sealing_key, second_sealing_key)}) {
    EXPECT_FALSE(SealingKey::parse(text)) << text;
  }
  EXPECT_TRUE(SealingKey::parse("# made today\r\n" + first_sealing_key + "\r\n"));
}

TEST(SealingKey, gives_text_for_urls) {
  SeededRandom random(5);
  const SealingKey key = key_of(first_sealing_key);
  const std::string text = key.seal_text({.purpose = "page"}, "\x01\x02\xff", random);
  EXPECT_EQ(
      text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
      std::string::npos);
  EXPECT_EQ(key.open_text({.purpose = "page"}, text), "\x01\x02\xff");
  EXPECT_FALSE(key.open_text({.purpose = "page"}, text + "="));
  EXPECT_FALSE(key.open_text({.purpose = "page"}, "%%%"));
  EXPECT_FALSE(key.open_text({.purpose = "page"}, ""));
}

class KeyFileTest : public testing::Test {
 protected:
  Result<std::string> read() { return read_or_make_key_file(path, folder.file("data"), random); }

  store::TemporaryFolder folder;
  SystemRandom random;
  std::string path = folder.file("kith.key");
};

TEST_F(KeyFileTest, is_made_once_readable_by_its_owner_alone) {
  const std::string text = read().value();
  struct stat status{};
  ASSERT_EQ(stat(path.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
  EXPECT_TRUE(SealingKey::parse(text));
  EXPECT_EQ(read(), text);
  const auto files = std::filesystem::directory_iterator(std::filesystem::path(path).parent_path());
  EXPECT_EQ(std::distance(begin(files), end(files)), 1) << "no draft is left";
}

TEST_F(KeyFileTest, is_refused_when_others_may_read_it) {
  ASSERT_TRUE(read());
  for (const mode_t mode : {0640U, 0604U, 0620U, 0601U}) {
    ASSERT_EQ(chmod(path.c_str(), mode), 0);
    const auto text = read();
    ASSERT_FALSE(text) << mode;
    EXPECT_NE(text.error().message.find("chmod 600"), std::string::npos);
  }
}

TEST_F(KeyFileTest, is_refused_inside_the_data_folder) {
  for (const char* inside : {"data/kith.key", "data/../data/deep/kith.key"}) {
    path = folder.file(inside);
    const auto text = read();
    ASSERT_FALSE(text) << inside;
    EXPECT_NE(text.error().message.find("backup"), std::string::npos);
  }
  path = folder.file("data-beside.key");
  EXPECT_TRUE(read());
}

TEST_F(KeyFileTest, is_refused_where_it_is_a_link_or_a_folder_or_cannot_be_made) {
  ASSERT_TRUE(read());
  const std::string target = path;
  path = folder.file("link.key");
  std::filesystem::create_symlink(target, path);
  EXPECT_FALSE(read());
  path = folder.file("folder.key");
  std::filesystem::create_directory(path);
  EXPECT_FALSE(read());
  path = folder.file("nowhere/kith.key");
  EXPECT_FALSE(read());
  path = folder.file("pipe.key");
  ASSERT_EQ(mkfifo(path.c_str(), 0600), 0);
  EXPECT_FALSE(read());
}

TEST_F(KeyFileTest, is_refused_when_it_is_no_key_file) {
  std::ofstream(path) << std::string(100'000, 'a');
  ASSERT_EQ(chmod(path.c_str(), 0600), 0);
  EXPECT_FALSE(read());
}

class PageRequestTest : public testing::Test {
 protected:
  Result<PageRequest> open(std::string filter, const std::optional<std::string>& cursor,
                           std::int32_t limit = 2) {
    return PageRequest::open(key, random, {"members", std::move(filter)}, cursor, limit, {});
  }

  /// Rows with ids from `after` on, up to 5.
  class Numbers : public Rows {
   public:
    Numbers(std::int64_t after, std::int64_t limit) : id_(after), last_(after + limit) {}
    Result<bool> next() override { return ++id_ <= std::min<std::int64_t>(5, last_); }
    std::int64_t integer(int) const override { return id_; }
    std::string_view text(int) const override { return {}; }
    bool is_null(int) const override { return false; }

   private:
    std::int64_t id_;
    std::int64_t last_;
  };

  struct Item {
    MemberId id;
    static consteval auto describe() { return described("An item.", field<&Item::id>("It.")); }
  };

  Page<Item> page_at(std::optional<std::string> cursor) {
    const PageRequest request = open("w1", std::move(cursor)).value();
    Numbers rows(request.after().id, request.rows());
    return request.fill<Item>(rows, [](const Rows& row) { return Item{{row.integer(0)}}; }).value();
  }

  SeededRandom random{6};
  SealingKey key = key_of(first_sealing_key);
};

TEST_F(PageRequestTest, goes_through_a_list_without_gap_or_repeat) {
  std::vector<std::int64_t> seen;
  std::optional<std::string> cursor;
  int pages = 0;
  do {
    Page<Item> page = page_at(cursor);
    for (const Item& item : page.items) {
      seen.push_back(item.id.value);
    }
    cursor = page.next;
    ++pages;
  } while (cursor);
  EXPECT_EQ(seen, (std::vector<std::int64_t>{1, 2, 3, 4, 5}));
  EXPECT_EQ(pages, 3);
}

TEST_F(PageRequestTest, refuses_a_cursor_of_another_filter_and_one_that_was_made_up) {
  const std::string cursor = page_at(std::nullopt).next.value();
  EXPECT_TRUE(open("w1", cursor));
  for (const auto& refused : {open("w2", cursor), open("w1", cursor + "A"), open("w1", ""),
                              open("w1", "2"), open("w1", std::string(100'000, 'A'))}) {
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::invalid);
    EXPECT_EQ(refused.error().field, "/cursor");
  }
}

TEST_F(PageRequestTest, holds_the_limit_to_its_bounds) {
  EXPECT_FALSE(open("w1", std::nullopt, 0));
  EXPECT_FALSE(open("w1", std::nullopt, -1));
  EXPECT_FALSE(open("w1", std::nullopt, 201));
  EXPECT_TRUE(open("w1", std::nullopt, 200));
}

}  // namespace
}  // namespace kith::access
