// SPDX-License-Identifier: Apache-2.0
#include "store/page_sums.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace kith::store {
namespace {

constexpr std::size_t reserved_at = 20;
constexpr std::size_t application_at = 68;
constexpr std::size_t salt_at_in_log = 16;
constexpr std::size_t sum_at_in_log = 24;
constexpr std::size_t salt_at_in_frame = 8;
constexpr std::size_t sum_at_in_frame = 16;
constexpr std::string_view seal_name = "kithseal";
// SQLite writes sums in the order of the machine that makes the log, and says which.
constexpr std::uint32_t own_order =
    std::endian::native == std::endian::little ? 0x377f0682 : 0x377f0683;

/// A sum of two halves that each word goes into in order, as SQLite's of the log is made: no single
/// word changes unnoticed.
struct PageSum {
  std::uint32_t first = 0;
  std::uint32_t second = 0;
  bool operator==(const PageSum&) const = default;
};

// Over words in the order of the machine; the bytes are a multiple of eight.
PageSum add_to(PageSum sum, std::string_view bytes) {
  for (std::size_t at = 0; at + 8 <= bytes.size(); at += 8) {
    std::uint32_t words[2];
    std::memcpy(words, bytes.data() + at, sizeof words);
    sum.first += words[0] + sum.second;
    sum.second += words[1] + sum.first;
  }
  return sum;
}

std::uint32_t big_endian(std::string_view bytes, std::size_t at) {
  std::uint32_t number = 0;
  for (std::size_t place = at; place < at + 4; ++place) {
    number = number << 8U | static_cast<unsigned char>(bytes[place]);
  }
  return number;
}

PageSum sum_in(std::string_view bytes, std::size_t at) {
  return {big_endian(bytes, at), big_endian(bytes, at + 4)};
}

LogSalt salt_in(std::string_view bytes, std::size_t at) {
  LogSalt salt;
  bytes.copy(salt.data(), salt.size(), at);
  return salt;
}

// A page that lies where another belongs does not hold either.
PageSum sum_of_page(std::string_view page, std::int64_t number) {
  const PageSum seed{static_cast<std::uint32_t>(number), 0x6b697468U};
  return add_to(seed, page.substr(0, page_bytes - page_sum_bytes));
}

}  // namespace

bool has_page_sums(std::string_view first_page) {
  return first_page.size() > application_at + 4 && first_page.starts_with(database_beginning) &&
         (first_page[reserved_at] == page_sum_bytes ||
          big_endian(first_page, application_at) == kith_application);
}

void put_page_sum(char* page, std::int64_t number) {
  const PageSum sum = sum_of_page({page, static_cast<std::size_t>(page_bytes)}, number);
  std::memcpy(page + page_bytes - page_sum_bytes, &sum, sizeof sum);
}

bool page_holds(std::string_view page, std::int64_t number) {
  PageSum written;
  page.copy(reinterpret_cast<char*>(&written), sizeof written, page_bytes - page_sum_bytes);
  return written == sum_of_page(page, number) ||
         std::ranges::all_of(page, [](char each) { return each == 0; });
}

std::optional<LogSalt> log_salt_of(std::string_view head) {
  const bool holds = big_endian(head, 0) == own_order && big_endian(head, 8) == page_bytes &&
                     add_to({}, head.substr(0, sum_at_in_log)) == sum_in(head, sum_at_in_log);
  return holds ? std::optional(salt_in(head, salt_at_in_log)) : std::nullopt;
}

FrameHead frame_head_of(std::string_view bytes) {
  return {.page = big_endian(bytes, 0),
          .is_commit = big_endian(bytes, 4) != 0,
          .salt = salt_in(bytes, salt_at_in_frame)};
}

bool frame_holds(std::string_view before, std::string_view head, std::string_view page) {
  const PageSum sum = add_to(sum_in(before, 0), head.substr(0, salt_at_in_frame));
  return add_to(sum, page) == sum_in(head, sum_at_in_frame);
}

SealBytes seal_bytes(const LogSeal& seal) {
  SealBytes bytes{};
  char* next = std::ranges::copy(seal_name, bytes.data()).out;
  next = std::ranges::copy(seal.salt, next).out;
  std::memcpy(next, &seal.frames, sizeof seal.frames);
  const PageSum sum = add_to({}, {bytes.data(), bytes.size() - sizeof sum});
  std::memcpy(bytes.data() + bytes.size() - sizeof sum, &sum, sizeof sum);
  return bytes;
}

std::optional<LogSeal> seal_of(std::string_view bytes) {
  LogSeal seal;
  if (bytes.size() != SealBytes().size() || !bytes.starts_with(seal_name)) {
    return std::nullopt;
  }
  seal.salt = salt_in(bytes, seal_name.size());
  std::memcpy(&seal.frames, bytes.data() + seal_name.size() + seal.salt.size(), sizeof seal.frames);
  const SealBytes whole = seal_bytes(seal);
  return std::string_view(whole.data(), whole.size()) == bytes ? std::optional(seal) : std::nullopt;
}

}  // namespace kith::store
