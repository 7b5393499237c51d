// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <kith/id.h>

#include "base/json_writer.h"
#include "http/message.h"
#include "store/log.h"

namespace kith::http {

/// The envelope in which streams and feeds carry an event: sequence, type, noun, subject, actor,
/// caused_by, occurred_at and data, the event's body.
void write_event(JsonWriter& json, const store::LoggedEvent& event);

/// The event as a piece of a stream of Server-Sent Events: id, event and data.
std::string event_frame(const store::LoggedEvent& event);

/// What a stream says when nothing else happens: a comment, and an event that moves its id to
/// `sequence` past everything its reader does not see.
std::string heartbeat_frame(Sequence sequence);

/// Tells the reader to fetch everything afresh: what happened between its last id and `sequence` is
/// not told any more.
std::string reset_frame(Sequence sequence);

/// The text as many streams share it uncopied.
SharedText shared_text(std::string text);

}  // namespace kith::http
