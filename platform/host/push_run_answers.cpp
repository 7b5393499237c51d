// SPDX-License-Identifier: Apache-2.0
#include "channels/api/push_outcome.h"
#include "conversation/outbox.h"
#include "host/push_run.h"

namespace kith::host {
namespace {

using channels::api::PushAnswer;
using channels::api::PushEnd;
using channels::api::PushOutcome;
using conversation::ChannelPush;
using conversation::PushAttempt;
using conversation::PushState;
using conversation::PushVerdict;

PushAnswer answer_of(const PushMailbox::Answer& answer) {
  if (answer.response) {
    return {.end = PushEnd::answered,
            .status = answer.response->status,
            .retry_after = answer.response->header("retry-after"),
            .body = answer.response->body};
  }
  const ErrorCode code = answer.response.error().code;
  if (code == ErrorCode::rule || code == ErrorCode::invalid) {
    return {.end = PushEnd::forbidden};
  }
  return {.end = answer.has_left ? PushEnd::lost : PushEnd::not_begun};
}

// A reply that was reported on by somebody else meanwhile, or is gone, is settled already.
Result<void> unless_settled(Result<void> recorded) {
  const bool is_settled = !recorded && (recorded.error().code == ErrorCode::conflict ||
                                        recorded.error().code == ErrorCode::not_found);
  return is_settled ? Result<void>() : recorded;
}

}  // namespace

// What the store cannot take now is kept for the next time: the receiver has it already.
bool PushRun::settle_answers() {
  std::deque<PushMailbox::Answer> answers = std::exchange(unrecorded_, {});
  {
    const std::lock_guard lock(mailbox_->mutex);
    for (PushMailbox::Answer& answer : mailbox_->answers) {
      answers.push_back(std::move(answer));
    }
    mailbox_->answers.clear();
  }
  bool did = false;
  for (PushMailbox::Answer& answer : answers) {
    const Result<void> settled = settle(answer);
    did = did || settled.has_value();
    if (!settled) {
      services_.log.warning("push.waits", {{"workspace", workspace_.value},
                                           {"channel", answer.pushed.channel.value},
                                           {"detail", settled.error().detail}});
      unrecorded_.push_back(std::move(answer));
    }
  }
  return did;
}

Result<void> PushRun::settle(PushMailbox::Answer& answer) {
  Pushed& pushed = answer.pushed;
  PushOutcome outcome = channels::api::outcome_of(answer_of(answer));
  const Time now = services_.clock.now();
  if (outcome.verdict == PushVerdict::again && pushed.reply &&
      now - pushed.due_at >= channels::api::longest_pushing) {
    outcome = {.verdict = PushVerdict::failed, .reason = "gave_up"};
  }
  const PushAttempt attempt{.channel = pushed.channel,
                            .reply = pushed.reply,
                            .started_at = pushed.started_at,
                            .duration = answer.took,
                            .status = answer.response ? answer.response->status : 0,
                            .verdict = outcome.verdict,
                            .reason = outcome.reason};
  ChannelState& state = state_of(pushed.channel, "");
  const channels::api::PushBreaker before = state.breaker;
  note_in_breaker(pushed, outcome);
  const Result<std::int64_t> recorded = record(pushed, outcome, attempt);
  if (!recorded && recorded.error().code == ErrorCode::unavailable) {
    state.breaker = before;
    return std::unexpected(recorded.error());
  }
  if (!recorded) {
    services_.log.error("push.unrecorded", {{"workspace", workspace_.value},
                                            {"channel", pushed.channel.value},
                                            {"detail", recorded.error().detail}});
  }
  --state.under_way;
  if (pushed.tested) {
    pushed.tested(recorded ? Result<conversation::PushAttemptView>(
                                 conversation::view_of_test(*recorded, attempt))
                           : std::unexpected(recorded.error()));
  }
  return {};
}

void PushRun::note_in_breaker(const Pushed& pushed, const PushOutcome& outcome) {
  channels::api::PushBreaker& breaker = channels_[pushed.channel].breaker;
  const Duration now = services_.clock.steady();
  const bool has_failed =
      outcome.verdict == PushVerdict::again || outcome.verdict == PushVerdict::unknown;
  if (outcome.verdict == PushVerdict::sent) {
    breaker.succeeded();
  } else if (has_failed && pushed.reply) {
    breaker.failed(now);
  }
  if (outcome.wait > Duration{}) {
    breaker.rest(now, outcome.wait);
  }
}

Result<std::int64_t> PushRun::record(const Pushed& pushed, const PushOutcome& outcome,
                                     const PushAttempt& attempt) {
  std::int64_t number = 0;
  const bool is_open = channels_[pushed.channel].breaker.is_open();
  const Duration wait =
      std::max(outcome.wait, channels::api::push_backoff(pushed.attempts, services_.random));
  const auto record_reply = [&](store::Transaction& transaction) -> Result<void> {
    switch (outcome.verdict) {
      case PushVerdict::sent:
        return conversation::record_sent(
            transaction, pushed.reply,
            {.native_id = outcome.native_id, .posted_at = outcome.posted_at}, services_.keys);
      case PushVerdict::again:
        return conversation::retry(transaction, pushed.reply, transaction.now() + wait,
                                   outcome.reason);
      case PushVerdict::failed:
        return conversation::record_failed(transaction, pushed.reply, outcome.reason);
      case PushVerdict::unknown:
        return conversation::record_unknown(transaction, pushed.reply, outcome.reason);
    }
    return {};
  };
  KITH_TRY(services_.writer.run(
      store::Urgency::person, [&](store::Transaction& transaction) -> Result<void> {
        number = KITH_TRY(conversation::add_attempt(transaction, attempt));
        if (pushed.reply) {
          KITH_CHECK(unless_settled(record_reply(transaction)));
        }
        ChannelPush push = KITH_TRY(conversation::load_push(transaction.reader(), pushed.channel));
        if (push.state != PushState::on) {
          return {};
        }
        if (outcome.is_gone) {
          push.state = PushState::gone;
          return conversation::save_push(transaction, {}, push);
        }
        return conversation::note_health(
            transaction, pushed.channel,
            is_open ? conversation::health_push_failing : conversation::health_ok);
      }));
  return number;
}

}  // namespace kith::host
