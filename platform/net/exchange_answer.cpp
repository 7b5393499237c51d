// SPDX-License-Identifier: Apache-2.0
// The second half of an exchange: from the handler's answer to the next request or the end.
#include <algorithm>
#include <array>
#include <utility>

#include "net/exchange.h"

namespace kith::net {
namespace {

constexpr std::size_t most_idle_room = 1024;
constexpr std::size_t most_lingered_bytes = std::size_t{1024} * 1024;

}  // namespace

Exchange::Step Exchange::take_answer() {
  std::optional<http::Response> answer = slot_->take();
  if (!answer) {
    worker_.loop().wheel().clear(deadline_);
    return Wants::answer;
  }
  start_answer(std::move(*answer));
  return std::nullopt;
}

bool Exchange::await_answer(std::function<void()> wake) {
  return slot_->wait(std::move(wake));
}

void Exchange::refuse(int status, std::string_view detail) {
  worker_.core().refused.fetch_add(1, std::memory_order_relaxed);
  closes_ = true;
  start_answer(problem(status, detail));
}

void Exchange::start_answer(http::Response response) {
  answer_ = std::move(response);
  closes_ = closes_ || answer_.stream || worker_.is_draining();
  const AnswerFrame frame{
      .minor_version = scanner_.facts().minor_version,
      .end = closes_ ? ConnectionEnd::closes : ConnectionEnd::stays_open,
      .date = worker_.date(),
  };
  output_head_.clear();
  if (!append_answer_head(output_head_, answer_, frame)) {
    answer_ = problem(500, "The answer could not be sent.");
    append_answer_head(output_head_, answer_, frame);
  }
  if (method_ == http::Method::head || !has_body(answer_.status)) {
    answer_ = {.status = answer_.status};
  }
  written_ = 0;
  phase_ = Phase::write;
  begin_timing();
}

std::string_view Exchange::output_body() const {
  return phase_ == Phase::interim || answer_.stream ? std::string_view() : body_of(answer_);
}

Exchange::Step Exchange::write_output() {
  const std::string_view body = output_body();
  while (written_ < output_head_.size() + body.size()) {
    const std::string_view head =
        std::string_view(output_head_).substr(std::min(written_, output_head_.size()));
    const std::string_view rest = body.substr(written_ + head.size() - output_head_.size());
    const std::array<iovec, 2> pieces = {{
        {.iov_base = const_cast<char*>(head.data()), .iov_len = head.size()},
        {.iov_base = const_cast<char*>(rest.data()), .iov_len = rest.size()},
    }};
    const IoResult moved = transport_.write(pieces);
    if (is_blocked(moved.state)) {
      allow(limits().write_deadline, written_);
      return wants_of(moved.state);
    }
    if (moved.state != IoState::done) {
      phase_ = Phase::over;
      return std::nullopt;
    }
    written_ += moved.bytes;
  }
  finish_output();
  if (answer_.stream) {
    return Wants::stream;
  }
  return std::nullopt;
}

void Exchange::finish_output() {
  if (phase_ == Phase::interim) {
    phase_ = Phase::body;
    begin_timing();
  } else if (answer_.stream) {
    phase_ = Phase::over;
  } else if (closes_) {
    // A socket that is closed with unread bytes in it takes the answer away from its reader.
    transport_.shut_writing();
    worker_.loop().wheel().set(deadline_, limits().linger_deadline);
    phase_ = Phase::linger;
  } else {
    next_request();
  }
}

void Exchange::next_request() {
  scanner_ = HeadScanner(limits().head);
  chunks_ = {};
  request_ = {};
  method_ = http::Method::get;
  answer_ = {};
  slot_.reset();
  body_share_.give_back();
  has_head_deadline_ = false;
  if (input_.empty() && input_.capacity() > most_idle_room) {
    input_ = {};
  }
  if (output_head_.capacity() > most_idle_room) {
    output_head_ = {};
  }
  phase_ = Phase::head;
}

Exchange::Step Exchange::linger() {
  const IoResult received = receive();
  if (is_blocked(received.state)) {
    return wants_of(received.state);
  }
  lingered_ += received.bytes;
  if (received.state != IoState::done || lingered_ > most_lingered_bytes) {
    phase_ = Phase::over;
  }
  return std::nullopt;
}

}  // namespace kith::net
