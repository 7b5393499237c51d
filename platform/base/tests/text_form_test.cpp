// SPDX-License-Identifier: Apache-2.0
#include "base/text_form.h"

#include <gtest/gtest.h>

#include <regex>
#include <set>

#include <rapidcheck.h>

#include "base/tests/form_cases.h"
#include "base/utf8.h"

namespace kith {
namespace {

/// wchar_t is a code point here, as an expression with the flag u counts.
std::wstring code_points(std::string_view text) {
  std::wstring out;
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    out += static_cast<wchar_t>(point.value);
    text.remove_prefix(point.size);
  }
  return out;
}

bool expression_takes(const TextFormRule& rule, std::string_view text) {
  if (rule.expression.empty()) {
    return true;
  }
  const std::wregex expression(code_points(rule.expression));
  return std::regex_match(code_points(text), expression);
}

TEST(TextForm, checks_as_the_tables_say) {
  for (const FormCase& each : form_cases()) {
    EXPECT_EQ(text_form_rule(each.form).matches(each.text), each.fits)
        << text_form_rule(each.form).words << ": " << each.text;
  }
}

TEST(TextForm, has_expressions_that_say_the_same) {
  for (const FormCase& each : form_cases()) {
    EXPECT_EQ(expression_takes(text_form_rule(each.form), each.text), each.fits)
        << text_form_rule(each.form).words << ": " << each.text;
  }
}

TEST(TextForm, has_a_case_that_fits_and_one_that_does_not_for_each_form) {
  std::set<TextForm> fit;
  std::set<TextForm> unfit;
  for (const FormCase& each : form_cases()) {
    (each.fits ? fit : unfit).insert(each.form);
  }
  EXPECT_EQ(fit.size(), 12U);
  EXPECT_EQ(unfit.size(), 11U) << "every form but none refuses something";
}

/// Texts near the border: a case that is known, with some characters changed.
TEST(TextForm, agrees_with_its_expression_on_mutations_of_the_cases) {
  const std::vector<FormCase> cases = form_cases();
  EXPECT_TRUE(rc::check([&cases] {
    const FormCase each = *rc::gen::elementOf(cases);
    RC_PRE(each.text.size() < 80);
    std::string text = each.text;
    const int edits = *rc::gen::inRange(1, 4);
    for (int i = 0; i < edits; ++i) {
      const std::size_t at = *rc::gen::inRange<std::size_t>(0, text.size() + 1);
      const char c = *rc::gen::elementOf(std::string(" -._:/?#[]@%aAzZ09é~+,\n\x1f"));
      RC_PRE(static_cast<unsigned char>(c) < 0x80);
      if (*rc::gen::arbitrary<bool>() || at == text.size()) {
        text.insert(at, 1, c);
      } else {
        text.erase(at, 1);
      }
    }
    RC_PRE(is_valid_utf8(text));
    const TextFormRule& rule = text_form_rule(each.form);
    RC_ASSERT(rule.matches(text) == expression_takes(rule, text));
  }));
}

}  // namespace
}  // namespace kith
