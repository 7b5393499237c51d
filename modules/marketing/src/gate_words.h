// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gate.h"

/// What the gate asks and what it lacks, in words for a person. Made when somebody asks, from
/// numbers alone; no event holds them.
namespace kith::marketing {

/// As "R1".
std::string_view letter_of(Criterion criterion);
/// What is asked, in a sentence.
std::string_view asked_by(Criterion criterion);
/// What a criterion lacks to open for, in sentences; "" where it lacks nothing.
std::string shortfall_of(Criterion criterion, GateVerdict verdict, const DayFigures& day);
/// Where the gate stands and why, in a sentence. `earned` stands for days running.
std::string_view meaning_of(GateReason reason);
/// How many days running are lacking, in words; "" for an open gate.
std::string days_lacking(const Standing& standing);

}  // namespace kith::marketing
