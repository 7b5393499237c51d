// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>

#include <kith/caller.h>
#include <kith/id.h>

#include "base/hash.h"
#include "conversation/mints.h"
#include "store/blob_folder.h"
#include "store/transaction.h"

/// Files: uploaded by somebody, attached to one message or more, gone with the last one. Their
/// bytes lie in the workspace's BlobFolder under their hash; the rows here say what they are.
namespace kith::conversation {

/// The word of an attachment whose bytes are here.
inline constexpr std::string_view stored_state = "stored";
/// What somebody may have uploaded and not attached: more is `too_many`. The machine's owner may
/// have any number.
inline constexpr std::int64_t most_waiting_files = 200;
inline constexpr std::int64_t most_waiting_bytes = std::int64_t{512} << 20;
/// How long an upload waits for its message.
inline constexpr Duration upload_lifetime = std::chrono::hours(24);

/// A file that was put into the blob folder.
struct NewUpload {
  MemberId member;
  std::string name;
  std::string_view media_type;
  std::int64_t bytes = 0;
  Sha256 sha256{};
};

/// Notes an upload. `conflict` when its bytes are not in `blobs`: they were removed since they were
/// put there, and are to be put again.
Result<AttachmentId> add_upload(store::Transaction& transaction, Mints& mints,
                                const store::BlobFolder& blobs, const NewUpload& upload);

/// Whether this member has an upload of this number that belongs to no message yet.
Result<bool> has_upload(Reader& reader, AttachmentId id, MemberId member);
/// Gives an upload to a message. `rule` for one that is not this member's, or belongs to one.
Result<void> attach_upload(store::Transaction& transaction, AttachmentId id, MemberId member,
                           MessageId message);
/// Gives a reply its files: each an upload of its writer's, or a file of the same conversation,
/// which then belongs to both messages. A note's file never leaves. `rule` for any other.
Result<void> attach_to_reply(store::Transaction& transaction, Mints& mints,
                             std::span<const AttachmentId> files, MemberId writer,
                             ConversationId root, MessageId reply);

/// Forgets an upload of this member's that belongs to no message; the hash of its bytes, which go
/// with the next purge at the latest. `not_found` for any other.
Result<std::string> forget_upload(store::Transaction& transaction, AttachmentId id,
                                  MemberId member);
/// Forgets uploads that have waited too long at `now`, at most `most`; their bytes go with the next
/// purge. How many there were.
Result<std::int64_t> collect_uploads(store::Transaction& transaction, Time now, std::int64_t most);

/// Whether anything refers to the bytes under a hash.
Result<bool> is_blob_used(Reader& reader, std::string_view sha256);

/// What is needed to give a file out.
struct AttachmentFile {
  std::string name;
  std::string media_type;
  std::string sha256;
};

/// A file that `caller` may have: of a message they may see, or their own upload. `not_found` for
/// all others.
Result<AttachmentFile> find_attachment_file(Reader& reader, AttachmentId id, const Caller& caller);

}  // namespace kith::conversation
