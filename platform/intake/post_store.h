// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <unordered_map>

#include "conversation/conversation_row.h"
#include "conversation/member_directory.h"
#include "conversation/wait.h"
#include "events/apply_write_set.h"
#include "intake/key_index.h"
#include "intake/order.h"
#include "intake/person_index.h"

namespace kith::intake {

/// Stores one batch of prepared posts inside one piece of the writer: made for the batch, used
/// once. Rows of conversations are read at their first post and written once at the end.
class PostStore {
 public:
  struct Services {
    KeyIndex& keys;
    PersonIndex& persons;
    conversation::Mints& mints;
    events::VerbHandler& verbs;
    const conversation::MemberDirectory& members;
  };

  PostStore(store::Transaction& transaction, Services services, Order order)
      : transaction_(transaction),
        services_(services),
        is_history_(order.is_history),
        member_(order.member) {}

  Result<std::vector<PostResult>> store(const std::vector<PreparedPost>& posts);

 private:
  /// How the row of a conversation differs from what is stored.
  enum class Change : std::uint8_t { none, moved_on, waits_otherwise };
  struct Touched {
    conversation::ConversationRow row;
    Change change = Change::none;
    const PreparedPost* opening = nullptr;  ///< of one that is not stored yet
    bool is_hidden = false;
  };
  struct Place {
    ConversationId thread;
    bool is_new = false;
    bool takes_mark = false;  ///< it is the answer to our question for one
  };

  Result<PostResult> store_post(const PreparedPost& post);
  Result<PostResult> create(const PreparedPost& post, const std::optional<KeyedPost>& named);
  Result<PostResult> edit(const PreparedPost& post, const KeyedPost& known);
  Result<void> note_version(const PreparedPost& post, const KeyedPost& known);
  Result<PostResult> take_back(const PreparedPost& post, const std::optional<KeyedPost>& known);
  Result<PostResult> take_back_all(const PreparedPost& post);
  Result<ConversationId> take_back_message(MessageId message);
  static PostResult result_of(PostStatus status, std::int64_t message, ConversationId conversation);
  Result<Place> find_thread(const PreparedPost& post, const std::optional<KeyedPost>& named,
                            const KnownAuthor& author);
  Result<Place> join_threads(ConversationId named, ConversationId thread);
  Result<ConversationId> open_conversation(const PreparedPost& post, const KnownAuthor& author);
  /// The colleague who wrote what is imported, as far as their address tells; 0 for nobody.
  MemberId colleague_of(const PreparedPost& post) const;
  Result<MessageId> insert_message(const PreparedPost& post, const Place& place,
                                   const KnownAuthor& author);
  Result<bool> has_uploads(const PreparedPost& post);
  Result<void> insert_attachments(const PreparedPost& post, MessageId message);
  Result<void> announce(const PreparedPost& post, MessageId message, const Place& place,
                        const KnownAuthor& author, ConversationId root);
  Result<void> advance(const PreparedPost& post, MessageId message, const Place& place,
                       const KnownAuthor& author, ConversationId root);
  static bool needs_reply(const PreparedPost& post, const Place& place) {
    return post.needs_reply && !place.takes_mark;
  }
  Result<void> settle_wait(ConversationId root, MessageId message, conversation::Says says);
  Result<bool> is_seen(ConversationId thread);
  Result<Touched> load(ConversationId id) const;
  Result<Touched*> touch(ConversationId thread);
  Result<void> save();
  Result<void> save(ConversationId root, Touched& touched);
  Time posted_at(const PreparedPost& post) const;

  store::Transaction& transaction_;
  Services services_;
  const bool is_history_;
  const MemberId member_;
  std::unordered_map<ConversationId, Touched> touched_;       // by root
  std::unordered_map<ConversationId, ConversationId> roots_;  // of threads
};

std::span<const Statement* const> post_store_statements();
std::span<const Statement* const> post_store_row_statements();

}  // namespace kith::intake
