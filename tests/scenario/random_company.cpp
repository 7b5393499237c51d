// SPDX-License-Identifier: Apache-2.0
#include "random_company.h"

#include <fmt/format.h>

#include "events/tests/tally_module.h"

namespace kith::scenario {
namespace {

using http::Method;

/// Whether a command may be refused so: somebody else came first, a rule of the domain, a role.
bool may_be_refused(ErrorCode code) {
  switch (code) {
    case ErrorCode::forbidden:
    case ErrorCode::not_found:
    case ErrorCode::conflict:
    case ErrorCode::stale:
    case ErrorCode::locked:
    case ErrorCode::rule: return true;
    default: return false;
  }
}

}  // namespace

const std::vector<RandomCompany::Choice>& RandomCompany::choices() {
  using Self = RandomCompany;
  static const std::vector<Choice> all = {
      {80, "write anew", &Self::write_anew},
      {110, "answer in a thread", &Self::answer_in_thread},
      {25, "answer elsewhere", &Self::answer_elsewhere},
      {20, "answer what has not come", &Self::answer_what_has_not_come},
      {25, "come late", &Self::come_late},
      {20, "come out of order", &Self::come_out_of_order},
      {50, "edit", &Self::edit},
      {35, "take back", &Self::take_back},
      {30, "come again", &Self::come_again},
      {10, "import history", &Self::import_history},
      {10, "come back from the network", &Self::come_back_from_the_network},
      {70, "edit a conversation", &Self::edit_conversation},
      {70, "work on a case", &Self::work_on_case},
      {30, "write a note", &Self::write_note},
      {80, "write a reply", &Self::write_reply},
      {30, "undo a reply", &Self::undo_reply},
      {50, "merge conversations", &Self::merge_conversations},
      {40, "unmerge a conversation", &Self::unmerge_conversation},
      {25, "merge persons", &Self::merge_persons},
      {20, "unmerge a person", &Self::unmerge_person},
      {4, "erase a person", &Self::erase_person},
      {15, "ask a handoff", &Self::ask_handoff},
      {15, "move a handoff", &Self::move_handoff},
      {12, "make a promise", &Self::make_promise},
      {12, "settle a promise", &Self::settle_promise},
      {20, "note a touch", &Self::note_touch},
      {8, "take a touch back", &Self::take_touch_back},
      {5, "note an opt-out", &Self::note_opt_out},
      {4, "end an opt-out", &Self::end_opt_out},
      {60, "work on a request", &Self::work_on_request},
      {15, "look at a wish", &Self::look_at_wish},
      {20, "settle a draft", &Self::settle_draft},
      {5, "change a policy", &Self::change_policy},
      {3, "change the calendar", &Self::change_calendar},
      {4, "change the survey", &Self::change_survey},
      {12, "answer a survey", &Self::answer_survey},
      {4, "judge an audited message", &Self::judge_audit},
      {8, "change a watch", &Self::change_watch},
      {20, "move an episode", &Self::move_episode},
      {20, "correct a mention", &Self::correct_mention},
      {3, "change an audience", &Self::change_audience},
      {6, "name an owner", &Self::name_owner},
      {4, "override the gate", &Self::override_gate},
      {6, "tell a story", &Self::tell_story},
      {90, "let time pass", &Self::let_time_pass},
      {40, "let the lanes run", &Self::let_lanes_run},
      {60, "let all settle", &Self::let_all_settle},
      {60, "carry replies", &Self::carry_replies},
      {12, "look replies up", &Self::look_replies_up},
      {10, "break the tally", &Self::break_tally},
      {10, "mend the tally", &Self::mend_tally},
      {4, "work figures out", &Self::work_figures_out},
      {2, "restart", &Self::restart},
  };
  return all;
}

void RandomCompany::act() {
  int whole = 0;
  for (const Choice& each : choices()) {
    whole += each.weight;
  }
  std::int64_t place = below(whole);
  for (const Choice& each : choices()) {
    place -= each.weight;
    if (place >= 0) {
      continue;
    }
    last_ = each.name;
    const Result<void> outcome = (this->*each.act)();
    Deeds& deeds = deeds_[each.name];
    ++(outcome ? deeds.done : deeds.refused);
    if (!outcome && !may_be_refused(outcome.error().code)) {
      throw std::runtime_error(last_ + ": " + outcome.error().message + " " +
                               outcome.error().detail);
    }
    return;
  }
}

const support::Colleague& RandomCompany::somebody() {
  if (one_in(5)) {
    return world_.colleagues()[static_cast<std::size_t>(
        below(static_cast<std::int64_t>(world_.colleagues().size())))];
  }
  return world_.colleague(one_in(3) ? "administrator" : "agent");
}

std::int64_t RandomCompany::any_of(const std::string& rows) {
  const std::int64_t count = world_.number("SELECT count(*) FROM " + rows);
  if (count == 0) {
    return 1;
  }
  const std::int64_t place = below(one_in(4) ? count : std::min<std::int64_t>(count, 30));
  return world_.number(
      fmt::format("SELECT id FROM {} ORDER BY id DESC LIMIT 1 OFFSET {}", rows, place));
}

std::int64_t RandomCompany::any_conversation() {
  return any_of(one_in(15) ? "conversation" : "conversation WHERE merged_into = 0");
}

std::int64_t RandomCompany::revision_of(const std::string& table, std::int64_t id) {
  const std::int64_t revision =
      world_.number(fmt::format("SELECT revision FROM {} WHERE id = {}", table, id));
  return one_in(12) ? revision + 1 : revision;
}

Result<void> RandomCompany::send(support::Request request) {
  last_ += fmt::format(" {} {}", request.target, request.body);
  const support::Colleague& who = somebody();
  if (request.method == Method::post && one_in(8)) {
    request.repeat_key = fmt::format("key-{}", below(1'000'000'000));
    const http::Response first = world_.send(who, request);
    const http::Response again = world_.send(who, request);
    if (first.status < 300 && again.status >= 300) {
      return std::unexpected(
          Error{ErrorCode::internal, "A repeated request was refused.", again.body});
    }
    return first.status < 300 ? Result<void>() : std::unexpected(host::error_of(first));
  }
  return world_.tell(who, request);
}

Result<void> RandomCompany::change_policy() {
  const std::string name = fmt::format("Policy {}", below(4));
  const std::int64_t id =
      world_.number(fmt::format("SELECT id FROM service_policy WHERE name = '{}'", name));
  const std::string minutes = fmt::format(
      R"("first_reply_minutes": {}, "next_reply_minutes": {}, "resolution_minutes": {}, )"
      R"("business_hours": {})",
      1 + below(600), 1 + below(600), 1 + below(6000), one_in(2));
  if (id == 0) {
    constexpr const char* priorities[] = {R"("low")", R"("high")", R"("urgent")", "null"};
    const std::string priority = priorities[below(4)];
    return send(
        {.method = Method::post,
         .target = "/service/policies",
         .body = fmt::format(
             R"({{"name": "{}", {}{}}})", name,
             priority == "null" ? std::string() : fmt::format(R"("priority": {}, )", priority),
             minutes)});
  }
  return send({.method = Method::patch,
               .target = fmt::format("/service/policies/{}", id),
               .body = fmt::format("{{{}}}", minutes),
               .revision = revision_of("service_policy", id)});
}

Result<void> RandomCompany::change_calendar() {
  const std::int64_t opens = below(10);
  return send(
      {.method = Method::put,
       .target = "/service/calendar",
       .body = fmt::format(
           R"({{"zone": "UTC", "hours": [{{"weekday": "monday", "opens": "0{}:00", )"
           R"("closes": "18:30"}}, {{"weekday": "thursday", "opens": "10:00", "closes": "00:00"}}], )"
           R"("holidays": ["2026-10-0{}"]}})",
           opens, 1 + below(9)),
       .revision = world_.number("SELECT coalesce(max(revision), 0) FROM service_calendar")});
}

Result<void> RandomCompany::let_time_pass() {
  using std::chrono::minutes;
  world_.clock.advance(one_in(10)  ? minutes(below(3 * 24 * 60))
                       : one_in(3) ? minutes(below(180))
                                   : Duration{below(60'000'000)});
  return {};
}

Result<void> RandomCompany::let_lanes_run() {
  world_.step_lanes();
  return {};
}

Result<void> RandomCompany::let_all_settle() {
  world_.run_until_idle();
  return {};
}

Result<void> RandomCompany::carry_replies() {
  channel_.carry(static_cast<int>(1 + below(5)));
  return {};
}

Result<void> RandomCompany::look_replies_up() {
  channel_.look_up();
  return {};
}

Result<void> RandomCompany::break_tally() {
  KITH_CHECK(answer_in_thread());
  tally::orders.fail_on.insert(posts_.back().message.value);
  return {};
}

Result<void> RandomCompany::mend_tally() {
  const std::int64_t sequence = world_.number(
      "SELECT sequence FROM bus_hold WHERE state = 'parked' ORDER BY sequence LIMIT 1");
  if (sequence == 0) {
    return fail(ErrorCode::not_found, "Nothing is parked.");
  }
  if (!one_in(3)) {
    tally::orders.fail_on.clear();
  }
  return world_.tell(
      world_.colleague("administrator"),
      {.method = Method::post,
       .target = fmt::format("/parked/tally/{}/{}", sequence, one_in(4) ? "skip" : "replay"),
       .body = "{}"});
}

// Days of the past are worked out by whoever may; the modules must have heard of everything.
Result<void> RandomCompany::work_figures_out() {
  world_.run_until_idle();
  return world_.tell(world_.colleague("administrator"),
                     {.method = Method::post,
                      .target = "/figures/days",
                      .body = fmt::format(R"({{"days": {}}})", 1 + below(12))});
}

Result<void> RandomCompany::restart() {
  world_.restart();
  return {};
}

}  // namespace kith::scenario
