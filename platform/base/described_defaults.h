// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include <kith/type.h>

#include "base/described_writer.h"

namespace kith {

/// A fresh object of a described type: what its members are when nobody says anything.
class DefaultObject {
 public:
  /// `type` is an object. Of one that was put together at run time, which makes no objects and has
  /// no defaults, there is none.
  explicit DefaultObject(const Type& type)
      : object_(type.access == nullptr ? nullptr : type.access->create(),
                type.access == nullptr ? nothing : type.access->destroy) {}

  const void* get() const { return object_.get(); }

 private:
  static void nothing(void*) {}

  std::unique_ptr<void, void (*)(void*)> object_;
};

/// The value of `field` in `object` as JSON.
inline std::string member_json(const Field& field, const void* object, Secrets secrets) {
  std::string out;
  JsonWriter writer(out);
  write_member(writer, field, object, secrets);
  return out;
}

}  // namespace kith
