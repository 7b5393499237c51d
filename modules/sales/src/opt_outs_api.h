// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/page.h>
#include <kith/route.h>

#include "ids.h"

/// The routes under /opt_outs: who does not want to be approached. A record, by the person's own
/// number: a merge or its undoing moves none.
namespace kith::sales {

extern const Statement list_opt_outs_after;
extern const Statement show_opt_out;
extern const Statement insert_opt_out;
extern const Statement remove_opt_out;
extern const Statement forget_reasons_of;

struct RecordOptOut {
  PersonId person_id;
  std::string reason;

  static consteval auto describe() {
    return described(
        "Notes that a person does not want to be approached.",
        field<&RecordOptOut::person_id>("Who."),
        field<&RecordOptOut::reason>("What they said, or where, for colleagues.", length{1, 500},
                                     example{"\"Asked on the phone.\""}));
  }
};

struct OneOptOut {
  OptOutId opt_out_id;

  static consteval auto describe() {
    return described("One opt-out.", field<&OneOptOut::opt_out_id>("Which."));
  }
};

struct ListOptOuts {
  std::int32_t limit = 50;
  std::optional<std::string> cursor;

  static consteval auto describe() {
    return described("Who does not want to be approached, the first noted first.",
                     field<&ListOptOuts::limit>("How many to a page.", range{1, 200}, defaults),
                     field<&ListOptOuts::cursor>("Where the page before ended."));
  }
};

struct OptOutView {
  OptOutId id;
  PersonId person_id;
  std::string person_name;
  std::string reason;
  MemberId recorded_by;
  Time recorded_at;
  std::int64_t revision = 0;

  static consteval auto describe() {
    using View = OptOutView;
    return described(
        "A person who does not want to be approached.", field<&View::id>("Its number."),
        field<&View::person_id>("Who, as a whole, as known now."),
        field<&View::person_name>("Their name."), field<&View::reason>("What they said, or where."),
        field<&View::recorded_by>("The colleague who noted it."),
        field<&View::recorded_at>("When."), field<&View::revision>("Its ETag."));
  }
};

Result<Page<OptOutView>> list_opt_outs(QueryContext& context, const ListOptOuts& input);
Result<OptOutView> get_opt_out(QueryContext& context, const OneOptOut& input);
Result<void> record_opt_out(CommandContext& context, const RecordOptOut& input);
Result<OptOutView> recorded_opt_out(QueryContext& context, const RecordOptOut& input,
                                    const Created& created);
Result<void> withdraw_opt_out(CommandContext& context, const OneOptOut& input);

/// What was said of an erased person goes; that they opted out stays.
Result<void> forget_reasons(EraseContext& context, std::int64_t person);

}  // namespace kith::sales
