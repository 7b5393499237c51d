// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <utility>

#include <kith/id.h>
#include <kith/result.h>

namespace kith::http {

class StreamSeats;

/// A stream's right to be: counted from its being granted to its end, whichever way that comes.
class Seat {
 public:
  Seat(std::shared_ptr<StreamSeats> seats, WorkspaceId workspace, MemberId member)
      : seats_(std::move(seats)), workspace_(workspace), member_(member) {}
  Seat(Seat&&) noexcept = default;
  Seat& operator=(Seat&&) = delete;
  ~Seat();

 private:
  std::shared_ptr<StreamSeats> seats_;
  WorkspaceId workspace_;
  MemberId member_;
};

/// Counts streams, so that neither one member nor all together have too many. Safe from any thread.
class StreamSeats : public std::enable_shared_from_this<StreamSeats> {
 public:
  StreamSeats(std::size_t most, std::size_t most_per_member)
      : most_(most), most_per_member_(most_per_member) {}

  /// `too_many` for a member with too many streams, `unavailable` when there are too many in all.
  Result<Seat> take(WorkspaceId workspace, MemberId member);
  std::size_t taken() const;

 private:
  friend class Seat;
  void give_back(WorkspaceId workspace, MemberId member);

  const std::size_t most_;
  const std::size_t most_per_member_;
  mutable std::mutex mutex_;
  std::map<std::pair<WorkspaceId, MemberId>, std::size_t> taken_;
  std::size_t total_ = 0;
};

}  // namespace kith::http
