// SPDX-License-Identifier: Apache-2.0
#include "conversation/text_rules.h"

#include <fmt/format.h>

#include "base/text_form.h"
#include "base/utf8.h"

namespace kith::conversation {

Result<void> check_text(std::string_view text, std::size_t most, std::string_view pointer) {
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    return fail_at(ErrorCode::rule, std::string(pointer), "Write something first.");
  }
  if (!is_valid_utf8(text) || text.find('\0') != std::string_view::npos) {
    return fail_at(ErrorCode::rule, std::string(pointer), "Must be text in UTF-8.");
  }
  if (const std::size_t length = count_code_points(text); length > most) {
    return fail_at(ErrorCode::rule, std::string(pointer),
                   fmt::format("Has {} characters; {} is the most.", length, most));
  }
  return {};
}

Result<void> check_label(std::string_view label, std::string_view pointer) {
  if (label.size() > longest_label || !text_form_rule(TextForm::word).matches(label)) {
    return fail_at(ErrorCode::rule, std::string(pointer),
                   fmt::format("A label is a word of a-z, 0-9, '.', '_' and '-', at most {} long.",
                               longest_label));
  }
  return {};
}

}  // namespace kith::conversation
