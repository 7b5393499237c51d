// SPDX-License-Identifier: Apache-2.0
#include "store/checked_file.h"

#include <algorithm>
#include <array>
#include <new>

namespace kith::store {
namespace {

constexpr std::int64_t head_of_database = 100;

std::string beside(const std::string& log, std::string_view ending) {
  return log.substr(0, log.size() - log_ending.size()) + std::string(ending);
}

std::string_view view(const char* bytes, std::int64_t size) {
  return {bytes, static_cast<std::size_t>(size)};
}

/// The number of the frame that begins at `offset`, 0 when none does.
std::int64_t frame_at(std::int64_t offset) {
  const std::int64_t past = offset - log_head_bytes;
  return past >= 0 && past % frame_bytes == 0 ? past / frame_bytes + 1 : 0;
}

}  // namespace

const std::size_t CheckedFile::before_system =
    (sizeof(CheckedFile) + alignof(std::max_align_t) - 1) / alignof(std::max_align_t) *
    alignof(std::max_align_t);

CheckedFile::CheckedFile(std::string path, CheckedFile* database)
    : path_(std::move(path)), database_(database) {
  if (database_ != nullptr) {
    seal_.emplace(beside(path_, seal_ending), SystemFile::Kind::note);
  }
}

sqlite3_file* CheckedFile::system() {
  return reinterpret_cast<sqlite3_file*>(reinterpret_cast<char*>(this) + before_system);
}

int CheckedFile::read_system(char* into, std::int64_t size, std::int64_t offset) {
  return system()->pMethods->xRead(system(), into, static_cast<int>(size), offset);
}

int CheckedFile::write_system(const char* bytes, std::int64_t size, std::int64_t offset) {
  return system()->pMethods->xWrite(system(), bytes, static_cast<int>(size), offset);
}

int CheckedFile::read(char* into, int size, std::int64_t offset) {
  const int code = read_system(into, size, offset);
  if (code != SQLITE_OK) {
    return code;
  }
  if (database_ == nullptr) {
    const bool is_page = size == page_bytes && offset % page_bytes == 0;
    return is_page ? check_page(into, offset / page_bytes + 1) : code;
  }
  if (size == log_head_bytes && offset == 0) {
    return check_log_head(into);
  }
  if (const std::int64_t frame = frame_at(offset); frame > 0 && size == frame_bytes) {
    return check_recovered(into, frame);
  }
  const std::int64_t frame = frame_at(offset - frame_head_bytes);
  return frame > 0 && size == page_bytes ? check_frame(into, frame) : code;
}

int CheckedFile::check_page(const char* page, std::int64_t number) {
  if (number == 1) {
    has_sums_ = has_page_sums(view(page, page_bytes));
  }
  return !has_sums_ || page_holds(view(page, page_bytes), number)
             ? SQLITE_OK
             : damaged(number, 0, "is not as it was written");
}

// A head that does not hold makes SQLite forget the log. While the log holds commits it was synced
// before them, so no crash leaves it half written.
int CheckedFile::check_log_head(const char* head) {
  SealBytes bytes;
  const std::optional<LogSeal> seal = seal_->read(bytes.data(), bytes.size(), 0)
                                          ? seal_of({bytes.data(), bytes.size()})
                                          : std::nullopt;
  const std::optional<LogSalt> found = log_salt_of(view(head, log_head_bytes));
  sqlite3_int64 size = 0;
  system()->pMethods->xFileSize(system(), &size);
  sealed_ = {};
  if (!seal || seal->frames == 0) {
    return SQLITE_OK;
  }
  const bool has_frames = size >= frame_offset(seal->frames + 1);
  if (!found) {
    return has_frames ? damaged(0, 0, "has a head that is not as it was written") : SQLITE_OK;
  }
  if (*found != seal->salt) {
    return SQLITE_OK;
  }
  sealed_ = *seal;
  return has_frames ? SQLITE_OK : damaged(0, 0, "is shorter than what was acknowledged");
}

// While SQLite recovers the log after a crash it takes the first frame that does not hold for the
// end of it, which is right only where nothing was committed.
int CheckedFile::check_recovered(const char* frame, std::int64_t number) {
  if (number > sealed_.frames) {
    return SQLITE_OK;
  }
  const int code = check_frame(frame + frame_head_bytes, number);
  if (code == SQLITE_OK && frame_head_of(view(frame, frame_head_bytes)).salt != sealed_.salt) {
    return damaged(frame_head_of(view(frame, frame_head_bytes)).page, number,
                   "is not as it was written");
  }
  return code;
}

int CheckedFile::check_frame(const char* page, std::int64_t number) {
  // A page that was written more than once before its commit has its sum only then.
  if (own_frames_ > 0 && number >= own_frames_) {
    return SQLITE_OK;
  }
  std::array<char, page_sum_bytes> before{};
  std::array<char, frame_head_bytes> head_bytes{};
  int code = read_system(head_bytes.data(), frame_head_bytes, frame_offset(number));
  if (code == SQLITE_OK) {
    code = read_system(before.data(), page_sum_bytes, sum_before_offset(number));
  }
  if (code != SQLITE_OK) {
    return code;
  }
  const std::string_view head(head_bytes.data(), head_bytes.size());
  const FrameHead found = frame_head_of(head);
  if (!frame_holds(view(before.data(), page_sum_bytes), head, view(page, page_bytes))) {
    return damaged(found.page, number, "is not as it was written");
  }
  if (found.page == 1) {
    database_->has_sums_ = has_page_sums(view(page, page_bytes));
  }
  return SQLITE_OK;
}

int CheckedFile::damaged(std::int64_t page, std::int64_t frame, std::string_view why) {
  try {
    Damage& damage = database_ == nullptr ? damage_ : database_->damage_;
    damage = damage_in(path_, page, frame, why);
  } catch (const std::bad_alloc&) {
    return SQLITE_IOERR_NOMEM;
  }
  return SQLITE_IOERR_DATA;
}

int CheckedFile::write(const char* bytes, int size, std::int64_t offset) {
  if (database_ == nullptr && size == page_bytes && offset % page_bytes == 0) {
    return write_page(bytes, offset / page_bytes + 1);
  }
  const int code = write_system(bytes, size, offset);
  if (database_ == nullptr) {
    return code;
  }
  if (code == SQLITE_OK) {
    follow_log(view(bytes, size), offset);
  } else {
    forget_commit();
  }
  return code;
}

int CheckedFile::write_page(const char* bytes, std::int64_t number) {
  if (number == 1) {
    has_sums_ = has_page_sums(view(bytes, page_bytes));
  } else if (!has_sums_) {
    // Another connection may have given the database sums meanwhile.
    std::array<char, head_of_database> head{};
    has_sums_ = read_system(head.data(), head_of_database, 0) == SQLITE_OK &&
                has_page_sums({head.data(), head.size()});
  }
  if (!has_sums_) {
    return write_system(bytes, page_bytes, (number - 1) * page_bytes);
  }
  std::array<char, page_bytes> page;
  std::copy_n(bytes, page_bytes, page.data());
  put_page_sum(page.data(), number);
  return write_system(page.data(), page_bytes, (number - 1) * page_bytes);
}

void CheckedFile::follow_log(std::string_view written, std::int64_t offset) {
  const auto size = static_cast<std::int64_t>(written.size());
  if (size == log_head_bytes && offset == 0) {
    own_frames_ = 0;
  } else if (size == page_bytes && is_first_page_) {
    database_->has_sums_ = has_page_sums(written);
  }
  const std::int64_t number = frame_at(offset);
  if (number == 0 || size != frame_head_bytes) {
    return;
  }
  const FrameHead head = frame_head_of(written);
  is_first_page_ = head.page == 1;
  if (head.is_commit) {
    committed_ = {head.salt, number};
    own_frames_ = 0;
  } else if (own_frames_ == 0 || number < own_frames_) {
    own_frames_ = number;
  }
}

// A commit whose last bytes could not be written is taken back, and may have been noted already.
void CheckedFile::forget_commit() {
  committed_ = sealed_;
}

// Whatever goes wrong with it only makes it say less.
void CheckedFile::write_seal() {
  const SealBytes bytes = seal_bytes(committed_);
  seal_->write(bytes.data(), bytes.size(), 0);
  sealed_ = committed_;
}

int CheckedFile::sync(int flags) {
  const int code = system()->pMethods->xSync(system(), flags);
  if (code != SQLITE_OK) {
    forget_commit();
  }
  if (code == SQLITE_OK && database_ != nullptr && own_frames_ == 0 && committed_.frames > 0 &&
      committed_ != sealed_) {
    write_seal();
  }
  return code;
}

}  // namespace kith::store
