// SPDX-License-Identifier: Apache-2.0
#include "host/demo/healthy.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "base/described_reader.h"
#include "base/described_writer.h"
#include "base/rfc3339.h"
#include "host/demo/phrases.h"

#include "intake/post.h"

namespace kith::host::demo {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr std::int64_t questions_a_day = 6;
constexpr std::array departments = {"service", "product", "sales", "logistics", "people"};
constexpr std::array asked_about = {Matter::delivery, Matter::use, Matter::refund};

/// A reply that a channel is to carry.
struct Carried {
  std::string id;
  std::string conversation_id;

  static consteval auto describe() {
    return described("A reply to carry.", field<&Carried::id>("Its number."),
                     field<&Carried::conversation_id>("Where it goes."));
  }
};
struct CarriedList {
  std::vector<Carried> items;

  static consteval auto describe() {
    return described("What is due.", field<&CarriedList::items>("The replies."));
  }
};
struct Made {
  std::string id;

  static consteval auto describe() {
    return described("What was made.", field<&Made::id>("Its number."));
  }
};

/// A conversation of the day.
struct DayTalk {
  std::string channel;
  const Customer* customer = nullptr;
  Matter matter = Matter::delivery;
  std::string first_post;
  std::string conversation;
  std::string message;
};

class HealthyDays {
 public:
  HealthyDays(LocalApi& api, StoryClock& clock, const HealthySettings& settings)
      : api_(api),
        clock_(clock),
        settings_(settings),
        dice_(settings.seed),
        customers_(make_customers(dice_, 600)),
        today_(midnight_before(settings.until) - hours(24) * healthy_days) {}

  Result<std::int64_t> live() {
    clock_.set(today_);
    KITH_CHECK(begin());
    for (int day = 0; day < healthy_days; ++day) {
      KITH_CHECK(live_day(day));
      settings_.lived(day + 1);
      today_ = today_ + hours(24);
    }
    clock_.set(settings_.until);
    KITH_CHECK(settings_.let_it_happen());
    return messages_;
  }

 private:
  static Time midnight_before(Time time) {
    const std::int64_t day = Duration(hours(24)).count();
    return Time{time.microseconds / day * day};
  }

  Result<std::string> send(http::Method method, std::string_view path, std::string body,
                           std::vector<http::Header> headers = {}) {
    const http::Response response =
        KITH_TRY(api_.request(method, path, std::move(body), std::move(headers)));
    return response.status < 300 ? Result<std::string>(response.body)
                                 : std::unexpected(error_of(response));
  }
  Result<std::string> as_colleague(std::string_view path, std::string body) {
    return send(http::Method::post, path, std::move(body),
                {{"authorization", "Bearer " + settings_.colleague_token}});
  }

  Result<void> at(Duration since_midnight) {
    clock_.set(today_ + since_midnight);
    return settings_.let_it_happen();
  }

  // Half of whom a case was resolved for is asked how it was; every department has somebody who
  // answers for it.
  Result<void> begin() {
    KITH_TRY(send(http::Method::put, "/api/v1/service/survey_settings",
                  R"({"share": 50, "delay_minutes": 120})", {{"if-match", "\"0\""}}));
    for (std::size_t each = 0; each < departments.size(); ++each) {
      const MemberId owner = settings_.owners[each % settings_.owners.size()];
      KITH_TRY(send(http::Method::put,
                    fmt::format("/api/v1/marketing/owners/{}", departments[each]),
                    fmt::format(R"({{"member_id": "{}"}})", owner.value), {{"if-match", "\"0\""}}));
    }
    return {};
  }

  Result<void> live_day(int day) {
    KITH_CHECK(at(hours(9)));
    std::vector<DayTalk> talks = KITH_TRY(people_ask(day));
    KITH_CHECK(at(hours(10)));
    KITH_CHECK(answer(talks));
    KITH_CHECK(carry());
    KITH_CHECK(at(hours(12)));
    KITH_CHECK(thank_and_praise(talks, day));
    KITH_TRY(carry());
    KITH_CHECK(at(hours(13)));
    KITH_CHECK(resolve(talks));
    KITH_CHECK(close_a_loop(talks.front(),
                            departments[static_cast<std::size_t>(day) % departments.size()]));
    KITH_CHECK(at(hours(16)));
    const CarriedList asked = KITH_TRY(carry());
    KITH_CHECK(at(hours(18)));
    return mark(talks, asked);
  }

