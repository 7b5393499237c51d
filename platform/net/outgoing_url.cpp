// SPDX-License-Identifier: Apache-2.0
#include "net/outgoing_url.h"

#include <algorithm>
#include <utility>

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include "net/host_list.h"
#include "net/http_bytes.h"

namespace kith::net {
namespace {

namespace urls = boost::urls;

constexpr std::size_t longest_url = 4096;

std::unexpected<Error> refused(std::string message) {
  return fail(ErrorCode::invalid, std::move(message));
}

// Whether the system's resolver would read the name as an address in one of its old forms: its
// last label starts with a digit and is a number.
bool looks_like_address(std::string_view name) {
  const std::string_view last = name.substr(name.rfind('.') + 1);
  const bool is_hex = last.starts_with("0x");
  return is_hex || (!last.empty() && std::ranges::all_of(last, [](char byte) {
           return byte >= '0' && byte <= '9';
         }));
}

// Boost.URL 1.81 takes "http://127.0.0.1.example.com/" for the host 127.0.0.1 and the path
// ".example.com/".
bool is_host_cut_off(const urls::url_view& url) {
  const std::string_view path = {url.encoded_path().data(), url.encoded_path().size()};
  return !path.empty() && !path.starts_with('/');
}

Result<void> take_host(const urls::url_view& url, OutgoingUrl& taken) {
  if (is_host_cut_off(url)) {
    return refused("The host of the URL must not start with an address.");
  }
  const std::string_view encoded = {url.encoded_host().data(), url.encoded_host().size()};
  const std::optional<std::string_view> name = host_name(encoded);
  if (!name) {
    return refused("The host of the URL is malformed.");
  }
  std::string_view whole = *name;
  whole.remove_suffix(whole.ends_with('.') ? 1 : 0);
  taken.host.resize(whole.size());
  std::ranges::transform(whole, taken.host.begin(), to_lower);
  taken.address = IpAddress::parse(taken.host);
  if (taken.host.empty() || (!taken.address && looks_like_address(taken.host))) {
    return refused("The host of the URL must be a name, or an address written in full.");
  }
  return {};
}

}  // namespace

Result<OutgoingUrl> parse_outgoing_url(std::string_view text) {
  const auto parsed = urls::parse_uri(text);
  if (!parsed || text.size() > longest_url) {
    return refused("This is no URL.");
  }
  const urls::url_view& url = *parsed;
  OutgoingUrl taken;
  if (url.scheme_id() != urls::scheme::http && url.scheme_id() != urls::scheme::https) {
    return refused("The URL must start with https:// or http://.");
  }
  taken.scheme = url.scheme_id() == urls::scheme::https ? Scheme::https : Scheme::http;
  if (!url.has_authority() || url.has_userinfo()) {
    return refused("The URL must name a host, without user name or password.");
  }
  KITH_CHECK(take_host(url, taken));
  taken.port = taken.scheme == Scheme::https ? 443 : 80;
  if (url.has_port()) {
    taken.port = url.port_number();
  }
  if (taken.port == 0) {
    return refused("The port of the URL is out of range.");
  }
  const bool is_v6 = taken.address && !taken.address->is_v4();
  taken.authority = is_v6 ? "[" + taken.host + "]" : taken.host;
  if (url.has_port()) {
    taken.authority += ":" + std::to_string(taken.port);
  }
  const auto target = url.encoded_target();
  taken.target.assign(target.data(), target.size());
  if (!taken.target.starts_with('/')) {
    taken.target.insert(0, "/");
  }
  return taken;
}

}  // namespace kith::net
