// SPDX-License-Identifier: Apache-2.0
#include "access/page_request.h"

#include <cstring>

namespace kith::access {
namespace {

// Keeps lists apart from whatever else is sealed under a name like theirs.
std::string purpose_of(std::string_view list) {
  return "page of " + std::string(list);
}

}  // namespace

Result<PageRequest> PageRequest::open(const SealingKey& sealing, Random& random, List list,
                                      const std::optional<std::string>& cursor, std::int32_t limit,
                                      PlaceInList start) {
  if (limit < 1 || limit > most) {
    return fail_at(ErrorCode::invalid, "/limit", "Must be from 1 to 200.");
  }
  PageRequest request(sealing, random);
  request.limit_ = limit;
  request.after_ = start;
  request.list_ = std::move(list);
  if (!cursor) {
    return request;
  }
  const std::string purpose = purpose_of(request.list_.name);
  const Result<std::string> bytes =
      sealing.open_text({.purpose = purpose, .extra = request.list_.filter}, *cursor);
  if (!bytes || bytes->size() != sizeof request.after_) {
    return fail_at(ErrorCode::invalid, "/cursor",
                   "This is no cursor of this list. Start again without it.");
  }
  std::memcpy(&request.after_, bytes->data(), sizeof request.after_);
  return request;
}

std::string PageRequest::cursor_at(PlaceInList place) const {
  char bytes[sizeof place];
  std::memcpy(bytes, &place, sizeof place);
  const std::string purpose = purpose_of(list_.name);
  return sealing_.seal_text({.purpose = purpose, .extra = list_.filter}, {bytes, sizeof bytes},
                            random_);
}

}  // namespace kith::access
