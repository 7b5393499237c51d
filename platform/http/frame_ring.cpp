// SPDX-License-Identifier: Apache-2.0
#include "http/frame_ring.h"

namespace kith::http {

void FrameRing::start_after(Sequence last) {
  frames_.clear();
  bytes_ = 0;
  last_ = last;
}

void FrameRing::push(Frame frame) {
  frames_.push_back(std::move(frame));
  last_ = frames_.back().sequence;
  bytes_ += frames_.back().text->size();
  while (frames_.size() > most_frames_ || bytes_ > most_bytes_) {
    bytes_ -= frames_.front().text->size();
    frames_.pop_front();
  }
}

}  // namespace kith::http
