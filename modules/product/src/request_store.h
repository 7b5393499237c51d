// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include <kith/context.h>
#include <kith/texts.h>

#include "request.h"

/// How requests are kept: table product_request.
namespace kith::product {

extern const Statement find_request;
extern const Statement insert_request;
extern const Statement update_request;
extern const Statement list_parts;
extern const Statement move_parts;
extern const Statement move_part;
extern const Statement list_open_sketches;
extern const Statement list_root_sketches;

/// The columns of product_request in the order in which request_of() reads them.
#define KITH_PRODUCT_REQUEST_COLUMNS                                                              \
  "product_request.id, product_request.title, product_request.description, "                      \
  "product_request.state, product_request.owner, product_request.reason, product_request.reply, " \
  "product_request.merged_into, product_request.root, product_request.created_at, "               \
  "product_request.created_by, product_request.decided_at, product_request.shipped_at, "          \
  "product_request.revision"

/// How many columns those are.
inline constexpr int request_columns = 14;

/// A request from a row that begins with KITH_PRODUCT_REQUEST_COLUMNS.
Request request_of(const Rows& rows);
/// The one of this number; `not_found`, at `pointer` where a member of an input named it.
Result<Request> load_request(Reader& reader, RequestId id, std::string pointer = {});
/// All that one whole is made of, itself among them.
Result<std::vector<Part>> load_parts(Reader& reader, RequestId root);

/// Writes a new request, or one that has changed and has its new revision.
void store_request(CommandContext& context, const Statement& statement, const Request& request);

/// What the words of a request are like, and which request speaks for it.
struct RequestSketch {
  RequestId root;
  Sketch title;
  Sketch whole;
};

/// The requests that a wish may be like: open ones, and what was merged into them.
Result<std::vector<RequestSketch>> load_open_sketches(Reader& reader);
/// The same of requests in every state.
Result<std::vector<RequestSketch>> load_root_sketches(Reader& reader);

}  // namespace kith::product
