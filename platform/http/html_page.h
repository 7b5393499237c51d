// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "http/message.h"

namespace kith::http {

/// Appends `text` so that it is text in HTML, also within quotes.
void append_html_text(std::string& out, std::string_view text);
std::string html_text(std::string_view text);

/// A page of the documentation around `body`, which is HTML already; readable without any script.
Response docs_page(std::string_view title, std::string_view body);

/// The style sheet of those pages.
inline constexpr std::string_view docs_style_path = "/api/docs/style.css";
std::string_view docs_style();

}  // namespace kith::http
