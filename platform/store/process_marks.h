// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace kith::store {

/// What somebody was at when the process ended; 0 for nothing.
struct ProcessMark {
  std::atomic<std::int64_t> at = 0;
  std::atomic<std::int64_t> alone_at = 0;  ///< the same, while nobody else was at anything
};

/// What each of a few was at, for the process that comes after this one. The marks lie in a file
/// that is mapped into memory: setting one costs a store, and it survives whatever ends the
/// process, a kill among it, though not a cut of the power. Where the file cannot be had, on a full
/// disk for instance, nothing is remembered and all else is as always. Shared by whoever sets
/// marks; any thread.
class ProcessMarks {
 public:
  /// Maps the file, made where there is none; what it says is the last process's.
  static std::shared_ptr<ProcessMarks> open(const std::string& path);
  ~ProcessMarks();
  ProcessMarks(const ProcessMarks&) = delete;
  ProcessMarks& operator=(const ProcessMarks&) = delete;

  /// The mark of that name, as it was left; nullptr where there is no place for another. Lives as
  /// long as this.
  ProcessMark* find(std::string_view name);

 private:
  static constexpr std::size_t most = 64;
  struct Place {
    std::array<char, 48> name{};
    ProcessMark mark;
  };
  struct Places {
    std::array<Place, most> all;
  };
  ProcessMarks() = default;
  bool map(const std::string& path);

  Places* places_ = nullptr;
  bool is_mapped_ = false;
};

}  // namespace kith::store
