// SPDX-License-Identifier: Apache-2.0
#include "host/database_findings.h"

#include <fmt/format.h>

#include "base/rfc3339.h"
#include "events/lane.h"
#include "store/log.h"

namespace kith::host {
namespace {

// A log of this length is read in about a second.
constexpr std::int64_t longest_quick_log = 300'000;
constexpr std::int64_t tolerable_lag = 1000;
constexpr Duration tolerable_drift = std::chrono::minutes(5);

Result<Finding> look_at_log(store::Connection& database, const std::string& name) {
  const std::int64_t events = KITH_TRY(database.number("SELECT sequence FROM log_head"));
  if (events > longest_quick_log) {
    return Finding{"log", Health::ok,
                   fmt::format("{}: {} events, too many for a quick look; kith verify reads them.",
                               name, events)};
  }
  const store::LogReport report = KITH_TRY(store::verify_log(database));
  if (report.broken_at == 0) {
    return Finding{"log", Health::ok,
                   fmt::format("{}: {} events, every link holds.", name, report.events)};
  }
  return Finding{"log", Health::fail, fmt::format("{}: {}", name, report.reason),
                 "Stop the server and restore the newest backup with kith restore."};
}

Result<Finding> look_at_clock(store::Connection& database, const std::string& name, Time now) {
  const Time newest{
      KITH_TRY(database.number("SELECT coalesce(max(occurred_at), 0) FROM log_event WHERE sequence "
                               "> (SELECT max(sequence) - 1000 FROM log_event)"))};
  if (newest - now <= tolerable_drift) {
    return Finding{"clock", Health::ok, fmt::format("{}: nothing is newer than now.", name)};
  }
  return Finding{"clock", Health::warn,
                 fmt::format("{}: its newest event is of {}, and the clock says {}.", name,
                             to_rfc3339(newest), to_rfc3339(now)),
                 "Set the machine's clock, and keep it with NTP."};
}

Result<std::vector<Finding>> look_at_modules(store::Connection& database, const std::string& name) {
  std::vector<Finding> findings;
  store::Prepared rows = KITH_TRY(database.prepare(
      "SELECT consumer, (SELECT sequence FROM log_head) - sequence, (SELECT count(*) FROM bus_hold "
      "WHERE bus_hold.consumer = bus_cursor.consumer AND state IN ('parked', 'fatal')), (SELECT "
      "count(*) FROM bus_hold WHERE bus_hold.consumer = bus_cursor.consumer AND state = 'fatal') "
      "FROM bus_cursor ORDER BY consumer"));
  while (KITH_TRY(rows.step())) {
    const std::string_view module = rows.text(0);
    const std::int64_t lag = rows.integer(1);
    const std::int64_t parked = rows.integer(2);
    const std::int64_t fatal = rows.integer(3);
    findings.push_back(
        lag <= tolerable_lag
            ? Finding{"lag", Health::ok, fmt::format("{}: {} is up to date.", name, module)}
            : Finding{"lag", Health::warn,
                      fmt::format("{}: {} has {} events to see yet.", name, module, lag),
                      "Let kith serve catch up; if it does not, look into its log."});
    findings.push_back(
        parked == 0
            ? Finding{"parked", Health::ok, fmt::format("{}: {} handled all.", name, module)}
            : Finding{"parked", Health::warn,
                      fmt::format("{}: {} could not handle {} events.", name, module, parked),
                      "kith parked lists them with their reasons, and replays or skips them."});
    if (fatal >= static_cast<std::int64_t>(events::LaneSettings().most_fatal)) {
      findings.push_back(
          {"module", Health::fail,
           fmt::format("{}: {} is set aside: kith ended in {} of its events.", name, module, fatal),
           "Mend the module, then kith parked replay, or skip them."});
    }
  }
  return findings;
}

void add(std::vector<Finding>& findings, Result<Finding> found, const std::string& name) {
  findings.push_back(found ? *std::move(found)
                           : Finding{"database", Health::fail,
                                     fmt::format("{}: {}", name, found.error().message),
                                     "kith verify says more; a backup has it whole."});
}

}  // namespace

std::vector<Finding> look_into(store::Connection& database, const std::string& name, Time now) {
  std::vector<Finding> findings;
  add(findings, look_at_log(database, name), name);
  add(findings, look_at_clock(database, name, now), name);
  const Result<std::int64_t> has_bus =
      database.number("SELECT count(*) FROM sqlite_schema WHERE name = 'bus_cursor'");
  if (has_bus && *has_bus > 0) {
    Result<std::vector<Finding>> modules = look_at_modules(database, name);
    if (modules) {
      findings.insert(findings.end(), modules->begin(), modules->end());
    } else {
      add(findings, std::unexpected(modules.error()), name);
    }
  }
  return findings;
}

}  // namespace kith::host
