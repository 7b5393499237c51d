// SPDX-License-Identifier: Apache-2.0
#include "host/demo/story.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "host/demo/cast.h"

namespace kith::host::demo {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr int weeks = 12;
constexpr Duration recent = hours(48);
constexpr std::size_t customer_count = 900;
constexpr std::size_t advocate_count = 6;
constexpr std::size_t helper_count = 5;
constexpr std::size_t copied_count = 40;

/// How often each matter comes up in an ordinary week, of a hundred.
struct Share {
  Matter matter;
  std::uint64_t percent;
};
constexpr std::array shares = {
    Share{Matter::delivery, 34}, Share{Matter::damage, 12},   Share{Matter::use, 18},
    Share{Matter::refund, 14},   Share{Matter::seals, 6},     Share{Matter::dishwasher, 5},
    Share{Matter::strap, 3},     Share{Matter::wholesale, 3}, Share{Matter::praise, 5}};
constexpr int admitted_on_day = 70;
constexpr std::string_view admission =
    "Some lids of batch {batch} do not close as they should. If yours leaks, write to us: you get "
    "a new one at once.";
constexpr std::array<int, weeks> leaks_in_week = {0, 0, 0, 0, 0, 0, 3, 12, 24, 28, 30, 32};

class StoryTeller {
 public:
  explicit StoryTeller(const StorySettings& settings)
      : dice_(settings.seed),
        until_(settings.until),
        begin_(settings.until - hours(24 * 7 * weeks)),
        customers_(make_customers(dice_, customer_count)) {}

  Story tell() {
    for (int day = 0; day < 7 * weeks; ++day) {
      tell_day(day);
    }
    tell_leaks();
    tell_admission();
    tell_advocates();
    tell_copied_praise();
    put_in_order();
    const auto first_recent = std::ranges::lower_bound(
        posts_, until_ - recent, {}, [](const intake::Post& post) { return *post.posted_at; });
    Story story;
    story.past.assign(posts_.begin(), first_recent);
    story.recent.assign(first_recent, posts_.end());
    return story;
  }

 private:
  /// A conversation under way.
  struct Talk {
    Matter matter = Matter::delivery;
    const Customer* customer = nullptr;
    std::string channel;
    std::string id;
    std::string product;
    int posts = 0;
  };

  void tell_day(int day) {
    const bool is_weekend = day % 7 >= 5;
    const std::uint64_t count = (is_weekend ? 11 : 23) + dice_.below(6);
    for (std::uint64_t number = 0; number < count; ++number) {
      converse(matter(), dice_.pick(std::span<const Customer>(customers_)), moment(day));
    }
  }

  void tell_leaks() {
    for (int week = 0; week < weeks; ++week) {
      for (int number = 0; number < leaks_in_week[static_cast<std::size_t>(week)]; ++number) {
        const int day = week * 7 + static_cast<int>(dice_.below(7));
        converse(Matter::leak, dice_.pick(std::span<const Customer>(customers_)), moment(day));
      }
    }
  }

  // What everybody knows from then on: the first that the company itself says of it.
  void tell_admission() {
    Talk talk{Matter::leak, &customers_.front(), "social", "notice1", "Fjord 500"};
    reply(talk, admission, begin_ + hours(24 * admitted_on_day + 12));
  }

  // They say it four times in twelve weeks, each time for a reason of their own.
  void tell_advocates() {
    for (std::size_t number = 0; number < advocate_count; ++number) {
      for (const int week : {1, 4, 7, 10}) {
        const int day = week * 7 + static_cast<int>(dice_.below(7));
        converse(Matter::praise, customers_[number], moment(day));
      }
    }
  }

  void tell_copied_praise() {
    const Time start = begin_ + hours(24 * 66 + 13);
    for (std::size_t number = 0; number < copied_count; ++number) {
      const Customer stranger{fmt::format("fan{}", number), fmt::format("Bottle Fan {}", number),
                              Tongue::english};
      Talk talk{Matter::praise, &stranger, "social", fmt::format("fan{}", number), "Fjord 750"};
      say(talk, "Best bottle ever!!! Everybody should buy the Fjord 750 today, five stars!",
          start + std::chrono::seconds(dice_.below(600)));
    }
  }

  Matter matter() {
    std::uint64_t drawn = dice_.below(100);
    for (const Share& share : shares) {
      if (drawn < share.percent) {
        return share.matter;
      }
      drawn -= share.percent;
    }
    return Matter::delivery;
  }

  // Most people write in the morning and in the evening.
  Time moment(int day) {
    const std::uint64_t hour = dice_.percent(50) ? 8 + dice_.below(5) : 12 + dice_.below(10);
    return begin_ + hours(24 * day) + hours(hour) + minutes(dice_.below(60)) +
           std::chrono::seconds(dice_.below(60));
  }

