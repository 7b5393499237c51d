// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <kith/result.h>
#include <kith/time.h>

namespace kith::access {

/// Hashes and verifies passwords (argon2id) on a few threads of its own behind a short queue,
/// because each takes about a tenth of a second and many megabytes: a flood of sign-ins is refused
/// with `too_many` and may neither fill the memory nor hold up anything else. Safe from any thread.
class PasswordHasher {
 public:
  /// The cost of one hash. The default is what OWASP asks of argon2id with one pass.
  struct Strength {
    std::size_t memory_bytes = std::size_t{47104} * 1024;
    std::uint64_t passes = 1;
  };
  /// What a hasher is made with.
  struct Settings {
    Strength strength = {};
    std::size_t threads = 2;
    std::size_t most_waiting = 32;
  };

  /// How a password compares to a hash.
  enum class Verdict {
    wrong,
    right,
    outdated,  ///< right, but the hash is of another strength: hash the password anew
  };

  /// Told on a thread of the hasher; must not block it for long.
  using Hashed = std::move_only_function<void(Result<std::string>)>;
  using Verified = std::move_only_function<void(Result<Verdict>)>;

  static Result<std::unique_ptr<PasswordHasher>> create(Settings settings);
  ~PasswordHasher();

  void start();
  /// Answers what still waits with `unavailable` and ends the threads.
  void stop();

  void hash(std::string password, Hashed done);
  /// An empty `hash`, of an account that is not there or has no password, costs the same and is
  /// always wrong.
  void verify(std::string hash, std::string password, Verified done);

  /// Works off one that waits, on the caller's thread: for the simulation and tests that never
  /// called start(). False when nothing waited.
  bool work_waiting();

  std::size_t waiting() const;
  /// How many times the function was computed since the start.
  std::uint64_t operations() const { return operations_.load(); }

 private:
  struct Job {
    std::string hash;  // to verify against
    std::string password;
    Hashed hashed;  // one of the two is there
    Verified verified;
  };

  explicit PasswordHasher(Settings settings) : settings_(settings) {}
  void submit(Job job);
  /// Takes the job unless it says why not.
  std::optional<Error> enqueue(Job& job);
  static void refuse(Job& job, const Error& why);
  void loop();
  void work(Job job);
  void verify_now(Job& job);
  Result<std::string> hash_now(const std::string& password);

  Settings settings_;
  std::string nobody_;  // what is verified against where there is no hash
  std::atomic<std::uint64_t> operations_ = 0;

  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<Job> jobs_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace kith::access
