// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/page.h>
#include <kith/route.h>

#include "case_view.h"

/// The routes under /cases: inputs, outputs and one function each.
namespace kith::service {

extern const Statement list_by_age;
extern const Statement list_by_due;
extern const Statement list_assigned_by_age;
extern const Statement list_assigned_by_due;

/// How a list of cases is ordered.
enum class CaseOrder : std::uint8_t {
  oldest,  ///< longest in its state first
  due,     ///< the next due first; only what has something due
};

struct ListCases {
  CaseState state = CaseState::waiting;
  std::string assignee;
  bool overdue = false;
  CaseOrder order = CaseOrder::oldest;
  std::int32_t limit = 50;
  std::optional<std::string> cursor;

  static consteval auto describe() {
    return described(
        "Cases of one state.",
        field<&ListCases::state>("Which: waiting, answered, resolved or merged.", defaults),
        field<&ListCases::assignee>("me, none or a member's id; all where it is left out.",
                                    length{0, 20}, example{"\"me\""}, defaults),
        field<&ListCases::overdue>("Only what is past its due time, the longest past first.",
                                   defaults),
        field<&ListCases::order>("oldest: longest in its state first; due: due soonest first.",
                                 defaults),
        field<&ListCases::limit>("How many to a page.", range{1, 200}, defaults),
        field<&ListCases::cursor>("Where the page before ended."));
  }
};

struct OneCase {
  ConversationId conversation_id;

  static consteval auto describe() {
    return described("One case.", field<&OneCase::conversation_id>("Its conversation."));
  }
};

Result<Page<CaseView>> list_cases(QueryContext& context, const ListCases& input);
Result<CaseView> get_case(QueryContext& context, const OneCase& input);

}  // namespace kith::service
