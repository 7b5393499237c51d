// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include <kith/described.h>
#include <kith/id.h>
#include <kith/reader.h>

namespace kith::conversation {

/// A file of a message, or one that was uploaded for one.
struct AttachmentView {
  AttachmentId id;
  std::string name;
  std::string media_type;
  std::int64_t bytes = 0;
  std::string state;
  std::optional<std::string> path;

  static consteval auto describe() {
    return described(
        "A file of a message.", field<&AttachmentView::id>("Its id."),
        field<&AttachmentView::name>("What it is called."),
        field<&AttachmentView::media_type>("What it is by its bytes, once they are here."),
        field<&AttachmentView::bytes>("Its size, once it is here."),
        field<&AttachmentView::state>("stored; uploaded, when it belongs to no message yet; named, "
                                      "while a network has it and kith has not."),
        field<&AttachmentView::path>("Where the API gives it out, once it is here."));
  }
};

/// Where the API gives a file out.
std::string attachment_path(AttachmentId id);

/// One file, of a message or uploaded for one. `not_found` when it is gone. Asks nobody's rights.
Result<AttachmentView> load_upload_view(Reader& reader, AttachmentId id);

/// The files of these messages (ids as id_list() writes them), by message.
Result<std::unordered_map<std::int64_t, std::vector<AttachmentView>>> load_attachments(
    Reader& reader, std::string_view messages);

}  // namespace kith::conversation
