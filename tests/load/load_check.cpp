// SPDX-License-Identifier: Apache-2.0
// Whether a run left no work undone: every link of a workspace's log holds, every module and the
// index are at its head, nothing is parked, and there are as many messages as were stored. Prints a
// line of JSON and fails with what is wrong. Nobody serves the data meanwhile.
//
//     load_check --data=FOLDER [--messages=N]
//
// FOLDER is a workspace's; `messages` is what was acknowledged as stored, in all.
#include <vector>

#include "program.h"
#include "store/log.h"

namespace {

using namespace kith;
using load::need;

/// A module whom nothing concerns keeps so many events to itself before it saves its cursor
/// (events/lane_events.cpp): whether it has seen the very last, only the running server tells.
constexpr std::int64_t most_unsaved = 2'000;

void expect(bool holds, const std::string& what) {
  if (!holds) {
    load::give_up("load_check: " + what);
  }
}

}  // namespace

int main(int argc, char** argv) {
  const auto options = load::options(argc, argv, "load_check --data=FOLDER [--messages=N]",
                                     {{"data", ""}, {"messages", ""}});
  store::Connection connection =
      need(store::Connection::open(options.at("data") + "/kith.db", store::OpenMode::read_only));
  const auto number = [&](const char* sql) { return need(connection.number(sql)); };
  const store::LogReport log = need(store::verify_log(connection));
  expect(log.broken_at == 0, "the log is broken at " + std::to_string(log.broken_at));
  const std::int64_t head = number("SELECT max(sequence) FROM log_event");
  expect(number("SELECT count(*) FROM bus_cursor") > 0, "no module has heard of anything");
  expect(head - number("SELECT min(sequence) FROM bus_cursor") < most_unsaved,
         "a module is behind the log");
  expect(number("SELECT count(*) FROM bus_hold WHERE state <> 'skipped'") == 0,
         "an event is parked");
  // Its cursor passes events without a message in memory alone.
  expect(number("SELECT count(*) FROM log_event "
                "WHERE sequence > (SELECT coalesce(max(sequence), 0) FROM search_cursor) "
                "AND type IN (SELECT number FROM log_event_type "
                "WHERE name IN ('message.added.v1', 'reply.submitted.v1'))") == 0,
         "the index is behind");
  const std::int64_t messages = number("SELECT count(*) FROM message");
  const std::string& wanted = options.at("messages");
  expect(wanted.empty() || messages == std::stoll(wanted),
         std::to_string(messages) + " messages, " + wanted + " were acknowledged");
  std::printf("{\"program\":\"load_check\",\"events\":%lld,\"messages\":%lld}\n",
              static_cast<long long>(log.events), static_cast<long long>(messages));
  return 0;
}