  intake::Post post_of(const Customer& customer, std::string channel, std::string text) {
    intake::Post post;
    post.channel = std::move(channel);
    post.native_id = fmt::format("day{}", ++posts_);
    post.author = {customer.handle, customer.name};
    post.text = std::move(text);
    post.language = word_of(customer.tongue);
    post.posted_at = clock_.now();
    return post;
  }

  Result<intake::IntakeAnswer> take_in(std::vector<intake::Post> posts) {
    messages_ += static_cast<std::int64_t>(posts.size());
    const intake::IntakeRequest request{.posts = std::move(posts)};
    auto answer = KITH_TRY(read_json<intake::IntakeAnswer>(
        KITH_TRY(send(http::Method::post, "/api/v1/intake", to_json(request))),
        Strictness::tolerant));
    KITH_CHECK(settings_.let_it_happen());
    return answer;
  }

  Result<std::vector<DayTalk>> people_ask(int day) {
    std::vector<DayTalk> talks;
    std::vector<intake::Post> posts;
    for (std::int64_t number = 0; number < questions_a_day; ++number) {
      const auto place = static_cast<std::size_t>(day * questions_a_day + number);
      const Customer& customer = customers_[place % customers_.size()];
      const Matter matter = asked_about[place % asked_about.size()];
      posts.push_back(post_of(customer, "chat", line_of(matter, customer, place)));
      talks.push_back({"chat", &customer, matter, posts.back().native_id, {}, {}});
    }
    const intake::IntakeAnswer answer = KITH_TRY(take_in(std::move(posts)));
    for (std::size_t place = 0; place < talks.size(); ++place) {
      const intake::PostResult& result = answer.results[place];
      talks[place].message = fmt::to_string(KITH_TRY(stored(result.message_id)).value);
      talks[place].conversation = fmt::to_string(KITH_TRY(stored(result.conversation_id)).value);
    }
    return talks;
  }

  std::string line_of(Matter matter, const Customer& customer, std::size_t place) {
    const std::string order = fmt::format("H-{}", 7000 + place);
    return filled(dice_.pick(openings(matter, customer.tongue)),
                  {.product = products()[place % products().size()], .order = order});
  }

  template <class AnId>
  static Result<AnId> stored(const std::optional<AnId>& id) {
    return id ? Result<AnId>(*id)
              : fail(ErrorCode::internal, "A post of the demonstration was not stored.");
  }

  Result<void> reply(const std::string& conversation, const std::string& seen,
                     std::string_view text) {
    KITH_TRY(as_colleague(
        fmt::format("/api/v1/conversations/{}/replies", conversation),
        fmt::format(R"({{"text": "{}", "seen": "{}", "hold_seconds": 0}})", text, seen)));
    return {};
  }

  Result<void> answer(const std::vector<DayTalk>& talks) {
    for (const DayTalk& talk : talks) {
      KITH_CHECK(reply(talk.conversation, talk.message,
                       filled(dice_.pick(answers(talk.matter, talk.customer->tongue)), {})));
    }
    return {};
  }

  // The channels take what is due.
  Result<CarriedList> carry() {
    clock_.set(clock_.now() + minutes(1));
    KITH_CHECK(settings_.let_it_happen());
    auto due = KITH_TRY(read_json<CarriedList>(
        KITH_TRY(send(http::Method::post, "/api/v1/outbox/take", R"({"limit": 100})")),
        Strictness::tolerant));
    for (const Carried& each : due.items) {
      KITH_TRY(send(http::Method::post, fmt::format("/api/v1/outbox/{}/report", each.id),
                    fmt::format(R"({{"outcome": "sent", "native_id": "out{}"}})", ++posts_)));
    }
    KITH_CHECK(settings_.let_it_happen());
    return due;
  }

