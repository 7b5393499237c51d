// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include <kith/described.h>
#include <kith/reader.h>

#include "quote.h"
#include "request.h"

namespace kith::product {

extern const Statement list_evidence_rows;

struct EvidenceView {
  MessageId message_id;
  RequestId request_id;
  std::optional<ConversationId> conversation_id;
  std::optional<PersonId> person_id;
  std::optional<std::string> quote;
  bool is_gone = false;
  bool is_edited = false;
  std::optional<Time> posted_at;
  std::optional<MemberId> added_by;
  Time added_at;

  static consteval auto describe() {
    return described(
        "A message that asks for a request.", field<&EvidenceView::message_id>("The message."),
        field<&EvidenceView::request_id>("The request, or the part of it, that it was added to."),
        field<&EvidenceView::conversation_id>("The conversation that it is in."),
        field<&EvidenceView::person_id>("Who wrote it: after a merge, the whole person."),
        field<&EvidenceView::quote>("What it says, read from the message now."),
        field<&EvidenceView::is_gone>("Whether its text was taken back or erased. It counts on."),
        field<&EvidenceView::is_edited>("Whether its author changed it since: then all of it is "
                                        "quoted."),
        field<&EvidenceView::posted_at>("When its author posted it."),
        field<&EvidenceView::added_by>("The colleague who found it."),
        field<&EvidenceView::added_at>("When they did."));
  }
};

/// The evidence of a request and its parts with a smaller message id than `before`, newest first.
Result<std::unique_ptr<Rows>> query_evidence(Reader& reader, RequestId request, std::int64_t before,
                                             std::int64_t most);
/// The evidence of a row of that.
EvidenceView evidence_view_of(const Rows& rows);

/// What stands at a place of a text whose revision was `revision` when the place was named, and
/// nothing where the text is gone.
std::optional<std::string> quote_now(std::string_view text, Place place, bool is_edited);

}  // namespace kith::product
