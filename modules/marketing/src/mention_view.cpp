// SPDX-License-Identifier: Apache-2.0
#include "mention_view.h"

namespace kith::marketing {
namespace {

std::string reason_of(Experience experience) {
  switch (experience) {
    case Experience::none: return "nothing in it was lived through";
    case Experience::bare: return "a claim of their own, without a detail";
    case Experience::detail: return "a detail that only who was there can tell";
    case Experience::verified: return "a customer beyond doubt";
  }
  return {};
}

std::string reason_of(Independence independence) {
  switch (independence) {
    case Independence::earned: return "nothing is known that they have of saying so";
    case Independence::rewarded: return "they have something of saying so";
    case Independence::staff: return "they work for the company";
  }
  return {};
}

std::string address_of(const Spoken& spoken) {
  if (spoken.audience == Audience::brand) {
    return "the company alone hears what is written on this channel";
  }
  return spoken.answers_us ? "it answers a message of the company" : "other people hear it";
}

}  // namespace

WorthView worth_of(const Weighed& mention) {
  const auto& [spoken, weight] = mention;
  WorthView view{.weight = is_act(spoken.verdict.kind) ? weight.product() : 0,
                 .copies = weight.copies};
  view.is_act = view.weight > 0;
  view.factors = {{"addressed", weight.addressed, address_of(spoken)},
                  {"experience", weight.experience, reason_of(spoken.verdict.experience)},
                  {"independence", weight.independent, reason_of(spoken.verdict.independence)},
                  {"original", rounded_quotient(full_weight, weight.copies),
                   weight.copies == 1 ? "nothing like it within 48 hours"
                                      : "one of " + std::to_string(weight.copies) + " near copies"},
                  {"apart", weight.apart,
                   weight.apart == 0 ? "many people posted near copies within minutes"
                                     : "nobody acted together with them"},
                  {"unprompted", weight.unprompted,
                   spoken.is_prompted ? "the company asked for it in the 7 days before"
                                      : "the company did not ask for it"}};
  return view;
}

WorthView worth_of_nobody() {
  return {.factors = {{"independence", 0,
                       "staff, bots, test accounts and unknown writers are left "
                       "out"}}};
}

}  // namespace kith::marketing
