// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <kith/described.h>
#include <kith/reader.h>

namespace kith::conversation {

/// An address or handle by which a person is known.
struct IdentityView {
  IdentityId id;
  PersonId person_id;
  ChannelId channel_id;
  std::string channel_kind;
  std::string native_id;
  std::string name;
  std::string evidence;

  static consteval auto describe() {
    using View = IdentityView;
    return described("An address or handle by which a person is known.",
                     field<&View::id>("Its id."),
                     field<&View::person_id>("The one of the merged persons it came with."),
                     field<&View::channel_id>("The channel it is of."),
                     field<&View::channel_kind>("That channel's kind."),
                     field<&View::native_id>("The network's own id."),
                     field<&View::name>("The name that people see there."),
                     field<&View::evidence>("Why it is taken to be this person's."));
  }
};

/// A person, as all that were merged into one.
struct PersonView {
  PersonId id;
  std::string name;
  std::optional<PersonId> merged_into;
  PersonId root;
  std::vector<PersonId> parts;
  std::optional<OrganisationId> organisation_id;
  std::optional<std::string> organisation_name;
  std::vector<IdentityView> identities;
  bool is_excluded = false;
  bool is_erased = false;
  Time first_seen_at;
  std::int64_t revision = 0;

  static consteval auto describe() {
    using View = PersonView;
    return described("A person.", field<&View::id>("Their id."), field<&View::name>("Their name."),
                     field<&View::merged_into>("The person they are part of."),
                     field<&View::root>("The person to act on."),
                     field<&View::parts>("Persons that are part of this one, at any depth."),
                     field<&View::organisation_id>("The organisation they belong to."),
                     field<&View::organisation_name>("Its name."),
                     field<&View::identities>("Where they are known, with all their parts."),
                     field<&View::is_excluded>("Whether figures leave them out, as a colleague."),
                     field<&View::is_erased>("Whether their data was erased."),
                     field<&View::first_seen_at>("When they were first seen."),
                     field<&View::revision>("Their ETag."));
  }
};

/// `not_found` for a person who is not there. A person with hundreds of identities shows the first
/// two hundred of each part.
Result<PersonView> load_person_view(Reader& reader, PersonId id);

/// The person and all that are part of the same one; `not_found` for one who is not there.
Result<std::vector<std::int64_t>> load_person_parts(Reader& reader, PersonId id);

}  // namespace kith::conversation
