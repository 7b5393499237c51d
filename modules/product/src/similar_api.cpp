// SPDX-License-Identifier: Apache-2.0
#include "similar_api.h"

#include "evidence_store.h"
#include "likeness.h"
#include "wish.h"

namespace kith::product {
namespace {

constexpr std::size_t most_similar = 5;

/// What a message wishes for: the place that was found, else all of it.
Result<std::string> wish_of_message(Reader& reader, MessageId id) {
  const SourceMessage source = KITH_TRY(load_message(reader, id, "/message_id"));
  const std::optional<Wish> wish = KITH_TRY(WishTable::load(reader, id));
  return quote_of(source.text, wish && wish->revision == source.revision ? wish->place : Place{});
}

}  // namespace

Result<Page<SimilarRequest>> find_similar(QueryContext& context, const FindSimilar& input) {
  if (input.text.has_value() == input.message_id.has_value()) {
    return fail_at(ErrorCode::invalid, "/text", "Name either a text or a message.");
  }
  Reader& reader = context.reader();
  const std::string text =
      input.text ? *input.text : KITH_TRY(wish_of_message(reader, *input.message_id));
  const std::vector<RequestSketch> sketches = KITH_TRY(load_root_sketches(reader));
  Page<SimilarRequest> page;
  for (const Likeness& each : nearest(sketches, context.texts().sketch(text))) {
    if (page.items.size() == most_similar) {
      break;
    }
    const Request request = KITH_TRY(load_request(reader, each.request));
    page.items.push_back({each.request, request.title, request.state, each.likeness});
  }
  return page;
}

}  // namespace kith::product
