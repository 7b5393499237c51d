// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include <kith/id.h>
#include <kith/time.h>

/// What people say of the company to others, message by message.
namespace kith::marketing {

/// What a message does. `recommends` and `warns_off` are acts: their writer tells others to trust,
/// try or buy, or not to. `unknown` speaks of us, and nobody can say which way. Numbers are stored:
/// append.
enum class MentionKind : std::uint8_t { none, recommends, warns_off, praises, complains, unknown };

/// What its writer knows of us from living with it. `detail`: something that only who was there can
/// tell. `verified`: a customer beyond doubt. Numbers are stored: append.
enum class Experience : std::uint8_t { none, bare, detail, verified };

/// Whether somebody has anything of saying so. Numbers are stored: append.
enum class Independence : std::uint8_t { earned, rewarded, staff };

/// Who hears what is written on a channel. Numbers are stored: append.
enum class Audience : std::uint8_t { brand, peers };

/// What is said of one message: by its words, or by a colleague.
struct Verdict {
  MentionKind kind = MentionKind::none;
  Experience experience = Experience::none;
  Independence independence = Independence::earned;
  bool operator==(const Verdict&) const = default;
};

/// A message that speaks of us.
struct Mention {
  MessageId message;
  ConversationId thread;
  PersonId person;  ///< of the address that wrote, which no merge changes
  ChannelId channel;
  Time at;                    ///< when it was posted, and never after it was recorded
  std::int64_t revision = 0;  ///< of the text that was read
  Verdict found;              ///< by its words
  Verdict said;               ///< by a colleague, where `corrections` is not 0
  std::int64_t corrections = 0;
  bool answers_us = false;   ///< what stands right before it in its thread is ours
  bool is_prompted = false;  ///< we asked them for it in the 7 days before
  MessageId alike;           ///< a near copy by which it was known for one, 0: none

  /// A colleague's word, else what its words say.
  const Verdict& verdict() const { return corrections > 0 ? said : found; }
};

constexpr bool is_act(MentionKind kind) {
  return kind == MentionKind::recommends || kind == MentionKind::warns_off;
}
constexpr bool is_positive(MentionKind kind) {
  return kind == MentionKind::recommends || kind == MentionKind::praises;
}
constexpr bool is_negative(MentionKind kind) {
  return kind == MentionKind::warns_off || kind == MentionKind::complains;
}

}  // namespace kith::marketing
