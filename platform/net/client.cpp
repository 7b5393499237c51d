// SPDX-License-Identifier: Apache-2.0
#include "net/client.h"

#include <algorithm>
#include <array>
#include <utility>

#include "net/client_core.h"
#include "net/http_bytes.h"

namespace kith::net {
namespace {

constexpr Duration tick = std::chrono::milliseconds(20);
constexpr Duration stop_patience = std::chrono::seconds(60);
constexpr std::array<std::string_view, 6> own_headers = {
    "host", "content-length", "transfer-encoding", "connection", "upgrade", "expect"};

Result<void> check_headers(const std::vector<http::Header>& headers) {
  for (const auto& [name, value] : headers) {
    const bool is_own = std::ranges::any_of(
        own_headers, [&](std::string_view own) { return same_word(own, name); });
    if (is_own || !is_token(name) || !is_field_value(value)) {
      return fail(ErrorCode::invalid, "The header \"" + name + "\" cannot be sent.");
    }
  }
  return {};
}

class LoopClient final : public Client {
 public:
  LoopClient(std::unique_ptr<Loop> loop, std::size_t max_in_flight)
      : max_in_flight_(max_in_flight), loop_(std::move(loop)) {
    core_.door->loop = loop_.get();
  }

  ~LoopClient() override {
    {
      const std::lock_guard lock(core_.door->mutex);
      core_.door->loop = nullptr;
    }
    loop_->post([this] {
      core_.is_stopping = true;
      for (auto next = core_.sessions.begin(); next != core_.sessions.end();) {
        (next++)->abort();
      }
    });
    core_.calls.wait_for_none(stop_patience);
  }

  Result<void> open(const ClientSettings& settings, std::shared_ptr<Resolver> resolver) {
    for (const std::string& entry : settings.also_allowed) {
      const std::optional<IpRange> range = IpRange::parse(entry);
      if (!range) {
        return fail(ErrorCode::invalid, "\"" + entry + "\" is no address or range of addresses.");
      }
      core_.also_allowed.push_back(*range);
    }
    core_.tls = KITH_TRY(TlsContext::for_client(settings.authorities));
    core_.resolver = resolver ? std::move(resolver) : std::make_shared<SystemResolver>();
    return {};
  }

  void send(ClientRequest request, Answered answered) override {
    const bool is_too_many = core_.calls.value() >= max_in_flight_;
    loop_->post([this, is_too_many, ticket = LiveCount::Ticket(core_.calls),
                 asked = std::move(request), answer = std::move(answered)]() mutable {
      if (core_.is_stopping) {
        answer(fail(ErrorCode::unavailable, "The call was not made, because kith is stopping."));
        return;
      }
      if (is_too_many) {
        answer(fail(ErrorCode::unavailable, "Too many calls to other servers are under way."));
        return;
      }
      Result<OutgoingUrl> url = check(asked);
      if (!url) {
        answer(std::unexpected(std::move(url.error())));
        return;
      }
      start_call(core_, *loop_, std::move(*url), std::move(asked), std::move(answer),
                 std::move(ticket));
    });
  }

 private:
  static Result<OutgoingUrl> check(const ClientRequest& request) {
    KITH_CHECK(check_headers(request.headers));
    return parse_outgoing_url(request.url);
  }

  const std::size_t max_in_flight_;
  ClientCore core_;
  std::unique_ptr<Loop> loop_;  // last: its thread ends before the rest goes
};

}  // namespace

Result<std::unique_ptr<Client>> Client::create(const ClientSettings& settings,
                                               std::shared_ptr<Resolver> resolver) {
  auto loop = KITH_TRY(Loop::create("kith-client", tick));
  auto client = std::make_unique<LoopClient>(std::move(loop), settings.max_in_flight);
  KITH_CHECK(client->open(settings, std::move(resolver)));
  return client;
}

std::string_view method_word(http::Method method) {
  switch (method) {
    case http::Method::get: return "GET";
    case http::Method::head: return "HEAD";
    case http::Method::post: return "POST";
    case http::Method::put: return "PUT";
    case http::Method::patch: return "PATCH";
    case http::Method::del: return "DELETE";
    case http::Method::options: return "OPTIONS";
  }
  return "GET";
}

}  // namespace kith::net
