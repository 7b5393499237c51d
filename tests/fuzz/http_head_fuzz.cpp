// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "net/chunked.h"
#include "net/host_list.h"
#include "net/http_head.h"
#include "net/message_parser.h"
#include "net/trusted_proxies.h"

namespace {

using namespace kith;
using namespace kith::net;

constexpr std::size_t most_body_bytes = 64 * 1024;

/// A fuzzer's assertion holds in every build.
void require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

// In what pieces the bytes arrive must not matter.
HeadScanner scan(std::string_view bytes, std::size_t step) {
  HeadScanner scanner;
  HeadState state = HeadState::partial;
  for (std::size_t size = step; state == HeadState::partial; size += step) {
    state = scanner.scan(bytes.substr(0, size));
    if (size >= bytes.size()) {
      break;
    }
  }
  return scanner;
}

struct Decoded {
  ChunkState state = ChunkState::more;
  std::string body;
  std::size_t used = 0;
};

Decoded decode(std::string_view bytes, std::size_t step) {
  ChunkDecoder decoder;
  Decoded decoded;
  while (decoded.state == ChunkState::more && decoded.used < bytes.size()) {
    std::string_view piece = bytes.substr(decoded.used, step);
    const std::size_t size = piece.size();
    decoded.state = decoder.decode(piece, decoded.body, most_body_bytes);
    require(decoded.state != ChunkState::more || piece.empty());
    decoded.used += size - piece.size();
  }
  require(decoded.body.size() <= most_body_bytes);
  return decoded;
}

// Beast reads the same body out of the same chunks.
void require_same_body(std::string_view chunks, const Decoded& decoded) {
  ResponseReader reader(http::Method::get, most_body_bytes);
  require(!reader.feed("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n").value());
  const Result<bool> complete = reader.feed(chunks.substr(0, decoded.used));
  require(complete.has_value() && *complete);
  require(reader.take().body == decoded.body);
}

void check_body(std::string_view bytes, std::size_t step) {
  const Decoded whole = decode(bytes, bytes.size() + 1);
  const Decoded pieces = decode(bytes, step);
  require(whole.state == pieces.state);
  if (whole.state == ChunkState::complete) {
    require(whole.body == pieces.body && whole.used == pieces.used);
    require_same_body(bytes, whole);
  }
}

void check_request(const http::Request& request, const HeadFacts& facts) {
  require(request.path.starts_with('/') || request.path == "*");
  require(request.headers.size() == facts.headers);
  const HostList hosts({"t"}, std::nullopt);
  const HostVerdict verdict = hosts.judge(request.header("host"), std::nullopt);
  require(verdict != HostVerdict::ours || host_name(request.header("host")).has_value());
  http::Request forwarded = request;
  const TrustedProxies proxies = TrustedProxies::create({"10.0.0.0/8"}).value();
  proxies.apply(*IpAddress::parse("10.1.1.1"), forwarded);
  require(forwarded.peer.empty() || IpAddress::parse(forwarded.peer).has_value());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) {
    return 0;
  }
  const std::size_t step = 1 + data[0] % 16;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const HeadScanner whole = scan(bytes, bytes.size() + 1);
  const HeadScanner pieces = scan(bytes, step);
  require(whole.state() == pieces.state());
  if (whole.state() != HeadState::complete) {
    return 0;
  }
  const HeadFacts& facts = whole.facts();
  require(facts.length == pieces.facts().length && facts.length <= bytes.size());
  http::Request request;
  require(parse_head(bytes.substr(0, facts.length), facts, request));
  check_request(request, facts);
  if (facts.framing == Framing::chunked) {
    check_body(bytes.substr(facts.length), step);
  }
  return 0;
}
