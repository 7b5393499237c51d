// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/events.h>
#include <kith/figure_events.h>
#include <kith/module.h>

namespace kith {

/// The events of the shared nouns. Their bodies lie in memory alike in all that was built with the
/// same SDK: host and loaded modules hand them to each other as they are.
inline constexpr EventType shared_events[] = {
    event_type<MessageAdded>(),       event_type<MessageEdited>(),
    event_type<MessageDeleted>(),     event_type<ReplySubmitted>(),
    event_type<ReplyUndone>(),        event_type<ReplySent>(),
    event_type<ReplyFailed>(),        event_type<ReplyDrafted>(),
    event_type<DraftEdited>(),        event_type<DraftDiscarded>(),
    event_type<StatusChanged>(),      event_type<WaitChanged>(),
    event_type<AssigneeChanged>(),    event_type<PriorityChanged>(),
    event_type<LabelsChanged>(),      event_type<DepartmentChanged>(),
    event_type<ConversationMerged>(), event_type<ConversationUnmerged>(),
    event_type<PersonMerged>(),       event_type<PersonUnmerged>(),
    event_type<PersonErased>(),       event_type<MemberChanged>(),
    event_type<HandoffChanged>(),     event_type<PromiseChanged>(),
    event_type<FigureComputed>(),     event_type<FiguresCompleted>(),
    event_type<TimerFired>()};

}  // namespace kith
