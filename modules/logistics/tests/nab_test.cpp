// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cstdio>

#include "pulse.h"
#include "support/nab_series.h"

namespace kith::logistics {
namespace {

using support::NabRow;
using support::NabScore;
using support::NabSeries;
using support::NabWindow;

constexpr Severity first_threshold = 200;
constexpr Severity last_threshold = 700;
constexpr Severity threshold_step = 5;

/// How far each row of a series is from what is usual: each tweet is one more person, as the
/// messages of a watch are.
std::vector<Alarm> judged(const NabSeries& series) {
  Pulse pulse;
  std::vector<Alarm> alarms;
  for (const NabRow& row : series.rows) {
    const Bin bin = bin_of(row.at);
    advance(pulse, bin);
    for (std::int64_t person = 0; person < row.count; ++person) {
      count_person(pulse, bin);
    }
    if (const auto alarm = alarm_of(pulse, row.at, least_severity)) {
      alarms.push_back(*alarm);
    }
  }
  return alarms;
}

/// When episodes open, for a watch that tells from this severity on.
std::vector<Time> episodes_of(const std::vector<Alarm>& judged, Severity alarm_at) {
  std::optional<Episode> episode;
  std::vector<Time> opened;
  for (const Alarm& alarm : judged) {
    if (alarm.severity < alarm_at) {
      continue;
    }
    if (!episode || !joins(*episode, alarm.at)) {
      episode.emplace().opened_at = alarm.at;
      opened.push_back(alarm.at);
    }
    join(*episode, alarm);
  }
  return opened;
}

struct Scored {
  NabScore standard;
  NabScore reward_low_false;

  Scored& operator+=(const Scored& other) {
    standard += other.standard;
    reward_low_false += other.reward_low_false;
    return *this;
  }
};

class NabTest : public testing::Test {
 protected:
  void SetUp() override {
    series_ = support::load_nab_series();
    if (series_.empty()) {
      GTEST_SKIP() << "KITH_TEST_DATA has no nab-tweet-volume";
    }
    for (const NabSeries& series : series_) {
      weeks_ += series.weeks();
      const std::vector<Alarm> alarms = judged(series);
      std::vector<Scored> row;
      for (Severity at = first_threshold; at <= last_threshold; at += threshold_step) {
        const std::vector<Time> opened = episodes_of(alarms, at);
        row.push_back({score(series, opened, support::nab_standard),
                       score(series, opened, support::nab_reward_low_false)});
      }
      table_.push_back(std::move(row));
    }
  }

  static Severity threshold(std::size_t place) {
    return first_threshold + static_cast<Severity>(place) * threshold_step;
  }

  double standard_without(std::size_t left_out, std::size_t place) const {
    NabScore sum;
    for (std::size_t each = 0; each < table_.size(); ++each) {
      sum += each == left_out ? NabScore{} : table_[each][place].standard;
    }
    return sum.in_percent();
  }

  /// The threshold that scores best on every series but one (or on all), taken together with its
  /// neighbours, so that none is chosen for a step that it happens to stand on.
  std::size_t best_without(std::size_t left_out) const {
    constexpr std::size_t neighbours = 3;
    std::size_t best = 0;
    double highest = -1e9;
    for (std::size_t place = neighbours; place + neighbours < table_[0].size(); ++place) {
      double sum = 0;
      for (std::size_t near = place - neighbours; near <= place + neighbours; ++near) {
        sum += standard_without(left_out, near);
      }
      if (sum > highest) {
        highest = sum;
        best = place;
      }
    }
    return best;
  }

  Scored all_at(std::size_t place) const {
    Scored sum;
    for (const std::vector<Scored>& row : table_) {
      sum += row[place];
    }
    return sum;
  }

  static constexpr std::size_t none = 99;
  std::vector<NabSeries> series_;
  std::vector<std::vector<Scored>> table_;  // by series and threshold
  double weeks_ = 0;
};

void print(const char* what, double alarm_at, const Scored& result, double weeks) {
  std::printf("%-14s threshold %.2f standard %5.1f low-false %5.1f found %d/%d false %d (%.2f)\n",
              what, alarm_at, result.standard.in_percent(), result.reward_low_false.in_percent(),
              result.standard.found, result.standard.windows, result.standard.false_alarms,
              result.standard.false_alarms / weeks);
}

TEST_F(NabTest, finds_brand_storms_with_a_threshold_from_the_other_series) {
  Scored total;
  for (std::size_t each = 0; each < series_.size(); ++each) {
    const std::size_t place = best_without(each);
    const Scored& result = table_[each][place];
    print(series_[each].name.c_str(), static_cast<double>(threshold(place)) / 100, result,
          series_[each].weeks());
    total += result;
  }
  print("left one out", 0, total, weeks_);
  EXPECT_GE(total.standard.in_percent(), 74);
  EXPECT_GE(total.reward_low_false.in_percent(), 66);
  EXPECT_LE(total.standard.false_alarms / weeks_, 0.6);
}

TEST_F(NabTest, the_usual_threshold_is_among_the_best_of_all_and_so_are_its_neighbours) {
  print("best of all", static_cast<double>(threshold(best_without(none))) / 100,
        all_at(best_without(none)), weeks_);
  for (const Severity near : {usual_alarm - 15, usual_alarm, usual_alarm + 15}) {
    const auto place = static_cast<std::size_t>((near - first_threshold) / threshold_step);
    const Scored result = all_at(place);
    print("near the usual", static_cast<double>(near) / 100, result, weeks_);
    EXPECT_GE(result.standard.in_percent(), 74);
    EXPECT_GE(result.reward_low_false.in_percent(), 66);
    EXPECT_LE(result.standard.false_alarms / weeks_, 0.6);
  }
}

TEST_F(NabTest, a_silent_detector_scores_nothing_and_a_perfect_one_everything) {
  for (const NabSeries& series : series_) {
    std::vector<Time> perfect;
    for (const NabWindow& window : series.windows) {
      perfect.push_back(window.from);
    }
    EXPECT_EQ(score(series, {}, support::nab_standard).in_percent(), 0);
    EXPECT_NEAR(score(series, perfect, support::nab_standard).in_percent(), 100, 0.1);
  }
}

}  // namespace
}  // namespace kith::logistics
