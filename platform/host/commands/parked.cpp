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
};

void add_change(CLI::App& parked, const std::string& step, const std::string& meaning,
                Invocation& invocation) {
  auto options = std::make_shared<ParkedOptions>();
  CLI::App* command = parked.add_subcommand(step, meaning);
  command->add_option("module", options->module, "The module.")->required();
  command->add_option("event", options->sequence, "The event's sequence.")->required();
  command->add_option("--workspace", options->workspace, "Which workspace; the oldest without it.");
  command->callback([options, step, &invocation] {
    with_api(invocation, [&](LocalApi& api) {
      api.use_workspace({options->workspace});
      return api.tell(
          http::Method::post,
          fmt::format("/api/v1/parked/{}/{}/{}", options->module, options->sequence, step), "{}");
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
