// SPDX-License-Identifier: Apache-2.0
#include "text/html_address.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>

#include "text/ascii.h"

namespace kith::text {
namespace {

constexpr std::size_t address_bytes = 8192;

bool is_passed_over(char each) {
  return static_cast<std::uint8_t>(each) <= 0x20 || each == 0x7F;
}

// Browsers drop tabs and line breaks anywhere and controls and spaces at both ends; a space inside
// is escaped here, so that what is judged is what is followed.
std::string cleaned(std::string_view address) {
  while (!address.empty() && is_passed_over(address.front())) {
    address.remove_prefix(1);
  }
  while (!address.empty() && is_passed_over(address.back())) {
    address.remove_suffix(1);
  }
  std::string out;
  for (const char each : address) {
    if (each == ' ') {
      out += "%20";
    } else if (!is_passed_over(each)) {
      out += each;
    }
  }
  return out;
}

bool begins_with(std::string_view address, std::string_view scheme) {
  return address.size() > scheme.size() &&
         std::equal(scheme.begin(), scheme.end(), address.begin(),
                    [](char one, char other) { return one == lower(other); });
}

std::string safe(std::string_view address, std::initializer_list<std::string_view> schemes) {
  if (address.size() > address_bytes) {
    return {};
  }
  std::string out = cleaned(address);
  for (const std::string_view scheme : schemes) {
    if (begins_with(out, scheme)) {
      std::ranges::copy(scheme, out.begin());
      return out;
    }
  }
  return {};
}

}  // namespace

std::string safe_link(std::string_view address) {
  return safe(address, {"https://", "http://", "mailto:", "tel:"});
}

std::string safe_image(std::string_view address) {
  return safe(address, {"https://", "cid:"});
}

}  // namespace kith::text
