// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace kith::fault {

/// One connection to the socket of a server, kept open from request to request, so that one may be
/// under way when the server is killed: as the machine's owner, or as whom a token acts for. Used
/// by one thread.
class KeepAlive {
 public:
  explicit KeepAlive(std::string data, std::string token = "")
      : path_(std::move(data) + "/kith.sock"), token_(std::move(token)) {}
  KeepAlive(const KeepAlive&) = delete;
  KeepAlive& operator=(const KeepAlive&) = delete;
  ~KeepAlive();

  struct Answer {
    int status = 0;
    nlohmann::json body;
    std::string head;  ///< as it came, in small letters
  };
  /// Sends and waits; nothing when the connection broke before the answer was whole.
  std::optional<Answer> get(const std::string& target) { return ask("GET", target, "", ""); }
  std::optional<Answer> post(const std::string& target, const nlohmann::json& body,
                             const std::string& repeat_key = "") {
    return ask("POST", target, body.dump(), repeat_key);
  }
  /// Hands in a file.
  std::optional<Answer> upload(const std::string& name, const std::string& bytes,
                               const std::string& repeat_key);
  /// Whether the last request left in full before the connection broke.
  bool was_sent() const { return was_sent_; }

 private:
  std::optional<Answer> ask(const std::string& method, const std::string& target,
                            const std::string& body, const std::string& repeat_key,
                            const std::string& media_type = "application/json");
  bool connect();
  bool send(const std::string& bytes);
  std::optional<Answer> receive();
  void close();

  std::string path_;
  std::string token_;
  int socket_ = -1;
  bool was_sent_ = false;
};

}  // namespace kith::fault
