// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <vector>

#include <kith/event.h>

#include "http/message.h"

namespace kith::http {

/// One event as streams send it, serialised once.
struct Frame {
  Sequence sequence = 0;
  Visibility visibility;
  const std::string* type = nullptr;  ///< kept by whoever keeps the ring
  SharedText text;
};

/// The newest frames of one workspace, without gaps, bounded by number and bytes. One thread.
class FrameRing {
 public:
  FrameRing(std::size_t most_frames, std::size_t most_bytes)
      : most_frames_(most_frames), most_bytes_(most_bytes) {}

  /// Empties the ring; the next frame follows on `last`.
  void start_after(Sequence last);
  /// The frame of last() + 1.
  void push(Frame frame);

  Sequence last() const { return last_; }
  /// Whether every frame after `sequence` is here.
  bool follows(Sequence sequence) const {
    return sequence >= last_ - static_cast<Sequence>(frames_.size()) && sequence <= last_;
  }
  /// A frame that is here: follows(sequence - 1), and sequence <= last().
  const Frame& at(Sequence sequence) const {
    return frames_[frames_.size() - 1 - static_cast<std::size_t>(last_ - sequence)];
  }

 private:
  const std::size_t most_frames_;
  const std::size_t most_bytes_;
  std::deque<Frame> frames_;
  std::size_t bytes_ = 0;
  Sequence last_ = 0;
};

}  // namespace kith::http
