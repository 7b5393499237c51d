// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <thread>

#include "base/described_writer.h"
#include "host/erasure_views.h"
#include "host/with_api.h"
#include "host/yes.h"

namespace kith::host {
namespace {

constexpr Duration between_questions = std::chrono::milliseconds(100);
constexpr Duration between_lines = std::chrono::seconds(2);

struct EraseOptions {
  std::int64_t person = 0;
  std::int64_t workspace = 0;
  bool now = false;
  bool yes = false;
};

/// What became of one person's erasure.
struct Erased {
  PersonId person_id;
  std::vector<PersonId> person_ids;
  std::int64_t messages = 0;
  bool is_finished = false;
  bool is_gone_from_files = false;

  static consteval auto describe() {
    return described(
        "What became of the erasure of a person.",
        field<&Erased::person_id>("The person who was named."),
        field<&Erased::person_ids>("With all that were part of the same."),
        field<&Erased::messages>("How many messages lost their text."),
        field<&Erased::is_finished>("Whether all their rows are erased."),
        field<&Erased::is_gone_from_files>("Whether nothing of it is in the files any more."));
  }
};

Result<ErasuresView> look(LocalApi& api) {
  return api.ask<ErasuresView>(http::Method::get, "/api/v1/erasures");
}

const ErasureView* find(const ErasuresView& all, PersonId person) {
  const auto found = std::ranges::find_if(all.items, [&](const ErasureView& each) {
    return std::ranges::find(each.person_ids, person) != each.person_ids.end();
  });
  return found == all.items.end() ? nullptr : &*found;
}

// A running server goes on by itself; without one, and with --now, this waits for the end.
Result<ErasuresView> wait_for_end(LocalApi& api, const EraseOptions& options, const Clock& clock) {
  Duration told = clock.steady();
  while (true) {
    ErasuresView all = KITH_TRY(look(api));
    if (all.is_done && (!options.now || !all.in_files_since)) {
      return all;
    }
    if (clock.steady() - told > between_lines) {
      told = clock.steady();
      const ErasureView* erasure = find(all, {options.person});
      fmt::print(stderr, "{} of {} messages, {}\n", erasure ? erasure->done : 0,
                 erasure ? erasure->total : 0,
                 !all.problem.empty() ? all.problem : "cleaning what is left");
    }
    std::this_thread::sleep_for(between_questions);
  }
}

void print(const Erased& erased, const Invocation& invocation) {
  if (invocation.json) {
    fmt::print("{}\n", to_json(erased));
    return;
  }
  fmt::print("Person {} is erased, with {} messages{}.\n", erased.person_id.value, erased.messages,
             erased.is_finished ? "" : " so far; the server goes on");
  fmt::print("{}\n", erased.is_gone_from_files
                         ? "Nothing of it is in the files of the data folder any more."
                         : "What is left of it in the files goes by itself while kith serves; "
                           "with --now at once.");
}

Result<void> erase(LocalApi& api, const EraseOptions& options, const Invocation& invocation) {
  api.use_workspace({options.workspace});
  const Result<ErasuresView> begun = api.ask<ErasuresView>(
      http::Method::post, fmt::format("/api/v1/persons/{}/erase", options.person), "{}");
  // Who was erased before is erased now; with --now the files are still to be cleaned.
  if (!begun && (!options.now || begun.error().code != ErrorCode::conflict)) {
    return std::unexpected(begun.error());
  }
  if (options.now) {
    KITH_CHECK(api.tell(http::Method::post, "/api/v1/erasures/clean", "{}"));
  }
  const bool is_to_wait = options.now || api.own_server() != nullptr;
  const ErasuresView all =
      is_to_wait ? KITH_TRY(wait_for_end(api, options, invocation.clock)) : *begun;
  Erased erased{.person_id = {options.person}, .is_gone_from_files = !all.in_files_since};
  if (const ErasureView* erasure = find(all, {options.person})) {
    erased.person_ids = erasure->person_ids;
    erased.messages = erasure->done;
    erased.is_finished = erasure->is_finished;
  }
  print(erased, invocation);
  return {};
}

}  // namespace

void add_erase(CLI::App& program, Invocation& invocation) {
  auto options = std::make_shared<EraseOptions>();
  CLI::App* command = program.add_subcommand(
      "erase",
      "Erases a person for good: name, addresses, messages, notes, files. Cannot be undone.");
  command
      ->add_option("person", options->person,
                   "The person's number, as the API and the pages show it.")
      ->required()
      ->check(CLI::PositiveNumber);
  command->add_flag("--now", options->now,
                    "Rewrites the files, so that no byte is left; waits until that is done.");
  command->add_flag("--yes", options->yes,
                    "Does not ask; needed where nobody is at a terminal to answer.");
  command->add_option("--workspace", options->workspace, "Which workspace; the oldest without it.");
  command->callback([options, &invocation] {
    const Result<void> agreed = ask_for_yes(
        options->yes,
        fmt::format("Person {} and all they wrote will be gone for good.", options->person));
    if (!agreed) {
      invocation.refuse(agreed.error());
      return;
    }
    with_api(invocation, [&](LocalApi& api) { return erase(api, *options, invocation); });
  });
}

}  // namespace kith::host
