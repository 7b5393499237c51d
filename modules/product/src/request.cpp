// SPDX-License-Identifier: Apache-2.0
#include "request.h"

#include <utility>

namespace kith::product {

Result<void> Request::check_stands_alone() const {
  if (!merged_into) {
    return {};
  }
  return fail(ErrorCode::conflict, "This request is part of request " + std::to_string(root.value) +
                                       ". Change that one, or take this one out of it first.");
}

Result<void> Request::decide(RequestState wanted, std::string why, Time now) {
  KITH_CHECK(check_stands_alone());
  if (wanted != RequestState::planned && wanted != RequestState::declined) {
    return fail_at(ErrorCode::invalid, "/state", "Must be planned or declined.");
  }
  if (state == RequestState::shipped) {
    return fail(ErrorCode::conflict, "This request was shipped already.");
  }
  if (wanted == RequestState::declined && why.empty()) {
    return fail_at(ErrorCode::rule, "/reason", "Say why it is declined: people asked for it.");
  }
  state = wanted;
  reason = std::move(why);
  decided_at = now;
  return {};
}

Result<void> Request::ship(std::string words, Time now) {
  KITH_CHECK(check_stands_alone());
  if (state == RequestState::declined) {
    return fail(ErrorCode::rule, "This request was declined. Plan it before you ship it.");
  }
  if (state != RequestState::shipped) {
    shipped_at = now;
    decided_at = decided_at ? decided_at : now;
  }
  state = RequestState::shipped;
  reply = std::move(words);
  return {};
}

std::vector<RequestId> leaving_with(RequestId leaving, const std::vector<Part>& parts) {
  std::vector<RequestId> found{leaving};
  for (std::size_t next = 0; next < found.size(); ++next) {
    for (const Part& part : parts) {
      if (part.merged_into == found[next]) {
        found.push_back(part.id);
      }
    }
  }
  return found;
}

}  // namespace kith::product
