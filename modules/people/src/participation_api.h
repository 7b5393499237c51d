// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <kith/route.h>

#include "share.h"

/// The route /participation: how many colleagues of each department help customers.
namespace kith::people {

struct GetParticipation {
  std::int32_t days = 28;

  static consteval auto describe() {
    return described("Of which time.", field<&GetParticipation::days>(
                                           "How many days back from now.", range{1, 92}, defaults));
  }
};

/// How a department took part.
struct DepartmentPart {
  Department department = Department::none;
  std::int64_t colleagues = 0;
  std::int64_t active = 0;
  Share share;
  std::int64_t answers = 0;
  std::int64_t questions = 0;
  std::int64_t notes = 0;
  std::int64_t handoffs = 0;

  static consteval auto describe() {
    return described(
        "How a department took part.",
        field<&DepartmentPart::department>("Which; none: colleagues of no department, such as "
                                           "the management."),
        field<&DepartmentPart::colleagues>("Active members of it now, and those who were of it "
                                           "when they did something."),
        field<&DepartmentPart::active>("Those of them who did something."),
        field<&DepartmentPart::share>("Active, of all; 3 colleagues make a share."),
        field<&DepartmentPart::answers>("Messages of theirs to customers."),
        field<&DepartmentPart::questions>("Questions of customers that these answered."),
        field<&DepartmentPart::notes>("Notes to colleagues on conversations."),
        field<&DepartmentPart::handoffs>("Questions of other departments that they answered."));
  }
};

struct Participation {
  std::string metric = "people.participation";
  std::int32_t version = 1;
  Time from;
  Time to;
  std::int64_t counted = 0;
  bool is_cut = false;
  DepartmentPart company;
  std::vector<DepartmentPart> departments;
  std::vector<std::string> links;

  static consteval auto describe() {
    return described(
        "How many colleagues help customers, by the department that each was of at the time.",
        field<&Participation::metric>("The figure's name."),
        field<&Participation::version>("The version of its definition."),
        field<&Participation::from>("From when on."), field<&Participation::to>("Until when."),
        field<&Participation::counted>("How many answers, notes and handoffs it is made of."),
        field<&Participation::is_cut>("Whether there were more than 50 000, and only the newest "
                                      "are counted."),
        field<&Participation::company>("Everybody together, with department none."),
        field<&Participation::departments>("Each department that has somebody."),
        field<&Participation::links>("Where there is more to read."));
  }
};

Result<Participation> get_participation(QueryContext& context, const GetParticipation& input);

}  // namespace kith::people
