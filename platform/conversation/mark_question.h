// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/id.h>
#include <kith/reader.h>

namespace kith::conversation {

/// Whether the company has asked for a mark in this thread and nothing was said since that needs an
/// answer: a mark that comes now is the answer to that, or says another one instead.
Result<bool> awaits_mark(Reader& reader, ConversationId thread);

}  // namespace kith::conversation