  // Two a day say in public what the bottle did for them, one in ten of them nothing good. They are
  // answered, too.
  Result<void> thank_and_praise(std::vector<DayTalk>& talks, int day) {
    std::vector<intake::Post> posts;
    for (const DayTalk& talk : talks) {
      if (dice_.percent(60)) {
        posts.push_back(post_of(*talk.customer, "chat",
                                std::string(dice_.pick(closings(talk.customer->tongue)))));
        posts.back().thread = talk.first_post;
      }
    }
    for (std::size_t number = 0; number < 2; ++number) {
      const std::size_t place = static_cast<std::size_t>(day) * 2 + number;
      const Customer& customer = customers_[400 + place];
      posts.push_back(post_of(customer, "reviews", experience(place)));
      posts.back().language = "en";
    }
    const intake::IntakeAnswer told = KITH_TRY(take_in(std::move(posts)));
    for (std::size_t place = told.results.size() - 2; place < told.results.size(); ++place) {
      const intake::PostResult& result = told.results[place];
      talks.push_back({.channel = "reviews"});
      talks.back().conversation = fmt::to_string(KITH_TRY(stored(result.conversation_id)).value);
      KITH_CHECK(reply(talks.back().conversation,
                       fmt::to_string(KITH_TRY(stored(result.message_id)).value),
                       "Thank you for telling us, it goes to the people who make them."));
    }
    return {};
  }

  static std::string experience(std::size_t place) {
    static constexpr std::array journeys = {
        "up the mountain",      "to work by train",    "through a wet summer",
        "to the swimming pool", "across two borders",  "into the office",
        "on the night shift",   "to the kindergarten", "down the river"};
    static constexpr std::array proofs = {"it never leaked",          "the tea stayed hot",
                                          "not a scratch shows",      "my daughter wants one too",
                                          "the lid closes as it did", "it fell twice and holds",
                                          "nothing smells of coffee"};
    const std::string_view journey = journeys[place % journeys.size()];
    if (place % 10 == 9) {
      return fmt::format(
          "I used the bottle for {} weeks {} and I cannot recommend it, the strap "
          "broke after a month.",
          3 + place % 30, journey);
    }
    return fmt::format(
        "I have carried this bottle {} for {} months and {}. I recommend it to "
        "everyone.",
        journey, 2 + place % 23, proofs[place % proofs.size()]);
  }

  Result<void> resolve(const std::vector<DayTalk>& talks) {
    for (const DayTalk& talk : talks) {
      KITH_TRY(
          as_colleague(fmt::format("/api/v1/service/cases/{}/resolve", talk.conversation), "{}"));
    }
    return {};
  }

  Result<void> close_a_loop(const DayTalk& talk, std::string_view department) {
    const std::string asked = KITH_TRY(as_colleague(
        "/api/v1/handoffs",
        fmt::format(R"({{"conversation_id": "{}", "from": "marketing", "to": "{}",)"
                    R"( "question": "What do we tell them?", "due": "{}"}})",
                    talk.conversation, department, to_rfc3339(clock_.now() + hours(48)))));
    const auto handoff = KITH_TRY(read_json<Made>(asked, Strictness::tolerant));
    for (const std::string_view state : {"decided", "done", "told"}) {
      KITH_TRY(send(http::Method::patch, "/api/v1/handoffs/" + handoff.id,
                    fmt::format(R"({{"state": "{}", "answer": "As they asked."}})", state),
                    {{"authorization", "Bearer " + settings_.colleague_token},
                     {"if-match", fmt::format("\"{}\"", ++moved_[handoff.id])}}));
    }
    return {};
  }

  // Most of whom is asked says four or five.
  Result<void> mark(const std::vector<DayTalk>& talks, const CarriedList& asked) {
    std::vector<intake::Post> posts;
    for (const DayTalk& talk : talks) {
      const bool was_asked = std::ranges::any_of(asked.items, [&](const Carried& each) {
        return each.conversation_id == talk.conversation;
      });
      if (was_asked && talk.channel == "chat" && dice_.percent(90)) {
        const std::string_view given = dice_.percent(96) ? (dice_.percent(70) ? "5" : "4") : "2";
        posts.push_back(post_of(*talk.customer, "chat", std::string(given)));
        posts.back().thread = talk.first_post;
      }
    }
    if (posts.empty()) {
      return {};
    }
    KITH_TRY(take_in(std::move(posts)));
    return {};
  }

  LocalApi& api_;
  StoryClock& clock_;
  const HealthySettings& settings_;
  Dice dice_;
  const std::vector<Customer> customers_;
  Time today_;
  std::int64_t posts_ = 0;
  std::int64_t messages_ = 0;
  std::map<std::string, std::int64_t> moved_;
};

}  // namespace

Result<std::int64_t> live_healthy_days(LocalApi& api, StoryClock& clock,
                                       const HealthySettings& settings) {
  return HealthyDays(api, clock, settings).live();
}

}  // namespace kith::host::demo
