// SPDX-License-Identifier: Apache-2.0
#include "push_network.h"

#include <fmt/format.h>

namespace kith::simulation {

void PushNetwork::send(net::ClientRequest request, Answered answered) {
  std::string key;
  for (const auto& [name, value] : request.headers) {
    if (name == "webhook-id") {
      key = value;
    }
  }
  receivers_->handed_over(key, look_up_(key));
  under_way_.push_back({std::move(key), std::move(request.has_left), std::move(answered)});
}

void PushNetwork::answer(Call call, int status, std::vector<http::Header> headers) {
  *call.has_left = true;
  if (status == 200) {
    receivers_->arrived(call.key);
  } else if (status == 503 || status == 429) {
    receivers_->told_to_try_again(call.key);
  }
  const std::string body =
      status == 200 ? fmt::format(R"({{"native_id": "net-{}"}})", call.key) : std::string();
  call.answered(net::ClientResponse{status, std::move(headers), body});
}

std::string PushNetwork::step(Chance& chance) {
  if (under_way_.empty()) {
    return "";
  }
  const auto place = chance.below(static_cast<std::int64_t>(under_way_.size()));
  Call call = std::move(under_way_[static_cast<std::size_t>(place)]);
  under_way_.erase(under_way_.begin() + place);
  const std::string key = call.key;
  switch (chance.below(12)) {
    case 0:
    case 1: {  // It arrived, and its answer is lost.
      *call.has_left = true;
      receivers_->arrived(key);
      call.answered(fail(ErrorCode::unavailable, "The connection broke."));
      return key + " arrives unheard";
    }
    case 2: {
      *call.has_left = true;
      call.answered(fail(ErrorCode::unavailable, "The connection broke."));
      return key + " is lost";
    }
    case 3: {
      receivers_->told_to_try_again(key);
      call.answered(fail(ErrorCode::unavailable, "Nobody is there."));
      return key + " meets nobody";
    }
    case 4: answer(std::move(call), 503); return key + " comes at a bad time";
    case 5: answer(std::move(call), 429, {{"retry-after", "3"}}); return key + " is to wait";
    case 6: answer(std::move(call), 422); return key + " is refused";
    case 7:
      answer(std::move(call), chance.one_in(10) ? 410 : 503);
      return key + " finds the receiver gone, or busy";
    default: answer(std::move(call), 200); return key + " arrives";
  }
}

void PushNetwork::let_all_arrive() {
  for (Call& call : std::exchange(under_way_, {})) {
    answer(std::move(call), 200);
  }
}

void PushNetwork::lose_all(Chance& chance) {
  for (const Call& call : std::exchange(under_way_, {})) {
    if (chance.one_in(2)) {
      receivers_->arrived(call.key);
    }
  }
}

}  // namespace kith::simulation
