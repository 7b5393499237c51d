// SPDX-License-Identifier: Apache-2.0
#include "conversation/search_api.h"

#include <fmt/format.h>

#include <kith/page_cursor.h>
#include <kith/wanted_member.h>

#include "base/described_writer.h"
#include "conversation/absent.h"
#include "conversation/permissions.h"

namespace kith::conversation {
namespace {

/// What the cursors of a search are known by: all that was asked but the page.
std::string list_name(SearchMessages input) {
  input.cursor.reset();
  input.limit = 1;
  return "search " + to_json(input);
}

Result<SearchRequest> request_of(const Caller& caller, const SearchMessages& input) {
  Result<text::Query> query = text::parse_query(input.q);
  if (!query) {
    Error error = std::move(query).error();
    error.field = "/q";
    return std::unexpected(std::move(error));
  }
  SearchRequest request{.query = *std::move(query), .order = input.order};
  request.limit = static_cast<std::size_t>(input.limit);
  request.filter = {.channel = input.channel.value_or(ChannelId{}),
                    .language = input.language.value_or(""),
                    .department = input.department,
                    .person = input.person.value_or(PersonId{}),
                    .label = input.label.value_or(""),
                    .statuses = input.status,
                    .direction = input.direction,
                    .from = input.from.value_or(Time{}),
                    .to = input.to.value_or(Time{}),
                    .with_notes = caller.may(note_read)};
  if (input.assignee) {
    request.filter.assignee = KITH_TRY(wanted_member(caller, *input.assignee, "/assignee"));
  }
  return request;
}

FoundMessage view_of(Found found) {
  SearchRow& row = found.row;
  return {.message_id = row.message,
          .conversation_id = row.conversation,
          .conversation_number = row.number,
          .thread_id = row.thread,
          .subject = std::move(row.subject),
          .status = row.status,
          .channel_id = row.channel,
          .direction = row.direction,
          .person_id = unless_absent(row.person),
          .person_name = std::move(row.person_name),
          .member_id = unless_absent(row.member),
          .language = std::move(row.language),
          .posted_at = row.posted_at,
          .snippet = std::move(found.snippet.text),
          .matches = std::move(found.snippet.matches),
          .is_cut_before = found.snippet.is_cut_before,
          .is_cut_after = found.snippet.is_cut_after};
}

}  // namespace

Result<SearchAnswer> search_messages(QueryContext& context, const SearchMessages& input) {
  KITH_CHECK(context.require(conversation_read));
  SearchRequest request = KITH_TRY(request_of(context.caller(), input));
  const std::string list = list_name(input);
  if (input.cursor) {
    request.before = KITH_TRY(open_page_cursor(list, *input.cursor)).id;
  }
  SearchResult result = KITH_TRY(search(context.reader(), request));
  SearchAnswer answer{.is_complete = result.is_complete};
  for (Found& found : result.found) {
    answer.items.push_back(view_of(std::move(found)));
  }
  if (result.next) {
    answer.next = page_cursor(list, {.key = 0, .id = *result.next});
  }
  return answer;
}

}  // namespace kith::conversation
