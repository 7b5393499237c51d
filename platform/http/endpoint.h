// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <kith/caller.h>
#include <kith/type.h>

#include "events/executor.h"
#include "http/gatekeeper.h"
#include "http/header_profile.h"
#include "http/message.h"
#include "http/rate_limiter.h"
#include "http/target.h"

namespace kith::http {

class Exchange;

inline constexpr std::size_t default_body_limit = std::size_t{1} << 20;

/// Who may call an endpoint. There is no default: what is open to everybody says why.
class Gate {
 public:
  Gate() = default;  ///< shut: an endpoint that keeps it refuses start-up

  static Gate behind(const Permission& permission) {
    Gate gate;
    gate.permission_ = &permission;
    return gate;
  }
  static Gate any_member_because(std::string_view reason) {
    Gate gate;
    gate.reason_ = reason;
    return gate;
  }
  static Gate public_because(std::string_view reason) {
    Gate gate = any_member_because(reason);
    gate.is_public_ = true;
    return gate;
  }

  const Permission* permission() const { return permission_; }
  /// Why no permission is asked for, "" where one is.
  std::string_view reason() const { return reason_; }
  bool is_public() const { return is_public_; }

 private:
  const Permission* permission_ = nullptr;
  std::string_view reason_;
  bool is_public_ = false;
};

/// Which pages may make a browser write here.
enum class WritesFrom : std::uint8_t {
  own_pages,
  anywhere,  ///< foreign webhooks, the widget: they prove themselves in another way
};

/// A call of a raw endpoint that passed its gate.
struct RawCall {
  Request request;
  std::optional<Admitted> admitted;         ///< absent where the gate is public
  DecodedParameters path;                   ///< its parameters, by name
  DecodedParameters query;                  ///< as sent
  std::optional<events::Object> input;      ///< read and checked, where the endpoint describes one
  std::optional<events::RepeatKey> repeat;  ///< where one came and the endpoint heeds it
  std::string request_id;

  template <class T>
  const T& input_as() const {
    return *static_cast<const T*>(input->get());
  }
  /// The parameter of that name in the path, "" if there is none.
  std::string_view parameter(std::string_view name) const {
    for (const auto& [each, value] : path) {
      if (each == name) {
        return value;
      }
    }
    return {};
  }
};

/// Where the answer to a raw call goes, now or later, from any thread; the first one counts.
/// Letting go of all copies without one answers 500.
class Reply {
 public:
  explicit Reply(std::shared_ptr<Exchange> exchange) : exchange_(std::move(exchange)) {}
  void answer(Response response) const;
  void refuse(const Error& error) const;

 private:
  std::shared_ptr<Exchange> exchange_;
};

/// Answers a call. Runs on net's threads and must not block them.
using RawHandler = std::function<void(RawCall call, Reply reply)>;

/// An operation that is not one use case of a lane: signing in, streams, files, foreign formats.
/// The texts live as long as the router.
struct RawEndpoint {
  Method method = Method::get;
  std::string path;   ///< whole, as "/api/v1/session"
  std::string owner;  ///< as "access": groups it in the API's description
  std::string summary;
  Gate gate;
  RawHandler handler;
  /// Members of the path, then the query (GET, DELETE) or a JSON body; nullptr: the handler reads.
  const Type* input = nullptr;
  const Type* output = nullptr;  ///< of a JSON answer; nullptr: none, or see content_type
  int status = 200;              ///< when it goes well
  /// The type of a body that is not JSON, as application/octet-stream, which the handler reads: the
  /// input is then in path and query. Not a type that a foreign page's form can send.
  std::string body_type = {};
  std::string content_type;  ///< of an answer that is not described, "" for none
  std::string schema;        ///< the component of the API's description that it is, or ""
  std::size_t body_limit = default_body_limit;
  /// Asked before the input is read, so that what there is no room for costs little: `unavailable`
  /// then. Empty: there is always room. Not for what is public.
  std::function<Result<void>(const Caller&)> look_for_room = {};
  RateClass rate_class = RateClass::read;
  WritesFrom writes_from = WritesFrom::own_pages;
  /// Takes an Idempotency-Key, which its handler must heed: RawCall::repeat.
  bool is_repeatable = false;
  bool needs_revision = false;  ///< changes what has a revision: its handler asks for If-Match
  HeaderProfile profile = HeaderProfile::api;
};

}  // namespace kith::http
