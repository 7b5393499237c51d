// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <new>

#include <kith/error.h>

namespace kith {

/// The answer of who ran out of memory: so short that giving it takes none.
inline Error out_of_memory() {
  return {.code = ErrorCode::unavailable, .message = "Out of memory."};
}

/// Does one step of a thread that goes on for as long as the process. A step that runs out of
/// memory is given up, and what it left undone is found by the next one.
template <class Step>
void survive(Step&& step) {
  try {
    step();
  } catch (const std::bad_alloc&) {
    return;
  }
}

}  // namespace kith
