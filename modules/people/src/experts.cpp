// SPDX-License-Identifier: Apache-2.0
#include "experts.h"

#include <algorithm>

#include <kith/nouns.h>

namespace kith::people {
namespace {

constexpr std::size_t most_experts = 5;
constexpr std::size_t most_evidence = 3;
/// How many alike questions are looked at for experts, each by its key.
constexpr std::size_t most_looked_at = 200;

/// The entry of a colleague, made where there is room for one; nullptr where there is none.
Expert* entry_of(std::vector<Expert>& experts, MemberId member, const Memberships& memberships) {
  const auto known = std::ranges::find(experts, member, &Expert::member_id);
  if (known != experts.end()) {
    return known->evidence.size() < most_evidence ? &*known : nullptr;
  }
  const Membership* const now = memberships.latest(member);
  const bool has_left = now != nullptr && !now->is_active;
  if (has_left || experts.size() == most_experts) {
    return nullptr;
  }
  return &experts.emplace_back(
      Expert{.member_id = member,
             .department = now == nullptr ? Department::none : now->department,
             .evidence = {}});
}

std::string why_nobody(const AlikeQuestions& alike) {
  if (alike.compared == 0) {
    return "No colleague has answered a question yet whose text is still there.";
  }
  return alike.found.empty() ? "No colleague has answered a question that is enough like it."
                             : "Who answered questions like it has left, or did so for nobody that "
                               "counts.";
}

}  // namespace

Result<Experts> find_experts(QueryContext& context, std::string_view text, MessageId except) {
  const AlikeQuestions alike = KITH_TRY(find_alike(context, text, except));
  const Memberships memberships = KITH_TRY(Memberships::load(context.reader()));
  Experts experts{
      .compared = alike.compared, .most_compared = most_compared, .least_likeness = least_likeness};
  for (const Alike& each :
       std::span(alike.found).first(std::min(alike.found.size(), most_looked_at))) {
    const std::optional<Answered> answered = KITH_TRY(load_answered(context, each.question));
    Expert* const expert =
        answered ? entry_of(experts.colleagues, answered->member, memberships) : nullptr;
    if (expert == nullptr) {
      continue;
    }
    expert->evidence.push_back(evidence_of(*answered));
    expert->evidence.back().likeness = each.likeness;
    experts.links.push_back("/api/v1/conversations/" + std::to_string(answered->thread.value));
  }
  std::ranges::sort(experts.links);
  const auto twice = std::ranges::unique(experts.links);
  experts.links.erase(twice.begin(), twice.end());
  if (experts.colleagues.empty()) {
    experts.reason = why_nobody(alike);
  }
  return experts;
}

Result<std::string> text_to_answer(Reader& reader, MessageId message) {
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(find_text, {{"message", message}}));
  if (!KITH_TRY(rows->next())) {
    return fail(ErrorCode::not_found, "There is no such message.");
  }
  if (rows->enumerator<Direction>(1) != Direction::inbound) {
    return nothing("It is the company's own; only what customers ask is looked for.");
  }
  if (rows->text(0).empty()) {
    return nothing("Its text is gone.");
  }
  return rows->string(0);
}

}  // namespace kith::people
