// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace kith::http {

/// What stands at an RFC 6901 pointer in a JSON text: a string without its quotes, else as JSON;
/// "" where there is nothing. Here, so that few units see the library, which is slow to compile.
std::string json_at(std::string_view json, std::string_view pointer);

/// How many elements or members there are at the pointer.
std::size_t json_size_at(std::string_view json, std::string_view pointer);

}  // namespace kith::http
