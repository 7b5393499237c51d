// SPDX-License-Identifier: Apache-2.0
#include "run.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <new>
#include <numeric>
#include <thread>

#include "events/tests/tally_module.h"
#include "journal_module.h"
#include "support/need.h"

namespace kith::simulation {
namespace {

using support::need;

// Whoever repeats a request after a day has made another one, so that a run is shorter than that.
constexpr int most_tries_to_start = 3;
constexpr int most_rounds_to_rest = 60;
// Threads start and end slowly, and what they do in which order is not told by the seed.
constexpr int threads_in_one_of = 6;
constexpr std::chrono::seconds longest_work_of_threads(20);

}  // namespace

events::LaneSettings lanes_of(std::uint64_t seed) {
  switch (seed % lane_variants) {
    case 0: return {.most_events = 1};
    case 1: return {.most_events = 3, .most_steps = 5, .most_rows = 1};
    case 2: return {.most_held = 4};
    default: return {.most_bytes = 400, .surplus_per_second = 8};
  }
}

// The tally comes later in half of the runs.
Crew crew_of(std::uint64_t seed) {
  return seed % lane_variants < 2 ? Crew::journal_and_tally : Crew::journal;
}

std::span<const Run::Choice> Run::choices() {
  static constexpr Choice all[] = {
      {28, "post", &Run::people<&People::post>},
      {12, "post again", &Run::people<&People::post_again>},
      {8, "change a post", &Run::people<&People::change_post>},
      {4, "bring history", &Run::people<&People::bring_history>},
      {16, "reply", &Run::people<&People::reply>},
      {8, "reply again", &Run::people<&People::reply_again>},
      {6, "take a reply back", &Run::people<&People::take_back>},
      {4, "note", &Run::people<&People::note>},
      {6, "edit a conversation", &Run::people<&People::edit_conversation>},
      {10, "merge conversations", &Run::people<&People::merge_conversations>},
      {6, "unmerge a conversation", &Run::people<&People::unmerge_conversation>},
      {4, "merge persons", &Run::people<&People::merge_persons>},
      {2, "unmerge a person", &Run::people<&People::unmerge_person>},
      {2, "erase a person", &Run::people<&People::erase_person>},
      {2, "search", &Run::people<&People::search>},
      {6, "turn a page", &Run::people<&People::turn_page>},
      {4, "turn a page again", &Run::people<&People::turn_page_again>},
      {52, "commit", &Run::commit},
      {16, "answer", &Run::answer},
      {52, "lane", &Run::step_lane},
      {1, "look at the lanes", &Run::look_at_lanes},
      {8, "tick", &Run::tick},
      {8, "index", &Run::index},
      {6, "erase on", &Run::erase_on},
      {16, "push", &Run::push},
      {4, "checkpoint", &Run::checkpoint},
      {2, "figures", &Run::work_figures_out},
      {2, "a backup", &Run::back_up},
      {6, "parked", &Run::hold_parked_up},
      {20, "pushed reply", &Run::carry_pushed},
      {10, "take replies", &Run::take_pulled},
      {14, "pulled reply", &Run::carry_pulled},
      {2, "look replies up", &Run::look_replies_up},
      {24, "time passes", &Run::let_time_pass},
      {2, "the clock is set", &Run::set_clock},
      {3, "the journal breaks", &Run::break_journal, true},
      {12, "the journal is mended", &Run::mend_journal},
      {2, "the disk breaks", &Run::break_disk, true},
      {1, "the disk is full", &Run::fill_disk, true},
      {1, "a read fails", &Run::break_read, true},
      {8, "the disk is mended", &Run::mend_disk},
      {1, "the power goes", &Run::cut_power, true},
      {1, "the process is killed", &Run::kill, true},
      {1, "the process ends in order", &Run::end_in_order},
  };
  return all;
}

const Run::Choice& Run::choose() {
  // One seed in ten has a bad day.
  const int harder = seed_ % 10 == 0 ? 4 : 1;
  const auto weight = [harder](const Choice& choice) {
    return choice.is_fault ? harder * choice.weight : choice.weight;
  };
  const std::span<const Choice> all = choices();
  std::int64_t left = chance_.below(
      std::accumulate(all.begin(), all.end(), std::int64_t{0},
                      [&](std::int64_t sum, const Choice& each) { return sum + weight(each); }));
  for (const Choice& choice : all) {
    left -= weight(choice);
    if (left < 0) {
      return choice;
    }
  }
  return all.front();
}

void Outcome::add(const Outcome& other) {
  steps += other.steps;
  processes += other.processes;
  power_cuts += other.power_cuts;
  disk_faults += other.disk_faults;
  events += other.events;
  acknowledged += other.acknowledged;
  arrived += other.arrived;
}

std::string Outcome::figures() const {
  return fmt::format(
      "{} steps, {} processes, {} power cuts, {} disk faults, {} events, {} messages acknowledged, "
      "{} replies arrived",
      steps, processes, power_cuts, disk_faults, events, acknowledged, arrived);
}

Run::Run(House& house, PushNetwork& network, std::uint64_t seed, Planted planted)
    : house_(house),
      network_(network),
      seed_(seed),
      chance_(seed),
      invariants_(house),
      carrier_(house, receivers_),
      people_({house, ledger_, receivers_, chance_}) {
  journal::orders = {};
  journal::orders.reads_clock = planted == Planted::apply_reads_clock;
  tally::orders.~Orders();
  new (&tally::orders) tally::Orders();
  house.seed(seed);
  network.lead_to(receivers_, [this](std::string_view key) -> Receivers::Row {
    store::Prepared row = need(
        house_.look().prepare("SELECT message, delivery FROM outbox WHERE idempotency_key = $key"));
    need(row.bind(1, key));
    return need(row.step()) ? Receivers::Row{{row.integer(0)}, row.integer(1) == 2}
                            : Receivers::Row{};
  });
}

Outcome Run::run() {
  outcome_.seed = seed_;
  outcome_.processes = 1;
  const std::int64_t steps = 60 + chance_.below(80);
  try {
    while (outcome_.steps < steps && outcome_.broken.empty()) {
      do_one_thing();
    }
    if (outcome_.broken.empty()) {
      come_to_rest();
    }
  } catch (const std::exception& thrown) {
    hold(fmt::format("an exception: {}\n", thrown.what()));
  }
  trace_.note(
      fmt::format("{} events, the last link is {}", outcome_.events, invariants_.newest_link()));
  outcome_.hash = trace_.hash();
  if (outcome_.broken.empty() && chance_.one_in(threads_in_one_of)) {
    work_with_threads();
  }
  outcome_.acknowledged = static_cast<std::int64_t>(ledger_.acknowledged());
  outcome_.arrived = static_cast<std::int64_t>(receivers_.arrivals());
  network_.lead_to(receivers_, {});
  return outcome_;
}

void Run::do_one_thing() {
  const Choice& choice = choose();
  ++outcome_.steps;
  const std::string said = (this->*choice.act)();
  look_after_process();
  const std::string broken = invariants_.check();
  outcome_.events = need(house_.look().number("SELECT max(sequence) FROM log_event"));
  trace_.note(
      fmt::format("{}: {} | {} {}", choice.name, said, outcome_.events, invariants_.newest_link()));
  hold(broken + ledger_.contradictions() + receivers_.broken());
  ledger_.log_reached(house_.workspace().writer().last_sequence());
}

void Run::hold(std::string broken) {
  if (broken.empty() || !outcome_.broken.empty()) {
    return;
  }
  outcome_.broken = std::move(broken);
  for (const std::string& line : trace_.newest()) {
    outcome_.broken += "  " + line + '\n';
  }
}

// A process whose store failed ends; so does one that was told to end. Another one starts.
void Run::look_after_process() {
  if (house_.is_open() && house_.has_failed()) {
    trace_.note("the store failed");
    end_process(chance_.one_in(2) ? End::power_lost : End::killed);
  }
  if (!house_.is_open()) {
    start_again();
  }
}

void Run::end_process(End how) {
  if (house_.disk().has_failed()) {
    ++outcome_.disk_faults;
  }
  outcome_.power_cuts += how == End::power_lost ? 1 : 0;
  house_.end(how, chance_.number());
  network_.lose_all(chance_);
  carrier_.lose_process();
}

void Run::start_again() {
  // A disk that fails while a process starts must not leave one that runs on half of what it needs.
  if (chance_.one_in(5)) {
    constexpr support::DiskCall calls[] = {support::DiskCall::open, support::DiskCall::read,
                                           support::DiskCall::write, support::DiskCall::sync};
    house_.disk().plan({.call = calls[chance_.below(4)], .at = 1 + chance_.below(40)});
  }
  Result<void> opened;
  for (int tries = 0; tries < most_tries_to_start; ++tries) {
    opened = house_.open(lanes_of(seed_), Crew::journal_and_tally);
    ++outcome_.processes;
    if (opened && !house_.has_failed()) {
      house_.disk().mend();
      break;
    }
    trace_.note("it does not start");
    end_process(chance_.one_in(2) ? End::power_lost : End::killed);
  }
  need(std::move(opened));
  hold(invariants_.check_from_the_start());
  hold(invariants_.check_outbox(receivers_));
  hold(ledger_.missing(house_.look()));
}

void Run::come_to_rest() {
  journal::orders.misdeed = journal::Misdeed::none;
  house_.disk().mend();
  for (int round = 0; round < most_rounds_to_rest; ++round) {
    replay_parked();
    house_.workspace().run_until_idle();
    network_.let_all_arrive();
    take_pulled();
    house_.workspace().run_until_idle();
    while (!carrier_.carry(chance_).empty()) {
      house_.workspace().run_until_idle();
    }
    carrier_.look_up();
    house_.clock().pass(std::chrono::seconds(round < 20 ? 2 : 3600));
    if (unsettled() == 0) {
      break;
    }
  }
  house_.workspace().run_until_idle();
  hold(invariants_.check());
  hold(invariants_.check_at_rest());
  hold(invariants_.check_outbox(receivers_));
  hold(ledger_.missing(house_.look()));
  hold(ledger_.contradictions() + receivers_.broken());
  if (outcome_.broken.empty() && chance_.one_in(4)) {
    check_rebuilds();
  }
}

// The same objects with their own threads, as in a server, until all are at the end of the log.
// What comes of it is held to the same rules, but is not in the trace. Nobody asks for more
// meanwhile.
void Run::work_with_threads() {
  host::Workspace& workspace = house_.workspace();
  for (int batch = 0; batch < 3; ++batch) {
    people_.post();
    people_.post_again();
  }
  workspace.start();
  const auto is_done = [&] {
    return workspace.writer().waiting() == 0 &&
           std::ranges::all_of(workspace.bus().lanes(), [&](const auto& lane) {
             return lane->cursor() == workspace.writer().last_sequence();
           });
  };
  const auto until = std::chrono::steady_clock::now() + longest_work_of_threads;
  while (!is_done() && std::chrono::steady_clock::now() < until) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  hold(is_done() ? "" : "the threads do not get to the end of the log\n");
  workspace.stop();
  network_.lose_all(chance_);
  hold(invariants_.check());
  hold(ledger_.missing(house_.look()));
  hold(ledger_.contradictions() + receivers_.broken());
}

// How much still waits for its time; the clock is set on where that is far away.
std::int64_t Run::unsettled() {
  const std::int64_t last = need(house_.look().number("SELECT max(due_at) FROM timer"));
  if (const Duration left = Time{last} - house_.clock().now(); left > Duration{}) {
    house_.clock().jump(left);
  }
  std::int64_t unsettled =
      need(house_.look().number("SELECT (SELECT count(*) FROM timer) + "
                                "(SELECT count(*) FROM outbox WHERE delivery IN (1, 2)) + "
                                "(SELECT count(*) FROM bus_hold WHERE state <> 'skipped')"));
  store::Writer& writer = house_.workspace().writer();
  for (const std::shared_ptr<events::Lane>& lane : house_.workspace().bus().lanes()) {
    unsettled += lane->cursor() == writer.last_sequence() ? 0 : 1;
  }
  return unsettled + static_cast<std::int64_t>(writer.waiting());
}

void Run::replay_parked() {
  store::Prepared parked = need(house_.look().prepare(
      "SELECT consumer, sequence FROM bus_hold WHERE state = 'parked' ORDER BY 1, 2"));
  std::vector<std::pair<std::string, Sequence>> found;
  while (need(parked.step())) {
    found.emplace_back(parked.text(0), parked.integer(1));
  }
  parked.reset();
  for (const auto& [consumer, sequence] : found) {
    need(house_.workspace().bus().lane(consumer)->replay(sequence));
  }
}

}  // namespace kith::simulation
