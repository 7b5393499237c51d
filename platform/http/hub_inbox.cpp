// SPDX-License-Identifier: Apache-2.0
#include "http/hub_inbox.h"

#include <utility>

namespace kith::http {

Result<std::vector<store::LoggedEvent>> read_events(const EventReader& read, Sequence after,
                                                    std::size_t most) {
  try {
    return read(after, most);
  } catch (const std::exception& thrown) {
    return fail(ErrorCode::internal, "The log could not be read.", thrown.what());
  }
}

void HubInbox::put(WorkspaceId workspace, decltype(HubLetter::content) content) {
  HubLetter letter{workspace, std::move(content)};
  {
    const std::lock_guard lock(mutex_);
    if (is_closed_) {
      return;  // the letter goes after the lock: it may be the last to hold a stream
    }
    letters_.push_back(std::move(letter));
  }
  changed_.notify_one();
}

void HubInbox::put_end(WorkspaceId workspace, StreamEnd whose) {
  std::uint64_t number = 0;
  {
    const std::lock_guard lock(mutex_);
    number = ++ends_;
  }
  put(workspace, HubLetter::End{.whose = whose, .number = number});
}

std::uint64_t HubInbox::ends() const {
  const std::lock_guard lock(mutex_);
  return ends_;
}

std::vector<HubLetter> HubInbox::take() {
  const std::lock_guard lock(mutex_);
  return std::exchange(letters_, {});
}

void HubInbox::wait(Duration most) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, most, [&] { return is_woken_ || !letters_.empty(); });
  is_woken_ = false;
}

void HubInbox::wake() {
  {
    const std::lock_guard lock(mutex_);
    is_woken_ = true;
  }
  changed_.notify_one();
}

void HubInbox::close() {
  std::vector<HubLetter> dropped;
  const std::lock_guard lock(mutex_);
  is_closed_ = true;
  dropped.swap(letters_);
}

}  // namespace kith::http
