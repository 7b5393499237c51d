// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <vector>

#include "http/message.h"

namespace kith::net {

class Worker;

/// Whoever writes a stream's texts to its client; called on its worker's thread.
class StreamWriter {
 public:
  virtual ~StreamWriter() = default;
  /// Something was put into the queue, or it was closed.
  virtual void flush() = 0;
};

/// The texts on their way from a stream's source to its client, in order and bounded. The source
/// keeps it as its sink, also beyond the end of the connection.
class StreamQueue final : public http::StreamSink,
                          public std::enable_shared_from_this<StreamQueue> {
 public:
  StreamQueue(Worker& worker, StreamWriter& writer, std::size_t most_bytes)
      : worker_(worker), writer_(&writer), most_bytes_(most_bytes) {}

  bool send(http::SharedText text) override;
  std::size_t backlog() const override;
  void close() override;

  enum class State {
    open,
    closing,   ///< the source has closed it: write what is left, then end
    overfull,  ///< the client is too slow: end now
  };
  /// For the worker's thread: moves what has come behind `texts`, of which `written` bytes have
  /// left since the last call.
  State take(std::vector<http::SharedText>& texts, std::size_t written);
  /// The writer, or nullptr when it has gone. For the worker's thread.
  StreamWriter* writer() const { return writer_; }
  /// The writer goes. For the worker's thread; afterwards nothing reaches worker or writer.
  void detach();

 private:
  void announce();

  Worker& worker_;
  StreamWriter* writer_;
  const std::size_t most_bytes_;
  mutable std::mutex mutex_;
  std::vector<http::SharedText> waiting_;
  std::size_t backlog_bytes_ = 0;  ///< not yet written, taken or not
  State state_ = State::open;
  bool is_detached_ = false;
  bool is_announced_ = false;  ///< to the worker, which has not looked yet
};

}  // namespace kith::net
