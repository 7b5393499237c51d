// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kith::contract {

/// An answer as it came over the wire.
struct WireAnswer {
  int status = 0;                                            ///< 0: none came
  std::vector<std::pair<std::string, std::string>> headers;  ///< names in small letters
  std::string body;
  std::chrono::microseconds took{};

  std::string header(std::string_view name) const;
  /// The body read as JSON; discarded where it is none.
  nlohmann::json json() const { return nlohmann::json::parse(body, nullptr, false); }
};

/// What to ask for.
struct WireCall {
  std::string method = "GET";
  std::string target;
  std::vector<std::pair<std::string, std::string>> headers = {};
  std::string body = {};

  WireCall with(std::string name, std::string value) const;
  /// As whom a token acts.
  WireCall as(const std::string& token) const;
};

WireCall call_of(std::string method, std::string target);
WireCall call_of(std::string method, std::string target, const nlohmann::json& body);

/// One connection to a server, kept for many requests and made again when the server has closed it.
/// Plain sockets, so that what is sent is what the test wrote. Used by one thread.
class Wire {
 public:
  /// Comes from the address 127.0.0.`source`: limits of strangers are counted by address.
  explicit Wire(std::uint16_t port, std::uint8_t source = 1) : port_(port), source_(source) {}
  explicit Wire(std::string unix_path) : path_(std::move(unix_path)) {}
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;
  ~Wire();

  WireAnswer send(const WireCall& call);
  /// Sends these bytes on a fresh connection and takes one answer.
  WireAnswer send_raw(const std::string& bytes);

  /// Asks for a stream; the connection is its from now on.
  WireAnswer open_stream(const WireCall& call);
  /// What the stream has said by then; stops early where the text holds `until` or the stream ends.
  std::string read_stream(std::chrono::milliseconds most, std::string_view until = "");
  bool has_ended() const { return socket_ < 0; }

 private:
  bool connect();
  void close();
  bool write_all(std::string_view bytes) const;
  bool read_some(std::chrono::milliseconds most);
  /// What comes behind the head.
  enum class Expect : std::uint8_t { whole, head, stream };
  WireAnswer read_answer(Expect expect);

  std::uint16_t port_ = 0;
  std::uint8_t source_ = 1;
  std::string path_;
  int socket_ = -1;
  std::string unread_;
};

}  // namespace kith::contract
