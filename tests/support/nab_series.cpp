// SPDX-License-Identifier: Apache-2.0
#include "support/nab_series.h"

#include <algorithm>
#include <cmath>
#include <ctime>
#include <nlohmann/json.hpp>
#include <set>

#include "text/tests/test_data.h"

namespace kith::support {
namespace {

// "2015-03-03 04:37:53", with or without parts of a second.
Time time_of(const std::string& text) {
  std::tm parts{};
  strptime(text.c_str(), "%Y-%m-%d %H:%M:%S", &parts);
  return Time{timegm(&parts) * 1'000'000LL};
}

// 1 far before, 0 at 0, -1 far behind.
double sigmoid(double y) {
  return 2 / (1 + std::exp(5 * y)) - 1;
}

double rows_between(Time from, Time to) {
  return static_cast<double>((to - from) / std::chrono::minutes(5));
}

double cost_outside(const NabSeries& series, Time alarm) {
  double cost = 1;
  for (const NabWindow& window : series.windows) {
    if (window.to < alarm) {
      const double width = rows_between(window.from, window.to);
      cost = std::abs(sigmoid(rows_between(window.to, alarm) / width));
    }
  }
  return cost;
}

double gain_inside(const NabWindow& window, Time alarm) {
  const double width = rows_between(window.from, window.to) + 1;
  return sigmoid(-(rows_between(alarm, window.to) + 1) / width) / sigmoid(-1);
}

}  // namespace

std::size_t NabSeries::first_scored() const {
  return std::min<std::size_t>(750, rows.size() * 15 / 100);
}

double NabSeries::weeks() const {
  return static_cast<double>(rows.size() - first_scored()) * 5 / (7 * 24 * 60);
}

std::vector<NabSeries> load_nab_series() {
  const std::string folder = "nab-tweet-volume/";
  const std::string labels = text::test_data(folder + "windows.json");
  if (labels.empty()) {
    return {};
  }
  std::vector<NabSeries> all;
  const auto labelled = nlohmann::json::parse(text::read_file(labels));
  for (const auto& [name, said] : labelled.items()) {
    NabSeries series{.name = name};
    for (const auto& window : said["windows"]) {
      series.windows.push_back({time_of(window[0]), time_of(window[1])});
    }
    const auto lines = text::read_gzipped_lines(text::test_data(folder + name + ".tsv.gz"));
    for (std::size_t line = 1; line < lines.size(); ++line) {
      const std::size_t tab = lines[line].find('\t');
      series.rows.push_back(
          {time_of(lines[line].substr(0, tab)), std::stoll(lines[line].substr(tab + 1))});
    }
    all.push_back(std::move(series));
  }
  return all;
}

NabScore& NabScore::operator+=(const NabScore& other) {
  sum += other.sum;
  windows += other.windows;
  found += other.found;
  false_alarms += other.false_alarms;
  return *this;
}

double NabScore::in_percent() const {
  return 100 * (sum + windows) / (2 * windows);
}

NabScore score(const NabSeries& series, const std::vector<Time>& alarms, NabProfile profile) {
  NabScore total{.windows = static_cast<int>(series.windows.size())};
  std::set<const NabWindow*> found;
  for (const Time alarm : alarms) {
    if (alarm < series.rows[series.first_scored()].at) {
      continue;
    }
    const auto window = std::ranges::find_if(series.windows, [&](const NabWindow& each) {
      return each.from <= alarm && alarm <= each.to;
    });
    if (window == series.windows.end()) {
      ++total.false_alarms;
      total.sum -= profile.false_alarm * cost_outside(series, alarm);
    } else if (found.insert(&*window).second) {
      total.sum += gain_inside(*window, alarm);
    }
  }
  total.found = static_cast<int>(found.size());
  total.sum -= total.windows - total.found;
  return total;
}

}  // namespace kith::support
