// SPDX-License-Identifier: Apache-2.0
// Stands between a process and the C library (LD_PRELOAD) and lets calls fail as a DiskPlan says.

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdarg>
#include <cstdlib>
#include <cstring>

#include "disk_plan.h"

namespace {

using kith::fault::DiskPlan;

template <class Function>
Function* next(const char* name) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

DiskPlan* plan() {
  static DiskPlan* const shared = [] {
    const char* path = std::getenv(kith::fault::disk_plan_variable);
    const int file = path == nullptr ? -1 : next<int(const char*, int, ...)>("open")(path, O_RDWR);
    if (file < 0) {
      return static_cast<DiskPlan*>(nullptr);
    }
    void* memory = ::mmap(nullptr, sizeof(DiskPlan), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    ::close(file);
    return memory == MAP_FAILED ? nullptr : static_cast<DiskPlan*>(memory);
  }();
  return shared;
}

constexpr std::size_t most_files = 4096;
std::array<std::atomic<bool>, most_files> is_watched;

bool fails(DiskPlan::Call call) {
  DiskPlan* const shared = plan();
  if (shared == nullptr || shared->call != call) {
    return false;
  }
  const int number = ++shared->seen;
  const bool does = shared->is_lasting != 0 ? number >= shared->at : number == shared->at;
  if (does) {
    ++shared->failed;
    errno = shared->error;
  }
  return does;
}

bool watched(int file) {
  return file >= 0 && static_cast<std::size_t>(file) < most_files &&
         is_watched[static_cast<std::size_t>(file)];
}

int open_watched(const char* name, const char* path, int flags, mode_t mode) {
  const DiskPlan* const shared = plan();
  const bool is_below =
      shared != nullptr && std::strncmp(path, shared->folder, std::strlen(shared->folder)) == 0;
  if (is_below && fails(DiskPlan::open)) {
    return -1;
  }
  const int file = next<int(const char*, int, ...)>(name)(path, flags, mode);
  if (file >= 0 && static_cast<std::size_t>(file) < most_files) {
    is_watched[static_cast<std::size_t>(file)] = is_below;
  }
  return file;
}

mode_t mode_of(int flags, va_list rest) {
  return (flags & O_CREAT) != 0 ? va_arg(rest, mode_t) : 0;
}

}  // namespace

extern "C" {

int open(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = mode_of(flags, rest);
  va_end(rest);
  return open_watched("open", path, flags, mode);
}
int open64(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = mode_of(flags, rest);
  va_end(rest);
  return open_watched("open64", path, flags, mode);
}
ssize_t write(int file, const void* bytes, size_t size) {
  static auto* const real = next<ssize_t(int, const void*, size_t)>("write");
  return watched(file) && fails(DiskPlan::write) ? -1 : real(file, bytes, size);
}
ssize_t pwrite(int file, const void* bytes, size_t size, off_t offset) {
  static auto* const real = next<ssize_t(int, const void*, size_t, off_t)>("pwrite");
  return watched(file) && fails(DiskPlan::write) ? -1 : real(file, bytes, size, offset);
}
ssize_t pwrite64(int file, const void* bytes, size_t size, off64_t offset) {
  static auto* const real = next<ssize_t(int, const void*, size_t, off64_t)>("pwrite64");
  return watched(file) && fails(DiskPlan::write) ? -1 : real(file, bytes, size, offset);
}
int fsync(int file) {
  static auto* const real = next<int(int)>("fsync");
  return watched(file) && fails(DiskPlan::sync) ? -1 : real(file);
}
int fdatasync(int file) {
  static auto* const real = next<int(int)>("fdatasync");
  return watched(file) && fails(DiskPlan::sync) ? -1 : real(file);
}
}
