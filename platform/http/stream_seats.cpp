// SPDX-License-Identifier: Apache-2.0
#include "http/stream_seats.h"

#include <fmt/format.h>

namespace kith::http {

Seat::~Seat() {
  if (seats_ != nullptr) {
    seats_->give_back(workspace_, member_);
  }
}

Result<Seat> StreamSeats::take(WorkspaceId workspace, MemberId member) {
  const std::lock_guard lock(mutex_);
  if (total_ >= most_) {
    return fail(ErrorCode::unavailable, "There are more live streams than this server may have.");
  }
  std::size_t& count = taken_[{workspace, member}];
  if (count >= most_per_member_) {
    return fail(ErrorCode::too_many,
                fmt::format("You have {} live streams open; close one before the next.", count));
  }
  ++count;
  ++total_;
  return Seat(shared_from_this(), workspace, member);
}

std::size_t StreamSeats::taken() const {
  const std::lock_guard lock(mutex_);
  return total_;
}

void StreamSeats::give_back(WorkspaceId workspace, MemberId member) {
  const std::lock_guard lock(mutex_);
  const auto found = taken_.find({workspace, member});
  if (--found->second == 0) {
    taken_.erase(found);
  }
  --total_;
}

}  // namespace kith::http
