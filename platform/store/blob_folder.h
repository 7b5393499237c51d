// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include <kith/result.h>

#include "base/hash.h"

namespace kith::store {

/// A folder of files that are called by the SHA-256 of what they hold, so that no name of a
/// stranger's is ever a path and the same content lies there once. Any thread; `put` and `remove`
/// of the same content must not race: whoever refers to a file asks `has` on the writer's thread,
/// where files are removed too, and puts it again when it went meanwhile.
class BlobFolder {
 public:
  explicit BlobFolder(std::string path) : path_(std::move(path)) {}

  /// Makes the content stay on the disk before it returns; one that is there already counts as new.
  /// `unavailable` where it cannot be written.
  Result<Sha256> put(std::string_view bytes) const;
  /// What lies under a hash. `not_found` when nothing does, `unavailable` when it is not what it
  /// was.
  Result<std::string> read(std::string_view hash) const;
  /// Whether there is a file for it; says nothing of what it holds.
  bool has(std::string_view hash) const;
  /// Nothing happens when there is none.
  Result<void> remove(std::string_view hash) const;
  /// Told of each file by its hash, and how old it is by the machine's clock, in no order.
  using Seen = std::function<Result<void>(std::string_view sha256, std::int64_t age_seconds)>;
  Result<void> each(const Seen& seen) const;
  /// What a kill left of files that were being written. Before anybody writes.
  void remove_unfinished() const;

  std::string file_of(std::string_view hash) const { return path_ + '/' + hex(hash); }

 private:
  const std::string path_;
};

/// The 32 bytes that 64 small hexadecimal digits stand for; "" for anything else.
std::string sha256_of_hex(std::string_view text);

}  // namespace kith::store
