// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/page.h>
#include <kith/route.h>

#include "act_view.h"
#include "guard.h"
#include "promises_api.h"

/// The routes under /relationships: inputs, outputs and one function each.
namespace kith::sales {

extern const Statement list_strongest;
extern const Statement list_cooling;

/// How a list of relationships is ordered.
enum class RelationshipOrder : std::uint8_t {
  strongest,  ///< the strongest first
  cooling     ///< not heard of the longest first
};

struct ListRelationships {
  RelationshipOrder order = RelationshipOrder::strongest;
  std::int32_t limit = 50;
  std::optional<std::string> cursor;

  static consteval auto describe() {
    using Input = ListRelationships;
    return described(
        "Persons with whom something passed that counts.",
        field<&Input::order>("strongest: by strength at the end of the quarter of the last act, "
                             "halved for each quarter since; cooling: by the day of the last "
                             "contact, the longest ago first.",
                             defaults),
        field<&Input::limit>("How many to a page.", range{1, 200}, defaults),
        field<&Input::cursor>("Where the page before ended."));
  }
};

/// One relationship in a list.
struct RelationshipItem {
  PersonId person_id;
  std::string name;
  std::int32_t strength = 0;
  Band band = Band::stranger;
  bool needs_repair = false;
  std::optional<Time> last_contact_at;

  static consteval auto describe() {
    using View = RelationshipItem;
    return described("How close a person is to us.",
                     field<&View::person_id>("The person, as a whole."),
                     field<&View::name>("Their name."),
                     field<&View::strength>("0 to 100, as of now.", range{0, 100}),
                     field<&View::band>("What that is called."),
                     field<&View::needs_repair>("What we did for them is less than nothing."),
                     field<&View::last_contact_at>("The newest message, either way."));
  }
};

struct OneRelationship {
  PersonId person_id;

  static consteval auto describe() {
    return described("One person.", field<&OneRelationship::person_id>("Who."));
  }
};

/// The newest message that passed between a person and us.
struct ContactView {
  Time at;
  Direction direction = Direction::inbound;
  ChannelId channel_id;
  MessageId message_id;
  std::optional<MemberId> member_id;

  static consteval auto describe() {
    return described(
        "A message that passed between a person and us.", field<&ContactView::at>("When."),
        field<&ContactView::direction>("Who spoke to whom."),
        field<&ContactView::channel_id>("Where."), field<&ContactView::message_id>("The message."),
        field<&ContactView::member_id>("The colleague who wrote, where one did."));
  }
};

/// A colleague who knows the person.
struct CompanionView {
  MemberId member_id;
  std::optional<Time> left_at;
  std::int64_t two_way = 0;
  std::int32_t ours_hundredths = 0;
  std::int32_t theirs_hundredths = 0;

  static consteval auto describe() {
    using View = CompanionView;
    return described(
        "A colleague who knows the person.", field<&View::member_id>("Who."),
        field<&View::left_at>("Since when they work here no more: somebody is to take over."),
        field<&View::two_way>("Exchanges and meetings, ever."),
        field<&View::ours_hundredths>("What is left of what they did for the person."),
        field<&View::theirs_hundredths>("The same the other way."));
  }
};

/// Everything that a person's card says of the relationship, with the evidence.
struct RelationshipView {
  PersonId person_id;
  std::string name;
  std::int32_t strength = 0;
  Band band = Band::stranger;
  bool needs_repair = false;
  std::int32_t ours_hundredths = 0;
  std::int32_t theirs_hundredths = 0;
  std::int32_t trust_percent = 100;
  std::int32_t breadth_percent = 0;
  std::int64_t promises_kept = 0;
  std::int64_t promises_broken = 0;
  std::vector<CompanionView> colleagues;
  std::optional<ContactView> last_contact;
  std::vector<ActView> largest;
  std::vector<ActView> newest;
  std::vector<DuePromise> promises_due;
  bool may_approach = true;
  std::vector<GuardReason> objections;

  static consteval auto describe() {
    using View = RelationshipView;
    return described(
        "How close a person is to us, why, and whether they may be approached.",
        field<&View::person_id>("The person, as a whole."), field<&View::name>("Their name."),
        field<&View::strength>("0 to 100, as of now.", range{0, 100}),
        field<&View::band>("What that is called."),
        field<&View::needs_repair>("What we did for them is less than nothing."),
        field<&View::ours_hundredths>("H: what we did for them, decayed, in 1/100."),
        field<&View::theirs_hundredths>("G: what they did for us."),
        field<&View::trust_percent>("By promises kept and broken; 100 where there were none."),
        field<&View::breadth_percent>("By how many colleagues were in two-way contact."),
        field<&View::promises_kept>("How many."), field<&View::promises_broken>("How many."),
        field<&View::colleagues>("Who knows them, closest first, at most ten."),
        field<&View::last_contact>("The newest message, either way."),
        field<&View::largest>("The three acts that weigh most now."),
        field<&View::newest>("The three newest acts."),
        field<&View::promises_due>("Open promises to them, the soonest due first."),
        field<&View::may_approach>("Whether now is a moment to approach them."),
        field<&View::objections>("Why not; none where they may be approached."));
  }
};

/// Whether a person may be approached now.
struct GuardView {
  PersonId person_id;
  bool may_approach = true;
  std::vector<GuardReason> objections;

  static consteval auto describe() {
    return described("Whether now is a moment to approach a person.",
                     field<&GuardView::person_id>("The person, as a whole."),
                     field<&GuardView::may_approach>("Whether it is."),
                     field<&GuardView::objections>("Why not; none where it is."));
  }
};

Result<Page<RelationshipItem>> list_relationships(QueryContext& context,
                                                  const ListRelationships& input);
Result<RelationshipView> get_relationship(QueryContext& context, const OneRelationship& input);
Result<GuardView> get_guard(QueryContext& context, const OneRelationship& input);

}  // namespace kith::sales
