// SPDX-License-Identifier: Apache-2.0
#include "participation_api.h"

#include <map>
#include <set>

#include "answered.h"

namespace kith::people {
namespace {

/// A share of fewer would point at one of them.
constexpr std::int64_t least_colleagues = 3;

/// Who is of a department, who of them did something, and what.
struct Counted {
  std::set<MemberId> colleagues;
  std::set<MemberId> active;
  DepartmentPart part;

  void count(const Act& act) {
    colleagues.insert(act.member);
    active.insert(act.member);
    switch (act.kind) {
      case ActKind::reply:
        ++part.answers;
        part.questions += act.questions;
        break;
      case ActKind::note: ++part.notes; break;
      case ActKind::handoff: ++part.handoffs; break;
    }
  }

  DepartmentPart finish(Department department) {
    part.department = department;
    part.colleagues = static_cast<std::int64_t>(colleagues.size());
    part.active = static_cast<std::int64_t>(active.size());
    part.share =
        share_of(part.active, part.colleagues, least_colleagues, "colleague", "colleagues");
    return std::move(part);
  }
};

}  // namespace

Result<Participation> get_participation(QueryContext& context, const GetParticipation& input) {
  Participation result{.from = context.now() - std::chrono::hours(24) * input.days,
                       .to = context.now()};
  const std::vector<Act> acts = KITH_TRY(load_acts(context, {result.from, result.to}));
  const Memberships memberships = KITH_TRY(Memberships::load(context.reader()));
  std::map<Department, Counted> departments;
  Counted company;
  for (const Membership& each : memberships.all()) {
    if (each.is_active) {
      departments[each.department].colleagues.insert(each.member);
      company.colleagues.insert(each.member);
    }
  }
  for (const Act& act : acts) {
    departments[memberships.department_at(act.member, act.happened_at)].count(act);
    company.count(act);
  }
  result.counted = static_cast<std::int64_t>(acts.size());
  result.is_cut = result.counted == most_acts;
  result.company = company.finish(Department::none);
  for (auto& [department, counted] : departments) {
    result.departments.push_back(counted.finish(department));
  }
  result.links = {"/api/v1/people/helped?days=" + std::to_string(input.days)};
  return result;
}

}  // namespace kith::people
