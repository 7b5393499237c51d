// SPDX-License-Identifier: Apache-2.0
#include "conversation/erase_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <optional>

#include "conversation/author_posts.h"
#include "conversation/statement_lists.h"

namespace kith::conversation {
namespace {

constexpr std::string_view line_begin = "kith-erasure-1";
constexpr std::string_view kinds[] = {"identity", "post", "author"};  // as ErasedKind counts
constexpr std::size_t any_number = std::size_t{1} << 40;

constexpr Statement add_erasure{
    "add_erasure",
    "INSERT INTO erasure(id, kind, bucket, hash, erased_at) "
    "SELECT coalesce(max(id), 0) + 1, $kind, $bucket, $hash, $erased_at FROM erasure"};
constexpr Statement find_erasure{
    "find_erasure",
    "SELECT 1 FROM erasure WHERE hash = $hash AND kind = $kind AND bucket = $bucket "
    "AND erased_at = $erased_at"};
constexpr Statement find_erased_until{
    "find_erased_until", "SELECT max(erased_at) FROM erasure WHERE hash = $hash AND kind = 0"};
constexpr Statement list_erasures_after{
    "list_erasures",
    "SELECT id, kind, bucket, hash, erased_at FROM erasure WHERE id > $after ORDER BY id"};
constexpr Statement find_listed_person{
    "find_listed_person",
    "SELECT person.id FROM identity JOIN person ON person.id = identity.person "
    "WHERE identity.native_hash = $hash AND person.erased_at = 0 "
    "AND person.first_seen_at < $erased_at"};
constexpr Statement find_listed_post{
    "find_listed_post", "SELECT message FROM post_key WHERE bucket = $bucket AND hash = $hash"};
// Message -1 is a post that was taken back before it came.
constexpr Statement mark_taken_back{
    "mark_taken_back",
    "INSERT INTO post_key(bucket, hash, message, conversation) VALUES($bucket, $hash, -1, 0) "
    "ON CONFLICT(bucket, hash) DO NOTHING"};

Value value_of(const KeyedHash& hash) {
  return Value::blob(bytes_of(hash));
}

template <class Number>
bool read_number(std::string_view text, Number& number, int base = 10) {
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
  return error == std::errc() && rest == text.data() + text.size();
}

/// The next word of a line, which gets shorter by it.
std::string_view next_word(std::string_view& line) {
  const std::size_t space = std::min(line.find(' '), line.size());
  const std::string_view word = line.substr(0, space);
  line.remove_prefix(std::min(space + 1, line.size()));
  return word;
}

bool read_hash(std::string_view text, KeyedHash& hash) {
  if (text.size() != 2 * hash.size()) {
    return false;
  }
  for (std::size_t byte = 0; byte < hash.size(); ++byte) {
    if (!read_number(text.substr(2 * byte, 2), hash[byte], 16)) {
      return false;
    }
  }
  return true;
}

std::optional<ErasureEntry> read_line(std::string_view line) {
  ErasureEntry entry;
  const bool is_ours = next_word(line) == line_begin;
  const std::string_view kind = next_word(line);
  const auto* const known = std::ranges::find(kinds, kind);
  const bool is_kind = known != std::end(kinds);
  entry.kind = is_kind ? static_cast<ErasedKind>(known - std::begin(kinds)) : ErasedKind::identity;
  const bool is_read = read_number(next_word(line), entry.bucket) &&
                       read_hash(next_word(line), entry.hash) &&
                       read_number(next_word(line), entry.erased_at.microseconds);
  return is_ours && is_kind && is_read && line.empty() ? std::optional(entry) : std::nullopt;
}

}  // namespace

std::span<const Statement* const> erase_list_statements() {
  static constexpr const Statement* all[] = {
      &add_erasure,        &find_erasure,     &find_erased_until, &list_erasures_after,
      &find_listed_person, &find_listed_post, &mark_taken_back};
  return all;
}

Result<void> note_erasure(store::Transaction& transaction, const ErasureEntry& entry) {
  return transaction.run(add_erasure, {{"kind", static_cast<int>(entry.kind)},
                                       {"bucket", entry.bucket},
                                       {"hash", value_of(entry.hash)},
                                       {"erased_at", entry.erased_at}});
}

Result<void> note_erased_post(store::Transaction& transaction, const PostKey& key) {
  return note_erasure(transaction, {.kind = ErasedKind::post,
                                    .bucket = key.bucket,
                                    .hash = key.hash,
                                    .erased_at = transaction.now()});
}

Result<void> note_erased_author(store::Transaction& transaction, const KeyedHash& identity,
                                Time until) {
  return note_erasure(transaction,
                      {.kind = ErasedKind::author, .hash = identity, .erased_at = until});
}

Result<Time> erased_until(Reader& reader, const KeyedHash& identity) {
  return Time{
      KITH_TRY(reader.number(find_erased_until, {{"hash", value_of(identity)}})).value_or(0)};
}

Result<std::int64_t> append_erasure_list(Reader& reader, std::int64_t after, std::string& out) {
  std::int64_t last = after;
  const std::unique_ptr<Rows> rows =
      KITH_TRY(reader.query(list_erasures_after, {{"after", after}}));
  while (KITH_TRY(rows->next())) {
    last = rows->integer(0);
    out += fmt::format("{} {} {} {} {}\n", line_begin,
                       kinds[static_cast<std::size_t>(rows->integer(1))], rows->integer(2),
                       hex(rows->text(3)), rows->integer(4));
  }
  return last;
}

Result<std::vector<ErasureEntry>> read_erasure_list(std::string_view text) {
  std::vector<ErasureEntry> list;
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = text.find('\n');
    if (end == text.npos) {
      break;
    }
    const std::optional<ErasureEntry> entry = read_line(text.substr(0, end));
    if (!entry) {
      return fail(ErrorCode::invalid,
                  fmt::format("Line {} of the erasure list is not one that kith wrote. Nothing "
                              "was erased; restore the list from where it was copied.",
                              number));
    }
    list.push_back(*entry);
    text.remove_prefix(end + 1);
  }
  return list;
}

