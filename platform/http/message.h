// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kith::http {

/// The methods that kith answers. Anything else is refused before a handler sees it.
enum class Method { get, head, post, put, patch, del, options };

using Header = std::pair<std::string, std::string>;

/// One request as the strict layer of platform/net let it through: framing checked, sizes within
/// limits, the target ASCII and starting with '/', exactly one Host that kith answers to.
struct Request {
  Method method = Method::get;
  std::string path;             ///< before '?', still percent-encoded
  std::string query;            ///< after '?', still percent-encoded, "" if none
  std::vector<Header> headers;  ///< names in lower case, values trimmed, in order of arrival
  std::string body;
  std::string peer;     ///< the client's address, from a trusted proxy if one is configured
  bool secure = false;  ///< it came over TLS, here or at a trusted proxy

  /// The value of the first header of that (lower-case) name, or "".
  std::string_view header(std::string_view name) const {
    for (const Header& each : headers) {
      if (each.first == name) {
        return each.second;
      }
    }
    return {};
  }
};

/// A piece of a stream, serialised once and shared by all connections that get it.
using SharedText = std::shared_ptr<const std::string>;

/// Where a stream's source puts what it has. Every call is safe from any thread; a sink whose
/// client is gone or too slow refuses.
class StreamSink {
 public:
  virtual ~StreamSink() = default;
  /// False when the client is gone or its backlog is full: the source should then let go of it.
  virtual bool send(SharedText text) = 0;
  /// Bytes that were sent and have not left yet, so that a source with much to send can wait. 0
  /// where the sink does not know.
  virtual std::size_t backlog() const { return 0; }
  /// Ends the stream after what was sent.
  virtual void close() = 0;
};

/// A response's endless body (Server-Sent Events). `start` is called once, when the head has been
/// written, and never for HEAD; `stop` once after it, when the stream has ended, whichever side
/// ended it. Both on net's threads, and neither may block. An abandoned answer calls neither.
class StreamSource {
 public:
  virtual ~StreamSource() = default;
  virtual void start(std::shared_ptr<StreamSink> sink) = 0;
  virtual void stop() = 0;
};

/// What is answered. The listener adds what frames the message: Date, Content-Length or chunks,
/// Connection; it drops such headers from `headers`, and sends no body to HEAD or with 204 or 304.
/// With a stream, the body is the first text and the connection then belongs to the stream until
/// either side ends it.
struct Response {
  int status = 200;
  std::vector<Header> headers;
  std::string body;
  SharedText shared_body;  ///< the body instead of `body`, where many answers share it uncopied
  std::shared_ptr<StreamSource> stream;
};

/// Called once per request, from any thread, also after the listener is gone. Destroying it without
/// a call answers 500.
using Respond = std::move_only_function<void(Response)>;

/// What stands behind the listener. Called from net's threads; must not block them for more than
/// a few milliseconds.
class Handler {
 public:
  virtual ~Handler() = default;
  /// The most bytes of body that this request may bring, known before the body is read.
  virtual std::size_t body_limit(Method method, std::string_view path) const = 0;
  virtual void handle(Request request, Respond respond) = 0;
};

}  // namespace kith::http
