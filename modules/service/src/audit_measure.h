// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/module.h>

namespace kith::service {

extern const Statement list_audited;

/// One message in so many that seem to need no reply is drawn for the audit.
inline constexpr std::int64_t messages_to_an_audit = 100;
/// How soon a question is to be answered (metrics.md, R1).
inline constexpr Duration answer_within = std::chrono::hours(24);

/// Adds what was missed to the observations of coverage, as the audit estimates it: each message of
/// the window that was judged to need a reply stands for the hundred that it was drawn from, and
/// for as many more as were drawn and not judged yet. 1 where a colleague answered it within 24
/// hours all the same, else 0.
Result<void> observe_missed(QueryContext& context, Window window,
                            std::vector<Observation>& observations);

}  // namespace kith::service
