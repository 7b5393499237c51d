// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

/// The words of the shared nouns. Stored and sent by word; the numbers in rows are stored too:
/// append, never renumber.
namespace kith {

/// The workflow that every department shares.
enum class Status : std::uint8_t { open, pending, snoozed, resolved };

/// How soon a conversation should be seen to, by a colleague's judgement.
enum class Priority : std::uint8_t { none, low, medium, high, urgent };

/// Who speaks to whom in a message.
enum class Direction : std::uint8_t {
  inbound,   ///< somebody outside wrote it
  outbound,  ///< the company wrote it, and it leaves or left
  note,      ///< colleagues among themselves; never leaves
};

/// How far a reply has come.
enum class Delivery : std::uint8_t {
  none,     ///< not a reply of ours
  held,     ///< waits for its time to undo, or for its schedule
  sending,  ///< handed to the channel, which has not answered
  sent,     ///< the network took it
  unknown,  ///< the network did not say; looked up before anything is sent again
  failed,   ///< the network refused it, or attempts ran out
  undone,   ///< taken back before it left
};

/// Why a conversation's status changed.
enum class Cause : std::uint8_t { member, message, timer, merge, module };

}  // namespace kith