Result<ListedData> adopt_erasure_list(store::Transaction& transaction,
                                      const std::vector<ErasureEntry>& list) {
  ListedData listed;
  Reader& reader = transaction.reader();
  for (const ErasureEntry& entry : list) {
    const Value hash = value_of(entry.hash);
    const bool is_known =
        KITH_TRY(reader.number(find_erasure, {{"hash", hash},
                                              {"kind", static_cast<int>(entry.kind)},
                                              {"bucket", entry.bucket},
                                              {"erased_at", entry.erased_at}}))
            .has_value();
    if (!is_known) {
      KITH_CHECK(note_erasure(transaction, entry));
    }
    if (entry.kind == ErasedKind::identity) {
      const std::optional<std::int64_t> person = KITH_TRY(
          reader.number(find_listed_person, {{"hash", hash}, {"erased_at", entry.erased_at}}));
      if (person && std::ranges::find(listed.persons, *person) == listed.persons.end()) {
        listed.persons.push_back(*person);
      }
      continue;
    }
    if (entry.kind == ErasedKind::author) {
      const std::vector<MessageId> posts =
          KITH_TRY(author_posts(reader, entry.hash, entry.erased_at, any_number));
      listed.messages.insert(listed.messages.end(), posts.begin(), posts.end());
      continue;
    }
    const std::optional<std::int64_t> message =
        KITH_TRY(reader.number(find_listed_post, {{"bucket", entry.bucket}, {"hash", hash}}));
    if (message.value_or(0) > 0) {
      listed.messages.push_back({*message});
    }
    // Told to no PostKeyFilter: what adopts a list takes no posts in.
    KITH_CHECK(transaction.run(mark_taken_back, {{"bucket", entry.bucket}, {"hash", hash}}));
  }
  return listed;
}

}  // namespace kith::conversation
