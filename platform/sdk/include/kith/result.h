// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <expected>
#include <utility>

#include <kith/error.h>

namespace kith {

/// A value or the reason why there is none. Functions that can fail return this; an exception is
/// a defect or an exhausted memory.
template <class T>
using Result = std::expected<T, Error>;

/// The failing side of a Result: `return fail(ErrorCode::rule, "A resolved case stays closed.");`
inline std::unexpected<Error> fail(ErrorCode code, std::string message, std::string detail = {}) {
  return std::unexpected(
      Error{.code = code, .message = std::move(message), .detail = std::move(detail)});
}

/// The same, naming the member of the input that is at fault.
inline std::unexpected<Error> fail_at(ErrorCode code, std::string pointer, std::string message) {
  return std::unexpected(
      Error{.code = code, .message = std::move(message), .field = std::move(pointer)});
}

/// What a facet or another question answers that has nothing to say, in words for the person.
inline std::unexpected<Error> nothing(std::string reason) {
  return fail(ErrorCode::not_found, std::move(reason));
}

}  // namespace kith

/// The value of a Result, or an early return of its error. For synchronous code only: never in a
/// coroutine (GCC 12 miscompiles temporaries there).
#define KITH_TRY(...)                                             \
  __extension__({                                                 \
    auto kith_try_result = (__VA_ARGS__);                         \
    if (!kith_try_result) {                                       \
      return std::unexpected(std::move(kith_try_result).error()); \
    }                                                             \
    std::move(kith_try_result).value();                           \
  })

/// The same for a Result<void>, which has no value.
#define KITH_CHECK(...)                                           \
  do {                                                            \
    auto kith_try_result = (__VA_ARGS__);                         \
    if (!kith_try_result) {                                       \
      return std::unexpected(std::move(kith_try_result).error()); \
    }                                                             \
  } while (false)
