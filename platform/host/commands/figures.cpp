// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "base/described_writer.h"
#include "base/rfc3339.h"
#include "host/commands/finish_modules.h"
#include "host/figures_views.h"
#include "host/with_api.h"
#include "insight/figure_view.h"

namespace kith::host {
namespace {

struct FiguresOptions {
  std::int64_t days = 0;
  std::int64_t workspace = 0;
  std::string metric;
};

using Figures = Page<insight::FigureView>;

std::string_view status_word(FigureStatus status) {
  return TypeOf<FigureStatus>::type.words[static_cast<std::size_t>(status)];
}

/// Millionths as a decimal number of three places, cut.
std::string in_units(std::int64_t millionths) {
  return fmt::format("{}.{:03}", millionths / 1'000'000, millionths / 1000 % 1000);
}

void print_line(const insight::FigureView& figure) {
  std::string missing;
  if (figure.missing > 0) {
    missing = fmt::format(", {} more needed", figure.missing);
    if (figure.missing_days) {
      missing += fmt::format(", about {} days", *figure.missing_days);
    }
  }
  fmt::print("{}  {}  {}{} {} ({} to {}), of {}  {}{}\n", to_rfc3339(figure.to).substr(0, 10),
             figure.metric, figure.is_at_least ? ">= " : "", in_units(figure.value), figure.unit,
             in_units(figure.lo), figure.hi ? in_units(*figure.hi) : "any", figure.n,
             status_word(figure.status), missing);
}

Result<void> compute(LocalApi& api, const FiguresOptions& options, bool is_quiet) {
  const std::string body = to_json(ComputeFigures{options.days});
  ComputedFigures done{.left = 1};
  for (std::int64_t computed = 0; done.left > 0;) {
    // What was worked out is itself news that the modules hear of.
    KITH_CHECK(finish_modules(api, KITH_TRY(api.workspace())));
    done = KITH_TRY(api.ask<ComputedFigures>(http::Method::post, "/api/v1/figures/days", body));
    computed += done.computed;
    if (!is_quiet) {
      fmt::print(stderr, "Days worked out: {}, left: {}.\n", computed, done.left);
    }
  }
  return finish_modules(api, KITH_TRY(api.workspace()));
}

Result<void> show(LocalApi& api, const FiguresOptions& options, const Invocation& invocation) {
  if (options.days > 0) {
    KITH_CHECK(compute(api, options, invocation.json));
  }
  const std::string path = options.metric.empty()
                               ? "/api/v1/figures"
                               : "/api/v1/figures?limit=200&metric=" + options.metric;
  const auto figures = KITH_TRY(api.ask<Figures>(http::Method::get, path));
  if (invocation.json) {
    fmt::print("{}\n", to_json(figures));
    return {};
  }
  for (const insight::FigureView& figure : figures.items) {
    print_line(figure);
  }
  if (figures.items.empty()) {
    fmt::print(
        "There are none yet. They are worked out after each midnight (UTC); --days N works "
        "out those of the last N days now.\n");
  }
  return {};
}

}  // namespace

void add_figures(CLI::App& program, Invocation& invocation) {
  auto options = std::make_shared<FiguresOptions>();
  CLI::App* command = program.add_subcommand("figures", "Shows the company's figures.");
  command
      ->add_option("--days", options->days,
                   "Works out those of the last N days first, where they are not there.")
      ->check(CLI::Range(1, 400))
      ->type_name("N");
  command->add_option("--metric", options->metric, "One metric by day, as service.coverage.");
  command->add_option("--workspace", options->workspace, "Which workspace; the oldest without it.");
  command->callback([options, &invocation] {
    with_api(invocation, [&](LocalApi& api) {
      api.use_workspace({options->workspace});
      return show(api, *options, invocation);
    });
  });
}

}  // namespace kith::host
