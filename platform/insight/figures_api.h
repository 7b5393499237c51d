// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/context.h>

#include "insight/figure_view.h"
#include "insight/measure_list.h"

/// What the routes of figures answer; the context's caller has insight.figure.read.
namespace kith::insight {

Result<Page<FigureView>> list_figures(QueryContext& context, const ListFigures& input,
                                      const MeasureList& measures);

/// `not_found` where there is no such figure; `forbidden` where the caller may read no messages, or
/// not what the measure stands on.
Result<FigureInputs> list_inputs(QueryContext& context, const ListInputs& input,
                                 const MeasureList& measures);

std::span<const Statement* const> figures_api_statements();

}  // namespace kith::insight
