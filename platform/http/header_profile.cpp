// SPDX-License-Identifier: Apache-2.0
#include "http/header_profile.h"

#include <algorithm>
#include <array>

namespace kith::http {
namespace {

struct FixedHeader {
  std::string_view name;
  std::string_view value;
};

constexpr std::array every_answer{
    FixedHeader{"Cache-Control", "no-store"},
    FixedHeader{"X-Content-Type-Options", "nosniff"},
    FixedHeader{"Referrer-Policy", "no-referrer"},
    FixedHeader{"Cross-Origin-Resource-Policy", "same-origin"},
    FixedHeader{"Cross-Origin-Opener-Policy", "same-origin"},
};

constexpr FixedHeader api_policy{"Content-Security-Policy",
                                 "default-src 'none'; frame-ancestors 'none'"};
constexpr FixedHeader docs_policy{
    "Content-Security-Policy",
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'"};
constexpr FixedHeader attachment_policy{"Content-Security-Policy",
                                        "default-src 'none'; sandbox; frame-ancestors 'none'"};
constexpr FixedHeader transport{"Strict-Transport-Security", "max-age=31536000"};

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}

const FixedHeader& policy_of(HeaderProfile profile) {
  switch (profile) {
    case HeaderProfile::docs: return docs_policy;
    case HeaderProfile::attachment: return attachment_policy;
    case HeaderProfile::api: break;
  }
  return api_policy;
}

void add(Response& response, const FixedHeader& header) {
  if (!has_header(response, header.name)) {
    response.headers.emplace_back(header.name, header.value);
  }
}

}  // namespace

bool has_header(const Response& response, std::string_view name) {
  return std::ranges::any_of(response.headers, [&](const Header& header) {
    return std::ranges::equal(header.first, name,
                              [](char a, char b) { return lower(a) == lower(b); });
  });
}

void add_profile(Response& response, HeaderProfile profile, bool secure) {
  response.headers.reserve(response.headers.size() + 8);
  for (const FixedHeader& header : every_answer) {
    add(response, header);
  }
  add(response, policy_of(profile));
  if (secure) {
    add(response, transport);
  }
}

}  // namespace kith::http
