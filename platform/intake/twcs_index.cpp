// SPDX-License-Identifier: Apache-2.0
#include "intake/twcs_index.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <fstream>
#include <tuple>
#include <unordered_map>

#include "intake/csv_reader.h"

namespace kith::intake {
namespace {

constexpr std::string_view header[] = {"tweet_id",
                                       "author_id",
                                       "inbound",
                                       "created_at",
                                       "text",
                                       "response_tweet_id",
                                       "in_response_to_tweet_id"};
constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

Result<void> check_header(CsvReader& reader, const std::string& path) {
  CsvRecord record;
  const bool has_record = reader.next(record);
  if (!has_record ||
      !std::equal(record.cells.begin(), record.cells.end(), std::begin(header), std::end(header))) {
    return fail(ErrorCode::invalid,
                fmt::format("{} does not begin with the columns of this format: {}.", path,
                            "tweet_id,author_id,inbound,created_at,text,response_tweet_id,"
                            "in_response_to_tweet_id"));
  }
  return {};
}

int number(std::string_view digits) {
  int value = -1;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return error == std::errc() && end == digits.data() + digits.size() ? value : -1;
}

// A tweet that lists another among its answers says so for one that does not name what it answers.
void note_answers(std::string_view list, std::int64_t tweet,
                  std::unordered_map<std::int64_t, std::int64_t>& answered) {
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    if (const std::int64_t answer = tweet_number(list.substr(0, comma)); answer != 0) {
      answered.emplace(answer, tweet);
    }
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
}

}  // namespace

std::int64_t tweet_number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && value > 0 ? value : 0;
}

std::int64_t twcs_time(std::string_view text) {
  // Tue Oct 31 22:10:47 +0000 2017
  if (text.size() != 30 || text.substr(20, 5) != "+0000" || text[13] != ':' || text[16] != ':') {
    return 0;
  }
  const auto month = std::find(months.begin(), months.end(), text.substr(4, 3));
  const int day = number(text.substr(8, 2));
  const int hour = number(text.substr(11, 2));
  const int minute = number(text.substr(14, 2));
  const int second = number(text.substr(17, 2));
  const int year = number(text.substr(26, 4));
  if (month == months.end() || day < 1 || hour < 0 || hour > 23 || minute < 0 || minute > 59 ||
      second < 0 || second > 60 || year < 1970) {
    return 0;
  }
  const std::chrono::year_month_day date{
      std::chrono::year{year},
      std::chrono::month{static_cast<unsigned>(month - months.begin()) + 1},
      std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) {
    return 0;
  }
  const auto moment = std::chrono::sys_days{date} + std::chrono::hours{hour} +
                      std::chrono::minutes{minute} + std::chrono::seconds{second};
  return std::chrono::duration_cast<std::chrono::microseconds>(moment.time_since_epoch()).count();
}

void find_roots(std::vector<TwcsEntry>& entries) {
  std::unordered_map<std::int64_t, std::size_t> places;
  for (std::size_t place = 0; place < entries.size(); ++place) {
    if (entries[place].tweet != 0) {
      places.emplace(entries[place].tweet, place);
    }
  }
  std::vector<std::size_t> path;
  std::vector<bool> is_on_path(entries.size());
  for (std::size_t start = 0; start < entries.size(); ++start) {
    if (entries[start].tweet == 0) {
      continue;
    }
    path.clear();
    std::int64_t root = 0;
    for (std::size_t place = start; root == 0;) {
      TwcsEntry& entry = entries[place];
      if (entry.root != 0) {
        root = entry.root;
        break;
      }
      path.push_back(place);
      is_on_path[place] = true;
      const auto parent = places.find(entry.parent);
      if (entry.parent == 0) {
        root = entry.tweet;
      } else if (parent == places.end()) {
        root = entry.parent;
      } else if (is_on_path[parent->second]) {
        root = entries[*std::min_element(path.begin(), path.end(),
                                         [&](std::size_t left, std::size_t right) {
                                           return entries[left].tweet < entries[right].tweet;
                                         })]
                   .tweet;
      } else {
        place = parent->second;
      }
    }
    for (const std::size_t place : path) {
      entries[place].root = root;
      is_on_path[place] = false;
    }
  }
}

Result<TwcsIndex> TwcsIndex::read(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) {
    return fail(ErrorCode::not_found, fmt::format("The file {} cannot be read.", path));
  }
  CsvReader reader(stream);
  KITH_CHECK(check_header(reader, path));
  TwcsIndex index;
  std::unordered_map<std::int64_t, std::int64_t> answered;
  for (CsvRecord record; reader.next(record);) {
    TwcsEntry entry{.offset = record.offset, .line = record.line};
    if (record.cells.size() == std::size(header)) {
      entry.tweet = tweet_number(record.cells[0]);
      entry.parent = tweet_number(record.cells[6]);
      entry.posted_at = twcs_time(record.cells[3]);
      note_answers(record.cells[5], entry.tweet, answered);
    }
    if (entry.posted_at == 0) {
      entry.tweet = 0;
    }
    index.entries.push_back(entry);
  }
  for (TwcsEntry& entry : index.entries) {
    if (const auto parent = answered.find(entry.tweet);
        entry.parent == 0 && parent != answered.end()) {
      entry.parent = parent->second;
    }
  }
  find_roots(index.entries);
  std::ranges::sort(index.entries, {}, [](const TwcsEntry& entry) {
    return std::tuple(entry.tweet == 0, entry.posted_at, entry.offset);
  });
  return index;
}

}  // namespace kith::intake
