// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace kith::text {

/// The address that a link may lead to, without the spaces and control characters that browsers
/// pass over, or "" unless it is a whole http, https, mailto or tel address.
std::string safe_link(std::string_view address);

/// The same for an image, which is fetched by us (https:) or comes with the mail (cid:).
std::string safe_image(std::string_view address);

}  // namespace kith::text
