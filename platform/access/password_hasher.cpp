// SPDX-License-Identifier: Apache-2.0
#include "access/password_hasher.h"

#include <sodium.h>

#include <algorithm>
#include <cerrno>
#include <optional>

#include "access/display_name.h"
#include "access/too_many.h"
#include "base/out_of_memory.h"

namespace kith::access {
namespace {

// What one hash of the default strength takes, about; says how long to wait in a full queue.
constexpr Duration one_hash = std::chrono::milliseconds(150);

const Error no_memory{ErrorCode::unavailable, "There is too little memory to check passwords."};
const Error stopped{ErrorCode::unavailable, "kith is stopping. Try again in a moment."};

/// Overwrites a password when it is done with.
class Wiper {
 public:
  explicit Wiper(std::string& text) : text_(text) {}
  Wiper(const Wiper&) = delete;
  Wiper& operator=(const Wiper&) = delete;
  ~Wiper() { sodium_memzero(text_.data(), text_.size()); }

 private:
  std::string& text_;
};

}  // namespace

Result<std::unique_ptr<PasswordHasher>> PasswordHasher::create(Settings settings) {
  if (sodium_init() < 0) {
    return fail(ErrorCode::unavailable, "The cryptography library cannot be used here.");
  }
  std::unique_ptr<PasswordHasher> hasher(new PasswordHasher(settings));
  hasher->nobody_ = KITH_TRY(hasher->hash_now("nobody's password"));
  hasher->operations_ = 0;
  return hasher;
}

PasswordHasher::~PasswordHasher() {
  stop();
}

void PasswordHasher::start() {
  for (std::size_t number = 0; number < settings_.threads; ++number) {
    threads_.emplace_back([this] { loop(); });
  }
}

void PasswordHasher::stop() {
  std::deque<Job> left;
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    left.swap(jobs_);
  }
  arrived_.notify_all();
  for (std::thread& thread : threads_) {
    thread.join();
  }
  threads_.clear();
  for (Job& job : left) {
    refuse(job, stopped);
  }
}

void PasswordHasher::hash(std::string password, Hashed done) {
  submit({.hash = {}, .password = std::move(password), .hashed = std::move(done), .verified = {}});
}

void PasswordHasher::verify(std::string hash, std::string password, Verified done) {
  submit({.hash = std::move(hash),
          .password = std::move(password),
          .hashed = {},
          .verified = std::move(done)});
}

void PasswordHasher::submit(Job job) {
  if (const std::optional<Error> refusal = enqueue(job)) {
    refuse(job, *refusal);
  } else {
    arrived_.notify_one();
  }
}

std::optional<Error> PasswordHasher::enqueue(Job& job) {
  const std::lock_guard lock(mutex_);
  if (stopping_) {
    return stopped;
  }
  if (jobs_.size() >= settings_.most_waiting) {
    return too_many("Too many people sign in at this moment.",
                    one_hash * (jobs_.size() / std::max<std::size_t>(settings_.threads, 1)));
  }
  jobs_.push_back(std::move(job));
  return std::nullopt;
}

void PasswordHasher::refuse(Job& job, const Error& why) {
  const Wiper wiper(job.password);
  if (job.hashed) {
    job.hashed(std::unexpected(why));
  } else {
    job.verified(std::unexpected(why));
  }
}

bool PasswordHasher::work_waiting() {
  std::unique_lock lock(mutex_);
  if (jobs_.empty()) {
    return false;
  }
  Job job = std::move(jobs_.front());
  jobs_.pop_front();
  lock.unlock();
  work(std::move(job));
  return true;
}

std::size_t PasswordHasher::waiting() const {
  const std::lock_guard lock(mutex_);
  return jobs_.size();
}

void PasswordHasher::loop() {
  while (true) {
    {
      std::unique_lock lock(mutex_);
      arrived_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
      if (stopping_) {
        return;
      }
    }
    survive([this] { work_waiting(); });
  }
}

void PasswordHasher::work(Job job) {
  const Wiper as_given(job.password);
  std::string text = composed(job.password);
  const Wiper as_hashed(text);
  job.password.swap(text);
  if (job.hashed) {
    job.hashed(hash_now(job.password));
  } else {
    verify_now(job);
  }
}

void PasswordHasher::verify_now(Job& job) {
  const bool is_nobody = job.hash.empty();
  const std::string& hash = is_nobody ? nobody_ : job.hash;
  ++operations_;
  errno = 0;
  const bool matches =
      crypto_pwhash_str_verify(hash.c_str(), job.password.data(), job.password.size()) == 0;
  if (!matches && errno == ENOMEM) {
    job.verified(std::unexpected(no_memory));
    return;
  }
  if (is_nobody || !matches) {
    job.verified(Verdict::wrong);
    return;
  }
  const bool is_current = crypto_pwhash_str_needs_rehash(hash.c_str(), settings_.strength.passes,
                                                         settings_.strength.memory_bytes) == 0;
  job.verified(is_current ? Verdict::right : Verdict::outdated);
}

Result<std::string> PasswordHasher::hash_now(const std::string& password) {
  ++operations_;
  char text[crypto_pwhash_STRBYTES] = {};
  if (crypto_pwhash_str_alg(text, password.data(), password.size(), settings_.strength.passes,
                            settings_.strength.memory_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return std::unexpected(no_memory);
  }
  return std::string(text);
}

}  // namespace kith::access
