// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "http/message.h"

namespace kith::http {

/// Which protective headers an answer carries. Pages of the app, the widget and public pages have
/// profiles of their own, which their endpoints set.
enum class HeaderProfile : std::uint8_t {
  api,         ///< JSON and streams: nothing in it may be loaded, framed or kept
  docs,        ///< plain pages of ours: a style sheet of ours, and nothing else
  attachment,  ///< files of strangers: whatever opens one here runs nothing and belongs nowhere
};

/// Adds the profile's headers where the response has none of that name, and HSTS where the request
/// came over TLS.
void add_profile(Response& response, HeaderProfile profile, bool secure);

/// Whether the response has a header of that name, in any case.
bool has_header(const Response& response, std::string_view name);

}  // namespace kith::http
