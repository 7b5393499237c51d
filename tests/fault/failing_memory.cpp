// SPDX-License-Identifier: Apache-2.0
#include "failing_memory.h"

#include <sqlite3.h>

#include <cstdlib>
#include <new>

#include "support/simulated_disk.h"

namespace kith::fault {
namespace {

/// `new` has no object to ask.
struct Plan {
  bool counts = false;
  bool has_failed = false;
  std::int64_t at = 0;
  std::int64_t taken = 0;
};
constinit thread_local Plan plan;
constinit thread_local const std::function<bool()>* asked = nullptr;
sqlite3_mem_methods system_memory;

bool must_fail() {
  if (!plan.counts || support::SimulatedDisk::is_at_work()) {
    return false;
  }
  bool fails = ++plan.taken == plan.at;
  if (asked != nullptr) {
    // Whoever is asked takes memory, too.
    plan.counts = false;
    fails = (*asked)();
    plan.counts = true;
    asked = fails ? nullptr : asked;
  }
  plan.has_failed = plan.has_failed || fails;
  return fails;
}

void* take(std::size_t bytes) noexcept {
  return must_fail() ? nullptr : std::malloc(bytes == 0 ? 1 : bytes);
}

void* take_or_throw(std::size_t bytes) {
  void* const memory = take(bytes);
  if (memory == nullptr) {
    throw std::bad_alloc();
  }
  return memory;
}

void* take_for_sqlite(int bytes) {
  return must_fail() ? nullptr : system_memory.xMalloc(bytes);
}

void* grow_for_sqlite(void* memory, int bytes) {
  return must_fail() ? nullptr : system_memory.xRealloc(memory, bytes);
}

}  // namespace

void FailingMemory::install() {
  if (system_memory.xMalloc != nullptr) {
    return;
  }
  sqlite3_config(SQLITE_CONFIG_GETMALLOC, &system_memory);
  sqlite3_mem_methods failing = system_memory;
  failing.xMalloc = take_for_sqlite;
  failing.xRealloc = grow_for_sqlite;
  if (sqlite3_config(SQLITE_CONFIG_MALLOC, &failing) != SQLITE_OK) {
    std::abort();  // SQLite is in use already, and would go on with the memory it has
  }
}

void FailingMemory::fail_at(std::int64_t allocation) {
  plan = {.counts = true, .at = allocation};
}

void FailingMemory::ask(const std::function<bool()>* fails) {
  asked = fails;
}

std::int64_t FailingMemory::taken() {
  return plan.taken;
}

void FailingMemory::stop() {
  plan.counts = false;
}

bool FailingMemory::has_failed() {
  return plan.has_failed;
}

}  // namespace kith::fault

void* operator new(std::size_t bytes) {
  return kith::fault::take_or_throw(bytes);
}
void* operator new[](std::size_t bytes) {
  return kith::fault::take_or_throw(bytes);
}
void* operator new(std::size_t bytes, const std::nothrow_t&) noexcept {
  return kith::fault::take(bytes);
}
void* operator new[](std::size_t bytes, const std::nothrow_t&) noexcept {
  return kith::fault::take(bytes);
}
void operator delete(void* memory) noexcept {
  std::free(memory);
}
void operator delete[](void* memory) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}
void operator delete[](void* memory, std::size_t) noexcept {
  std::free(memory);
}
void operator delete(void* memory, const std::nothrow_t&) noexcept {
  std::free(memory);
}
void operator delete[](void* memory, const std::nothrow_t&) noexcept {
  std::free(memory);
}
