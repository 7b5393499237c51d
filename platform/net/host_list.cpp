// SPDX-License-Identifier: Apache-2.0
#include "net/host_list.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "net/http_bytes.h"

namespace kith::net {
namespace {

constexpr std::size_t longest_name = 253;

bool is_name_byte(char byte) {
  const char small = to_lower(byte);
  return (small >= 'a' && small <= 'z') || (byte >= '0' && byte <= '9') || byte == '-' ||
         byte == '.' || byte == '_';
}

bool is_port(std::string_view text) {
  std::uint16_t port = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), port);
  return parsed.ec == std::errc() && parsed.ptr == text.data() + text.size();
}

std::optional<std::string_view> bracketed_name(std::string_view host) {
  const std::size_t close = host.find(']');
  if (close == std::string_view::npos) {
    return std::nullopt;
  }
  const std::string_view name = host.substr(1, close - 1);
  const std::string_view rest = host.substr(close + 1);
  const bool is_whole = rest.empty() || (rest.front() == ':' && is_port(rest.substr(1)));
  const bool is_v6 = name.find(':') != std::string_view::npos && IpAddress::parse(name);
  return is_whole && is_v6 ? std::optional(name) : std::nullopt;
}

}  // namespace

std::optional<std::string_view> host_name(std::string_view host) {
  if (host.starts_with('[')) {
    return bracketed_name(host);
  }
  const std::size_t colon = host.find(':');
  if (colon != std::string_view::npos && !is_port(host.substr(colon + 1))) {
    return std::nullopt;
  }
  const std::string_view name = host.substr(0, colon);
  const bool is_name =
      !name.empty() && name.size() <= longest_name && std::ranges::all_of(name, is_name_byte);
  return is_name ? std::optional(name) : std::nullopt;
}

HostList::HostList(std::vector<std::string> names, std::optional<IpAddress> listening)
    : names_(std::move(names)), listening_(listening) {
  for (std::string& name : names_) {
    name = std::string(host_name(name).value_or(name));
  }
  names_.emplace_back("localhost");
  if (listening_ && !listening_->is_unspecified()) {
    names_.push_back(listening_->text());
  }
}

HostVerdict HostList::judge(std::string_view host, const std::optional<IpAddress>& reached) const {
  const std::optional<std::string_view> name = host_name(host);
  if (!name) {
    return HostVerdict::malformed;
  }
  const bool is_listed =
      std::ranges::any_of(names_, [&](const std::string& own) { return same_word(own, *name); });
  const bool may_be_reached = listening_ && listening_->is_unspecified() && reached;
  if (is_listed || (may_be_reached && IpAddress::parse(*name) == reached)) {
    return HostVerdict::ours;
  }
  return HostVerdict::other;
}

}  // namespace kith::net
