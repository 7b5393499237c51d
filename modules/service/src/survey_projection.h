// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/context.h>
#include <kith/events.h>

#include "heard.h"
#include "survey_events.h"

/// How events become surveys: the applies.
namespace kith::service {

extern const Statement add_opt_out;
extern const Statement remove_opt_out;

Result<void> fold_survey_draw(ApplyContext& context, const Event<SurveyDrawn>& event);
Result<void> fold_survey_asking(ApplyContext& context, const Event<SurveyAsked>& event);
Result<void> fold_survey_held(ApplyContext& context, const Event<ReplySubmitted>& event);
Result<void> fold_survey_sent(ApplyContext& context, const Event<ReplySent>& event);
Result<void> fold_mark(ApplyContext& context, const Event<Rated>& event);
Result<void> fold_opt_out(ApplyContext& context, const Event<heard::OptOutRecorded>& event);
Result<void> fold_opt_out_end(ApplyContext& context, const Event<heard::OptOutWithdrawn>& event);

}  // namespace kith::service
