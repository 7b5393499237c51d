// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "net/http_head.h"

namespace kith::net {

/// How far a chunked body has been read.
enum class ChunkState { more, complete, refused };

/// Decodes a chunked body strictly: CR LF and nothing else ends a line, sizes are plain hex,
/// extensions and trailers are bounded, checked and dropped. A pure value; used by one thread.
class ChunkDecoder {
 public:
  /// Takes bytes off the front of `input` and appends the body's to `body`, which may grow to
  /// `most_body_bytes`. What is left in `input` after `complete` belongs to the next message.
  ChunkState decode(std::string_view& input, std::string& body, std::size_t most_body_bytes);

  /// Meaningful once `refused`: 400, or 413 for a body over the limit.
  const Refusal& refusal() const { return refusal_; }

 private:
  enum class Expects { size_line, data, data_end, trailer };

  bool take_line(std::string_view& input);
  void take_data(std::string_view& input, std::string& body);
  void read_size_line(std::size_t room);
  void read_trailer();
  void refuse(int status, std::string_view detail);

  Expects expects_ = Expects::size_line;
  ChunkState state_ = ChunkState::more;
  Refusal refusal_;
  std::string line_;        ///< what has come of the current line
  std::uint64_t left_ = 0;  ///< bytes of the current chunk still to come
  std::size_t extras_ = 0;  ///< bytes of extensions and trailers so far
  std::size_t trailers_ = 0;
};

}  // namespace kith::net
