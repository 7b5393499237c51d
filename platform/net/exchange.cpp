// SPDX-License-Identifier: Apache-2.0
#include "net/exchange.h"

#include <algorithm>
#include <exception>
#include <utility>

#include "net/message_parser.h"

namespace kith::net {
namespace {

constexpr std::string_view interim_answer = "HTTP/1.1 100 Continue\r\n\r\n";
// A body that takes longer gives way where others want the connection.
constexpr Duration unhurried = std::chrono::seconds(1);
constexpr std::size_t first_body_room = std::size_t{64} * 1024;

}  // namespace

Exchange::Exchange(Worker& worker, Deadline& deadline, Transport transport, Peer peer,
                   Admission admission)
    : worker_(worker),
      deadline_(deadline),
      transport_(std::move(transport)),
      peer_(std::move(peer)),
      phase_(transport_.is_tls() ? Phase::handshake : Phase::head),
      scanner_(worker.limits().head),
      body_share_(worker.core().body_budget) {
  if (admission == Admission::turn_away) {
    // Under TLS the words would cost a handshake, which is what there is too much of.
    phase_ = Phase::over;
    if (!transport_.is_tls()) {
      refuse(503, "There are too many connections. Try again later.");
    }
  }
}

Exchange::~Exchange() {
  if (slot_) {
    slot_->abandon();
  }
}

Wants Exchange::advance() {
  for (;;) {
    if (std::exchange(is_expired_, false)) {
      take_expiry();
    }
    if (const Step wants = step()) {
      return *wants;
    }
  }
}

Exchange::Step Exchange::step() {
  switch (phase_) {
    case Phase::handshake: return shake_hands();
    case Phase::head: return read_head();
    case Phase::body: return read_body();
    case Phase::answer: return take_answer();
    case Phase::interim:
    case Phase::write: return write_output();
    case Phase::linger: return linger();
    case Phase::over: break;
  }
  return Wants::end;
}

void Exchange::abort() {
  phase_ = Phase::over;
  if (slot_) {
    slot_->abandon();
  }
}

bool Exchange::awaits_request() const {
  const bool is_slow =
      phase_ == Phase::body && worker_.loop().wheel().now() - timed_from_ > unhurried;
  return is_slow || phase_ == Phase::head || phase_ == Phase::handshake;
}

void Exchange::take_expiry() {
  const bool is_late_request = phase_ == Phase::body || (phase_ == Phase::head && !input_.empty());
  if (is_late_request) {
    refuse(408, "The request took too long to arrive.");
  } else {
    phase_ = Phase::over;
  }
}

// After each wait the socket is read once, and not before: what is left in it is announced again.
IoResult Exchange::receive() {
  if (!may_read_ && !transport_.has_buffered()) {
    return {.state = IoState::wants_read};
  }
  may_read_ = false;
  return transport_.read(worker_.scratch());
}

void Exchange::begin_timing() {
  timed_from_ = worker_.loop().wheel().now();
}

// The more bytes have moved since `begin_timing`, the longer the whole may take.
void Exchange::allow(Duration basic, std::size_t moved) {
  TimerWheel& wheel = worker_.loop().wheel();
  const auto seconds = static_cast<std::int64_t>(moved / limits().slowest_bytes_per_second);
  wheel.set(deadline_, basic + std::chrono::seconds(seconds) - (wheel.now() - timed_from_));
}

Exchange::Step Exchange::shake_hands() {
  const IoResult result = transport_.handshake();
  if (result.state == IoState::done) {
    phase_ = Phase::head;
    has_head_deadline_ = false;
    return std::nullopt;
  }
  if (!is_blocked(result.state)) {
    phase_ = Phase::over;
    return std::nullopt;
  }
  if (!std::exchange(has_head_deadline_, true)) {
    worker_.loop().wheel().set(deadline_, limits().head_deadline);
  }
  return wants_of(result.state);
}

Exchange::Step Exchange::read_head() {
  const HeadState state = input_.empty() ? HeadState::partial : scanner_.scan(input_);
  if (state == HeadState::complete) {
    begin_request();
    return std::nullopt;
  }
  if (state == HeadState::refused) {
    refuse(scanner_.refusal().status, scanner_.refusal().detail);
    return std::nullopt;
  }
  const IoResult received = receive();
  if (received.state == IoState::done) {
    input_.append(worker_.scratch().data(), received.bytes);
    return std::nullopt;
  }
  const bool is_idle_at_the_end = input_.empty() && worker_.is_draining();
  if (!is_blocked(received.state) || is_idle_at_the_end) {
    phase_ = Phase::over;
    return std::nullopt;
  }
  if (input_.empty()) {
    worker_.loop().wheel().set(deadline_, limits().idle_deadline);
  } else if (!std::exchange(has_head_deadline_, true)) {
    worker_.loop().wheel().set(deadline_, limits().head_deadline);
  }
  return wants_of(received.state);
}

void Exchange::begin_request() {
  const HeadFacts& facts = scanner_.facts();
  method_ = facts.method;
  const std::string_view head = std::string_view(input_).substr(0, facts.length);
  if (!parse_head(head, facts, request_)) {
    return refuse(400, "The head of the request is malformed.");
  }
  input_.erase(0, facts.length);
  closes_ = !facts.keep_alive || ++requests_ >= limits().max_requests_per_connection;
  if (accept_request()) {
    begin_body();
  }
}

// What is asked of the server rather than of a handler; false if that was the answer.
bool Exchange::accept_request() {
  ServerCore& core = worker_.core();
  const HostVerdict verdict = core.hosts.judge(request_.header("host"), peer_.reached);
  if (verdict == HostVerdict::malformed) {
    refuse(400, "The Host is malformed.");
    return false;
  }
  if (verdict == HostVerdict::other && peer_.kind == Peer::Kind::network) {
    refuse(421, "This server does not answer to that Host.");
    return false;
  }
  request_.peer = peer_.text;
  request_.secure = transport_.is_tls();
  if (peer_.kind == Peer::Kind::network) {
    core.proxies.apply(peer_.address, request_);
  }
  if (request_.path == "*") {
    closes_ = closes_ || scanner_.facts().framing != Framing::none;
    start_answer(
        {.status = 204, .headers = {{"Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"}}});
    return false;
  }
  return true;
}

void Exchange::begin_body() {
  const HeadFacts& facts = scanner_.facts();
  if (facts.framing == Framing::none) {
    return hand_over();
  }
  most_body_bytes_ = worker_.core().handler.body_limit(request_.method, request_.path);
  if (facts.content_length > most_body_bytes_) {
    return refuse(413, "The body is longer than is taken here.");
  }
  if (facts.framing == Framing::length) {
    request_.body.reserve(std::min<std::size_t>(facts.content_length, first_body_room));
  }
  begin_timing();
  body_bytes_ = 0;
  phase_ = Phase::body;
  if (facts.expects_continue && input_.empty()) {
    output_head_ = interim_answer;
    written_ = 0;
    phase_ = Phase::interim;
  }
}

Exchange::Step Exchange::read_body() {
  std::string received_before = std::exchange(input_, {});
  std::string_view bytes = received_before;
  take_body(bytes);
  input_ = bytes;
  if (phase_ != Phase::body) {
    return std::nullopt;
  }
  const IoResult received = receive();
  if (received.state == IoState::done) {
    bytes = std::string_view(worker_.scratch().data(), received.bytes);
    take_body(bytes);
    input_ = bytes;
    return std::nullopt;
  }
  if (!is_blocked(received.state)) {
    phase_ = Phase::over;
    return std::nullopt;
  }
  allow(limits().body_deadline, body_bytes_);
  return wants_of(received.state);
}

void Exchange::take_body(std::string_view& bytes) {
  const HeadFacts& facts = scanner_.facts();
  ChunkState state = ChunkState::more;
  if (facts.framing == Framing::chunked) {
    state = chunks_.decode(bytes, request_.body, most_body_bytes_);
  } else {
    const std::size_t taken =
        std::min<std::size_t>(bytes.size(), facts.content_length - body_bytes_);
    request_.body.append(bytes.substr(0, taken));
    bytes.remove_prefix(taken);
    state = request_.body.size() == facts.content_length ? ChunkState::complete : state;
  }
  const std::size_t added = request_.body.size() - std::exchange(body_bytes_, request_.body.size());
  if (state == ChunkState::refused) {
    refuse(chunks_.refusal().status, chunks_.refusal().detail);
  } else if (!body_share_.take(added)) {
    refuse(503, "There are too many long requests. Try again later.");
  } else if (state == ChunkState::complete) {
    hand_over();
  }
}

void Exchange::hand_over() {
  ServerCore& core = worker_.core();
  if (core.in_flight->load(std::memory_order_relaxed) >= limits().max_requests_in_flight) {
    core.refused.fetch_add(1, std::memory_order_relaxed);
    return start_answer(problem(503, "There are too many requests. Try again later."));
  }
  core.requests.fetch_add(1, std::memory_order_relaxed);
  slot_ = AnswerSlot::create(core.in_flight);
  phase_ = Phase::answer;
  try {
    core.handler.handle(std::move(request_), AnswerSlot::respond_into(slot_));
  } catch (const std::exception&) {
    // The Respond that it let go of has answered 500.
    core.defects.fetch_add(1, std::memory_order_relaxed);
  }
}

}  // namespace kith::net
