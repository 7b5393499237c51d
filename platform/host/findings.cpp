// SPDX-License-Identifier: Apache-2.0
#include "host/findings.h"

#include <fmt/format.h>

#include "base/described_writer.h"
#include "base/json_writer.h"
#include "conversation/conversation_detail.h"
#include "conversation/messages_api.h"
#include "conversation/persons_api.h"

namespace kith::host {
namespace {

std::string_view word_of(Noun noun) {
  switch (noun) {
    case Noun::person: return "Person";
    case Noun::message: return "Message";
    default: return "Conversation";
  }
}

// Fails where the caller does not see it, as reading it would.
Result<void> check_seen(QueryContext& context, Noun noun, std::int64_t subject) {
  if (noun == Noun::person) {
    KITH_TRY(conversation::get_person(context, {.person_id = {subject}}));
  } else if (noun == Noun::conversation) {
    KITH_TRY(conversation::get_conversation(context, {.conversation_id = {subject}}));
  } else if (KITH_TRY(conversation::some_messages(context, {.ids = {{subject}}})).items.empty()) {
    return fail(ErrorCode::not_found, "There is no such message.");
  }
  return {};
}

/// The modules that had not heard of all that had happened, before the snapshot was taken.
std::vector<bool> behind(Workspace& workspace, std::span<const Module* const> modules) {
  const Sequence head = workspace.writer().last_sequence();
  std::vector<bool> are_behind;
  for (const Module* module : modules) {
    const events::Lane* lane = workspace.bus().lane(module->name);
    are_behind.push_back(lane == nullptr || lane->cursor() < head);
  }
  return are_behind;
}

}  // namespace

struct Findings::Answer {
  FindingState state = FindingState::nothing;
  std::string reason = {};
  std::string finding = {};
};

Findings::Findings(std::span<const Module* const> modules, Noun noun)
    : modules_(modules), noun_(noun), types_(modules, noun, word_of(noun)) {}

Findings::Answer Findings::ask_one(const Module& module, const Facet* facet, QueryContext& context,
                                   std::int64_t subject) {
  if (facet == nullptr) {
    return {FindingState::nothing,
            fmt::format("The module {} says nothing of these.", module.name)};
  }
  if (const Result<void> may = context.caller().require(*facet->permission); !may) {
    return {FindingState::hidden, may.error().message};
  }
  events::Object output(*facet->output);
  Result<void> called;
  try {
    called = facet->call(context, subject, output.get());
  } catch (const std::exception&) {
    called = fail(ErrorCode::internal, fmt::format("The module {} made a mistake.", module.name));
  }
  if (!called) {
    const bool is_nothing = called.error().code == ErrorCode::not_found;
    return {is_nothing ? FindingState::nothing : FindingState::failed, called.error().message};
  }
  Answer answer{.state = FindingState::found};
  write_json(answer.finding, output.type(), output.get());
  return answer;
}

Result<std::string> Findings::ask(Workspace& workspace, const Caller& caller, Time now,
                                  std::int64_t subject) const {
  const std::vector<bool> are_behind = behind(workspace, modules_);
  store::ReaderPool::Lease lease = KITH_TRY(workspace.readers().acquire());
  QueryContext context(caller, *lease, texts_, now);
  KITH_CHECK(check_seen(context, noun_, subject));
  std::string body;
  JsonWriter json(body);
  json.begin_object();
  for (std::size_t place = 0; place < modules_.size(); ++place) {
    const Module& module = *modules_[place];
    Answer answer = ask_one(module, facet_for(module, noun_), context, subject);
    if (answer.state == FindingState::nothing && are_behind[place]) {
      answer.state = FindingState::behind;
    }
    json.key(module.name);
    json.begin_object();
    json.key("state");
    json.plain_text(TypeOf<FindingState>::type.words[static_cast<std::size_t>(answer.state)]);
    if (!answer.reason.empty()) {
      json.key("reason");
      json.text(answer.reason);
    }
    if (!answer.finding.empty()) {
      json.key("finding");
      json.raw(answer.finding);
    }
    json.end_object();
  }
  json.end_object();
  return body;
}

}  // namespace kith::host
