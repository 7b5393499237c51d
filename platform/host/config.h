// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include <kith/result.h>

#include "host/settings.h"

namespace kith::host {

/// Where a property's value is from.
enum class SettingOrigin : std::uint8_t { built_in, file, environment, flag };

/// Everything that settings are read from, the strongest last.
struct SettingSources {
  std::string file;                                ///< path of a kith.toml, "" for none
  std::map<std::string, std::string> environment;  ///< KITH_* variables
  std::map<std::string, std::string> flags;        ///< by property, as "http.listen"
};

/// The settings and where each property's value is from.
struct ReadSettings {
  Settings settings;
  std::map<std::string, SettingOrigin> origins;
};

/// Reads the settings: flags over KITH_* variables over the file over the defaults. An unknown key
/// or a value that does not fit is refused with its line and the nearest name.
Result<ReadSettings> read_settings(const SettingSources& sources);

/// The variable for a property: KITH_HTTP_LISTEN for http.listen.
std::string variable_of(const std::string& property);

}  // namespace kith::host
