// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "http/message.h"

namespace kith::net {

/// What becomes of a connection after an answer.
enum class ConnectionEnd { stays_open, closes };

/// What the head of an answer says of the message and the connection.
struct AnswerFrame {
  int minor_version = 1;  ///< of the request: what its sender understands
  ConnectionEnd end = ConnectionEnd::stays_open;
  std::string_view date;  ///< the value of the Date header
};

/// Whether an answer of this status has a body at all (204 and 304 never have).
bool has_body(int status);

/// Appends status line and headers of `response`. The headers that frame the message (Content-
/// Length, Transfer-Encoding, Connection, Date) are written from `frame`, never from `response`.
/// False, with `out` unchanged, if a header of `response` could not be sent safely, which is a
/// defect of the handler.
bool append_answer_head(std::string& out, const http::Response& response, const AnswerFrame& frame);

/// The bytes of a response's body, wherever they are held.
std::string_view body_of(const http::Response& response);

/// The answer to what was refused below the handlers: a problem body (RFC 9457).
http::Response problem(int status, std::string_view detail);

/// The standard words for a status.
std::string_view status_phrase(int status);

/// The value of a Date header, written anew once a second. Used by one thread.
class HttpDate {
 public:
  std::string_view at(std::int64_t seconds_since_1970);

 private:
  std::int64_t second_ = -1;
  std::string text_;
};

}  // namespace kith::net
