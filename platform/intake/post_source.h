// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "intake/post.h"

namespace kith::intake {

/// One row of a file: the post it gives, or why it gives none. A row that is passed over is about
/// something else than posts.
struct SourceRow {
  std::int64_t line = 0;
  std::optional<Post> post;
  bool is_passed_over = false;
  std::string reason;  ///< why there is no post, where it is not passed over
  std::string raw;     ///< the row as it stands, where there is a reason
};

/// The posts of a file in the order in which they are to be taken in. Rows are numbered from 0 in
/// that order, and the same file always gives the same order, so that a stopped import goes on at
/// a number. One thread.
class PostSource {
 public:
  virtual ~PostSource() = default;
  /// How many rows there are; nothing when that is not known before the end.
  virtual std::optional<std::int64_t> rows() const = 0;
  /// Goes on at row `row`.
  virtual Result<void> skip_to(std::int64_t row) = 0;
  /// The next row; false at the end.
  virtual Result<bool> next(SourceRow& row) = 0;
};

/// The Customer Support on Twitter CSV. Read twice: the first time for who answers whom and when,
/// the second time oldest first, each post with the first post of its thread.
Result<std::unique_ptr<PostSource>> open_twcs(const std::string& path);

/// Our own form: one Post as JSON on each line.
Result<std::unique_ptr<PostSource>> open_jsonl(const std::string& path);

/// What Bluesky's Jetstream sends, one frame a line, in either of its forms. Posts become posts;
/// likes, follows and whatever else the network has are passed over.
Result<std::unique_ptr<PostSource>> open_jetstream(const std::string& path);

}  // namespace kith::intake
