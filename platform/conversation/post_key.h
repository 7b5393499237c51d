// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

#include <kith/id.h>
#include <kith/time.h>

#include "base/hash.h"

namespace kith::conversation {

/// By what a foreign post is known again: a row of the table post_key.
struct PostKey {
  std::int64_t bucket = 0;
  KeyedHash hash{};

  bool operator==(const PostKey&) const = default;
};

/// The key of the network's own id of a post on a channel. `posted_at` is the post's time where
/// the form of the network's posts keeps it the same for ever (its month is the bucket then), else
/// none (bucket 0). `key` is the workspace's own.
PostKey post_key(const HashKey& key, ChannelId channel, std::string_view native_id,
                 Time posted_at = {});

/// By what one version of a post on a channel is known again: by the network's own ids of both.
KeyedHash version_key(const HashKey& key, ChannelId channel, std::string_view native_id,
                      std::string_view version);

/// By what the author of posts on a channel is known again, without keeping what they are called.
KeyedHash identity_key(const HashKey& key, ChannelId channel, std::string_view native_id);

}  // namespace kith::conversation
