// SPDX-License-Identifier: Apache-2.0
#include "host/attachment_endpoints.h"

#include "conversation/attachment.h"
#include "conversation/attachment_view.h"
#include "conversation/file_name.h"
#include "conversation/media_type.h"
#include "conversation/permissions.h"
#include "host/endpoint_answer.h"
#include "host/permissions.h"
#include "host/stray_blobs.h"
#include "http/file_answer.h"

namespace kith::host {
namespace {

constexpr std::size_t most_uploaded = std::size_t{25} << 20;

struct UploadFile {
  std::string name;

  static consteval auto describe() {
    return described("A file to keep for a message.",
                     field<&UploadFile::name>("What it is called; folders and what nobody sees are "
                                              "left out.",
                                              length{1, 512}, example{"\"invoice.pdf\""}));
  }
};

struct OneAttachment {
  AttachmentId attachment_id;

  static consteval auto describe() {
    return described("One file.", field<&OneAttachment::attachment_id>("The file."));
  }
};

/// An upload on its way to its row.
struct Upload {
  Workspace& workspace;
  http::Reply reply;
  std::string bytes;
  conversation::NewUpload row;
  std::optional<events::RepeatKey> repeat;
  int tries = 3;
  conversation::AttachmentView view = {};
};

/// The upload's own view, or that of the one that the same request made before.
Result<conversation::AttachmentView> note_upload(store::Transaction& transaction, Upload& upload) {
  if (upload.repeat) {
    if (const auto known = KITH_TRY(events::find_repeat(transaction.reader(), *upload.repeat))) {
      return conversation::load_upload_view(transaction.reader(), {known->verbs.at(0)});
    }
  }
  const AttachmentId id = KITH_TRY(conversation::add_upload(transaction, upload.workspace.mints(),
                                                            upload.workspace.blobs(), upload.row));
  if (upload.repeat) {
    KITH_CHECK(events::remember_repeat(transaction, *upload.repeat, Created{.verbs = {id.value}}));
  }
  return conversation::load_upload_view(transaction.reader(), id);
}

/// On a background thread. The bytes are put again where they were removed before their row came.
void store_upload(const std::shared_ptr<Upload>& upload, BackgroundThreads& background) {
  const Result<Sha256> put = upload->workspace.blobs().put(upload->bytes);
  if (!put) {
    upload->reply.refuse(put.error());
    return;
  }
  upload->row.sha256 = *put;
  upload->workspace.writer().submit(
      store::Urgency::person,
      [upload](store::Transaction& transaction) -> Result<void> {
        upload->view = KITH_TRY(note_upload(transaction, *upload));
        return {};
      },
      [upload, &background](Result<store::Writer::Commit> committed) {
        if (committed) {
          upload->reply.answer(json_response(upload->view, 201));
        } else if (committed.error().code == ErrorCode::conflict && --upload->tries > 0) {
          background.run([upload, &background] { store_upload(upload, background); });
        } else {
          upload->reply.refuse(committed.error());
        }
      });
}

void take_upload(Workspaces& workspaces, BackgroundThreads& background, http::RawCall call,
                 const http::Reply& reply) {
  const Result<Workspace*> workspace = workspaces.find(call.admitted->caller.workspace);
  if (!workspace) {
    reply.refuse(workspace.error());
    return;
  }
  if (call.request.body.empty()) {
    reply.refuse({.code = ErrorCode::invalid, .message = "The file is empty."});
    return;
  }
  auto upload = std::make_shared<Upload>(
      Upload{.workspace = **workspace,
             .reply = reply,
             .bytes = std::move(call.request.body),
             .row = {.member = call.admitted->caller.member,
                     .name = conversation::clean_file_name(call.input_as<UploadFile>().name)},
             .repeat = call.repeat});
  background.run([upload, &background] {
    upload->row.media_type = conversation::media_type_of(upload->bytes);
    upload->row.bytes = static_cast<std::int64_t>(upload->bytes.size());
    store_upload(upload, background);
  });
}

Result<void> forget(Workspace& workspace, AttachmentId id, MemberId member) {
  std::string sha256;
  KITH_TRY(workspace.writer().run(
      store::Urgency::person, [&](store::Transaction& transaction) -> Result<void> {
        sha256 = KITH_TRY(conversation::forget_upload(transaction, id, member));
        return {};
      }));
  return remove_unused_blob(workspace.blobs(), workspace.writer(), workspace.readers(), sha256);
}

Result<http::Response> give_out(Workspace& workspace, const http::RawCall& call) {
  conversation::AttachmentFile file;
  {
    store::ReaderPool::Lease lease = KITH_TRY(workspace.readers().acquire());
    file = KITH_TRY(conversation::find_attachment_file(
        *lease, call.input_as<OneAttachment>().attachment_id, call.admitted->caller));
  }
  std::string bytes = KITH_TRY(workspace.blobs().read(file.sha256));
  return http::file_response(call.request, {.name = std::move(file.name),
                                            .media_type = std::move(file.media_type),
                                            .tag = hex(file.sha256),
                                            .bytes = std::move(bytes)});
}

/// Runs `work` with the caller's workspace where it may wait for the disk.
template <class Work>
http::RawHandler in_background(Workspaces& workspaces, BackgroundThreads& background, Work work) {
  return [&workspaces, &background, work](http::RawCall call, http::Reply reply) {
    const Result<Workspace*> workspace = workspaces.find(call.admitted->caller.workspace);
    if (!workspace) {
      reply.refuse(workspace.error());
      return;
    }
    background.run([workspace = *workspace, work, call = std::move(call),
                    reply = std::move(reply)] { work(*workspace, call, reply); });
  };
}

}  // namespace

void add_attachment_endpoints(http::RouteTable& table, Workspaces& workspaces,
                              BackgroundThreads& background) {
  table.add({.method = http::Method::post,
             .path = "/api/v1/attachments",
             .owner = "conversation",
             .summary = "Uploads a file: the body is its bytes, at most 25 MB. It is attached by "
                        "naming its id in a reply or a post; after a day without one it goes.",
             .gate = http::Gate::behind(file_upload),
             .handler =
                 [&workspaces, &background](http::RawCall call, const http::Reply& reply) {
                   take_upload(workspaces, background, std::move(call), reply);
                 },
             .input = &TypeOf<UploadFile>::type,
             .output = &TypeOf<conversation::AttachmentView>::type,
             .status = 201,
             .body_type = "application/octet-stream",
             .body_limit = most_uploaded,
             .rate_class = http::RateClass::write,
             .is_repeatable = true});
  table.add({.method = http::Method::get,
             .path = "/api/v1/attachments/{attachment_id}",
             .owner = "conversation",
             .summary = "Gives a file out, whole or the part that Range names, to be saved.",
             .gate = http::Gate::behind(conversation::conversation_read),
             .handler = in_background(
                 workspaces, background,
                 [](Workspace& workspace, const http::RawCall& call, const http::Reply& reply) {
                   Result<http::Response> response = give_out(workspace, call);
                   response ? reply.answer(*std::move(response)) : reply.refuse(response.error());
                 }),
             .input = &TypeOf<OneAttachment>::type,
             .content_type = "application/octet-stream",
             .profile = http::HeaderProfile::attachment});
  table.add({.method = http::Method::del,
             .path = "/api/v1/attachments/{attachment_id}",
             .owner = "conversation",
             .summary = "Removes an upload of yours that belongs to no message.",
             .gate = http::Gate::behind(file_upload),
             .handler = in_background(
                 workspaces, background,
                 [](Workspace& workspace, const http::RawCall& call, const http::Reply& reply) {
                   answer_with(reply,
                               forget(workspace, call.input_as<OneAttachment>().attachment_id,
                                      call.admitted->caller.member));
                 }),
             .input = &TypeOf<OneAttachment>::type,
             .status = 204,
             .rate_class = http::RateClass::write});
}

}  // namespace kith::host
