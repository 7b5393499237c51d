// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <kith/described.h>

#include "base/clock.h"
#include "host/settings.h"

namespace kith::host {

/// How something stands.
enum class Health : std::uint8_t { ok, warn, fail };

/// One thing that was looked at.
struct Finding {
  std::string name;
  Health health = Health::ok;
  std::string text;
  std::string mend;

  static consteval auto describe() {
    return described(
        "One thing that was looked at.", field<&Finding::name>("What was looked at, as a word."),
        field<&Finding::health>("How it stands."), field<&Finding::text>("What was found."),
        field<&Finding::mend>("What to do about it; nothing where all is well."));
  }
};

/// Looks at everything that an installation of kith needs, in a few seconds, whether a server runs
/// or not; changes nothing. Errors are findings.
class Doctor {
 public:
  Doctor(const Settings& settings, const Clock& clock) : settings_(settings), clock_(clock) {}

  std::vector<Finding> examine();

 private:
  void look_at_folder();
  void look_at_key();
  void look_at_disk();
  void look_at_server();
  void look_at_port();
  void look_at_database(const std::string& name);
  void add(std::string name, Health health, std::string text, std::string mend = {});

  const Settings settings_;
  const Clock& clock_;
  bool is_served_ = false;
  std::vector<Finding> findings_;
};

}  // namespace kith::host
