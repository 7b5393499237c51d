// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/context.h>

#include "case.h"

/// What service's figures remember of a case beside its row: each time it was resolved and whether
/// that held (table service_closing), and when it was late (service_late).
namespace kith::service {

extern const Statement add_closing;
extern const Statement reopen_closing;
extern const Statement return_to_closing;
extern const Statement begin_late;
extern const Statement end_late;

/// The case was resolved by the event that was folded last.
void note_closing(ApplyContext& context, const Case& row);
/// A colleague, or a rule, opened it again.
void note_reopening(ApplyContext& context, const Case& row, Time at);
/// Somebody asks in a case that was resolved before.
void note_return(ApplyContext& context, ConversationId conversation, const Ask& ask);
/// Something that was due was not done, or is done now.
void note_lateness(ApplyContext& context, const Case& row, Time at);

}  // namespace kith::service
