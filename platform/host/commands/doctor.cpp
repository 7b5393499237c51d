// SPDX-License-Identifier: Apache-2.0
#include "host/doctor.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "base/described_writer.h"
#include "host/command_line.h"

namespace kith::host {
namespace {

/// Everything that was found.
struct Diagnosis {
  std::vector<Finding> findings;

  static consteval auto describe() {
    return described("What kith doctor found.",
                     field<&Diagnosis::findings>("Each thing that was looked at."));
  }
};

void print_finding(const Finding& finding) {
  constexpr std::string_view words[] = {"ok  ", "warn", "fail"};
  fmt::print("{}  {}: {}\n", words[static_cast<std::size_t>(finding.health)], finding.name,
             finding.text);
  if (!finding.mend.empty()) {
    fmt::print("      -> {}\n", finding.mend);
  }
}

void examine(Invocation& invocation) {
  Diagnosis diagnosis;
  const Result<ReadSettings> read = invocation.settings();
  if (read) {
    diagnosis.findings = Doctor(read->settings, invocation.clock).examine();
  } else {
    diagnosis.findings.push_back({"settings", Health::fail, read.error().message,
                                  "kith config explain tells what each property may be."});
  }
  if (invocation.json) {
    fmt::print("{}\n", to_json(diagnosis));
  } else {
    std::ranges::for_each(diagnosis.findings, print_finding);
  }
  const bool is_well = std::ranges::none_of(
      diagnosis.findings, [](const Finding& each) { return each.health == Health::fail; });
  invocation.result = is_well ? ExitCode::done : ExitCode::failed;
}

}  // namespace

void add_doctor(CLI::App& program, Invocation& invocation) {
  program
      .add_subcommand("doctor",
                      "Looks at settings, data, key, disk, clock, port, logs and modules, and says "
                      "how to mend what is wrong. Ends with 1 where something fails.")
      ->callback([&invocation] { examine(invocation); });
}

}  // namespace kith::host
