// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <kith/id.h>
#include <kith/result.h>

#include "events/executor.h"
#include "http/message.h"

namespace kith::http {

/// The ETag of a revision: its number in quotes.
std::string entity_tag(std::int64_t revision);

/// The revision that If-Match names; nothing without the header. `invalid` for weak tags, lists,
/// "*" and what is no revision: a change is made to what was read, or not at all.
Result<std::optional<std::int64_t>> read_if_match(const Request& request);

/// The same where there must be one: `precondition_required` without the header.
Result<std::int64_t> required_revision(const Request& request);

/// Whether If-None-Match names this revision, so that the client has it already.
bool client_has(const Request& request, std::int64_t revision);

/// What Idempotency-Key makes of a request, hashed together with who asks and what for; nothing
/// without the header. `invalid` unless it is 1 to 255 printable characters of ASCII.
Result<std::optional<events::RepeatKey>> read_repeat_key(const Request& request,
                                                         const Caller& caller);

}  // namespace kith::http
