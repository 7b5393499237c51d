// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/module.h>

/// The observations behind what those who were asked said (metrics.md, R4). Each names the message
/// that shows it: the answer, or our question where a form brought the mark.
namespace kith::service {

extern const Statement list_rated;
extern const Statement list_asked;

/// 1 for each mark of the window that is one of the top two of five, 0 for any other. A survey that
/// was answered twice counts once, by its last mark.
Result<std::vector<Observation>> observe_marks(QueryContext& context, Window window);

/// 1 for each question that arrived in the window and was answered within seven days, else 0;
/// censored where the seven days were not over, answered or not: those who answer do so soon.
Result<std::vector<Observation>> observe_responses(QueryContext& context, Window window);

}  // namespace kith::service
