// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "net/answer_slot.h"
#include "net/chunked.h"
#include "net/http_head.h"
#include "net/ip_address.h"
#include "net/transport.h"
#include "net/worker.h"

namespace kith::net {

/// Who is at the other end of a connection.
struct Peer {
  enum class Kind { network, local };
  Kind kind = Kind::network;
  IpAddress address;
  std::optional<IpAddress> reached;  ///< our address that it called, where that is worth knowing
  std::string text;                  ///< as requests show it
};

/// What an exchange waits for before it can go on.
enum class Wants {
  readable,
  writable,
  answer,  ///< the handler's
  stream,  ///< nothing: the head of a stream is written, the rest is the stream's
  end,     ///< nothing: the connection is to be closed
};

/// What an exchange waits for after an operation that was blocked.
constexpr Wants wants_of(IoState blocked) {
  return blocked == IoState::wants_write ? Wants::writable : Wants::readable;
}

/// Whether a new connection is served, or only told that there are too many.
enum class Admission { serve, turn_away };

/// The HTTP/1.1 side of one connection: reads requests, hands them to the handler, writes the
/// answers. It never waits: `advance` goes as far as the socket and the handler allow and says
/// what it waits for. Lives on its worker's thread.
class Exchange {
 public:
  /// `deadline` is the connection's own, which calls `expire`.
  Exchange(Worker& worker, Deadline& deadline, Transport transport, Peer peer, Admission admission);
  ~Exchange();

  Wants advance();
  /// The socket is as it was waited for, or worth a try.
  void ready() { may_read_ = true; }
  /// True if the answer is there; otherwise `wake` is called, on any thread, once it is.
  bool await_answer(std::function<void()> wake);
  /// The deadline has passed; `advance` decides what follows.
  void expire() { is_expired_ = true; }
  /// Nothing follows any more.
  void abort();
  /// Whether nobody has asked for anything yet, or not again, or takes long to say what.
  bool awaits_request() const;

  /// For `Wants::stream`: what the stream goes on with.
  Transport release_transport() { return std::move(transport_); }
  http::Response release_answer() { return std::move(answer_); }
  int minor_version() const { return scanner_.facts().minor_version; }

 private:
  enum class Phase { handshake, head, interim, body, answer, write, linger, over };
  using Step = std::optional<Wants>;

  // Each brings one phase as far as it goes: what it waits for, or nothing after a new phase.
  Step step();
  Step shake_hands();
  Step read_head();
  Step read_body();
  Step take_answer();
  Step write_output();
  Step linger();

  void begin_request();
  bool accept_request();
  void begin_body();
  void take_body(std::string_view& bytes);
  void hand_over();
  void start_answer(http::Response response);
  void refuse(int status, std::string_view detail);
  void finish_output();
  void next_request();
  void take_expiry();

  IoResult receive();
  std::string_view output_body() const;
  void begin_timing();
  void allow(Duration basic, std::size_t moved);
  const ServerLimits& limits() const { return worker_.limits(); }

  Worker& worker_;
  Deadline& deadline_;
  Transport transport_;
  const Peer peer_;
  Phase phase_;
  bool may_read_ = false;
  bool is_expired_ = false;
  bool closes_ = false;  ///< after the present answer
  bool has_head_deadline_ = false;
  std::string input_;  ///< received and not yet used
  HeadScanner scanner_;
  http::Request request_;
  http::Method method_ = http::Method::get;
  std::size_t requests_ = 0;

  ChunkDecoder chunks_;
  std::size_t most_body_bytes_ = 0;
  std::size_t body_bytes_ = 0;  ///< received so far
  Budget::Share body_share_;
  Duration timed_from_{0};

  std::shared_ptr<AnswerSlot> slot_;
  http::Response answer_;
  std::string output_head_;
  std::size_t written_ = 0;  ///< of head and body together
  std::size_t lingered_ = 0;
};

}  // namespace kith::net
