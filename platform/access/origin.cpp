// SPDX-License-Identifier: Apache-2.0
#include "access/origin.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

#include "base/hash.h"

namespace kith::access {
namespace {

struct Mark {
  std::string_view in_header;
  std::string_view name;
};

// A browser names those that it descends from as well, so the youngest of a family stands first.
constexpr Mark browsers[] = {{"Edg", "Edge"},       {"OPR/", "Opera"},     {"Firefox/", "Firefox"},
                             {"FxiOS/", "Firefox"}, {"Chrome/", "Chrome"}, {"CriOS/", "Chrome"},
                             {"Safari/", "Safari"}, {"curl/", "curl"}};
constexpr Mark systems[] = {{"Android", "Android"}, {"iPhone", "iOS"},     {"iPad", "iOS"},
                            {"Windows", "Windows"}, {"Mac OS X", "macOS"}, {"CrOS", "ChromeOS"},
                            {"Linux", "Linux"},     {"FreeBSD", "FreeBSD"}};

template <std::size_t N>
std::string_view find_mark(const Mark (&marks)[N], std::string_view header,
                           std::string_view otherwise) {
  const auto found = std::ranges::find_if(
      marks, [&](const Mark& each) { return header.contains(each.in_header); });
  return found == std::end(marks) ? otherwise : found->name;
}

std::string network_of(std::string_view peer) {
  constexpr std::size_t longest_address = 64;
  constexpr std::size_t network_bytes = 8;
  constexpr std::string_view mapped("\0\0\0\0\0\0\0\0\0\0\xff\xff", 12);
  if (peer.size() > longest_address) {
    return "unknown";
  }
  const std::string text(peer);
  std::array<char, 16> bytes{};
  if (inet_pton(AF_INET, text.c_str(), bytes.data()) == 1) {
    return hex({bytes.data(), 4});
  }
  if (inet_pton(AF_INET6, text.c_str(), bytes.data()) != 1) {
    return "unknown";
  }
  const std::string_view address(bytes.data(), bytes.size());
  // Every IPv4 address lies in one /64 of the mapped ones.
  return address.starts_with(mapped) ? hex(address.substr(mapped.size()))
                                     : hex(address.substr(0, network_bytes));
}

}  // namespace

Origin Origin::of(std::string_view peer, std::string_view user_agent) {
  constexpr std::size_t longest_header = 1024;
  const std::string_view header = user_agent.substr(0, longest_header);
  const std::string_view browser = find_mark(browsers, header, "Other");
  return {network_of(peer),
          std::string(browser) + " on " + std::string(find_mark(systems, header, "other"))};
}

}  // namespace kith::access
