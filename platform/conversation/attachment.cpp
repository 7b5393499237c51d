// SPDX-License-Identifier: Apache-2.0
#include "conversation/attachment.h"

#include <fmt/format.h>

#include "conversation/erase_purge.h"
#include "conversation/permissions.h"
#include "conversation/statement_lists.h"

namespace kith::conversation {
namespace {

constexpr Statement count_uploads{
    "count_uploads",
    "SELECT count(*), CAST(coalesce(sum(bytes), 0) AS BIGINT) FROM upload WHERE member = $member"};
constexpr Statement insert_upload{
    "insert_upload",
    "INSERT INTO upload(id, member, name, media_type, bytes, sha256, uploaded_at) "
    "VALUES($id, $member, $name, $media_type, $bytes, $sha256, $now)"};
constexpr Statement find_upload{"find_upload",
                                "SELECT sha256 FROM upload WHERE id = $id AND member = $member"};
constexpr Statement note_erased_blob{
    "note_erased_blob",
    "INSERT INTO erased_blob(sha256) VALUES($sha256) ON CONFLICT(sha256) DO NOTHING"};
constexpr Statement upload_to_attachment{
    "upload_to_attachment",
    "INSERT INTO attachment(id, message, name, media_type, bytes, sha256, source_url, state) "
    "SELECT id, $message, name, media_type, bytes, sha256, '', $state FROM upload "
    "WHERE id = $id AND member = $member"};
constexpr Statement remove_upload{"remove_upload", "DELETE FROM upload WHERE id = $id"};
// Direction 2 is a note.
constexpr Statement attach_again{
    "attach_again",
    "INSERT INTO attachment(id, message, name, media_type, bytes, sha256, source_url, state) "
    "SELECT $new, $message, attachment.name, attachment.media_type, attachment.bytes, "
    "attachment.sha256, '', attachment.state FROM attachment "
    "JOIN message ON message.id = attachment.message "
    "JOIN conversation ON conversation.id = message.conversation "
    "WHERE attachment.id = $id AND attachment.state = $state AND conversation.root = $root "
    "AND message.direction <> 2"};

#define KITH_OLD_UPLOADS \
  "id IN (SELECT id FROM upload WHERE uploaded_at < $before ORDER BY uploaded_at, id LIMIT $most)"

constexpr Statement note_old_uploads{
    "note_old_uploads",
    "INSERT INTO erased_blob(sha256) SELECT sha256 FROM upload WHERE " KITH_OLD_UPLOADS
    " ON CONFLICT(sha256) DO NOTHING"};
constexpr Statement remove_old_uploads{"remove_old_uploads",
                                       "DELETE FROM upload WHERE " KITH_OLD_UPLOADS};

#undef KITH_OLD_UPLOADS

constexpr Statement find_use{"find_use_of_blob",
                             "SELECT 1 FROM attachment WHERE sha256 = $sha256 UNION ALL "
                             "SELECT 1 FROM upload WHERE sha256 = $sha256 LIMIT 1"};
// Who is being erased is hidden before their rows are gone.
constexpr Statement find_file{
    "find_attachment_file",
    "SELECT attachment.name, attachment.media_type, attachment.sha256 FROM attachment "
    "JOIN message ON message.id = attachment.message "
    "JOIN conversation ON conversation.id = message.conversation "
    "LEFT JOIN identity ON identity.id = message.identity "
    "LEFT JOIN person AS author ON author.id = identity.person "
    "LEFT JOIN person AS opener ON opener.id = conversation.person "
    "WHERE attachment.id = $id AND attachment.state = $state AND conversation.deleted_at = 0 "
    "AND (message.direction <> 2 OR CAST($notes AS INTEGER) = 1) "
    "AND coalesce(author.erased_at, 0) = 0 "
    "AND (message.direction = 0 OR coalesce(opener.erased_at, 0) = 0) "
    "UNION ALL SELECT name, media_type, sha256 FROM upload WHERE id = $id AND member = $member"};

std::unexpected<Error> no_such_upload() {
  return fail_at(ErrorCode::rule, "/attachments",
                 "Each must be an upload of yours that waits for its message, or a file of this "
                 "conversation.");
}

Result<bool> take_upload(store::Transaction& transaction, AttachmentId id, MemberId member,
                         MessageId message) {
  KITH_CHECK(transaction.run(
      upload_to_attachment,
      {{"message", message}, {"state", stored_state}, {"id", id}, {"member", member}}));
  if (transaction.changes() == 0) {
    return false;
  }
  KITH_CHECK(transaction.run(remove_upload, {{"id", id}}));
  return true;
}

Result<void> check_quota(Reader& reader, const NewUpload& upload) {
  if (!upload.member) {
    return {};
  }
  const std::unique_ptr<Rows> rows =
      KITH_TRY(reader.query(count_uploads, {{"member", upload.member}}));
  const bool is_over =
      KITH_TRY(rows->next()) && (rows->integer(0) >= most_waiting_files ||
                                 rows->integer(1) + upload.bytes > most_waiting_bytes);
  return is_over ? fail(ErrorCode::too_many,
                        fmt::format("You have uploaded {} files or {} MB that belong to no message "
                                    "yet. Attach them first; after a day they go.",
                                    most_waiting_files, most_waiting_bytes >> 20))
                 : Result<void>();
}

}  // namespace

std::span<const Statement* const> attachment_statements() {
  static constexpr const Statement* all[] = {
      &count_uploads,      &insert_upload, &find_upload,      &upload_to_attachment,
      &remove_upload,      &attach_again,  &note_old_uploads, &note_erased_blob,
      &remove_old_uploads, &find_use,      &find_file};
  return all;
}

Result<AttachmentId> add_upload(store::Transaction& transaction, Mints& mints,
                                const store::BlobFolder& blobs, const NewUpload& upload) {
  KITH_CHECK(check_quota(transaction.reader(), upload));
  if (!blobs.has(bytes_of(upload.sha256))) {
    return fail(ErrorCode::conflict, "The file was removed meanwhile. Upload it again.");
  }
  const AttachmentId id = mints.next_attachment(transaction.now());
  KITH_CHECK(transaction.run(insert_upload, {{"id", id},
                                             {"member", upload.member},
                                             {"name", upload.name},
                                             {"media_type", upload.media_type},
                                             {"bytes", upload.bytes},
                                             {"sha256", Value::blob(bytes_of(upload.sha256))},
                                             {"now", transaction.now()}}));
  return id;
}

Result<bool> has_upload(Reader& reader, AttachmentId id, MemberId member) {
  const std::unique_ptr<Rows> rows =
      KITH_TRY(reader.query(find_upload, {{"id", id}, {"member", member}}));
  return rows->next();
}

Result<void> attach_upload(store::Transaction& transaction, AttachmentId id, MemberId member,
                           MessageId message) {
  return KITH_TRY(take_upload(transaction, id, member, message)) ? Result<void>()
                                                                 : no_such_upload();
}

Result<void> attach_to_reply(store::Transaction& transaction, Mints& mints,
                             std::span<const AttachmentId> files, MemberId writer,
                             ConversationId root, MessageId reply) {
  for (const AttachmentId file : files) {
    if (KITH_TRY(take_upload(transaction, file, writer, reply))) {
      continue;
    }
    KITH_CHECK(transaction.run(attach_again, {{"new", mints.next_attachment(transaction.now())},
                                              {"message", reply},
                                              {"id", file},
                                              {"state", stored_state},
                                              {"root", root}}));
    if (transaction.changes() == 0) {
      return no_such_upload();
    }
  }
  return {};
}

Result<std::string> forget_upload(store::Transaction& transaction, AttachmentId id,
                                  MemberId member) {
  std::unique_ptr<Rows> rows =
      KITH_TRY(transaction.reader().query(find_upload, {{"id", id}, {"member", member}}));
  if (!KITH_TRY(rows->next())) {
    return fail(ErrorCode::not_found, "You have no such file that belongs to no message.");
  }
  std::string sha256 = rows->string(0);
  rows.reset();
  KITH_CHECK(transaction.run(note_erased_blob, {{"sha256", Value::blob(sha256)}}));
  KITH_CHECK(transaction.run(remove_upload, {{"id", id}}));
  KITH_CHECK(note_purge_due(transaction));
  return sha256;
}

Result<std::int64_t> collect_uploads(store::Transaction& transaction, Time now, std::int64_t most) {
  const Time before = now - upload_lifetime;
  KITH_CHECK(transaction.run(note_old_uploads, {{"before", before}, {"most", most}}));
  KITH_CHECK(transaction.run(remove_old_uploads, {{"before", before}, {"most", most}}));
  const std::int64_t count = transaction.changes();
  if (count > 0) {
    KITH_CHECK(note_purge_due(transaction));
  }
  return count;
}

Result<bool> is_blob_used(Reader& reader, std::string_view sha256) {
  return KITH_TRY(reader.number(find_use, {{"sha256", Value::blob(sha256)}})).has_value();
}

Result<AttachmentFile> find_attachment_file(Reader& reader, AttachmentId id, const Caller& caller) {
  KITH_CHECK(caller.require(conversation_read));
  const std::unique_ptr<Rows> rows =
      KITH_TRY(reader.query(find_file, {{"id", id},
                                        {"state", stored_state},
                                        {"notes", caller.may(note_read)},
                                        {"member", caller.member}}));
  if (!KITH_TRY(rows->next())) {
    return fail(ErrorCode::not_found, "There is no such file.");
  }
  return AttachmentFile{rows->string(0), rows->string(1), rows->string(2)};
}

}  // namespace kith::conversation
