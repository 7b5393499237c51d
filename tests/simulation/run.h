// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "carrier.h"
#include "invariants.h"
#include "people.h"
#include "push_network.h"
#include "trace.h"

namespace kith::simulation {

/// A fault in what the simulation itself brings, by which a test sees that it is found.
enum class Planted : std::uint8_t { nothing, apply_reads_clock };

/// How a run ended, and what there was in it; or a sum of such.
struct Outcome {
  std::uint64_t seed = 0;
  std::string broken = {};  ///< "" when every rule held, else which did not, and what went before
  std::uint64_t hash = 0;   ///< of everything that happened
  std::int64_t steps = 0;
  std::int64_t processes = 0;
  std::int64_t power_cuts = 0;
  std::int64_t disk_faults = 0;
  std::int64_t events = 0;
  std::int64_t acknowledged = 0;
  std::int64_t arrived = 0;

  /// Adds the figures of another.
  void add(const Outcome& other);
  /// All figures as words.
  std::string figures() const;
};

/// The settings of lanes that seeds go round.
inline constexpr std::int64_t lane_variants = 4;
events::LaneSettings lanes_of(std::uint64_t seed);
Crew crew_of(std::uint64_t seed);

/// One seed: a hundred steps or so of people, lanes, network, disk and time in an order that chance
/// makes, with every rule held after each. The house is open when it begins.
class Run {
 public:
  Run(House& house, PushNetwork& network, std::uint64_t seed, Planted planted);
  Outcome run();

 private:
  using Act = std::string (Run::*)();
  struct Choice {
    int weight;
    const char* name;
    Act act;
    bool is_fault = false;
  };
  static std::span<const Choice> choices();
  const Choice& choose();
  void do_one_thing();
  void look_after_process();
  void start_again();
  void end_process(End how);
  void hold(std::string broken);
  void come_to_rest();
  std::int64_t unsettled();
  void replay_parked();
  void check_rebuilds();
  void work_with_threads();

  // The server's own parts.
  std::string commit();
  std::string answer();
  std::string step_lane();
  std::string look_at_lanes();
  std::string tick();
  std::string index();
  std::string erase_on();
  std::string push();
  std::string checkpoint();
  std::string work_figures_out();
  std::string hold_parked_up();
  std::string back_up();

  // The world outside.
  std::string carry_pushed();
  std::string take_pulled();
  std::string carry_pulled();
  std::string look_replies_up();
  std::string let_time_pass();
  std::string set_clock();
  template <std::string (People::*Deed)()>
  std::string people() {
    return (people_.*Deed)();
  }

  // What goes wrong.
  std::string break_journal();
  std::string mend_journal();
  std::string break_disk();
  std::string fill_disk();
  std::string break_read();
  std::string mend_disk();
  std::string cut_power();
  std::string kill();
  std::string end_in_order();

  House& house_;
  PushNetwork& network_;
  const std::uint64_t seed_;
  Chance chance_;
  Trace trace_;
  Receivers receivers_;
  Ledger ledger_;
  Invariants invariants_;
  Carrier carrier_;
  People people_;
  Outcome outcome_;
  Duration forward_{};  ///< how far the clock on the wall has come
};

}  // namespace kith::simulation
