// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "chance.h"
#include "net/client.h"
#include "receivers.h"

namespace kith::simulation {

/// The way to the receiver of a pushed channel, in place of the HTTP client: requests and answers
/// are delayed, overtake each other, get lost or are refused, as chance will have it.
class PushNetwork final : public net::Client {
 public:
  /// Whom it leads to from now on, and where the committed outbox is looked up; nothing is under
  /// way.
  void lead_to(Receivers& receivers, Receivers::LookUp look_up) {
    receivers_ = &receivers;
    look_up_ = std::move(look_up);
    under_way_.clear();
  }
  void send(net::ClientRequest request, Answered answered) override;

  /// Something happens to one request that is under way. Says what; "" when none is.
  std::string step(Chance& chance);
  /// All of them arrive and are answered well.
  void let_all_arrive();
  /// The process that asked is gone: whatever is under way arrives or not, and nobody hears of it.
  void lose_all(Chance& chance);

 private:
  struct Call {
    std::string key;
    std::shared_ptr<std::atomic<bool>> has_left;
    Answered answered;
  };
  void answer(Call call, int status, std::vector<http::Header> headers = {});

  Receivers* receivers_ = nullptr;
  Receivers::LookUp look_up_;
  std::vector<Call> under_way_;
};

}  // namespace kith::simulation
