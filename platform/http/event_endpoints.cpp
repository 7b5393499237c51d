// SPDX-License-Identifier: Apache-2.0
#include "http/event_endpoints.h"

#include <fmt/format.h>

#include <charconv>
#include <limits>
#include <utility>

#include "http/answer.h"
#include "http/event_text.h"

namespace kith::http {
namespace {

constexpr std::size_t feed_page = 500;
// A caller who may see little must not make one request read the whole log.
constexpr std::size_t most_scanned = 4 * feed_page;

/// What a browser sends when it comes back. What is no id of ours is past every event, so that the
/// client starts afresh.
std::optional<Sequence> last_event_id(const Request& request) {
  const std::string_view text = request.header("last-event-id");
  if (text.empty()) {
    return std::nullopt;
  }
  Sequence sequence = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), sequence);
  const bool whole = read.ec == std::errc() && read.ptr == text.data() + text.size();
  return whole && sequence >= 0 ? sequence : std::numeric_limits<Sequence>::max();
}

Result<Response> open_stream(EventHub& hub, Gatekeeper& gatekeeper, const RawCall& call) {
  const std::uint64_t ends = hub.ends();
  // Again, after asking the hub: between the router's admission and now the member's rights may
  // have changed, and the streams that ended for it would not include this one.
  const Admitted admitted = KITH_TRY(gatekeeper.admit(call.request));
  KITH_CHECK(admitted.caller.require(event_log_read));
  KITH_CHECK(hub.reader(admitted.caller.workspace));
  Response response;
  response.headers.emplace_back("Content-Type", "text/event-stream");
  response.headers.emplace_back("X-Accel-Buffering", "no");
  if (call.request.method == Method::head) {
    return response;
  }
  const auto& input = call.input_as<FollowEvents>();
  const std::optional<Sequence> known = last_event_id(call.request);
  response.stream = KITH_TRY(hub.follow({.workspace = admitted.caller.workspace,
                                         .mask = EventMask::of(admitted.caller),
                                         .filter = TypeFilter(input.types),
                                         .after = known ? known : input.after,
                                         .ends = ends,
                                         .owner = admitted.owner}));
  return response;
}

/// Reads one answer of the feed.
class FeedReading {
 public:
  FeedReading(EventReader reader, const Caller& caller, const ReadEvents& input)
      : reader_(std::move(reader)),
        mask_(EventMask::of(caller)),
        filter_(input.types),
        at_(input.after),
        most_(static_cast<std::size_t>(input.limit)) {}

  Result<Response> run(const Request& request) {
    std::string body;
    JsonWriter json(body);
    json.begin_object();
    json.plain_key("items");
    json.begin_list();
    KITH_CHECK(write_items(json));
    json.end_list();
    const std::string next = fmt::format("{}", at_);
    json.plain_key("next");
    json.plain_text(next);
    json.end_object();
    Response response;
    response.headers.emplace_back("Content-Type", "application/json");
    response.headers.push_back(link_to_next(address_with(request, "after", next)));
    response.body = std::move(body);
    return response;
  }

 private:
  Result<void> write_items(JsonWriter& json) {
    std::size_t written = 0;
    std::size_t scanned = 0;
    while (scanned < most_scanned) {
      const std::vector<store::LoggedEvent> page = KITH_TRY(read_events(reader_, at_, feed_page));
      scanned += page.size();
      for (const store::LoggedEvent& event : page) {
        if (written == most_) {
          return {};
        }
        at_ = event.head.sequence;
        if (mask_.sees(event.head.visibility) && filter_.takes(event.head.type)) {
          write_event(json, event);
          ++written;
        }
      }
      if (page.size() < feed_page) {
        return {};
      }
    }
    return {};
  }

  EventReader reader_;
  EventMask mask_;
  TypeFilter filter_;
  Sequence at_;
  const std::size_t most_;
};

void read_feed(EventHub& hub, RawCall call, const Reply& reply) {
  const Caller& caller = call.admitted->caller;
  Result<EventReader> reader = hub.reader(caller.workspace);
  if (!reader) {
    reply.refuse(reader.error());
    return;
  }
  hub.background()([reading = FeedReading(*std::move(reader), caller, call.input_as<ReadEvents>()),
                    request = std::move(call.request), reply]() mutable {
    const Result<Response> response = reading.run(request);
    response ? reply.answer(*response) : reply.refuse(response.error());
  });
}

}  // namespace

void add_event_endpoints(RouteTable& table, EventHub& hub, Gatekeeper& gatekeeper) {
  RawEndpoint stream{.path = "/api/v1/events/stream",
                     .owner = "events",
                     .summary = "Follows events live",
                     .gate = Gate::behind(event_log_read),
                     .input = &TypeOf<FollowEvents>::type,
                     .content_type = "text/event-stream"};
  stream.handler = [&hub, &gatekeeper](const RawCall& call, const Reply& reply) {
    Result<Response> response = open_stream(hub, gatekeeper, call);
    response ? reply.answer(*std::move(response)) : reply.refuse(response.error());
  };
  table.add(std::move(stream));

  RawEndpoint feed{.path = "/api/v1/events",
                   .owner = "events",
                   .summary = "Reads events in the order of the log",
                   .gate = Gate::behind(event_log_read),
                   .input = &TypeOf<ReadEvents>::type,
                   .content_type = "application/json",
                   .schema = "EventPage"};
  feed.handler = [&hub](RawCall call, const Reply& reply) {
    read_feed(hub, std::move(call), reply);
  };
  table.add(std::move(feed));
}

}  // namespace kith::http
