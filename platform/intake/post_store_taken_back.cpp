// SPDX-License-Identifier: Apache-2.0
// What authors take back, post by post or all at once, and what networks do not show any more.
#include "conversation/author_posts.h"
#include "conversation/erase_list.h"
#include "conversation/message_rows.h"
#include "conversation/message_text.h"
#include "intake/post_store.h"

namespace kith::intake {
namespace {

constexpr std::size_t taken_back_at_once = 300;
// The clocks of authors and of their networks differ.
constexpr Duration clocks_differ = std::chrono::minutes(1);

}  // namespace

Result<PostResult> PostStore::take_back(const PreparedPost& post,
                                        const std::optional<KeyedPost>& known) {
  const bool is_here = known && known->message != 0;
  if (!is_here && post.post.is_from_stream) {
    return result_of(PostStatus::passed_over, 0, {});
  }
  if (!is_here) {
    KITH_CHECK(conversation::note_erased_post(transaction_, {post.bucket, post.key}));
    KITH_CHECK(services_.keys.add(
        transaction_, post.key,
        {KeyedPost::taken_back, known ? known->conversation : ConversationId{}, post.bucket}));
    return result_of(PostStatus::stored, 0, {});
  }
  if (known->message == KeyedPost::taken_back) {
    return result_of(PostStatus::duplicate, 0, {});
  }
  KITH_CHECK(save());
  const ConversationId root = KITH_TRY(take_back_message({known->message}));
  if (!root) {
    return result_of(PostStatus::duplicate, known->message, known->conversation);
  }
  KITH_CHECK(conversation::note_erased_post(transaction_, {known->bucket, post.key}));
  return result_of(PostStatus::stored, known->message, root);
}

// An account that is gone, or hidden by its network: so is what it posted. What was posted later
// is not touched: the account may be back by then, and this may come again.
Result<PostResult> PostStore::take_back_all(const PreparedPost& post) {
  const Time until = posted_at(post) + clocks_differ;
  KITH_CHECK(save());
  const std::vector<MessageId> messages = KITH_TRY(conversation::author_posts(
      transaction_.reader(), post.author_key, until, taken_back_at_once));
  if (messages.empty()) {
    return result_of(PostStatus::passed_over, 0, {});
  }
  for (const MessageId message : messages) {
    KITH_TRY(take_back_message(message));
  }
  KITH_CHECK(conversation::note_erased_author(transaction_, post.author_key, until));
  return result_of(PostStatus::stored, 0, {});
}

Result<ConversationId> PostStore::take_back_message(MessageId message) {
  if (!KITH_TRY(conversation::erase_text(transaction_, message))) {
    return ConversationId{};
  }
  const ConversationId root = KITH_TRY(conversation::tell_deletion(transaction_, {}, message));
  KITH_CHECK(settle_wait(root, message, conversation::Says::nothing_to_answer));
  return root;
}

}  // namespace kith::intake
