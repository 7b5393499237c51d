// SPDX-License-Identifier: Apache-2.0
#include "http/html_page.h"

#include <fmt/format.h>

namespace kith::http {

void append_html_text(std::string& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out.push_back(c);
    }
  }
}

std::string html_text(std::string_view text) {
  std::string out;
  append_html_text(out, text);
  return out;
}

Response docs_page(std::string_view title, std::string_view body) {
  Response response;
  response.headers.emplace_back("Content-Type", "text/html; charset=utf-8");
  const std::string escaped = html_text(title);
  response.body = fmt::format(
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<title>{0} · kith</title>\n<link rel=\"stylesheet\" href=\"{1}\">\n</head>\n"
      "<body>\n<main>\n<h1>{0}</h1>\n{2}</main>\n</body>\n</html>\n",
      escaped, docs_style_path, body);
  return response;
}

std::string_view docs_style() {
  return R"css(:root { color-scheme: light dark; }
body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 48rem; margin: 0 auto; padding: 1.5rem; }
h2 { margin-top: 2.5rem; border-top: 1px solid; padding-top: 1rem; }
code, pre { font-family: ui-monospace, monospace; font-size: 0.9rem; }
pre { overflow-x: auto; border: 1px solid; border-radius: 4px; padding: 0.75rem; }
)css";
}

}  // namespace kith::http
