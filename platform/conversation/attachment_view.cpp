// SPDX-License-Identifier: Apache-2.0
#include "conversation/attachment_view.h"

#include <fmt/format.h>

#include "conversation/id_list.h"
#include "conversation/statement_lists.h"

namespace kith::conversation {
namespace {

#define KITH_ATTACHMENT_VIEW \
  "SELECT message, id, name, media_type, bytes, state FROM attachment WHERE message "

constexpr Statement view_attachments{"view_attachments", KITH_ATTACHMENT_VIEW KITH_IN("ids"),
                                     KITH_ATTACHMENT_VIEW KITH_IN_POSTGRES("ids")};

#undef KITH_ATTACHMENT_VIEW

constexpr Statement view_upload{
    "view_upload",
    "SELECT 0, id, name, media_type, bytes, 'uploaded' FROM upload WHERE id = $id UNION ALL "
    "SELECT message, id, name, media_type, bytes, state FROM attachment WHERE id = $id"};

AttachmentView attachment_view_of(const Rows& rows) {
  AttachmentView view{.id = {rows.integer(1)},
                      .name = rows.string(2),
                      .media_type = rows.string(3),
                      .bytes = rows.integer(4),
                      .state = rows.string(5)};
  if (view.state != "named") {
    view.path = attachment_path(view.id);
  }
  return view;
}

}  // namespace

std::span<const Statement* const> attachment_view_statements() {
  static constexpr const Statement* all[] = {&view_attachments, &view_upload};
  return all;
}

std::string attachment_path(AttachmentId id) {
  return fmt::format("/api/v1/attachments/{}", id.value);
}

Result<std::unordered_map<std::int64_t, std::vector<AttachmentView>>> load_attachments(
    Reader& reader, std::string_view messages) {
  std::unordered_map<std::int64_t, std::vector<AttachmentView>> found;
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(view_attachments, {{"ids", messages}}));
  while (KITH_TRY(rows->next())) {
    found[rows->integer(0)].push_back(attachment_view_of(*rows));
  }
  return found;
}

Result<AttachmentView> load_upload_view(Reader& reader, AttachmentId id) {
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(view_upload, {{"id", id}}));
  if (!KITH_TRY(rows->next())) {
    return fail(ErrorCode::not_found, "This file is gone.");
  }
  return attachment_view_of(*rows);
}

}  // namespace kith::conversation
