// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/finding_types.h"
#include "host/workspace.h"
#include "text/term_finder.h"

namespace kith::host {

/// Asks every module for its facet of one thing and composes the answers. A module that fails, or
/// that the caller may not ask, takes nothing from the others. Any thread.
class Findings {
 public:
  /// `noun` is message, person or conversation; `modules` outlive it.
  Findings(std::span<const Module* const> modules, Noun noun);

  const Type& type() const { return types_.whole(); }

  /// The JSON of `type()`; `not_found` where there is no such thing that the caller may see.
  Result<std::string> ask(Workspace& workspace, const Caller& caller, Time now,
                          std::int64_t subject) const;

 private:
  struct Answer;
  static Answer ask_one(const Module& module, const Facet* facet, QueryContext& context,
                        std::int64_t subject);

  std::span<const Module* const> modules_;
  Noun noun_;
  FindingTypes types_;
  const text::TextTools texts_;
};

}  // namespace kith::host
