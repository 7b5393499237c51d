// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include "http/message.h"

namespace kith::http {

/// Whether the body is declared as JSON: application/json, with or without a charset of utf-8.
bool is_json(const Request& request);

/// Whether a browser says that kith's own pages made this request: Sec-Fetch-Site, which pages
/// cannot forge, is same-origin or none, or Origin is one of `origins`.
bool is_from_own_pages(const Request& request, std::span<const std::string> origins);

/// Whether a browser says anything about where the request comes from. A program does not, and has
/// no cookies that somebody else could make it send.
bool names_its_site(const Request& request);

/// Whether a write by a session's cookie may go on: it is from our own pages, has no body that a
/// plain form could have sent, and carries the session's `csrf` in X-Csrf-Token, where it has one.
/// The body is JSON, or exactly of `body_type` where that says so.
bool is_safe_cookie_write(const Request& request, std::span<const std::string> origins,
                          std::string_view csrf, std::string_view body_type = {});

}  // namespace kith::http
