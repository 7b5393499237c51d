// SPDX-License-Identifier: Apache-2.0
#include "conversation/routes.h"

#include "conversation/channels_api.h"
#include "conversation/conversation_detail.h"
#include "conversation/conversations_api.h"
#include "conversation/drafts_api.h"
#include "conversation/handoffs_api.h"
#include "conversation/messages_api.h"
#include "conversation/permissions.h"
#include "conversation/persons_api.h"
#include "conversation/promises_api.h"
#include "conversation/push_api.h"
#include "conversation/search_api.h"

namespace kith::conversation {
namespace {

using enum HttpMethod;

constexpr Route all_routes[] = {
    query<&list_conversations>(get, "/conversations", conversation_read,
                               "Lists conversations, by filter or by id."),
    query<&get_conversation>(get, "/conversations/{conversation_id}", conversation_read,
                             "One conversation with all that stands beside its thread."),
    command<&edit_conversation, &edited_conversation>(
        patch, "/conversations/{conversation_id}", conversation_change,
        "Moves a conversation along, assigns or labels it."),
    query<&list_messages>(get, "/conversations/{conversation_id}/messages", conversation_read,
                          "The messages of a conversation and all its parts."),
    command<&write_reply, &written_reply>(post, "/conversations/{conversation_id}/replies",
                                          message_reply, "Answers the people of a conversation."),
    command<&write_note, &written_note>(post, "/conversations/{conversation_id}/notes", note_write,
                                        "Leaves a note for colleagues."),
    command<&merge_conversation, &merged_conversation>(
        post, "/conversations/{conversation_id}/merge", conversation_merge,
        "Makes a conversation part of another."),
    command<&unmerge_conversation, &unmerged_conversation>(
        post, "/conversations/{conversation_id}/unmerge", conversation_merge,
        "Takes a conversation out of the one it is part of."),
    query<&search_messages>(get, "/search", conversation_read,
                            "Finds messages by their words, newest first or best first."),
    query<&some_messages>(get, "/messages", conversation_read, "Messages by their ids."),
    command<&undo_reply, &undone_reply>(post, "/messages/{message_id}/undo", message_reply,
                                        "Takes a reply back that has not left yet."),
    query<&get_person>(get, "/persons/{person_id}", person_read,
                       "One person and where they are known."),
    query<&list_conversations_of_person>(get, "/persons/{person_id}/conversations",
                                         conversation_read, "The conversations of a person."),
    command<&merge_person, &merged_person>(post, "/persons/{person_id}/merge", person_merge,
                                           "Makes one person of two."),
    command<&unmerge_person, &unmerged_person>(post, "/persons/{person_id}/unmerge", person_merge,
                                               "Makes two persons of one again."),
    query<&list_handoffs>(get, "/handoffs", handoff_read, "What a department still owes."),
    query<&get_handoff>(get, "/handoffs/{handoff_id}", handoff_read, "One handoff."),
    command<&ask_handoff, &asked_handoff>(post, "/handoffs", handoff_ask,
                                          "Asks another department."),
    command<&move_handoff, &moved_handoff>(patch, "/handoffs/{handoff_id}", handoff_answer,
                                           "Moves a handoff on."),
    query<&list_drafts>(get, "/drafts", conversation_read, "Replies that wait to be sent."),
    query<&get_draft>(get, "/drafts/{draft_id}", conversation_read, "One draft."),
    command<&add_draft_reply, &added_draft>(post, "/conversations/{conversation_id}/drafts",
                                            message_reply, "Proposes a reply."),
    command<&edit_draft, &edited_draft>(patch, "/drafts/{draft_id}", message_reply,
                                        "Changes what a draft says."),
    command<&send_draft, &sent_draft>(post, "/drafts/{draft_id}/send", message_reply,
                                      "Sends a draft as a reply."),
    command<&discard_draft>(del, "/drafts/{draft_id}", message_reply, "Discards a draft."),
    query<&list_promises>(get, "/promises", promise_read, "Promises by their due time."),
    query<&get_promise>(get, "/promises/{promise_id}", promise_read, "One promise."),
    command<&make_promise, &made_promise>(post, "/promises", promise_make, "Notes a promise."),
    command<&settle_promise, &settled_promise>(patch, "/promises/{promise_id}", promise_settle,
                                               "Says how a promise ended."),
    query<&list_channels>(get, "/channels", channel_read, "All channels."),
    command<&add_channel, &added_channel>(post, "/channels", channel_manage,
                                          "Connects a channel of the kind api."),
    query<&get_push>(get, "/channels/{channel_id}/push", channel_manage,
                     "Where the replies of a channel are pushed."),
    query<&list_push_attempts>(get, "/channels/{channel_id}/push/attempts", channel_manage,
                               "The newest pushes of a channel and what became of them."),
};

}  // namespace

std::span<const Route> routes() {
  return all_routes;
}

}  // namespace kith::conversation
