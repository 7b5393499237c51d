// SPDX-License-Identifier: Apache-2.0
#include "case.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "clocks.h"

namespace kith::service {
namespace {

/// Whether the clocks stand still: the customer's turn, or nobody's.
bool holds_clocks(Status status) {
  return status == Status::pending || status == Status::resolved;
}

bool is_among(ConversationId thread, const std::vector<ConversationId>& threads) {
  return std::ranges::find(threads, thread) != threads.end();
}

MessageId after(MessageId message) {
  return {message.value + 1};
}

}  // namespace

CaseState Case::state() const {
  if (merged_into) {
    return CaseState::merged;
  }
  if (!is_opened()) {
    return CaseState::none;
  }
  if (status == Status::resolved) {
    return CaseState::resolved;
  }
  return waiting_since ? CaseState::waiting : CaseState::answered;
}

bool Case::is_running() const {
  return is_opened() && !is_history() && !merged_into && !paused_since;
}

bool Case::is_overdue() const {
  return is_running() && ((waiting_since && targets.reply_is_late) || targets.resolution_missed);
}

Time Case::due_at() const {
  if (!targets.reply_due || !targets.resolution_due) {
    return std::max(targets.reply_due, targets.resolution_due);
  }
  return std::min(targets.reply_due, targets.resolution_due);
}

bool Case::has_asked(MessageId message) const {
  return std::ranges::find(asks, message, &Ask::message) != asks.end();
}

void Case::open(const Ask& ask, Origin origin, Sequence event) {
  opening = {event, ask.asked_at, ask.message, ask.thread, origin};
  replies = 0;
  first_reply = {};
  resolution = {};
  targets = {};
}

void Case::add(Ask ask) {
  const auto place = std::ranges::lower_bound(asks, ask.message, {}, &Ask::message);
  asks.insert(place, ask);
  if (asks.size() > most_open_asks) {
    const MessageId oldest = asks.front().message;
    left_out = left_out ? std::min(left_out, oldest) : oldest;
    asks.erase(asks.begin());
  }
}

void Case::change_left_out(AskChange change) {
  if (left_out) {
    change.message = left_out;
    change.conversation = conversation;
    ask_changes.push_back(change);
  }
}

void Case::begin_wait(Time since) {
  if (since == waiting_since) {
    return;
  }
  waiting_since = since;
  targets.reply_due = {};
  targets.reply_is_late = false;
  (since ? effects.sets_targets : effects.ends_wait) = true;
}

void Case::wait_for_oldest() {
  Time oldest;
  for (const Ask& ask : asks) {
    if (ask.state == AskState::waiting) {
      oldest = oldest ? std::min(oldest, ask.asked_at) : ask.asked_at;
    }
  }
  begin_wait(oldest);
}

void Case::ask(Ask ask, Origin origin, Sequence event) {
  last_inbound = std::max(last_inbound, ask.message);
  if (!is_opened() || (is_history() && origin == Origin::live)) {
    open(ask, origin, event);
  }
  ask.state = origin == Origin::live ? AskState::waiting : AskState::let_go;
  add(ask);
  if (origin == Origin::live) {
    begin_wait(waiting_since ? std::min(waiting_since, ask.asked_at) : ask.asked_at);
  }
}

void Case::let_go() {
  for (Ask& ask : asks) {
    if (std::exchange(ask.state, AskState::let_go) == AskState::waiting) {
      ask_changes.push_back({.message = ask.message, .state = AskState::let_go});
    }
  }
  change_left_out({.state = AskState::let_go, .until = after(last_inbound)});
  begin_wait({});
}

void Case::let_go(MessageId message) {
  const auto ask = std::ranges::find(asks, message, &Ask::message);
  if (ask == asks.end() ? may_leave_out(message) : ask->state == AskState::waiting) {
    ask_changes.push_back({.message = message, .state = AskState::let_go});
  }
  if (ask == asks.end() || std::exchange(ask->state, AskState::let_go) != AskState::waiting) {
    return;
  }
  if (ask->asked_at == waiting_since) {
    wait_for_oldest();
  }
}

void Case::withdraw(MessageId message) {
  let_go(message);
  if (std::erase_if(asks, [&](const Ask& ask) { return ask.message == message; }) > 0 ||
      may_leave_out(message)) {
    ask_changes.push_back({.message = message, .state = AskState::withdrawn});
  }
}

std::vector<Ask> Case::answer(const Reply& reply) {
  last_reply = std::max(last_reply, reply.message);
  ++replies;
  const auto later = std::ranges::lower_bound(asks, reply.message, {}, &Ask::message);
  std::vector<Ask> answered(asks.begin(), later);
  asks.erase(asks.begin(), later);
  for (const Ask& ask : answered) {
    ask_changes.push_back({.message = ask.message,
                           .state = AskState::answered,
                           .answered_at = reply.at,
                           .answered_by = reply.message});
  }
  if (may_leave_out(reply.message)) {
    change_left_out({.state = AskState::answered,
                     .answered_at = reply.at,
                     .answered_by = reply.message,
                     .until = reply.message});
    left_out = answered.empty() ? reply.message : MessageId{};
  }
  if (!answered.empty() || (waiting_since && asks.empty())) {
    answer_opening(reply);
    wait_for_oldest();
  }
  return answered;
}

void Case::answer_opening(const Reply& reply) {
  if (!is_opened() || first_reply.at) {
    return;
  }
  const Duration took = running_time(nullptr, opening.at, clock_at(reply.at), pauses);
  first_reply = {reply.at, reply.member, reply.message, whole_minutes(took), std::nullopt};
  effects.is_first_reply = !is_history();
}

void Case::set_status(Status to, Time at, Cause cause) {
  if (to == status) {
    return;
  }
  const Status from = std::exchange(status, to);
  if (from == Status::resolved) {
    const bool counts = resolution.at && is_opened() && cause != Cause::merge;
    resolution = {.reopened = resolution.reopened + (counts ? 1 : 0)};
  }
  if (holds_clocks(to) && !paused_since) {
    stop_clocks(at);
  } else if (!holds_clocks(to) && paused_since) {
    start_clocks(at);
  }
  if (to == Status::resolved) {
    let_go();
    resolution.at = at;
    if (is_opened() && !is_history()) {
      resolution.minutes = whole_minutes(running_time(nullptr, opening.at, clock_at(at), pauses));
      effects.resolves = cause != Cause::merge;
    }
  }
}

void Case::stop_clocks(Time at) {
  paused_since = at;
  targets.reply_due = {};
  targets.resolution_due = {};
  effects.stops_clocks = true;
}

void Case::start_clocks(Time at) {
  if (paused_since < at) {
    pauses.push_back({paused_since, at});
    if (pauses.size() > most_pauses) {
      pauses.erase(pauses.begin());
    }
  }
  paused_since = {};
  effects.sets_targets = true;
}

void Case::wait_since(Time since, Sequence event) {
  if (!since) {
    let_go();
    return;
  }
  if (!is_opened() || is_history()) {
    open({last_inbound, conversation, since}, Origin::live, event);
  }
  begin_wait(since);
}

void Case::merge_into(ConversationId whole) {
  merged_into = whole;
  targets.reply_due = {};
  targets.resolution_due = {};
  effects.stops_clocks = true;
}

void Case::absorb(Case& part) {
  for (const Ask& ask : std::exchange(part.asks, {})) {
    add(ask);
    ask_changes.push_back({.message = ask.message, .state = ask.state, .moved_to = conversation});
  }
  if (const MessageId oldest = std::exchange(part.left_out, {})) {
    ask_changes.push_back({.message = oldest,
                           .moved_to = conversation,
                           .until = after(part.last_inbound),
                           .conversation = part.conversation});
    left_out = left_out ? std::min(left_out, oldest) : oldest;
  }
  last_inbound = std::max(last_inbound, part.last_inbound);
  last_reply = std::max(last_reply, part.last_reply);
  if (part.is_opened() && (!is_opened() || (is_history() && !part.is_history()))) {
    opening = part.opening;
    first_reply = part.first_reply;
  }
  effects.sets_targets = true;
}

std::vector<Ask> Case::release(Case& part, const std::vector<ConversationId>& threads,
                               Sequence event) {
  const auto is_given = [&](const Ask& ask) { return is_among(ask.thread, threads); };
  std::vector<Ask> released;
  std::ranges::copy_if(asks, std::back_inserter(released), is_given);
  std::erase_if(asks, is_given);
  for (const Ask& ask : released) {
    ask_changes.push_back(
        {.message = ask.message, .state = ask.state, .moved_to = part.conversation});
  }
  for (const ConversationId thread : threads) {
    change_left_out(
        {.moved_to = part.conversation, .until = after(last_inbound), .thread = thread});
  }
  part.left_out = left_out;
  effects.sets_targets = true;
  if (is_opened() && is_among(opening.thread, threads)) {
    const Origin origin = opening.origin;
    opening = {};
    first_reply = {};
    targets = {};
    if (!asks.empty()) {
      open(asks.front(), origin, event);
    }
  }
  return released;
}

void Case::stand_alone(const std::vector<Ask>& own) {
  merged_into = {};
  for (const Ask& ask : own) {
    add(ask);
  }
  effects.sets_targets = true;
}

}  // namespace kith::service
