// SPDX-License-Identifier: Apache-2.0
#include "net/stream_session.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <charconv>
#include <exception>
#include <span>
#include <utility>

namespace kith::net {
namespace {

using boost::system::error_code;

constexpr std::size_t texts_per_write = 16;
constexpr std::size_t pieces_per_text = 3;
// A client of a stream has nothing to say; one that says more than this is closed.
constexpr std::size_t most_heard_bytes = 64 * 1024;
constexpr std::string_view line_end = "\r\n";
constexpr std::string_view last_chunk = "0\r\n\r\n";

// The size line in front of a chunk.
class ChunkSize {
 public:
  std::string_view write(std::size_t size) {
    char* const end = std::to_chars(text_.data(), text_.data() + text_.size(), size, 16).ptr;
    end[0] = '\r';
    end[1] = '\n';
    return {text_.data(), end + 2};
  }

 private:
  std::array<char, 20> text_{};
};

// A client that lost its power sends nothing any more, and small texts never fill the socket: the
// system is to give up when they stay unacknowledged for as long as a write may take.
void limit_silence(int socket, Duration most) {
  const auto milliseconds = static_cast<unsigned>(most / std::chrono::milliseconds(1));
  setsockopt(socket, IPPROTO_TCP, TCP_USER_TIMEOUT, &milliseconds, sizeof milliseconds);
}

std::size_t framed_size(std::size_t size, Framing framing) {
  ChunkSize line;
  return framing == Framing::chunked ? line.write(size).size() + size + line_end.size() : size;
}

// The pieces of one write; leaves out the first bytes, which were written before.
class Pieces {
 public:
  explicit Pieces(std::size_t already_written) : skipped_(already_written) {}

  void add(std::string_view text) {
    const std::size_t skipped = std::min(skipped_, text.size());
    skipped_ -= skipped;
    if (text.size() > skipped) {
      pieces_[count_++] = {.iov_base = const_cast<char*>(text.data()) + skipped,
                           .iov_len = text.size() - skipped};
    }
  }

  std::span<const iovec> all() const { return {pieces_.data(), count_}; }

 private:
  std::size_t skipped_;
  std::size_t count_ = 0;
  std::array<iovec, texts_per_write * pieces_per_text> pieces_{};
};

}  // namespace

StreamSession::StreamSession(Worker& worker, Parts parts)
    : worker_(worker),
      ticket_(std::move(parts.ticket)),
      stream_ticket_(worker.core().streams),
      socket_(std::move(parts.socket)),
      transport_(std::move(parts.transport)),
      source_(std::move(parts.response.stream)),
      queue_(
          std::make_shared<StreamQueue>(worker, *this, worker.limits().max_stream_backlog_bytes)),
      framing_(parts.framing) {}

void StreamSession::start(Worker& worker, Parts parts) {
  http::SharedText first = std::move(parts.response.shared_body);
  if (!first && !parts.response.body.empty()) {
    first = std::make_shared<const std::string>(std::move(parts.response.body));
  }
  limit_silence(parts.transport.socket(), worker.limits().write_deadline);
  const auto session = std::make_shared<StreamSession>(worker, std::move(parts));
  worker.add(*session);
  session->begin(std::move(first));
}

void StreamSession::begin(http::SharedText first) {
  await_client();
  queue_->send(std::move(first));
  try {
    source_->start(queue_);
  } catch (const std::exception&) {
    worker_.core().defects.fetch_add(1, std::memory_order_relaxed);
    end();
  }
  if (worker_.is_draining()) {
    drain();
  }
}

void StreamSession::await_client() {
  socket_.async_wait(Socket::wait_read, [self = shared_from_this()](error_code error) {
    if (!error && !self->is_ended_) {
      self->hear_client();
    }
  });
}

void StreamSession::hear_client() {
  const IoResult heard = transport_.read(worker_.scratch());
  heard_ += heard.bytes;
  const bool is_there = heard.state == IoState::done || is_blocked(heard.state);
  if (!is_there || heard_ > most_heard_bytes) {
    return end();
  }
  await_client();
}

void StreamSession::flush() {
  while (!is_ended_ && writing_ == Writing::idle) {
    const StreamQueue::State state = queue_->take(texts_, std::exchange(unreported_, 0));
    if (state == StreamQueue::State::overfull) {
      return end();
    }
    if (texts_.empty()) {
      if (state == StreamQueue::State::closing && write_tail()) {
        end();
      }
      return;
    }
    while (!texts_.empty()) {
      if (!write_some()) {
        return;
      }
    }
    texts_ = {};
  }
}

// False if the client cannot take more now, or is gone.
bool StreamSession::write_some() {
  std::array<ChunkSize, texts_per_write> sizes;
  Pieces pieces(front_written_);
  for (std::size_t index = 0; index < std::min(texts_.size(), texts_per_write); ++index) {
    if (framing_ == Framing::chunked) {
      pieces.add(sizes[index].write(texts_[index]->size()));
    }
    pieces.add(*texts_[index]);
    if (framing_ == Framing::chunked) {
      pieces.add(line_end);
    }
  }
  const IoResult written = transport_.write(pieces.all());
  if (written.state == IoState::done) {
    count_written(written.bytes);
    return true;
  }
  if (is_blocked(written.state)) {
    await_writable(written.state);
  } else {
    end();
  }
  return false;
}

void StreamSession::count_written(std::size_t bytes) {
  front_written_ += bytes;
  std::size_t done = 0;
  while (done < texts_.size() && front_written_ >= framed_size(texts_[done]->size(), framing_)) {
    front_written_ -= framed_size(texts_[done]->size(), framing_);
    unreported_ += texts_[done]->size();
    ++done;
  }
  texts_.erase(texts_.begin(), texts_.begin() + static_cast<std::ptrdiff_t>(done));
}

// True once the end of the body is written.
bool StreamSession::write_tail() {
  if (!std::exchange(has_tail_, true) && framing_ == Framing::chunked) {
    tail_ = last_chunk;
  }
  while (!tail_.empty()) {
    Pieces pieces(0);
    pieces.add(tail_);
    const IoResult written = transport_.write(pieces.all());
    if (is_blocked(written.state)) {
      await_writable(written.state);
      return false;
    }
    if (written.state != IoState::done) {
      return true;
    }
    tail_.remove_prefix(written.bytes);
  }
  transport_.shut_writing();
  return true;
}

void StreamSession::await_writable(IoState blocked) {
  writing_ = Writing::blocked;
  worker_.loop().wheel().set(*this, worker_.limits().write_deadline);
  const auto direction = blocked == IoState::wants_write ? Socket::wait_write : Socket::wait_read;
  socket_.async_wait(direction, [self = shared_from_this()](error_code error) {
    if (error || self->is_ended_) {
      return;
    }
    self->writing_ = Writing::idle;
    self->worker_.loop().wheel().clear(*self);
    self->flush();
  });
}

void StreamSession::drain() {
  queue_->close();
}

void StreamSession::end() {
  if (std::exchange(is_ended_, true)) {
    return;
  }
  worker_.loop().wheel().clear(*this);
  queue_->detach();
  texts_ = {};
  error_code ignored;
  (void)socket_.close(ignored);
  try {
    source_->stop();
  } catch (const std::exception&) {
    worker_.core().defects.fetch_add(1, std::memory_order_relaxed);
  }
  source_.reset();
}

}  // namespace kith::net
