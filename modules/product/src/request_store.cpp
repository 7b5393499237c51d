// SPDX-License-Identifier: Apache-2.0
#include "request_store.h"

#include <algorithm>
#include <utility>

namespace kith::product {

constexpr Statement find_request{
    "find_request", "SELECT " KITH_PRODUCT_REQUEST_COLUMNS " FROM product_request WHERE id = $id"};
constexpr Statement insert_request{
    "insert_request",
    "INSERT INTO product_request(id, title, description, state, owner, reason, reply, merged_into, "
    "root, created_at, created_by, decided_at, shipped_at, revision, title_sketch, whole_sketch) "
    "VALUES($id, $title, $description, $state, $owner, $reason, $reply, $merged_into, $root, "
    "$created_at, $created_by, $decided_at, $shipped_at, $revision, $title_sketch, $whole_sketch)"};
constexpr Statement update_request{
    "update_request",
    "UPDATE product_request SET title = $title, description = $description, state = $state, "
    "owner = $owner, reason = $reason, reply = $reply, merged_into = $merged_into, root = $root, "
    "created_at = $created_at, created_by = $created_by, decided_at = $decided_at, "
    "shipped_at = $shipped_at, revision = $revision, title_sketch = $title_sketch, "
    "whole_sketch = $whole_sketch WHERE id = $id"};
constexpr Statement list_parts{
    "list_parts", "SELECT id, merged_into FROM product_request WHERE root = $root ORDER BY id"};
constexpr Statement move_parts{"move_parts",
                               "UPDATE product_request SET root = $into WHERE root = $from"};
constexpr Statement move_part{"move_part",
                              "UPDATE product_request SET root = $root WHERE id = $id"};
constexpr Statement list_open_sketches{
    "list_open_sketches",
    "SELECT part.root, part.title_sketch, part.whole_sketch FROM product_request AS part "
    "JOIN product_request AS whole ON whole.id = part.root WHERE whole.state < 2 ORDER BY part.id"};
constexpr Statement list_root_sketches{
    "list_root_sketches",
    "SELECT root, title_sketch, whole_sketch FROM product_request ORDER BY id"};

namespace {

Value blob(const Sketch& sketch) {
  return Value::blob({reinterpret_cast<const char*>(sketch.data()), sketch.size()});
}

Sketch sketch_of(std::string_view bytes) {
  Sketch sketch{};
  std::copy_n(reinterpret_cast<const std::uint8_t*>(bytes.data()),
              std::min(bytes.size(), sketch.size()), sketch.begin());
  return sketch;
}

Result<std::vector<RequestSketch>> load_sketches(Reader& reader, const Statement& statement) {
  std::vector<RequestSketch> sketches;
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(statement));
  while (KITH_TRY(rows->next())) {
    sketches.push_back({{rows->integer(0)}, sketch_of(rows->text(1)), sketch_of(rows->text(2))});
  }
  return sketches;
}

}  // namespace

Request request_of(const Rows& rows) {
  return {.id = {rows.integer(0)},
          .title = rows.string(1),
          .description = rows.string(2),
          .state = rows.enumerator<RequestState>(3),
          .owner = {rows.integer(4)},
          .reason = rows.string(5),
          .reply = rows.string(6),
          .merged_into = {rows.integer(7)},
          .root = {rows.integer(8)},
          .created_at = rows.time(9),
          .created_by = {rows.integer(10)},
          .decided_at = rows.time(11),
          .shipped_at = rows.time(12),
          .revision = rows.integer(13)};
}

Result<Request> load_request(Reader& reader, RequestId id, std::string pointer) {
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(find_request, {{"id", id}}));
  if (!KITH_TRY(rows->next())) {
    return fail_at(ErrorCode::not_found, std::move(pointer), "There is no such request.");
  }
  return request_of(*rows);
}

Result<std::vector<Part>> load_parts(Reader& reader, RequestId root) {
  std::vector<Part> parts;
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(list_parts, {{"root", root}}));
  while (KITH_TRY(rows->next())) {
    parts.push_back({{rows->integer(0)}, {rows->integer(1)}});
  }
  return parts;
}

void store_request(CommandContext& context, const Statement& statement, const Request& request) {
  const Sketch title = context.texts().sketch(request.title);
  const Sketch whole = context.texts().sketch(request.title + "\n" + request.description);
  context.run(statement, {{"id", request.id},
                          {"title", request.title},
                          {"description", request.description},
                          {"state", static_cast<int>(request.state)},
                          {"owner", request.owner},
                          {"reason", request.reason},
                          {"reply", request.reply},
                          {"merged_into", request.merged_into},
                          {"root", request.root},
                          {"created_at", request.created_at},
                          {"created_by", request.created_by},
                          {"decided_at", request.decided_at},
                          {"shipped_at", request.shipped_at},
                          {"revision", request.revision},
                          {"title_sketch", blob(title)},
                          {"whole_sketch", blob(whole)}});
}

Result<std::vector<RequestSketch>> load_open_sketches(Reader& reader) {
  return load_sketches(reader, list_open_sketches);
}

Result<std::vector<RequestSketch>> load_root_sketches(Reader& reader) {
  return load_sketches(reader, list_root_sketches);
}

}  // namespace kith::product
