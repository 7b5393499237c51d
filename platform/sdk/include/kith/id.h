// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <concepts>
#include <cstdint>
#include <functional>
#include <string_view>

namespace kith {

/// The number of a thing within its workspace; 0 is no thing. `Noun` keeps ids of different nouns
/// apart. An id is a string in JSON, is ordered like the thing's arrival (imported history: like
/// its own time), and is never read as a time.
template <class Noun>
struct Id {
  using noun_type = Noun;

  std::int64_t value = 0;

  explicit operator bool() const { return value != 0; }
  auto operator<=>(const Id&) const = default;
};

/// The shared nouns that ids name. A module adds its own, with the word under which their numbers
/// are given out. It is stored: never change it.
///
///     struct PolicyNoun {
///       static constexpr std::string_view word = "policy";
///     };
///     using PolicyId = kith::Id<PolicyNoun>;
struct WorkspaceNoun;
struct MemberNoun;
struct TeamNoun;
struct ChannelNoun;
struct PersonNoun;
struct IdentityNoun;
struct OrganisationNoun;
struct ConversationNoun;
struct MessageNoun;
struct AttachmentNoun;
struct CatalogueItemNoun;
struct HandoffNoun;
struct PromiseNoun;
struct DraftNoun;
struct JobNoun;
struct OutboxNoun;

using WorkspaceId = Id<WorkspaceNoun>;
using MemberId = Id<MemberNoun>;
using TeamId = Id<TeamNoun>;
using ChannelId = Id<ChannelNoun>;
using PersonId = Id<PersonNoun>;
using IdentityId = Id<IdentityNoun>;
using OrganisationId = Id<OrganisationNoun>;
using ConversationId = Id<ConversationNoun>;
using MessageId = Id<MessageNoun>;
using AttachmentId = Id<AttachmentNoun>;
using CatalogueItemId = Id<CatalogueItemNoun>;
using HandoffId = Id<HandoffNoun>;
using PromiseId = Id<PromiseNoun>;
using DraftId = Id<DraftNoun>;
using JobId = Id<JobNoun>;
using OutboxId = Id<OutboxNoun>;

/// The id of a thing of a module's own, which the module may mint.
template <class AnId>
concept OwnId = requires {
  { AnId::noun_type::word } -> std::convertible_to<std::string_view>;
};

/// The place of an event in its workspace's log: 1, 2, 3 … without gaps; 0 is before the first.
using Sequence = std::int64_t;

}  // namespace kith

template <class Noun>
struct std::hash<kith::Id<Noun>> {
  std::size_t operator()(kith::Id<Noun> id) const noexcept {
    return std::hash<std::int64_t>{}(id.value);
  }
};
