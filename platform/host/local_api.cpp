// SPDX-License-Identifier: Apache-2.0
#include "host/local_api.h"

#include <fmt/format.h>

#include <future>

#include "access/workspaces.h"
#include "base/described_writer.h"
#include "net/local_client.h"

namespace kith::host {
namespace {

/// What a problem body says, as far as the command line shows it.
struct ProblemText {
  std::string title;
  std::string detail;
  std::string code;

  static consteval auto describe() {
    return described("What went wrong.", field<&ProblemText::title>("In short.", defaults),
                     field<&ProblemText::detail>("In full.", defaults),
                     field<&ProblemText::code>("As a word.", defaults));
  }
};

ErrorCode code_of(std::string_view word) {
  for (int code = 0; code <= static_cast<int>(ErrorCode::unavailable); ++code) {
    if (error_word(static_cast<ErrorCode>(code)) == word) {
      return static_cast<ErrorCode>(code);
    }
  }
  return ErrorCode::internal;
}

}  // namespace

Error error_of(const http::Response& response) {
  const Result<ProblemText> problem = read_json<ProblemText>(response.body, Strictness::tolerant);
  if (!problem) {
    return {ErrorCode::internal, fmt::format("The server answered {}.", response.status)};
  }
  return {code_of(problem->code), problem->detail.empty() ? problem->title : problem->detail,
          response.body};
}

Result<std::unique_ptr<LocalApi>> LocalApi::open(const Settings& settings,
                                                 const Server::Services& services) {
  std::unique_ptr<LocalApi> api(new LocalApi);
  Settings quiet = settings;
  quiet.http.listen.clear();
  quiet.metrics.listen.clear();
  Result<std::unique_ptr<Server>> own = Server::create(quiet, services);
  if (own) {
    api->server_ = *std::move(own);
    api->server_->start();
  } else if (own.error().code == ErrorCode::conflict) {
    api->socket_ = DataFolder::socket_of(settings.data);
  } else {
    return std::unexpected(std::move(own).error());
  }
  return api;
}

LocalApi::~LocalApi() = default;

Result<http::Response> LocalApi::request(http::Method method, std::string_view path,
                                         std::string body, std::vector<http::Header> headers) {
  http::Request request{.method = method, .headers = std::move(headers)};
  const std::size_t question = path.find('?');
  request.path = path.substr(0, question);
  request.query = question == std::string_view::npos ? "" : path.substr(question + 1);
  request.body = std::move(body);
  if (!request.body.empty() && request.header("content-type").empty()) {
    request.headers.emplace_back("content-type", "application/json");
  }
  request.headers.emplace_back("x-kith-workspace", fmt::to_string(workspace_.value));
  if (!server_) {
    return net::local_request(socket_, request);
  }
  request.peer = std::string(local_peer);
  std::promise<http::Response> promise;
  std::future<http::Response> answer = promise.get_future();
  server_->handler().handle(std::move(request), [&promise](http::Response response) {
    promise.set_value(std::move(response));
  });
  http::Response response = answer.get();
  if (response.shared_body) {
    response.body = *std::exchange(response.shared_body, nullptr);
  }
  return response;
}

Result<WorkspaceId> LocalApi::workspace() {
  const access::WorkspaceCard card =
      KITH_TRY(ask<access::WorkspaceCard>(http::Method::get, "/api/v1/workspace"));
  return card.id;
}

Result<void> LocalApi::ensure_workspace(const std::string& name) {
  const Result<void> there = tell(http::Method::get, "/api/v1/workspace");
  if (there || workspace_) {
    return there;
  }
  return tell(http::Method::post, "/api/v1/workspaces", to_json(access::NameWorkspace{name}));
}

Result<std::string> LocalApi::body_of(http::Method method, std::string_view path,
                                      std::string body) {
  http::Response response = KITH_TRY(request(method, path, std::move(body)));
  if (response.status >= 300) {
    return std::unexpected(error_of(response));
  }
  return std::move(response.body);
}

Result<void> LocalApi::tell(http::Method method, std::string_view path, std::string body) {
  KITH_TRY(body_of(method, path, std::move(body)));
  return {};
}

}  // namespace kith::host
