// SPDX-License-Identifier: Apache-2.0
#include "act_api.h"

#include <algorithm>

#include "act_figures.h"
#include "active_persons.h"
#include "mention_spoken.h"

namespace kith::marketing {
namespace {

constexpr std::size_t most_inputs = 200;

std::vector<ActView> newest_of(const std::vector<CountedAct>& acts) {
  std::vector<ActView> views;
  for (auto act = acts.rbegin(); act != acts.rend() && views.size() < most_inputs; ++act) {
    views.push_back({act->message, act->kind, act->weight});
  }
  return views;
}

std::string missing_persons(std::int64_t persons) {
  const std::int64_t lacking = least_persons - persons;
  return lacking == 1 ? "1 more person who tells others"
                      : std::to_string(lacking) + " more people who tell others";
}

}  // namespace

Result<WordOfMouthView> get_word_of_mouth(QueryContext& context, const GetWordOfMouth& input) {
  const Window window{context.now() - std::chrono::hours(24) * input.days, context.now()};
  const std::vector<Weighed> weighed = KITH_TRY(load_weighed(context, window));
  const WordOfMouth said = word_of_mouth(weighed, window);
  WordOfMouthView view{.from = window.from,
                       .to = window.to,
                       .persons = said.persons,
                       .positive = said.positive,
                       .negative = said.negative,
                       .active = KITH_TRY(count_active_persons(context.reader(), window.to)),
                       .positive_mentions = said.raw_positive,
                       .unknown = said.unknown,
                       .incentivised = said.incentivised,
                       .copied = said.copied,
                       .is_cut = weighed.size() == static_cast<std::size_t>(most_spoken),
                       .inputs = newest_of(said.acts)};
  // Whoever tells others is a customer who did something, though nobody wrote to them.
  view.active = std::max(view.active, view.persons);
  if (said.persons < least_persons) {
    view.missing = missing_persons(said.persons);
    return view;
  }
  view.status = FigureStatus::ok;
  view.net = said.net();
  const Rate rate = rate_of(said, window, view.active);
  view.rate = RateView{rate.value, rate.lo, rate.hi};
  view.authenticity = said.authenticity();
  return view;
}

}  // namespace kith::marketing
