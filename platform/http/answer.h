// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "events/executor.h"
#include "http/message.h"
#include "http/route_table.h"

namespace kith::http {

/// What a described operation answers, as a response: its status, the revision as ETag, 304 where
/// the client has it already, and the link to the next page of a list. `request` needs no body any
/// more.
Response answer_response(const Operation& operation, const Request& request, events::Answer answer);

/// Whether what it answers is a page of a list that a cursor leads through.
bool is_paged(const Operation& operation);

/// Whether what it answers has a revision, and so an ETag.
bool has_revision(const Operation& operation);

/// The cursor at the end of a page's JSON, "" on the last page. `body` was written from a type
/// whose last member is `next`.
std::string_view next_cursor(std::string_view body);

/// The same address with the query's parameter `name` set to `value`, for a Link to the next page.
std::string address_with(const Request& request, std::string_view name, std::string_view value);

/// A Link header that leads from one page to the next.
Header link_to_next(std::string_view address);

}  // namespace kith::http