  std::string channel_for(Matter matter) {
    if (matter == Matter::praise) {
      return dice_.percent(60) ? "reviews" : "social";
    }
    if (matter == Matter::use) {
      return dice_.percent(60) ? "forum" : "chat";
    }
    const std::uint64_t drawn = dice_.below(100);
    return drawn < 45 ? "mail" : drawn < 75 ? "chat" : drawn < 90 ? "social" : "forum";
  }

  void converse(Matter matter, const Customer& customer, Time at) {
    Talk talk{
        matter, &customer, channel_for(matter), fmt::format("talk{}", ++talks_),
        std::string(matter == Matter::leak ? products()[dice_.below(2)] : dice_.pick(products()))};
    say(talk, dice_.pick(openings(matter, customer.tongue)), at);
    if (matter == Matter::use && talk.channel == "forum" && dice_.percent(60)) {
      help(talk, at + minutes(20 + dice_.below(300)));
      return;
    }
    if (matter == Matter::praise && dice_.percent(50)) {
      return;
    }
    answer(talk, at);
  }

  // Somebody else knows.
  void help(Talk& talk, Time at) {
    const Customer& helper = customers_[advocate_count + dice_.below(helper_count)];
    const Customer* const asker = talk.customer;
    talk.customer = &helper;
    say(talk, dice_.pick(hints(asker->tongue)), at);
    talk.customer = asker;
    if (dice_.percent(70)) {
      say(talk, dice_.pick(closings(asker->tongue)), at + minutes(15 + dice_.below(200)));
    }
  }

  // Of a hundred questions twelve wait longer than a day, and five are never answered. Half of what
  // came in since yesterday waits.
  void answer(Talk& talk, Time asked) {
    if (asked > until_ - hours(30) && dice_.percent(50)) {
      return;
    }
    const std::uint64_t drawn = dice_.below(100);
    if (drawn < 5) {
      remind(talk, asked + hours(26 + dice_.below(20)));
      return;
    }
    const bool is_slow = drawn < 17;
    const Time answered =
        asked + (is_slow ? hours(26 + dice_.below(40)) : Duration(minutes(12 + dice_.below(540))));
    if (is_slow && dice_.percent(60)) {
      remind(talk, asked + hours(22 + dice_.below(3)));
    }
    reply(talk, dice_.pick(answers(talk.matter, talk.customer->tongue)), answered);
    if (dice_.percent(45)) {
      say(talk, dice_.pick(closings(talk.customer->tongue)),
          answered + minutes(10 + dice_.below(600)));
    }
  }

  void remind(Talk& talk, Time at) { say(talk, dice_.pick(reminders(talk.customer->tongue)), at); }

  void say(Talk& talk, std::string_view line, Time at) {
    intake::Post post = post_of(talk, line, at);
    post.author = {talk.customer->handle, talk.customer->name};
    add(std::move(post));
  }

  void reply(Talk& talk, std::string_view line, Time at) {
    intake::Post post = post_of(talk, line, at);
    post.direction = Direction::outbound;
    const std::string_view name = dice_.pick(colleagues());
    post.author = {address_of(name), std::string(name)};
    add(std::move(post));
  }

  intake::Post post_of(Talk& talk, std::string_view line, Time at) {
    intake::Post post;
    post.channel = talk.channel;
    post.native_id = fmt::format("{}-{}", talk.id, ++talk.posts);
    if (talk.posts > 1) {
      post.thread = fmt::format("{}-1", talk.id);
    } else if (talk.channel == "mail") {
      post.subject = fmt::format("About my {}", talk.product);
    }
    post.text = filled(line, {.product = talk.product,
                              .order = "H-" + talk.id.substr(talk.id.find_first_of("0123456789")),
                              .batch = leaking_batch});
    post.language = word_of(talk.customer->tongue);
    post.posted_at = at;
    return post;
  }

  // What was said at the same time stays in the order in which it was thought up.
  void put_in_order() {
    std::vector<std::pair<Time, std::size_t>> places;
    for (std::size_t place = 0; place < posts_.size(); ++place) {
      places.emplace_back(*posts_[place].posted_at, place);
    }
    std::ranges::sort(places);
    std::vector<intake::Post> ordered;
    ordered.reserve(posts_.size());
    for (const auto& [at, place] : places) {
      ordered.push_back(std::move(posts_[place]));
    }
    posts_ = std::move(ordered);
  }

  // What would be said after the end was not said yet.
  void add(intake::Post post) {
    if (*post.posted_at < until_) {
      posts_.push_back(std::move(post));
    }
  }

  Dice dice_;
  const Time until_;
  const Time begin_;
  const std::vector<Customer> customers_;
  std::vector<intake::Post> posts_;
  int talks_ = 0;
};

}  // namespace

Story tell_story(const StorySettings& settings) {
  return StoryTeller(settings).tell();
}

}  // namespace kith::host::demo
