// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

/// The sums under which the files of a database lie, and where in their bytes they are. A page of
/// the database ends with one of ours; a frame of the write-ahead log has SQLite's own. Pure
/// functions; any thread.
namespace kith::store {

inline constexpr std::int64_t page_bytes = 4096;
inline constexpr std::int64_t page_sum_bytes = 8;  ///< at the end of each page
inline constexpr std::int64_t log_head_bytes = 32;
inline constexpr std::int64_t frame_head_bytes = 24;
inline constexpr std::int64_t frame_bytes = frame_head_bytes + page_bytes;

/// How the file of a database begins.
inline constexpr std::string_view database_beginning = "SQLite format 3";
/// What marks a database as ours, and so as one whose pages have sums.
inline constexpr std::int32_t kith_application = 0x6b697468;

/// Whether the first page of a database (100 bytes of it are enough) says that pages have sums.
bool has_page_sums(std::string_view first_page);
/// Writes its sum to the end of page `number`, which counts from 1.
void put_page_sum(char* page, std::int64_t number);
/// Whether page `number` is as it was written, or was never written and is all zeros.
bool page_holds(std::string_view page, std::int64_t number);

/// What tells one filling of the write-ahead log from the next.
using LogSalt = std::array<char, 8>;

/// The salt of a write-ahead log by its head; nothing where that is no head that this machine
/// wrote, or it does not hold.
std::optional<LogSalt> log_salt_of(std::string_view head);

/// The head of a frame of the log.
struct FrameHead {
  std::int64_t page = 0;   ///< which page of the database it carries
  bool is_commit = false;  ///< the last frame of a transaction
  LogSalt salt{};
};
FrameHead frame_head_of(std::string_view bytes);
/// Whether a frame is as it was written; `before` are the eight bytes of the sum of its forerunner,
/// or of the head of the log.
bool frame_holds(std::string_view before, std::string_view head, std::string_view page);
/// Where frame `number`, which counts from 1, begins in the file.
constexpr std::int64_t frame_offset(std::int64_t number) {
  return log_head_bytes + (number - 1) * frame_bytes;
}
/// Where the sum lies that goes before it.
constexpr std::int64_t sum_before_offset(std::int64_t number) {
  return frame_offset(number) - (number == 1 ? 0 : page_bytes) - page_sum_bytes;
}

/// How much of a log was synced with its commits: what must be there at the next start. It lies
/// beside the database and is itself never synced, so that after a cut of the power it says less,
/// but never more, than what is true.
struct LogSeal {
  LogSalt salt{};
  std::int64_t frames = 0;
  bool operator==(const LogSeal&) const = default;
};
using SealBytes = std::array<char, 32>;
SealBytes seal_bytes(const LogSeal& seal);
/// Nothing where the bytes are no seal.
std::optional<LogSeal> seal_of(std::string_view bytes);
/// "kith.db-sealed" for "kith.db".
inline constexpr std::string_view seal_ending = "-sealed";
inline constexpr std::string_view log_ending = "-wal";

}  // namespace kith::store
