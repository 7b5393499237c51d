// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "http/route_table.h"

namespace kith::http {

/// Whether `segment` stands for a value, as "{case_id}".
bool is_parameter(std::string_view segment);

/// The segments of an operation's path as it was declared, between its slashes.
std::vector<std::string_view> template_segments(std::string_view path);

/// What is wrong with one operation by itself, whatever else is mounted.
std::vector<std::string> faults_of(const Operation& operation);

}  // namespace kith::http
