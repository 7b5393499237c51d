// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <kith/result.h>

namespace kith {

/// The faults of a result as "pointer code" lines, "fine" where there are none.
template <class T>
std::string faults_of(const Result<T>& result) {
  if (result) {
    return "fine";
  }
  std::string out;
  for (const Fault& fault : result.error().faults) {
    out += (out.empty() ? "" : "\n") + fault.pointer + " " + fault.code;
  }
  return out;
}

/// The first fault's sentence for the person.
template <class T>
std::string first_message(const Result<T>& result) {
  return result || result.error().faults.empty() ? "" : result.error().faults[0].message;
}

}  // namespace kith
