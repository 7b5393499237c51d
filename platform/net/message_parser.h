// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include <kith/result.h>

#include "http/message.h"
#include "net/client_message.h"
#include "net/http_head.h"

namespace kith::net {

/// Parses with Beast a head that the strict scanner let through: fills method, path, query and
/// headers of `request`. False if Beast refuses it or reads its framing in another way than
/// `facts` say; such a request must not be served.
bool parse_head(std::string_view head, const HeadFacts& facts, http::Request& request);

/// Collects one answer of a server from the bytes that arrive. Used by one thread.
class ResponseReader {
 public:
  /// `method` is that of the request: an answer to HEAD has no body.
  ResponseReader(http::Method method, std::size_t most_body_bytes);
  ~ResponseReader();

  /// Takes the next bytes; true once the answer is complete. `unavailable` if the bytes are no
  /// HTTP/1 answer or the body is too long.
  Result<bool> feed(std::string_view bytes);
  /// The peer has closed its side: whether the answer is complete now.
  Result<bool> end();
  /// The complete answer; call once.
  ClientResponse take();

 private:
  class Parser;
  std::unique_ptr<Parser> parser_;
};

}  // namespace kith::net
