// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <simdjson.h>

#include <string_view>

#include "intake/post.h"

namespace kith::intake {

/// Reads a record of the form app.bsky.feed.post, as its author's server gave it, into `post`: what
/// it says, in which language, when, and what it answers. `at` is when the network saw it, none
/// where it does not say. What is optional and broken is passed over, the text is kept. `invalid`,
/// with a reason for people, where the text itself cannot be one.
Result<void> read_feed_post(const simdjson::dom::element& record, Time at, Post& post);

/// A text of a foreign document; "" where there is none, or something else.
std::string_view text_of(const simdjson::simdjson_result<simdjson::dom::element>& value);

}  // namespace kith::intake
