// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

#include "http/message.h"
#include "net/asio_types.h"
#include "net/http_head.h"
#include "net/server_core.h"
#include "net/stream_queue.h"
#include "net/transport.h"
#include "net/worker.h"

namespace kith::net {

/// What becomes of a connection whose answer is a stream: it only writes what the source sends,
/// and notices when the client goes. Holds no buffer while nothing is under way. Lives on its
/// worker's thread, kept alive by its wait for the client's end.
class StreamSession final : public Session,
                            public StreamWriter,
                            public std::enable_shared_from_this<StreamSession> {
 public:
  struct Parts {
    Socket socket;
    Transport transport;
    LiveCount::Ticket ticket;
    http::Response response;  ///< its head is written
    Framing framing = Framing::chunked;
  };

  static void start(Worker& worker, Parts parts);

  StreamSession(Worker& worker, Parts parts);

  void flush() override;
  void drain() override;
  void abort() override { end(); }
  void expire() override { end(); }

 private:
  enum class Writing { idle, blocked };

  void begin(http::SharedText first);
  void await_client();
  void hear_client();
  void await_writable(IoState blocked);
  bool write_some();
  bool write_tail();
  void count_written(std::size_t bytes);
  void end();

  Worker& worker_;
  LiveCount::Ticket ticket_;
  LiveCount::Ticket stream_ticket_;
  Socket socket_;
  Transport transport_;
  std::shared_ptr<http::StreamSource> source_;
  std::shared_ptr<StreamQueue> queue_;
  const Framing framing_;
  std::vector<http::SharedText> texts_;  ///< taken from the queue and not yet written
  std::size_t front_written_ = 0;        ///< bytes of the first text, framing included
  std::size_t unreported_ = 0;           ///< bytes of texts written since the queue was told
  std::string_view tail_;                ///< what of the stream's end is still to be written
  std::size_t heard_ = 0;
  Writing writing_ = Writing::idle;
  bool has_tail_ = false;
  bool is_ended_ = false;
};

}  // namespace kith::net
