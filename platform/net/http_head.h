// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "http/message.h"

namespace kith::net {

/// The most that the head of a request may take.
struct HeadLimits {
  std::size_t bytes = std::size_t{16} * 1024;  ///< request line and headers together
  std::size_t headers = 100;
};

/// Why bytes were refused: a status and a sentence for whoever sent them. `detail` is static text.
struct Refusal {
  int status = 400;
  std::string_view detail;
};

/// How the end of a body is told.
enum class Framing { none, length, chunked };

/// What the head says of its own message.
struct HeadFacts {
  std::size_t length = 0;   ///< bytes from the start to behind the blank line
  std::size_t skipped = 0;  ///< of those, the empty lines before the request line
  std::size_t headers = 0;
  http::Method method = http::Method::get;
  int minor_version = 1;  ///< of HTTP/1
  Framing framing = Framing::none;
  std::uint64_t content_length = 0;
  bool keep_alive = true;
  bool expects_continue = false;
};

/// How far a head has been read.
enum class HeadState { partial, complete, refused };

/// The strict layer in front of the HTTP parser: looks at the raw bytes of a request's head and
/// refuses whatever two parsers could read in two ways. It never repairs anything; what it lets
/// through is then parsed by Beast, and both must agree on where the message ends.
///
/// A pure value without input or output; used by one thread.
class HeadScanner {
 public:
  explicit HeadScanner(HeadLimits limits = {}) : limits_(limits) {}

  /// `bytes` is everything received so far since the end of the last message: each call repeats
  /// the earlier bytes and adds to them. Every byte is looked at once over all calls.
  HeadState scan(std::string_view bytes);

  HeadState state() const { return state_; }

  /// Meaningful once `complete`.
  const HeadFacts& facts() const { return facts_; }

  /// Meaningful once `refused`.
  const Refusal& refusal() const { return refusal_; }

 private:
  HeadState refuse(int status, std::string_view detail);
  HeadState check_unfinished_line(std::string_view line);
  void take_line(std::string_view line);
  void take_request_line(std::string_view line);
  void take_method(std::string_view method);
  void take_target(std::string_view target);
  void take_version(std::string_view version);
  void take_header(std::string_view line);
  void take_framing_header(std::string_view name, std::string_view value);
  void take_content_length(std::string_view value);
  void take_connection(std::string_view value);
  void finish();

  HeadLimits limits_;
  HeadFacts facts_;
  Refusal refusal_;
  HeadState state_ = HeadState::partial;
  std::size_t searched_ = 0;
  std::size_t line_start_ = 0;
  unsigned empty_lines_ = 0;
  unsigned hosts_ = 0;
  unsigned lengths_ = 0;
  unsigned encodings_ = 0;
  bool has_request_line_ = false;
  bool says_close_ = false;
  bool says_keep_alive_ = false;
};

/// Whether `line`, without its line end, is one well-formed header line. Also judges trailers.
bool is_header_line(std::string_view line);

}  // namespace kith::net
