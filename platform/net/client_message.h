// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <kith/time.h>

#include "http/message.h"

namespace kith::net {

/// A call to a server outside. Host, Content-Length and what else frames the message is added by
/// the client and may not be among `headers`.
struct ClientRequest {
  http::Method method = http::Method::post;
  std::string url;  ///< absolute, http or https
  std::vector<http::Header> headers;
  std::string body;
  Duration deadline = std::chrono::seconds(10);  ///< from `send` to the last byte of the answer
  std::size_t most_answer_bytes = std::size_t{1024} * 1024;  ///< a longer body is an error
  /// Where there is one, it becomes true as the first bytes leave: while it is false, an error
  /// means that the server certainly did not get the request; afterwards nobody can say.
  std::shared_ptr<std::atomic<bool>> has_left = nullptr;
};

/// What the server answered, any status. The body is as it came: nothing is decompressed.
struct ClientResponse {
  int status = 0;
  std::vector<http::Header> headers;  ///< names in lower case
  std::string body;

  /// The value of the first header of that (lower-case) name, or "".
  std::string_view header(std::string_view name) const {
    for (const http::Header& each : headers) {
      if (each.first == name) {
        return each.second;
      }
    }
    return {};
  }
};

/// The word that names `method` in a request line.
std::string_view method_word(http::Method method);

}  // namespace kith::net
