// SPDX-License-Identifier: Apache-2.0
#include "helped_api.h"

#include <map>
#include <set>

#include <kith/wanted_member.h>

namespace kith::people {
namespace {

constexpr std::size_t most_newest = 3;
/// Fewer answers with a verdict make no share: one of them would move it by a fifth or more.
constexpr std::int64_t least_verdicts = 5;

void count(Help& help, const Answered& each) {
  ++help.questions;
  switch (each.verdict) {
    case Verdict::open: ++help.open; break;
    case Verdict::helped: ++help.helped; break;
    case Verdict::did_not: ++help.did_not; break;
  }
  if (help.newest.size() < most_newest) {
    help.newest.push_back(evidence_of(each));
  }
}

Result<HelpedList> helped_by(QueryContext& context, std::optional<MemberId> member,
                             std::int32_t days) {
  HelpedList list{.from = context.now() - std::chrono::hours(24) * days, .to = context.now()};
  const std::vector<Answered> answers =
      KITH_TRY(load_answers(context, {list.from, list.to}, member));
  const Memberships memberships = KITH_TRY(Memberships::load(context.reader()));
  std::map<MemberId, Help> by_member;
  std::map<MemberId, std::set<MessageId>> messages;
  for (const Answered& each : answers) {
    count(by_member[each.member], each);
    messages[each.member].insert(each.answer);
  }
  for (auto& [who, help] : by_member) {
    const Membership* const now = memberships.latest(who);
    help.member_id = who;
    help.department = now == nullptr ? Department::none : now->department;
    help.answers = static_cast<std::int64_t>(messages[who].size());
    help.share = share_of(help.helped, help.helped + help.did_not, least_verdicts,
                          "answer of which somebody can say whether it helped",
                          "answers of which somebody can say whether they helped");
    list.colleagues.push_back(std::move(help));
  }
  list.counted = static_cast<std::int64_t>(answers.size());
  list.is_cut = list.counted == most_answers;
  return list;
}

}  // namespace

Result<HelpedList> list_helped(QueryContext& context, const ListHelped& input) {
  std::optional<MemberId> member;
  if (!input.member.empty()) {
    member = KITH_TRY(wanted_member(context.caller(), input.member, "/member"));
  }
  return helped_by(context, member, input.days);
}

Result<HelpedList> list_mine(QueryContext& context, const ListMine& input) {
  return helped_by(context, context.caller().member, input.days);
}

}  // namespace kith::people
