// SPDX-License-Identifier: Apache-2.0
#include "channels/api/push_outcome.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/described_reader.h"

namespace kith::channels::api {
namespace {

using conversation::PushVerdict;

constexpr Duration longest_backoff = std::chrono::hours(1);
constexpr std::int64_t longest_wait_seconds = 24 * 3600;
constexpr std::size_t longest_native_id = 2048;

/// What a receiver may say of a reply that it took.
struct PushTaken {
  std::string native_id;
  std::string uri;
  std::optional<Time> posted_at;

  static consteval auto describe() {
    return described(
        "What a receiver says of a reply that it took.",
        field<&PushTaken::native_id>("The network's own id.", length{0, 2048}, defaults),
        field<&PushTaken::uri>("Its lasting address.", length{0, 2048}, defaults),
        field<&PushTaken::posted_at>("When it was posted, where that time stays the same."));
  }
};

// A post is known by its uri where it has one, as intake has it.
void read_taken(std::string_view body, PushOutcome& outcome) {
  if (!body.starts_with('{')) {
    return;
  }
  Result<PushTaken> taken = read_json<PushTaken>(body, Strictness::tolerant);
  if (!taken) {
    return;
  }
  std::string& known_by = taken->uri.empty() ? taken->native_id : taken->uri;
  if (known_by.size() <= longest_native_id) {
    outcome.native_id = std::move(known_by);
    outcome.posted_at = taken->posted_at.value_or(Time{});
  }
}

// In seconds; a date is taken for nothing.
Duration wait_in(std::string_view retry_after) {
  std::int64_t seconds = 0;
  const auto read =
      std::from_chars(retry_after.data(), retry_after.data() + retry_after.size(), seconds);
  const bool is_whole =
      read.ec == std::errc() && read.ptr == retry_after.data() + retry_after.size();
  if (!is_whole || seconds < 0) {
    return {};
  }
  return std::chrono::seconds(std::min(seconds, longest_wait_seconds));
}

bool is_for_later(int status) {
  return status == 408 || status == 425 || status == 429 || status >= 500;
}

PushOutcome outcome_of_status(const PushAnswer& answer) {
  if (answer.status >= 200 && answer.status < 300) {
    PushOutcome taken{.verdict = PushVerdict::sent};
    read_taken(answer.body, taken);
    return taken;
  }
  PushOutcome outcome{.reason = fmt::format("http_{}", answer.status)};
  if (is_for_later(answer.status)) {
    outcome.verdict = PushVerdict::again;
    outcome.wait = wait_in(answer.retry_after);
  } else {
    outcome.verdict = PushVerdict::failed;
    outcome.is_gone = answer.status == 410;
  }
  return outcome;
}

}  // namespace

PushOutcome outcome_of(const PushAnswer& answer) {
  switch (answer.end) {
    case PushEnd::answered: return outcome_of_status(answer);
    case PushEnd::not_begun: return {.verdict = PushVerdict::again, .reason = "not_reached"};
    case PushEnd::lost: return {.verdict = PushVerdict::unknown, .reason = "no_answer"};
    case PushEnd::forbidden:
      return {.verdict = PushVerdict::failed, .reason = "address_not_allowed"};
  }
  return {.verdict = PushVerdict::unknown, .reason = "no_answer"};
}

Duration push_backoff(std::int64_t attempts, Random& random) {
  const auto doublings = std::clamp<std::int64_t>(attempts - 1, 0, 20);
  const Duration middle =
      std::min<Duration>(std::chrono::seconds(1) * (std::int64_t{1} << doublings), longest_backoff);
  const auto spread = static_cast<std::uint64_t>(middle.count()) / 2;
  return middle * 3 / 4 + Duration(static_cast<std::int64_t>(random.below(spread + 1)));
}

}  // namespace kith::channels::api
