// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/described_reader.h"
#include "host/server.h"

namespace kith::host {

/// The API as the machine's owner reaches it: through the socket of the server that holds the data
/// folder, or, while none does, through one made for the occasion in this process, without
/// listeners. One way for every command, whether the server runs or not.
class LocalApi {
 public:
  static Result<std::unique_ptr<LocalApi>> open(const Settings& settings,
                                                const Server::Services& services);
  ~LocalApi();

  /// Sends a request; the answer, whatever its status.
  Result<http::Response> request(http::Method method, std::string_view path, std::string body = "",
                                 std::vector<http::Header> headers = {});
  /// Sends a request and reads what it answers; a problem becomes its error.
  template <class Output>
  Result<Output> ask(http::Method method, std::string_view path, std::string body = "");
  /// The same where there is nothing to read.
  Result<void> tell(http::Method method, std::string_view path, std::string body = "");

  /// Makes the first workspace on a new server; `not_found` where another one is missing.
  Result<void> ensure_workspace(const std::string& name);

  /// The workspace that requests are about.
  Result<WorkspaceId> workspace();
  /// Which workspace the requests are about; the oldest one by default.
  void use_workspace(WorkspaceId workspace) { workspace_ = workspace; }
  /// The server in this process, nullptr while another process serves.
  Server* own_server() { return server_.get(); }

 private:
  LocalApi() = default;
  Result<std::string> body_of(http::Method method, std::string_view path, std::string body);

  std::string socket_;
  std::unique_ptr<Server> server_;
  WorkspaceId workspace_;
};

/// The error that a problem body tells.
Error error_of(const http::Response& response);

template <class Output>
Result<Output> LocalApi::ask(http::Method method, std::string_view path, std::string body) {
  const std::string answer = KITH_TRY(body_of(method, path, std::move(body)));
  return read_json<Output>(answer, Strictness::tolerant);
}

}  // namespace kith::host
