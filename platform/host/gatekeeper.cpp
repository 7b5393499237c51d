// SPDX-License-Identifier: Apache-2.0
#include "host/gatekeeper.h"

#include <fmt/format.h>

#include <charconv>

#include "access/audit.h"
#include "access/session_store.h"
#include "access/workspaces.h"

namespace kith::host {
namespace {

// At the local socket the workspace is named by a header; the oldest one when it is not.
WorkspaceId local_workspace(access::Access& access, const http::Request& request) {
  const std::string_view text = request.header("x-kith-workspace");
  WorkspaceId workspace;
  std::from_chars(text.data(), text.data() + text.size(), workspace.value);
  if (!workspace) {
    const Result<access::WorkspaceList> all = access::all_workspaces(access);
    workspace = all && !all->items.empty() ? all->items.front().id : WorkspaceId{1};
  }
  return workspace;
}

}  // namespace

std::string_view cookie_of(const http::Request& request, std::string_view name) {
  for (const auto& [header, value] : request.headers) {
    std::string_view rest = header == "cookie" ? std::string_view(value) : std::string_view();
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(';'), rest.size());
      std::string_view pair = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      while (pair.starts_with(' ')) {
        pair.remove_prefix(1);
      }
      if (pair.starts_with(name) && pair.substr(name.size()).starts_with('=')) {
        return pair.substr(name.size() + 1);
      }
    }
  }
  return {};
}

Result<access::Authenticator::Caller> AccessGatekeeper::identify(const http::Request& request) {
  if (const std::string_view header = request.header("authorization"); !header.empty()) {
    return authenticator_.from_authorization(header);
  }
  if (request.peer == local_peer) {
    return authenticator_.local(local_workspace(access_, request));
  }
  const std::string_view cookie = cookie_of(request, access::session_cookie);
  if (cookie.empty()) {
    return fail(ErrorCode::unauthenticated, "Sign in, or send a token.");
  }
  return authenticator_.from_session(cookie);
}

Result<http::Admitted> AccessGatekeeper::admit(const http::Request& request) {
  const access::Authenticator::Caller who = KITH_TRY(identify(request));
  http::Admitted admitted;
  admitted.caller = who->caller;
  admitted.by_cookie = who->kind == access::CallerKind::session;
  admitted.csrf = who->csrf;
  admitted.owner = {.member = who->caller.member,
                    .account = who->account.value,
                    .session = who->session.value,
                    .token = who->token.value};
  switch (who->kind) {
    case access::CallerKind::session:
      admitted.rate_key = fmt::format("session {}", who->session.value);
      break;
    case access::CallerKind::token:
      admitted.rate_key = fmt::format("token {}", who->token.value);
      break;
    case access::CallerKind::local: admitted.rate_key = "local"; break;
  }
  return admitted;
}

void AccessGatekeeper::note_denied(const Caller& caller, const Permission& permission) {
  access::note_denied(access_, caller, permission.name);
}

}  // namespace kith::host
