// SPDX-License-Identifier: Apache-2.0
// Opens event streams on a running server, then posts messages one by one, each once the one before
// has reached everybody. Prints a line of JSON with the keys of the limit program `fanout_limit`,
// and fails where a stream is refused or cut, or an event does not come.
//
//     load_streams --data=DIR --port=P --process=PID --tokens=FILE [--connections=10000]
//                  [--broadcasts=20] [--tls=0]
//
// A member may have twenty streams, so FILE holds tokens of as many members as that takes. The
// posts go through the socket in DIR.
#include <sys/resource.h>

#include "contract/http_wire.h"
#include "event_client.h"
#include "measure.h"
#include "program.h"

namespace {

using namespace kith;
using load::EventClient;

constexpr std::size_t streams_per_member = 20;
constexpr double settle_seconds = 2;
constexpr double patience_seconds = 20;
constexpr std::size_t other_descriptors = 64;

void allow_descriptors(std::size_t wanted) {
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  if (limit.rlim_max < wanted) {
    load::give_up("Only " + std::to_string(limit.rlim_max) + " open files are allowed.");
  }
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

void post(contract::Wire& wire, std::int64_t number) {
  const nlohmann::json post = {{"channel", "load"},
                               {"native_id", "stream " + std::to_string(load::wall_seconds()) +
                                                 " " + std::to_string(number)},
                               {"author", {{"native_id", "somebody"}}},
                               {"text", "Where is my parcel?"}};
  const contract::WireAnswer answer =
      wire.send(contract::call_of("POST", "/api/v1/intake", {{"posts", {post}}}));
  if (answer.status != 200) {
    load::give_up("A post was answered " + std::to_string(answer.status));
  }
}

}  // namespace

int main(int argc, char** argv) {
  auto options = load::options(argc, argv,
                               "load_streams --data=DIR --port=P --process=PID --tokens=FILE "
                               "[--connections=10000] [--broadcasts=20] [--tls=0]",
                               {{"data", ""},
                                {"port", "0"},
                                {"process", "0"},
                                {"tokens", ""},
                                {"connections", "10000"},
                                {"broadcasts", "20"},
                                {"tls", "0"}});
  const auto connections = static_cast<std::size_t>(std::stoul(options["connections"]));
  const std::vector<std::string> tokens = load::lines_of(options["tokens"]);
  if (tokens.size() * streams_per_member < connections) {
    load::give_up("There are too few tokens for so many streams.");
  }
  allow_descriptors(connections + other_descriptors);
  const auto process = static_cast<pid_t>(std::stol(options["process"]));
  const double rss_before = load::resident_kb(process);
  const double opening = load::cpu_seconds_of(process);
  EventClient client(
      static_cast<std::uint16_t>(std::stoi(options["port"])),
      options["tls"] == "0" ? EventClient::Security::plain : EventClient::Security::tls);
  for (std::size_t each = 0; each < connections; ++each) {
    client.open("/api/v1/events/stream?types=message.added", tokens[each / streams_per_member]);
  }
  client.read_until(1, settle_seconds);
  const double rss_idle = load::resident_kb(process);
  const double cpu = load::cpu_seconds_of(process);
  const double start = load::wall_seconds();
  contract::Wire wire(options["data"] + "/kith.sock");
  for (std::int64_t sent = 1; sent <= std::stoll(options["broadcasts"]); ++sent) {
    post(wire, sent);
    const std::int64_t expected = sent * static_cast<std::int64_t>(connections);
    client.read_until(expected, patience_seconds);
    if (client.events() != expected) {
      load::give_up(std::to_string(client.events()) + " events came, not " +
                    std::to_string(expected));
    }
  }
  const double used = load::cpu_seconds_of(process) - cpu;
  const auto deliveries = static_cast<double>(client.events());
  const auto streams = static_cast<double>(connections);
  std::printf(
      "{\"program\":\"load_streams\",\"tls\":%s,\"connections\":%zu,"
      "\"rss_kb_per_idle_connection\":%.2f,\"rss_kb_per_connection_after\":%.2f,"
      "\"server_cpu_us_per_opening\":%.1f,\"deliveries\":%.0f,\"server_cpu_s\":%.3f,"
      "\"wall_s\":%.3f,\"server_cpu_us_per_delivery\":%.2f,"
      "\"deliveries_per_server_cpu_second\":%.0f}\n",
      options["tls"] == "0" ? "false" : "true", connections, (rss_idle - rss_before) / streams,
      (load::resident_kb(process) - rss_before) / streams, (cpu - opening) / streams * 1e6,
      deliveries, used, load::wall_seconds() - start, used / deliveries * 1e6, deliveries / used);
  return 0;
}
