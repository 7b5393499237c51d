// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <system_error>

namespace kith::net {

/// Why nobody could listen at this IPv4 address now, as "address already in use"; no error where
/// somebody could, and for names and IPv6, of which a server says itself what is wrong. Any thread.
std::error_code why_not_listening(const std::string& address, std::uint16_t port);

}  // namespace kith::net
