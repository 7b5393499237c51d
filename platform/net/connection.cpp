// SPDX-License-Identifier: Apache-2.0
#include "net/connection.h"

#include <sys/socket.h>

#include <memory>
#include <tuple>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include "net/asio_types.h"
#include "net/signal.h"
#include "net/stream_session.h"

namespace kith::net {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

// Drives an Exchange: one coroutine per connection, which only waits. GCC 12 miscompiles a
// co_await with temporaries, so it stands alone in its statement and all it takes has a name.
class Connection final : public Session, public std::enable_shared_from_this<Connection> {
 public:
  Connection(Worker& worker, Socket socket, asio::generic::stream_protocol protocol,
             Transport transport, Peer peer, Admission admission, LiveCount::Ticket ticket)
      : ticket_(std::move(ticket)),
        worker_(worker),
        socket_(std::move(socket)),
        protocol_(protocol),
        exchange_(worker, *this, std::move(transport), std::move(peer), admission),
        answered_(worker.loop().context()) {}

  static Task<void> run(std::shared_ptr<Connection> self);

  void expire() override {
    exchange_.expire();
    wake();
  }
  void drain() override {
    exchange_.ready();
    wake();
  }
  void abort() override {
    exchange_.abort();
    wake();
  }
  bool give_way() override {
    const bool gives_way = exchange_.awaits_request();
    if (gives_way) {
      abort();
    }
    return gives_way;
  }

 private:
  bool has_answer();
  Socket::wait_type direction_of(Wants wants);
  void wake();
  void hand_to_stream();

  LiveCount::Ticket ticket_;
  Worker& worker_;
  Socket socket_;
  const asio::generic::stream_protocol protocol_;
  Exchange exchange_;
  Signal answered_;
  bool has_waited_for_write_ = false;
};

Task<void> Connection::run(std::shared_ptr<Connection> self) {
  const AwaitToken token;
  for (;;) {
    const Wants wants = self->exchange_.advance();
    if (wants == Wants::end) {
      co_return;
    }
    if (wants == Wants::stream) {
      self->hand_to_stream();
      co_return;
    }
    if (wants == Wants::answer) {
      if (!self->has_answer()) {
        Task<void> answered = self->answered_.wait();
        co_await std::move(answered);
      }
      continue;
    }
    const auto direction = self->direction_of(wants);
    const std::tuple<error_code> waited = co_await self->socket_.async_wait(direction, token);
    const error_code error = std::get<0>(waited);
    if (!error) {
      self->exchange_.ready();
    } else if (error != asio::error::operation_aborted) {
      self->exchange_.abort();
    }
  }
}

// Otherwise `answered_` is set once there is one.
bool Connection::has_answer() {
  Loop& loop = worker_.loop();
  return exchange_.await_answer([&loop, weak = weak_from_this()] {
    loop.post([weak] {
      if (const std::shared_ptr<Connection> connection = weak.lock()) {
        connection->answered_.set();
      }
    });
  });
}

// Asio never stops watching for writability once it has begun, and then every wait for reading
// is woken at once for nothing. Registered anew, the socket is watched for reading alone.
Socket::wait_type Connection::direction_of(Wants wants) {
  if (wants == Wants::writable) {
    has_waited_for_write_ = true;
    return Socket::wait_write;
  }
  if (std::exchange(has_waited_for_write_, false)) {
    error_code error;
    OwnedSocket released(socket_.release(error));
    (void)socket_.assign(protocol_, released.descriptor(), error);
    if (!error) {
      released.release();
    }
  }
  return Socket::wait_read;
}

void Connection::wake() {
  error_code ignored;
  (void)socket_.cancel(ignored);
  answered_.set();
}

void Connection::hand_to_stream() {
  const int minor_version = exchange_.minor_version();
  StreamSession::start(worker_,
                       {
                           .socket = std::move(socket_),
                           .transport = exchange_.release_transport(),
                           .ticket = std::move(ticket_),
                           .response = exchange_.release_answer(),
                           .framing = minor_version == 0 ? Framing::none : Framing::chunked,
                       });
}

}  // namespace

void serve_connection(Worker& worker, OwnedSocket socket, Peer peer, Admission admission,
                      std::shared_ptr<const TlsContext> tls, LiveCount::Ticket ticket) {
  const int family = peer.kind == Peer::Kind::local ? AF_UNIX
                     : peer.address.is_v4()         ? AF_INET
                                                    : AF_INET6;
  const asio::generic::stream_protocol protocol(family, 0);
  const int descriptor = socket.descriptor();
  TlsContext::Session session = tls ? tls->accept_on(descriptor) : nullptr;
  if (tls && !session) {
    return;
  }
  Transport transport(descriptor, std::move(tls), std::move(session));
  Socket owned(worker.loop().context());
  error_code error;
  (void)owned.assign(protocol, descriptor, error);
  if (error) {
    return;
  }
  socket.release();
  auto connection =
      std::make_shared<Connection>(worker, std::move(owned), protocol, std::move(transport),
                                   std::move(peer), admission, std::move(ticket));
  worker.add(*connection);
  Task<void> served = Connection::run(std::move(connection));
  asio::co_spawn(worker.loop().context(), std::move(served), asio::detached);
}

}  // namespace kith::net
