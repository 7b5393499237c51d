// SPDX-License-Identifier: Apache-2.0
#include "gate_words.h"

#include <algorithm>
#include <vector>

namespace kith::marketing {
namespace {

using asked::million;

/// How many of something there are, or how many more are needed.
struct Counted {
  std::string_view one;
  std::string_view more;
};

namespace counted {
constexpr Counted messages{"message that needs a reply", "messages that need a reply"};
constexpr Counted first_replies{"first reply", "first replies"};
constexpr Counted resolutions{"resolved case", "resolved cases"};
constexpr Counted answers{"answer", "answers"};
constexpr Counted mentions{"first-hand mention", "first-hand mentions"};
constexpr Counted loops{"closed loop", "closed loops"};
constexpr Counted days{"day", "days"};
}  // namespace counted

constexpr std::array<std::string_view, departments_with_owner.size()> department_words{
    "Service", "Product", "Sales", "Logistics", "People"};

std::string count(std::int64_t number, const Counted& of) {
  return std::to_string(number) + " " + std::string(number == 1 ? of.one : of.more);
}

/// "23 more answers, about 12 days": so long it takes at the pace of the figure's window.
std::string more(std::int64_t number, const Counted& of, const FigureComputed& figure) {
  std::string words =
      std::to_string(number) + " more " + std::string(number == 1 ? of.one : of.more);
  if (figure.n > 0) {
    const std::int64_t window = (figure.to - figure.from) / one_day;
    words += ", about " + count((number * window + figure.n - 1) / figure.n, counted::days);
  }
  return words;
}

/// A share in percent with one decimal; down to it, so that nothing looks enough that is not.
std::string percent(std::int64_t millionths) {
  const std::int64_t tenths = millionths / 1'000;
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " %";
}

std::string hours_of(std::int64_t minutes) {
  const std::int64_t rest = minutes % 60;
  return std::to_string(minutes / 60) + " h" +
         (rest > 0 ? " " + std::to_string(rest) + " min" : "");
}

std::string joined(const std::vector<std::string>& parts) {
  std::string words;
  for (const std::string& part : parts) {
    words += (words.empty() ? "" : " ") + part;
  }
  return words;
}

/// Why a figure cannot be used; "" where it can.
std::string unusable(const FigureComputed* figure, const Counted& of) {
  if (figure == nullptr) {
    return "Nothing is worked out yet: a day's figures come when it has ended.";
  }
  if (figure->status == FigureStatus::stale) {
    return "The figure is out of date.";
  }
  if (figure->status == FigureStatus::ok) {
    return "";
  }
  return figure->missing > 0 ? more(figure->missing, of, *figure) + "."
                             : "Too few " + std::string(of.more) + " to say.";
}

std::string lacking_share(const FigureComputed* figure, std::int64_t least, const Counted& of) {
  std::string reason = unusable(figure, of);
  if (!reason.empty() || figure->lo >= least) {
    return reason;
  }
  // What is short is told of the bound as it is shown.
  return percent(figure->value) + " of " + count(figure->n, of) + ", for sure only " +
         percent(figure->lo) + ": " + percent(least - figure->lo / 1'000 * 1'000) + " short of " +
         percent(least) + ".";
}

std::string lacking_time(const FigureComputed* figure, std::string_view who, std::int64_t most) {
  std::string reason = unusable(figure, counted::first_replies);
  if (!reason.empty() || (figure->value <= most * million && !figure->is_at_least)) {
    return reason;
  }
  return std::string(who) + (figure->is_at_least ? " at least " : " ") +
         hours_of((figure->value + million - 1) / million) + " of working time, and " +
         hours_of(most) + " are asked.";
}

std::string lacking_speed(const DayFigures& day) {
  const std::string median = lacking_time(day.find(Input::reply_median),
                                          "Half of those who ask wait", asked::median_minutes);
  const std::string ninth =
      lacking_time(day.find(Input::reply_ninth), "One of ten who ask waits", asked::ninth_minutes);
  return median == ninth ? median : median + (median.empty() || ninth.empty() ? "" : " ") + ninth;
}

std::string lacking_satisfaction(const DayFigures& day) {
  std::vector<std::string> parts;
  const FigureComputed* const csat = day.find(Input::csat);
  const FigureComputed* const recent = day.find(Input::csat_answers);
  const FigureComputed* const response = day.find(Input::survey_response);
  if (csat == nullptr || csat->status == FigureStatus::stale) {
    return unusable(csat, counted::answers);
  }
  if (csat->n < asked::answers) {
    parts.push_back(more(asked::answers - csat->n, counted::answers, *csat) + ".");
  } else {
    parts.push_back(lacking_share(csat, asked::satisfaction, counted::answers));
  }
  if (recent == nullptr) {
    parts.emplace_back("How many answered of late is not worked out yet.");
  } else if (recent->n < asked::least_answers) {
    parts.push_back("Only " + count(recent->n, counted::answers) + " in 28 days, where " +
                    std::to_string(asked::least_answers) + " are the least.");
  }
  if (response == nullptr || response->status != FigureStatus::ok) {
    parts.emplace_back("How many of those asked do answer is not known yet.");
  } else if (response->value < asked::response) {
    parts.push_back(percent(response->value) + " of those asked answer, and " +
                    percent(asked::response) + " are asked for.");
  }
  std::erase(parts, "");
  return joined(parts);
}

std::string lacking_debt(const DayFigures& day) {
  std::vector<std::string> parts;
  const FigureComputed* const critical = day.find_ok(Input::critical);
  const FigureComputed* const past_due = day.find_ok(Input::past_due);
  const FigureComputed* const inflow = day.find_ok(Input::inflow);
  if (critical == nullptr) {
    parts.emplace_back("Whether a critical alert is open is not worked out yet.");
  } else if (critical->n > 0) {
    parts.push_back(std::string(critical->n == 1 ? "A critical alert is" : "Critical alerts are") +
                    " open: " + std::to_string(critical->n) + ", where none may be.");
  }
  if (past_due == nullptr || inflow == nullptr) {
    parts.emplace_back("What is past due, and what comes in a week, is not worked out yet.");
  } else if (inflow->n == 0) {
    parts.emplace_back("Nobody asked anything in 28 days.");
  } else if (past_due->n * asked::weeks_of_inflow * asked::debt_parts > inflow->n) {
    const std::int64_t share = past_due->n * asked::weeks_of_inflow * million / inflow->n;
    parts.push_back(std::to_string(past_due->n) + " past due are " + percent(share) +
                    " of what comes in a week, and " + percent(million / asked::debt_parts) +
                    " are the most.");
  }
  return joined(parts);
}

std::string lacking_alignment(const DayFigures& day) {
  std::vector<std::string> parts;
  for (std::size_t each = 0; each < departments_with_owner.size(); ++each) {
    const std::string department(department_words[each]);
    if (!day.has_owner[each]) {
      parts.push_back(department + " has no owner.");
    }
    const FigureComputed* const told = day.find(told_by(each));
    if (told == nullptr || told->status == FigureStatus::stale) {
      parts.push_back(department + " needs " + count(asked::loops, counted::loops) +
                      ", and they are not counted yet.");
    } else if (closed_loops(*told) < asked::loops) {
      parts.push_back(department + " needs " + std::to_string(asked::loops - closed_loops(*told)) +
                      " more closed " +
                      (asked::loops - closed_loops(*told) == 1 ? "loop." : "loops."));
    } else if (told->value < asked::told) {
      parts.push_back(department + " told " + percent(told->value) +
                      " of those who were owed an answer, and " + percent(asked::told) +
                      " are asked.");
    }
  }
  return joined(parts);
}

}  // namespace

std::string_view letter_of(Criterion criterion) {
  static constexpr std::array<std::string_view, criteria.size()> letters{"R1", "R2", "R3", "R4",
                                                                         "R5", "R6", "R7"};
  return letters[static_cast<std::size_t>(criterion)];
}

std::string_view asked_by(Criterion criterion) {
  switch (criterion) {
    case Criterion::coverage:
      return "At least 90 % of the messages that need a reply get one from a human within 24 "
             "hours, for sure.";
    case Criterion::speed:
      return "Half of those who ask have a first reply within 4 hours of working time, nine of "
             "ten within 24.";
    case Criterion::resolution:
      return "At least 70 % of what was resolved stays so, and nobody comes back with it, for "
             "sure.";
    case Criterion::satisfaction:
      return "At least 80 % of 50 answers or more are a 4 or a 5, for sure, and at least 10 % of "
             "those asked answer.";
    case Criterion::debt:
      return "What is past due is at most a tenth of what comes in a week, and no critical alert "
             "is open.";
    case Criterion::experience:
      return "At least 60 % of what people tell of their own experience is good, for sure.";
    case Criterion::alignment:
      return "Service, product, sales, logistics and people each have an owner, closed 3 loops in "
             "90 days, and told 80 % of those whom they owed an answer.";
  }
  return "";
}

std::string shortfall_of(Criterion criterion, GateVerdict verdict, const DayFigures& day) {
  if (verdict == GateVerdict::enters) {
    return "";
  }
  switch (criterion) {
    case Criterion::coverage:
      return lacking_share(day.find(Input::coverage), asked::coverage, counted::messages);
    case Criterion::speed: return lacking_speed(day);
    case Criterion::resolution:
      return lacking_share(day.find(Input::held), asked::resolution, counted::resolutions);
    case Criterion::satisfaction: return lacking_satisfaction(day);
    case Criterion::debt: return lacking_debt(day);
    case Criterion::experience:
      return lacking_share(day.find(Input::experience), asked::experience, counted::mentions);
    case Criterion::alignment: return lacking_alignment(day);
  }
  return "";
}

std::string_view meaning_of(GateReason reason) {
  switch (reason) {
    case GateReason::never_opened: return "All seven have not held for 14 days running yet.";
    case GateReason::earned: return "All seven held for 14 days running.";
    case GateReason::failed: return "One of the seven failed on each of 3 days running.";
    case GateReason::critical_alert: return "A critical alert was open.";
    case GateReason::low_coverage: return "Fewer than 75 % got a reply within 24 hours.";
    case GateReason::missing_data: return "A figure was missing.";
  }
  return "";
}

std::string days_lacking(const Standing& standing) {
  if (standing.state == GateState::open) {
    return "";
  }
  const std::int64_t lacking = asked::days_to_open - standing.entered_days;
  return count(lacking, {"more day", "more days"}) + " on which all seven hold, one after another.";
}

}  // namespace kith::marketing
