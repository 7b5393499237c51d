// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/caller.h>

/// What a role may be allowed in service.
namespace kith::service {

inline constexpr Permission case_read{"service.case.read",
                                      "see the cases, their clocks and the summary"};
inline constexpr Permission case_change{
    "service.case.change",
    "resolve, reopen, snooze, prioritise and label the conversation of a case"};
inline constexpr Permission case_assign{"service.case.assign", "give a case to a colleague"};
inline constexpr Permission policy_read{"service.policy.read",
                                        "see the policies and the hours of work"};
inline constexpr Permission policy_manage{"service.policy.manage",
                                          "make and change policies and the hours of work"};

inline constexpr Permission survey_read{"service.survey.read",
                                        "see who was asked how it went, and their marks"};
inline constexpr Permission survey_manage{"service.survey.manage",
                                          "say who is asked how it went, and in which words"};
inline constexpr Permission mark_record{"service.mark.record",
                                        "bring the mark that a person gave in a form"};
inline constexpr Permission audit_read{"service.audit.read",
                                       "see messages drawn to check what needs no reply"};
inline constexpr Permission audit_judge{"service.audit.judge",
                                        "judge whether such a message needed a reply"};

}  // namespace kith::service
