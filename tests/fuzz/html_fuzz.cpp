// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "text/html.h"
#include "text/tests/html_check.h"

namespace {

/// A fuzzer's assertion holds in every build.
void require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace kith::text;
  const std::string_view html(reinterpret_cast<const char*>(data), size);
  const std::string safe = sanitise_html(html).html;
  require(forbidden_in(safe).empty());
  require(sanitise_html(safe).html == safe);
  html_to_text(html);
  return 0;
}
