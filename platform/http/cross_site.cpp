// SPDX-License-Identifier: Apache-2.0
#include "http/cross_site.h"

#include <algorithm>

#include "base/hash.h"

namespace kith::http {
namespace {

std::string lower_without_spaces(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c != ' ' && c != '\t') {
      out.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c);
    }
  }
  return out;
}

}  // namespace

bool is_json(const Request& request) {
  const std::string type = lower_without_spaces(request.header("content-type"));
  return type == "application/json" || type == "application/json;charset=utf-8" ||
         type == "application/json;charset=\"utf-8\"";
}

bool is_from_own_pages(const Request& request, std::span<const std::string> origins) {
  const std::string_view site = request.header("sec-fetch-site");
  const std::string_view origin = request.header("origin");
  return site == "same-origin" || site == "none" ||
         (!origin.empty() && std::ranges::find(origins, origin) != origins.end());
}

bool names_its_site(const Request& request) {
  return !request.header("sec-fetch-site").empty() || !request.header("origin").empty();
}

bool is_safe_cookie_write(const Request& request, std::span<const std::string> origins,
                          std::string_view csrf, std::string_view body_type) {
  const std::string_view type = request.header("content-type");
  const bool bodiless = request.body.empty() && type.empty();
  const bool is_expected = body_type.empty() ? is_json(request) : type == body_type;
  return is_from_own_pages(request, origins) && (bodiless || is_expected) &&
         (csrf.empty() || equal_in_constant_time(request.header("x-csrf-token"), csrf));
}

}  // namespace kith::http
