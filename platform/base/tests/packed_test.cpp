// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <limits>
#include <random>
#include <vector>

#include <kith/packed.h>

namespace kith {
namespace {

using Entry = PackedEntry<3>;

std::string packed(const std::vector<Entry>& list) {
  return pack(list, [](const Entry& entry) { return entry; });
}

std::vector<Entry> unpacked(std::string_view bytes) {
  std::vector<Entry> list;
  unpack<3>(bytes, [&](const Entry& entry) { list.push_back(entry); });
  return list;
}

TEST(Packed, lists_come_back_as_they_were) {
  constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
  constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
  std::mt19937_64 random(5);
  EXPECT_TRUE(packed({}).empty());
  for (int round = 0; round < 2000; ++round) {
    std::vector<Entry> list(random() % 6);
    for (Entry& entry : list) {
      for (std::int64_t& number : entry) {
        const std::uint64_t kind = random() % 4;
        number = kind == 0   ? least
                 : kind == 1 ? most
                 : kind == 2 ? static_cast<std::int64_t>(random())
                             : static_cast<std::int64_t>(random() % 300) - 150;
      }
    }
    EXPECT_EQ(unpacked(packed(list)), list);
  }
}

TEST(Packed, neighbours_take_few_bytes_that_are_the_same_everywhere) {
  EXPECT_EQ(packed({{1, -1, 300}, {2, -1, 364}}),
            std::string("\x02\x01\xd8\x04\x02\x00\x80\x01", 8));
}

TEST(Packed, bytes_that_are_no_list_give_what_is_whole) {
  const std::string bytes = packed({{1, 2, 3}, {400, 500, 600}});
  EXPECT_EQ(unpacked(bytes.substr(0, bytes.size() - 1)), (std::vector<Entry>{{1, 2, 3}}));
  EXPECT_TRUE(unpacked(std::string(40, '\xff')).empty());
}

}  // namespace
}  // namespace kith
