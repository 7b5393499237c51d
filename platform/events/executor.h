// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include <kith/route.h>

#include "base/hash.h"

namespace kith::events {

/// A fresh object of a described type, and its end.
class Object {
 public:
  explicit Object(const Type& type) : type_(&type), value_(type.access->create()) {}
  Object(Object&& other) noexcept
      : type_(other.type_), value_(std::exchange(other.value_, nullptr)) {}
  Object& operator=(Object&& other) noexcept {
    std::swap(type_, other.type_);
    std::swap(value_, other.value_);
    return *this;
  }
  ~Object() {
    if (value_ != nullptr) {
      type_->access->destroy(value_);
    }
  }
  void* get() { return value_; }
  const void* get() const { return value_; }
  const Type& type() const { return *type_; }

 private:
  const Type* type_;
  void* value_;
};

/// The key of a request that may come again, and what it asked, so that another request under the
/// same key is noticed.
struct RepeatKey {
  Sha256 key{};
  Sha256 request{};
};

/// What a route answered.
struct Answer {
  std::string body;  ///< JSON, "" for a route without output
  std::optional<std::int64_t> revision;
};

/// One call of a route that the caller is allowed to make, with its input read and checked.
struct Call {
  const Route* route = nullptr;
  Caller caller;
  Object input;
  std::optional<std::int64_t> expected_revision = {};
  std::optional<RepeatKey> repeat = {};
  /// Told once, on any thread.
  std::move_only_function<void(Result<Answer>)> done;
};

/// Where an owner's handlers run: a module's on its lane, the platform's where they are asked.
/// Safe from any thread.
class Executor {
 public:
  virtual ~Executor() = default;
  virtual void execute(Call call) = 0;
};

}  // namespace kith::events
