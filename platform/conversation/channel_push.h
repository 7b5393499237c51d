// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <kith/id.h>
#include <kith/nouns.h>

#include "events/append.h"
#include "store/transaction.h"

/// Where the replies of a channel are pushed, and what became of each push: the rows, for whoever
/// pushes and for the routes.
namespace kith::conversation {

/// Whether a channel hands its replies over by itself. The numbers are in rows.
enum class PushState : std::uint8_t {
  off,   ///< it is pulled
  on,    ///< each reply is pushed when it is due
  gone,  ///< the receiver said that it is gone for good: nothing is pushed, replies fail
};

/// How a push ended. The numbers are in rows.
enum class PushVerdict : std::uint8_t {
  sent,     ///< the receiver took it
  again,    ///< it did not, and is asked again later
  failed,   ///< it refused for good, or was asked for too long
  unknown,  ///< it may have taken it: nobody heard its answer
};

/// Where one channel is pushed.
struct ChannelPush {
  ChannelId channel;
  std::string url;
  std::string secrets;  ///< sealed; whoever holds the key knows their form
  PushState state = PushState::off;
  Time set_at;
  std::string health;         ///< the channel's
  std::int64_t revision = 0;  ///< the channel's
  bool is_due = false;        ///< a reply waits to be pushed; list_pushes() alone says so
};

/// `not_found` where there is no such channel. One that is pulled has PushState::off.
Result<ChannelPush> load_push(Reader& reader, ChannelId channel);
/// All channels that are not pulled.
Result<std::vector<ChannelPush>> list_pushes(Reader& reader, Time now);

/// Writes url, secrets and state, and counts the channel's revision on; says so in the log. With
/// PushState::off the row goes, and its secrets with it. `rule` on a channel that is not the API's.
Result<void> save_push(store::Transaction& transaction, const events::Actor& actor,
                       const ChannelPush& push);

/// The words for how a channel fares.
inline constexpr std::string_view health_ok = "ok";
inline constexpr std::string_view health_push_failing = "push_failing";
inline constexpr std::string_view health_push_gone = "push_gone";

/// Says how the channel fares now; nothing changes where that is known. No revision counts on.
Result<void> note_health(store::Transaction& transaction, ChannelId channel,
                         std::string_view health);

/// One push, on its way into the list of attempts.
struct PushAttempt {
  ChannelId channel;
  OutboxId reply;  ///< 0: a test
  Time started_at;
  Duration duration{};
  int status = 0;  ///< 0: no answer
  PushVerdict verdict = PushVerdict::sent;
  std::string reason;  ///< a word, "" where it was taken
};

/// Adds it to the list, which keeps the newest ten thousand of a workspace. Returns its number.
Result<std::int64_t> add_attempt(store::Transaction& transaction, const PushAttempt& attempt);

}  // namespace kith::conversation
