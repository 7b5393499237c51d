// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "host/with_api.h"

namespace kith::host {
namespace {

struct ParkedOptions {
  std::string module;
  std::int64_t sequence = 0;
  std::int64_t workspace = 0;
  bool all = false;
};

/// A held event, as far as it takes to name it.
struct HeldEvent {
  std::string module;
  std::int64_t sequence = 0;
  std::string state;

  static consteval auto describe() {
    return described("A held event.", field<&HeldEvent::module>("The module."),
                     field<&HeldEvent::sequence>("The event."),
                     field<&HeldEvent::state>("parked, or why it waits."));
  }
};
struct HeldEvents {
  std::vector<HeldEvent> items;

  static consteval auto describe() {
    return described("Held events.", field<&HeldEvents::items>("The events."));
  }
};

Result<void> change(LocalApi& api, const ParkedOptions& options, std::int64_t sequence,
                    const std::string& step) {
  return api.tell(http::Method::post,
                  fmt::format("/api/v1/parked/{}/{}/{}", options.module, sequence, step), "{}");
}

// What is parked now; what waits behind it follows by itself.
Result<void> change_all(LocalApi& api, const ParkedOptions& options, const std::string& step) {
  const auto held = KITH_TRY(api.ask<HeldEvents>(http::Method::get, "/api/v1/parked"));
  std::size_t changed = 0;
  for (const HeldEvent& event : held.items) {
    if (event.module == options.module && (event.state == "parked" || event.state == "fatal")) {
      KITH_CHECK(change(api, options, event.sequence, step));
      ++changed;
    }
  }
  fmt::print("{} events.\n", changed);
  return {};
}

void add_change(CLI::App& parked, const std::string& step, const std::string& meaning,
                Invocation& invocation) {
  auto options = std::make_shared<ParkedOptions>();
  CLI::App* command = parked.add_subcommand(step, meaning);
  command->add_option("module", options->module, "The module.")->required();
  CLI::Option* event =
      command->add_option("event", options->sequence, "The event's sequence, or --all.");
  command->add_flag("--all", options->all, "All that are parked for the module.")->excludes(event);
  command->add_option("--workspace", options->workspace, "Which workspace; the oldest without it.");
  command->callback([options, step, &invocation] {
    with_api(invocation, [&](LocalApi& api) {
      api.use_workspace({options->workspace});
      return options->all ? change_all(api, *options, step)
                          : change(api, *options, options->sequence, step);
    });
  });
}

}  // namespace

void add_parked(CLI::App& program, Invocation& invocation) {
  CLI::App* parked = program.add_subcommand("parked", "Events that a module could not handle.");
  parked->require_subcommand(1);
  parked->add_subcommand("list", "Lists them, as JSON.")->callback([&invocation] {
    with_api(invocation, [](LocalApi& api) -> Result<void> {
      const http::Response response = KITH_TRY(api.request(http::Method::get, "/api/v1/parked"));
      if (response.status != 200) {
        return std::unexpected(error_of(response));
      }
      fmt::print("{}\n", response.body);
      return {};
    });
  });
  add_change(*parked, "replay", "Tries one again.", invocation);
  add_change(*parked, "skip", "Passes one over, on the record.", invocation);
}

}  // namespace kith::host
