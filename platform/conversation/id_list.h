// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>

/// Many ids as one parameter of a statement: a JSON list, bound as text to `$name`. The two engines
/// unfold it in their own way, so that such a statement has both texts.
#define KITH_IN(name) "IN (SELECT value FROM json_each($" name "))"
#define KITH_IN_POSTGRES(name)                                       \
  "IN (SELECT CAST(value AS BIGINT) FROM jsonb_array_elements_text(" \
  "CAST(CAST($" name " AS TEXT) AS JSONB)))"

namespace kith::conversation {

/// The value of such a parameter.
std::string id_list(std::span<const std::int64_t> ids);

}  // namespace kith::conversation
