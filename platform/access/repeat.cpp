// SPDX-License-Identifier: Apache-2.0
#include "access/repeat.h"

#include "access/access.h"

namespace kith::access {
namespace {

constexpr std::int64_t most_forgotten = 100;

constexpr Statement find_repeat{"access_find_repeat",
                                "SELECT request, target FROM access_repeat WHERE key = $key"};
constexpr Statement add_repeat{
    "access_add_repeat",
    "INSERT INTO access_repeat(key, request, target, at) VALUES($key, $request, 0, $now)"};
constexpr Statement set_target{"access_set_repeat",
                               "UPDATE access_repeat SET target = $target WHERE key = $key"};
constexpr Statement drop_repeat{"access_drop_repeat", "DELETE FROM access_repeat WHERE key = $key"};
constexpr Statement forget_repeats{
    "access_forget_repeats",
    "DELETE FROM access_repeat WHERE key IN "
    "(SELECT key FROM access_repeat WHERE at < $before ORDER BY at LIMIT $most)"};

Result<std::optional<std::int64_t>> known_target(Reader& reader, const RepeatedRequest& repeat,
                                                 const KeyedHash& request) {
  const std::unique_ptr<Rows> rows =
      KITH_TRY(reader.query(find_repeat, {{"key", Value::blob(bytes_of(repeat.key))}}));
  if (!KITH_TRY(rows->next())) {
    return std::optional<std::int64_t>();
  }
  if (rows->text(0) != bytes_of(request)) {
    return fail(ErrorCode::rule,
                "This Idempotency-Key was used for another request within the last day. Use a new "
                "key for a new request.");
  }
  if (rows->integer(1) == 0) {
    return fail(ErrorCode::conflict,
                "The first request under this Idempotency-Key is under way, or was cut off. Look "
                "whether it was done; if not, ask again under another key.");
  }
  return std::optional(rows->integer(1));
}

}  // namespace

std::span<const Statement* const> repeat_statements() {
  static constexpr const Statement* all[] = {&find_repeat, &add_repeat, &set_target, &drop_repeat,
                                             &forget_repeats};
  return all;
}

Result<std::optional<std::int64_t>> begin_repeat(Access& access, const RepeatedRequest& repeat) {
  // A request may hold a password, which a plain hash would let everybody guess who has the file.
  const KeyedHash request = access.request_hash_of(bytes_of(repeat.request));
  std::optional<std::int64_t> known;
  KITH_CHECK(access.write([&](store::Transaction& transaction) -> Result<void> {
    KITH_CHECK(transaction.run(
        forget_repeats,
        {{"before", transaction.now() - std::chrono::hours(24)}, {"most", most_forgotten}}));
    known = KITH_TRY(known_target(transaction.reader(), repeat, request));
    return known ? Result<void>()
                 : transaction.run(add_repeat, {{"key", Value::blob(bytes_of(repeat.key))},
                                                {"request", Value::blob(bytes_of(request))},
                                                {"now", transaction.now()}});
  }));
  return known;
}

void end_repeat(Access& access, const RepeatedRequest& repeat, std::optional<std::int64_t> made,
                std::move_only_function<void()> done) {
  access.write(
      [key = repeat.key, made](store::Transaction& transaction) {
        const Parameter named{"key", Value::blob(bytes_of(key))};
        return made ? transaction.run(set_target, {{"target", *made}, named})
                    : transaction.run(drop_repeat, {named});
      },
      [done = std::move(done)](const Result<store::Writer::Commit>&) mutable { done(); });
}

}  // namespace kith::access
