// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/caller.h>

/// The permissions of what the host itself serves.
namespace kith::host {

inline constexpr Permission message_intake{"message.post.intake", "hand in posts of any network"};
inline constexpr Permission file_upload{
    "conversation.file.upload", "upload files, to send them with an answer or hand them in"};
inline constexpr Permission outbox_take{"message.outbox.take",
                                        "carry replies out and report what became of them"};
inline constexpr Permission parked_read{"bus.parked.read", "see events that could not be handled"};
inline constexpr Permission parked_change{"bus.parked.change",
                                          "replay or skip events that could not be handled"};
inline constexpr Permission person_erase{"person.data.erase", "erase a person's data for good"};

inline constexpr const Permission* host_permissions[] = {
    &message_intake, &file_upload, &outbox_take, &parked_read, &parked_change, &person_erase};

}  // namespace kith::host
