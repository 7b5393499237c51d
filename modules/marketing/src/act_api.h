// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <kith/figure_events.h>
#include <kith/route.h>

#include "mention.h"

/// The route of authentic word of mouth: metrics.md section 2, with the messages behind it.
namespace kith::marketing {

struct GetWordOfMouth {
  std::int32_t days = 28;

  static consteval auto describe() {
    return described("Of which time.", field<&GetWordOfMouth::days>("How many days back from now.",
                                                                    range{1, 92}, defaults));
  }
};

struct RateView {
  std::int64_t value = 0;
  std::int64_t lo = 0;
  std::int64_t hi = 0;

  static consteval auto describe() {
    return described("A rate in millionths, with its bounds: bootstrap by person, 90 %.",
                     field<&RateView::value>("The rate."), field<&RateView::lo>("At least."),
                     field<&RateView::hi>("At most."));
  }
};

struct ActView {
  MessageId message_id;
  MentionKind kind = MentionKind::recommends;
  std::int64_t weight = 0;

  static consteval auto describe() {
    return described("One act.", field<&ActView::message_id>("The message that it is."),
                     field<&ActView::kind>("recommends or warns_off."),
                     field<&ActView::weight>("What it adds, in millionths: of a person's second "
                                             "act in 28 days half, of later ones nothing."));
  }
};

struct WordOfMouthView {
  std::string metric = "marketing.word_of_mouth";
  std::int32_t version = 1;
  Time from;
  Time to;
  FigureStatus status = FigureStatus::insufficient;
  std::optional<std::string> missing;
  std::int64_t persons = 0;
  std::int64_t positive = 0;
  std::int64_t negative = 0;
  std::optional<std::int64_t> net;
  std::optional<RateView> rate;
  std::optional<std::int64_t> authenticity;
  std::int64_t active = 0;
  std::int64_t positive_mentions = 0;
  std::int64_t unknown = 0;
  std::int64_t incentivised = 0;
  std::int64_t copied = 0;
  bool is_cut = false;
  std::vector<ActView> inputs;

  static consteval auto describe() {
    using View = WordOfMouthView;
    return described(
        "Authentic word of mouth: what people told others of the company of their own accord.",
        field<&View::metric>("The figure's name."),
        field<&View::version>("The version of its definition."),
        field<&View::from>("From when on."), field<&View::to>("Until when."),
        field<&View::status>("Whether there is enough for net, rate and authenticity."),
        field<&View::missing>("What is missing, where there is too little."),
        field<&View::persons>("How many people it comes from."),
        field<&View::positive>("Recommendations, weighed, in millionths: A+."),
        field<&View::negative>("Warnings, weighed, in millionths: A-."),
        field<&View::net>("(A+ - A-) / (A+ + A- + 5), in millionths."),
        field<&View::rate>("A+ per 1 000 active customers and 28 days."),
        field<&View::authenticity>("A+ by positive mentions, in millionths."),
        field<&View::active>("Active customers: persons who opened a conversation in which "
                             "somebody wrote in 180 days."),
        field<&View::positive_mentions>("Recommendations and praise, before anything is weighed."),
        field<&View::unknown>("Mentions of which nobody can say which way; in no figure."),
        field<&View::incentivised>("Acts of people who have something of them; in no figure."),
        field<&View::copied>("Acts that repeat what was said within 48 hours, or were "
                             "coordinated."),
        field<&View::is_cut>("Whether there were more than 20 000 mentions, and only the newest "
                             "are counted."),
        field<&View::inputs>("The newest acts behind it, at most 200. Whose they are is not said: "
                             "this is no ranking."));
  }
};

Result<WordOfMouthView> get_word_of_mouth(QueryContext& context, const GetWordOfMouth& input);

}  // namespace kith::marketing
