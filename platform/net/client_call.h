// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "net/asio_types.h"
#include "net/client_core.h"
#include "net/message_parser.h"
#include "net/signal.h"
#include "net/transport.h"

namespace kith::net {

/// One call: a coroutine from the name to the answer. Lives on the client's thread, kept alive by
/// its coroutine.
class ClientCall final : public Session, public std::enable_shared_from_this<ClientCall> {
 public:
  static Task<void> run(std::shared_ptr<ClientCall> self);

  ClientCall(ClientCore& core, Loop& loop, OutgoingUrl url, ClientRequest request,
             Client::Answered answered, LiveCount::Ticket ticket);

  void expire() override;
  void drain() override { abort(); }
  void abort() override;

  /// Waits at most `most`, and in no case beyond the deadline of the whole call.
  void allow(Duration most);

 private:
  static Task<void> resolve(std::shared_ptr<ClientCall> self);
  static Task<void> connect(std::shared_ptr<ClientCall> self);
  static Task<void> shake_hands(std::shared_ptr<ClientCall> self);
  static Task<void> write(std::shared_ptr<ClientCall> self);
  static Task<void> read(std::shared_ptr<ClientCall> self);
  static Task<void> wait_for_socket(std::shared_ptr<ClientCall> self, IoState blocked);

  void check_addresses();
  bool open_socket(const IpAddress& address);
  void begin_session();
  std::string request_text() const;
  void fail_with(ErrorCode code, std::string message, std::string detail = {});
  void wake();
  void finish();

  LiveCount::Ticket ticket_;
  ClientCore& core_;
  Loop& loop_;
  const OutgoingUrl url_;
  ClientRequest request_;
  Client::Answered answered_;
  Duration started_at_;
  Signal resolved_;
  std::vector<IpAddress> addresses_;
  Socket socket_;
  std::optional<Transport> transport_;
  ResponseReader reader_;
  std::optional<Error> error_;
  bool is_expired_ = false;
  bool is_complete_ = false;
};

}  // namespace kith::net
