// SPDX-License-Identifier: Apache-2.0
#include "store/process_marks.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <new>

namespace kith::store {

std::shared_ptr<ProcessMarks> ProcessMarks::open(const std::string& path) {
  std::shared_ptr<ProcessMarks> marks(new ProcessMarks);
  if (!marks->map(path)) {
    marks->places_ = new Places;
  }
  return marks;
}

bool ProcessMarks::map(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file < 0) {
    return false;
  }
  // A mapped page for which the disk has no room would end the process when it is written to.
  const bool has_room = ::posix_fallocate(file, 0, sizeof(Places)) == 0;
  void* const mapped =
      has_room ? ::mmap(nullptr, sizeof(Places), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0)
               : MAP_FAILED;
  ::close(file);
  if (mapped == MAP_FAILED) {
    return false;
  }
  is_mapped_ = true;
  places_ = static_cast<Places*>(mapped);
  return true;
}

ProcessMarks::~ProcessMarks() {
  if (is_mapped_) {
    ::munmap(places_, sizeof(Places));
  } else {
    delete places_;
  }
}

ProcessMark* ProcessMarks::find(std::string_view name) {
  const auto is_free = [](const Place& place) { return place.name.front() == 0; };
  const auto found = std::ranges::find_if(places_->all, [&](const Place& place) {
    return is_free(place) || std::string_view(place.name.data()) == name;
  });
  if (found == places_->all.end() || name.size() >= found->name.size()) {
    return nullptr;
  }
  if (is_free(*found)) {
    std::ranges::copy(name, found->name.begin());
  }
  return &found->mark;
}

}  // namespace kith::store
