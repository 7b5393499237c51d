// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <kith/result.h>

#include "base/hash.h"
#include "intake/post.h"

namespace kith::intake {

/// A post with everything about it that needs neither the store nor the writer's thread: its text
/// read, its HTML sanitised, its keys hashed.
struct PreparedPost {
  Post post;
  ChannelId channel;
  std::string text;  ///< plain, card numbers masked
  std::string html;  ///< sanitised, "" for none
  std::string language;
  std::string tags;  ///< for the filters of the search index
  bool needs_reply = false;
  bool is_mark = false;     ///< a mark, which needs no reply where the company asked for one
  Time posted_at;           ///< 0: none given
  std::int64_t bucket = 0;  ///< of the post's key: the month of a stable time, else 0
  KeyedHash key{};          ///< of the post
  KeyedHash author_key{};
  KeyedHash thread_key{};  ///< of the post that names its thread
  bool has_thread = false;
  KeyedHash version_key{};  ///< of what it says since this edit
  bool has_version = false;
  std::string rejection;  ///< why it cannot be stored, "" when it can
};

/// Reads one post. Any thread; linear in the size of its text.
PreparedPost prepare(Post post, ChannelId channel, const HashKey& key);

}  // namespace kith::intake
