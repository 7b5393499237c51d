// SPDX-License-Identifier: Apache-2.0
#include "ledger.h"

#include "relationship_store.h"

namespace kith::sales {
namespace {

Result<Relationship*> relationship_with(ApplyContext& context, PersonId person) {
  Relationship* const row = KITH_TRY(context.edit<RelationshipTable>(person));
  row->person = person;
  return row;
}

/// Counts an act for its colleague. Answers by how much the number of colleagues in two-way contact
/// changes.
Result<std::int64_t> count_for_colleague(ApplyContext& context, const Act& act, Counting counting) {
  if (!act.member) {
    return 0;
  }
  Tie& tie = *KITH_TRY(context.edit<TieTable>({act.person, act.member}));
  tie.person = act.person;
  tie.member = act.member;
  tie.tally.count(worth_of(act.kind), act.at, counting);
  const bool was_two_way = tie.two_way > 0;
  tie.two_way += is_two_way(act.kind) ? static_cast<std::int64_t>(counting) : 0;
  return (tie.two_way > 0 ? 1 : 0) - (was_two_way ? 1 : 0);
}

Result<void> count_act(ApplyContext& context, const Act& act, Counting counting) {
  const std::int64_t colleagues = KITH_TRY(count_for_colleague(context, act, counting));
  Relationship& row = *KITH_TRY(relationship_with(context, act.person));
  row.count(act, counting);
  row.colleagues += colleagues;
  return {};
}

}  // namespace

Result<void> enter_act(ApplyContext& context, const Act& act) {
  KITH_CHECK(count_act(context, act, Counting::in));
  context.run(add_act, {{"person", act.person},
                        {"kind", static_cast<int>(act.kind)},
                        {"happened_at", act.at},
                        {"source", act.source},
                        {"member", act.member},
                        {"message", act.message}});
  return {};
}

Result<void> withdraw_act(ApplyContext& context, const Act& act) {
  KITH_CHECK(count_act(context, act, Counting::out));
  context.run(remove_act, {{"person", act.person},
                           {"kind", static_cast<int>(act.kind)},
                           {"happened_at", act.at},
                           {"source", act.source}});
  return {};
}

Result<void> note_contact(ApplyContext& context, PersonId person, const Contact& contact) {
  if (!person) {
    return {};
  }
  KITH_TRY(relationship_with(context, person))->hear(contact);
  return {};
}

}  // namespace kith::sales
