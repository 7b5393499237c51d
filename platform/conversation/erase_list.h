// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "conversation/post_key.h"
#include "store/transaction.h"

/// Who and what was erased, as hashes that only this workspace's key can make again: nothing in it
/// can be read. It lies beside the backups, which are not rewritten, and is applied to one that is
/// restored before it serves.
namespace kith::conversation {

/// What an entry of the list is about. Numbers are stored: never renumber.
enum class ErasedKind : std::uint8_t {
  identity,  ///< a person who was erased, by one of their identities
  post,      ///< a single post
  author,    ///< all that an identity posted until then; whoever it is stays
};

/// One entry.
struct ErasureEntry {
  ErasedKind kind = ErasedKind::identity;
  std::int64_t bucket = 0;  ///< of a post's key, else 0
  KeyedHash hash{};
  Time erased_at;

  bool operator==(const ErasureEntry&) const = default;
};

Result<void> note_erasure(store::Transaction& transaction, const ErasureEntry& entry);
/// All that the author known by `identity` posted until `until`: whoever erases it notes it here.
Result<void> note_erased_author(store::Transaction& transaction, const KeyedHash& identity,
                                Time until);
/// A single post that its author took back: whoever erases its text notes it here.
Result<void> note_erased_post(store::Transaction& transaction, const PostKey& key);

/// Until when what an identity wrote is to be forgotten: the moment of its last erasure, none for
/// one that never was. An older post that a network delivers again is not to be stored.
Result<Time> erased_until(Reader& reader, const KeyedHash& identity);

/// Appends the entries behind number `after` to `out`, one line each, as they stand in the file.
/// Returns the number of the last one.
Result<std::int64_t> append_erasure_list(Reader& reader, std::int64_t after, std::string& out);

/// Reads such lines; a last one without its end was cut by a crash and is passed over. `invalid`,
/// naming the line, for anything else.
Result<std::vector<ErasureEntry>> read_erasure_list(std::string_view text);

/// What in this store is on the list and still there.
struct ListedData {
  std::vector<std::int64_t> persons;  ///< known by a listed identity before it was erased
  std::vector<MessageId> messages;    ///< of listed posts and authors
};

/// Takes entries over that this store does not have, and says what is to be erased by them. Posts
/// that are not here are marked as taken back.
Result<ListedData> adopt_erasure_list(store::Transaction& transaction,
                                      const std::vector<ErasureEntry>& list);

}  // namespace kith::conversation
