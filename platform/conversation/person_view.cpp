// SPDX-License-Identifier: Apache-2.0
#include "conversation/person_view.h"

#include "conversation/absent.h"
#include "conversation/person_tree.h"
#include "conversation/statement_lists.h"

namespace kith::conversation {
namespace {

constexpr Statement view_person{
    "view_person",
    "SELECT person.name, person.merged_into, person.root, person.organisation, "
    "organisation.name, person.is_excluded, person.erased_at, person.first_seen_at, "
    "person.revision FROM person "
    "LEFT JOIN organisation ON organisation.id = person.organisation WHERE person.id = $id"};
constexpr Statement view_identities{
    "view_identities",
    "SELECT identity.id, identity.channel, channel.kind, identity.native_id, identity.name, "
    "identity.evidence FROM identity LEFT JOIN channel ON channel.id = identity.channel "
    "WHERE identity.person = $person ORDER BY identity.id LIMIT 200"};

Result<PersonView> load_row(Reader& reader, PersonId id) {
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(view_person, {{"id", id}}));
  if (!KITH_TRY(rows->next())) {
    return fail(ErrorCode::not_found, "There is no such person.");
  }
  PersonView view{.id = id,
                  .name = rows->string(0),
                  .merged_into = unless_absent(PersonId{rows->integer(1)}),
                  .root = {rows->integer(2)},
                  .organisation_id = unless_absent(OrganisationId{rows->integer(3)}),
                  .is_excluded = rows->flag(5),
                  .is_erased = rows->flag(6),
                  .first_seen_at = rows->time(7),
                  .revision = rows->integer(8)};
  if (!rows->is_null(4)) {
    view.organisation_name = rows->string(4);
  }
  return view;
}

}  // namespace

std::span<const Statement* const> person_view_statements() {
  static constexpr const Statement* all[] = {&view_person, &view_identities};
  return all;
}

Result<PersonView> load_person_view(Reader& reader, PersonId id) {
  PersonView view = KITH_TRY(load_row(reader, id));
  const MergeTree tree = KITH_TRY(load_person_tree(reader, view.root));
  for (const std::int64_t part : tree.below(id.value)) {
    if (part != id.value) {
      view.parts.push_back({part});
    }
    const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(view_identities, {{"person", part}}));
    while (KITH_TRY(rows->next())) {
      view.identities.push_back({.id = {rows->integer(0)},
                                 .person_id = {part},
                                 .channel_id = {rows->integer(1)},
                                 .channel_kind = rows->string(2),
                                 .native_id = rows->string(3),
                                 .name = rows->string(4),
                                 .evidence = rows->string(5)});
    }
  }
  return view;
}

Result<std::vector<std::int64_t>> load_person_parts(Reader& reader, PersonId id) {
  const PersonView view = KITH_TRY(load_row(reader, id));
  return KITH_TRY(load_person_tree(reader, view.root)).below(view.root.value);
}

}  // namespace kith::conversation
