// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include <kith/caller.h>

/// What a role may be allowed with the shared nouns.
namespace kith::conversation {

inline constexpr Permission conversation_read{"conversation.thread.read",
                                              "see conversations and their messages"};
inline constexpr Permission conversation_change{
    "conversation.thread.change", "assign, resolve, snooze, prioritise and label conversations"};
inline constexpr Permission conversation_merge{
    "conversation.thread.merge", "make one conversation of two, and two of one again"};
inline constexpr Permission message_reply{"conversation.message.reply",
                                          "answer people, and take an answer back in time"};
inline constexpr Permission note_read{"conversation.note.read",
                                      "see what colleagues note for each other"};
inline constexpr Permission note_write{"conversation.note.write", "leave notes for colleagues"};
inline constexpr Permission person_read{"person.card.read",
                                        "see who people are and where they can be reached"};
inline constexpr Permission person_merge{"person.card.merge",
                                         "make one person of two, and two of one again"};
inline constexpr Permission handoff_read{"conversation.handoff.read",
                                         "see what departments ask of each other"};
inline constexpr Permission handoff_ask{"conversation.handoff.ask", "ask another department"};
inline constexpr Permission handoff_answer{"conversation.handoff.answer",
                                           "decide, do and report what a department was asked"};
inline constexpr Permission promise_read{"conversation.promise.read",
                                         "see what was promised to whom"};
inline constexpr Permission promise_make{"conversation.promise.make",
                                         "promise something to a customer"};
inline constexpr Permission promise_settle{"conversation.promise.settle",
                                           "say that a promise was kept, broken or released"};
inline constexpr Permission channel_read{"channel.account.read",
                                         "see which channels are connected"};
inline constexpr Permission channel_manage{"channel.account.manage", "connect channels"};

inline constexpr const Permission* conversation_permissions[] = {
    &conversation_read, &conversation_change, &conversation_merge, &message_reply,
    &note_read,         &note_write,          &person_read,        &person_merge,
    &handoff_read,      &handoff_ask,         &handoff_answer,     &promise_read,
    &promise_make,      &promise_settle,      &channel_read,       &channel_manage};

}  // namespace kith::conversation
