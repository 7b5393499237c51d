// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include <kith/result.h>

#include "intake/post.h"

namespace kith::intake {

/// Reads the frames of Bluesky's Jetstream, of the first form (/subscribe) and of the second
/// (network.bsky.jetstream.subscribeEvents), which may be mixed. Keeps its buffers between frames.
/// One thread.
class JetstreamFrames {
 public:
  JetstreamFrames();
  JetstreamFrames(JetstreamFrames&&) noexcept;
  JetstreamFrames& operator=(JetstreamFrames&&) noexcept;
  ~JetstreamFrames();

  /// What a frame does to posts; nothing where it is about something else, or says nothing that
  /// could be kept. `invalid`, with a reason for people, for what is no frame or breaks the form of
  /// posts.
  Result<std::optional<Post>> read(std::string_view frame);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace kith::intake
