// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <kith/described.h>
#include <kith/reader.h>

#include "request_store.h"

namespace kith::product {

extern const Statement show_request;
extern const Statement list_askers;
extern const Statement count_told;
extern const Statement count_drafted;

/// What a query selects, up to its WHERE, for view_of() to read.
#define KITH_PRODUCT_REQUEST_VIEW                                                 \
  "SELECT " KITH_PRODUCT_REQUEST_COLUMNS                                          \
  ", product_standing.state, product_standing.evidence, product_standing.asked, " \
  "product_standing.told FROM product_standing "                                  \
  "JOIN product_request ON product_request.id = product_standing.request WHERE "

struct RequestView {
  RequestId id;
  std::string title;
  std::string description;
  RequestState state = RequestState::heard;
  std::optional<MemberId> owner_id;
  std::string reason;
  std::optional<RequestId> merged_into;
  std::int64_t evidence = 0;
  std::int64_t asked = 0;
  std::int64_t told = 0;
  Time created_at;
  std::optional<MemberId> created_by;
  std::optional<Time> decided_at;
  std::optional<Time> shipped_at;
  std::int64_t revision = 0;

  static consteval auto describe() {
    return described(
        "Something that product decided to track.", field<&RequestView::id>("Its number."),
        field<&RequestView::title>("What is asked for, in a line."),
        field<&RequestView::description>("The same in more words."),
        field<&RequestView::state>("How far it has come; merged: another one speaks for it."),
        field<&RequestView::owner_id>("The colleague who has it."),
        field<&RequestView::reason>("Why it was planned or declined."),
        field<&RequestView::merged_into>("The request that it is part of."),
        field<&RequestView::evidence>("How many messages ask for it, those of its parts too."),
        field<&RequestView::asked>("How many persons' addresses asked for it, as counted when it "
                                   "last changed. The request itself tells merged persons."),
        field<&RequestView::told>("How many of those were told that it is there."),
        field<&RequestView::created_at>("Since when it is tracked."),
        field<&RequestView::created_by>("Who made it."),
        field<&RequestView::decided_at>("When it was planned or declined."),
        field<&RequestView::shipped_at>("When it was shipped."),
        field<&RequestView::revision>("Which state of it this is."));
  }
};

/// Who asked, by the persons of now: merged ones are one, staff and bots are left out.
struct Askers {
  std::int64_t persons = 0;
  std::int64_t organisations = 0;
  std::int64_t of_largest_organisation = 0;
  std::int64_t told = 0;
  std::int64_t drafted = 0;

  static consteval auto describe() {
    return described(
        "Who asked for a request.", field<&Askers::persons>("How many persons."),
        field<&Askers::organisations>("Of how many organisations, as far as they are known."),
        field<&Askers::of_largest_organisation>("How many persons are of the one organisation "
                                                "that most are of; 0 where none is known."),
        field<&Askers::told>("How many persons were told that it is there."),
        field<&Askers::drafted>("How many replies about it wait for a colleague to send them."));
  }
};

/// The request of a row of KITH_PRODUCT_REQUEST_VIEW.
RequestView view_of(const Rows& rows);
/// The request of this number; `not_found`.
Result<RequestView> view_request(Reader& reader, RequestId id);
/// Counted now.
Result<Askers> count_askers(Reader& reader, RequestId id);

}  // namespace kith::product
