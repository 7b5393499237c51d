// SPDX-License-Identifier: Apache-2.0
#include "host/findings_endpoints.h"

#include "conversation/conversation_detail.h"
#include "conversation/messages_api.h"
#include "conversation/permissions.h"
#include "conversation/persons_api.h"
#include "host/endpoint_answer.h"
#include "host/findings.h"

namespace kith::host {
namespace {

/// Which thing a call is about.
using SubjectOf = std::int64_t (*)(const http::RawCall& call);

template <class Input, auto Member>
std::int64_t subject_of(const http::RawCall& call) {
  return (call.input_as<Input>().*Member).value;
}

struct Place {
  std::string path;
  std::string summary;
  const Permission& permission;
  const Type& input;
  SubjectOf subject;
};

http::RawEndpoint endpoint(Workspaces& workspaces, std::shared_ptr<const Findings> findings,
                           const Clock& clock, Place place) {
  const Type& output = findings->type();
  return {.method = http::Method::get,
          .path = std::move(place.path),
          .owner = "conversation",
          .summary = std::move(place.summary),
          .gate = http::Gate::behind(place.permission),
          .handler =
              [&workspaces, findings = std::move(findings), &clock, subject = place.subject](
                  http::RawCall call, const http::Reply& reply) {
                const Caller& caller = call.admitted->caller;
                const Result<Workspace*> workspace = workspaces.find(caller.workspace);
                const Result<std::string> found =
                    workspace ? findings->ask(**workspace, caller, clock.now(), subject(call))
                              : std::unexpected(workspace.error());
                if (!found) {
                  reply.refuse(found.error());
                  return;
                }
                http::Response response{.status = 200};
                response.headers.emplace_back("content-type", "application/json");
                response.body = *found;
                reply.answer(std::move(response));
              },
          .input = &place.input,
          .output = &output};
}

}  // namespace

void add_findings_endpoints(http::RouteTable& table, Workspaces& workspaces,
                            std::span<const Module* const> modules, const Clock& clock) {
  using namespace conversation;
  table.add(endpoint(workspaces, std::make_shared<Findings>(modules, Noun::message), clock,
                     {"/api/v1/messages/{message_id}/findings",
                      "What each department made of a message.", conversation_read,
                      TypeOf<OneMessage>::type, &subject_of<OneMessage, &OneMessage::message_id>}));
  table.add(endpoint(workspaces, std::make_shared<Findings>(modules, Noun::conversation), clock,
                     {"/api/v1/conversations/{conversation_id}/findings",
                      "What each department makes of a conversation.", conversation_read,
                      TypeOf<OneConversation>::type,
                      &subject_of<OneConversation, &OneConversation::conversation_id>}));
  table.add(endpoint(
      workspaces, std::make_shared<Findings>(modules, Noun::person), clock,
      {"/api/v1/persons/{person_id}/findings", "What each department knows of a person.",
       person_read, TypeOf<OnePerson>::type, &subject_of<OnePerson, &OnePerson::person_id>}));
}

}  // namespace kith::host
