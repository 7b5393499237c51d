// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "text/cues.h"
#include "text/language.h"
#include "text/mask.h"
#include "text/tokens.h"

namespace {

/// A fuzzer's assertion holds in every build.
void require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

/// A folded token stands within its source and is the one token of itself.
void read_tokens(std::string_view text) {
  using namespace kith::text;
  std::size_t end = 0;
  for_each_token(text, [&](const Token& token) {
    require(token.begin >= end && token.end > token.begin && token.end <= text.size());
    end = token.end;
    const std::string folded(token.text);
    require(!folded.empty() && folded.size() <= token_bytes);
    std::size_t count = 0;
    for_each_token(folded, [&](const Token& again) {
      require(again.text == folded);
      ++count;
    });
    require(count == 1);
  });
}

}  // namespace

// Whatever intake reads from the text of a message.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace kith::text;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  read_tokens(text);
  needs_reply(read_cues(text));
  const std::string masked = mask_cards(text);
  require(std::ranges::equal(masked, text, [](char after, char before) {
    return after == before || (after == '*' && before >= '0' && before <= '9');
  }));
  require(language_of(text, text.substr(0, 8)).code().size() >= 2);
  return 0;
}
