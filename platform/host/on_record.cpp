// SPDX-License-Identifier: Apache-2.0
#include "host/on_record.h"

#include <fmt/format.h>

#include "access/audit_file.h"
#include "access/permissions.h"
#include "base/described_writer.h"
#include "host/endpoint_answer.h"
#include "host/local_api.h"
#include "host/workspace_folder.h"

namespace kith::host {
namespace {

/// What is to be put on the record.
struct RecordAction {
  FilesAction action = FilesAction::exported;

  static consteval auto describe() {
    return described("Says what was done with the server's files.",
                     field<&RecordAction::action>("What."));
  }
};

access::AuditAction audited(FilesAction action) {
  return action == FilesAction::exported ? access::AuditAction::data_exported
                                         : access::AuditAction::data_backed_up;
}

std::vector<access::AuditRecord> records(access::AuditAction action,
                                         const std::vector<std::int64_t>& workspaces) {
  std::vector<access::AuditRecord> entries;
  for (const std::int64_t workspace : workspaces) {
    entries.push_back({.action = action,
                       .workspace = {workspace},
                       .target_kind = "workspace",
                       .target = workspace});
  }
  return entries;
}

Result<void> tell_server(Invocation& invocation, const Settings& settings, FilesAction action,
                         const std::vector<std::int64_t>& workspaces) {
  const Logger log(invocation.clock, Logger::Level::error, standard_error_sink());
  const auto api = KITH_TRY(LocalApi::open(settings, invocation.services(log)));
  for (const std::int64_t workspace : workspaces) {
    api->use_workspace({workspace});
    KITH_CHECK(
        api->tell(http::Method::post, "/api/v1/audit", to_json(RecordAction{.action = action})));
  }
  return {};
}

}  // namespace

Result<void> put_on_record(Invocation& invocation, FilesAction action,
                           const std::vector<std::int64_t>& workspaces) {
  const Settings settings = KITH_TRY(invocation.settings()).settings;
  Result<void> recorded;
  const Result<DataFolder> folder = DataFolder::hold(settings.data);
  if (folder) {
    recorded = access::record_in_file(folder->server_database(),
                                      records(audited(action), workspaces), invocation.clock);
  } else {
    recorded = folder.error().code == ErrorCode::conflict
                   ? tell_server(invocation, settings, action, workspaces)
                   : std::unexpected(folder.error());
  }
  return recorded ? Result<void>()
                  : fail(recorded.error().code,
                         fmt::format("It was done, but it could not be put on the record: {}",
                                     recorded.error().message),
                         recorded.error().detail);
}

Result<void> put_restore_on_record(const std::string& folder, const Clock& clock) {
  return access::record_in_file(folder + "/server.db",
                                records(access::AuditAction::data_restored, workspaces_in(folder)),
                                clock);
}

void add_record_endpoint(http::RouteTable& table, access::Access& access) {
  table.add({.method = http::Method::post,
             .path = "/api/v1/audit",
             .owner = "access",
             .summary = "Puts on the record what a command did with the server's files.",
             .gate = http::Gate::behind(access::audit_write),
             .handler =
                 [&access](http::RawCall call, const http::Reply& reply) {
                   const Caller& caller = call.admitted->caller;
                   answer_with(reply, access::record_action(
                                          access, caller,
                                          {.action = audited(call.input_as<RecordAction>().action),
                                           .target_kind = "workspace",
                                           .target = caller.workspace.value}));
                 },
             .input = &TypeOf<RecordAction>::type,
             .status = 204,
             .rate_class = http::RateClass::write});
}

}  // namespace kith::host
