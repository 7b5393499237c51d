// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <kith/described.h>

#include "act.h"

/// What a mention weighs, told in words.
namespace kith::marketing {

struct FactorView {
  std::string factor;
  std::int64_t value = 0;
  std::string reason;

  static consteval auto describe() {
    return described(
        "One factor of what a mention weighs.", field<&FactorView::factor>("Which.", forms::word),
        field<&FactorView::value>("How much, in millionths."), field<&FactorView::reason>("Why."));
  }
};

/// What a mention is worth as an act, and why.
struct WorthView {
  bool is_act = false;
  std::int64_t weight = 0;
  std::int64_t copies = 1;
  std::vector<FactorView> factors;

  static consteval auto describe() {
    return described(
        "What a mention is worth as word of mouth.",
        field<&WorthView::is_act>("Whether it tells others to trust, try or buy, or not to, and "
                                  "weighs something."),
        field<&WorthView::weight>("What it weighs, in millionths: the product of its factors."),
        field<&WorthView::copies>("How many near copies there are within 48 hours, itself among "
                                  "them."),
        field<&WorthView::factors>("What the weight is made of."));
  }
};

WorthView worth_of(const Weighed& mention);
/// That of a mention which is not weighed: its writer is left out, or nobody is known for it.
WorthView worth_of_nobody();

}  // namespace kith::marketing
