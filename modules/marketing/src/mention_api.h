// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/route.h>

#include "mention_view.h"

/// The routes of one mention: what a message is found to do, and a colleague's word on it.
namespace kith::marketing {

extern const Statement find_correction;
extern const Statement save_correction;

struct OneMention {
  MessageId message_id;

  static consteval auto describe() {
    return described("One message.", field<&OneMention::message_id>("The message."));
  }
};

struct MentionView {
  MessageId message_id;
  MentionKind kind = MentionKind::none;
  Experience experience = Experience::none;
  Independence independence = Independence::earned;
  std::optional<MemberId> corrected_by;
  std::optional<Time> corrected_at;
  std::optional<WorthView> worth;
  std::int64_t revision = 0;

  static consteval auto describe() {
    return described(
        "What a message says of the company.", field<&MentionView::message_id>("The message."),
        field<&MentionView::kind>("What it does: none, recommends, warns_off, praises, complains, "
                                  "or unknown, where nobody can say which way."),
        field<&MentionView::experience>("What its writer knows from living with it: none; bare, a "
                                        "claim; detail; verified, a customer beyond doubt."),
        field<&MentionView::independence>("earned; rewarded, where they have anything of it; "
                                          "staff."),
        field<&MentionView::corrected_by>("The colleague who said so, where it is not its words."),
        field<&MentionView::corrected_at>("When they did."),
        field<&MentionView::worth>("What it weighs; absent where it says nothing of us."),
        field<&MentionView::revision>("How often a colleague said so."));
  }
};

struct CorrectMention {
  MessageId message_id;
  MentionKind kind = MentionKind::none;
  Experience experience = Experience::none;
  Independence independence = Independence::earned;

  static consteval auto describe() {
    return described("A colleague's word on what a message says of the company.",
                     field<&CorrectMention::message_id>("The message."),
                     field<&CorrectMention::kind>("What it does."),
                     field<&CorrectMention::experience>("What its writer knows from living with "
                                                        "it."),
                     field<&CorrectMention::independence>("Whether they have anything of it. A "
                                                          "reward counts whenever it is known."));
  }
};

Result<MentionView> show_mention(QueryContext& context, const OneMention& input);
Result<void> correct_mention(CommandContext& context, const CorrectMention& input);
Result<MentionView> corrected_mention(QueryContext& context, const CorrectMention& input,
                                      const Created& created);

/// What a message that speaks of us weighs beside those of 48 hours before and after it.
Result<WorthView> load_worth(QueryContext& context, MessageId message, Time at);

}  // namespace kith::marketing
