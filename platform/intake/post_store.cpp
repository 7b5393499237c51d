// SPDX-License-Identifier: Apache-2.0
#include "intake/post_store.h"

#include <algorithm>

#include <kith/events.h>

#include "conversation/attachment.h"
#include "conversation/mark_question.h"
#include "conversation/message_rows.h"
#include "conversation/message_text.h"
#include "events/append.h"

namespace kith::intake {
namespace {

constexpr Statement add_message{
    "add_message",
    "INSERT INTO message(id, conversation, identity, member, direction, delivery, needs_reply, "
    "posted_at, language, revision, erased_at, text, html, tags) "
    "VALUES($id, $conversation, $identity, $member, $direction, 0, $needs_reply, $posted_at, "
    "$language, "
    "1, 0, $text, $html, $tags)"};
constexpr Statement add_attachment{
    "add_attachment",
    "INSERT INTO attachment(id, message, name, media_type, bytes, sha256, source_url, state) "
    "VALUES($id, $message, $name, $media_type, 0, $unknown, $source_url, 'named')"};
constexpr Statement add_participant{
    "add_participant",
    "INSERT INTO participant(conversation, person, role) VALUES($conversation, $person, 'author') "
    "ON CONFLICT(conversation, person) DO NOTHING"};
constexpr Statement set_conversation_person{
    "set_conversation_person",
    "UPDATE conversation SET person = $person WHERE id = $id AND person = 0"};
constexpr Statement find_message_text{
    "find_message_text", "SELECT text, erased_at, needs_reply FROM message WHERE id = $id"};

}  // namespace

std::span<const Statement* const> post_store_statements() {
  static constexpr const Statement* all[] = {&add_message, &add_attachment, &add_participant,
                                             &set_conversation_person, &find_message_text};
  return all;
}

PostResult PostStore::result_of(PostStatus status, std::int64_t message,
                                ConversationId conversation) {
  PostResult result{.status = status};
  if (message > 0) {
    result.message_id = MessageId{message};
  }
  if (conversation) {
    result.conversation_id = conversation;
  }
  return result;
}

Result<std::vector<PostResult>> PostStore::store(const std::vector<PreparedPost>& posts) {
  std::vector<PostResult> results;
  results.reserve(posts.size());
  for (const PreparedPost& post : posts) {
    results.push_back(KITH_TRY(store_post(post)));
  }
  KITH_CHECK(save());
  return results;
}

Result<PostResult> PostStore::store_post(const PreparedPost& post) {
  if (!post.rejection.empty()) {
    PostResult rejected{.status = PostStatus::rejected};
    rejected.reason = post.rejection;
    return rejected;
  }
  if (post.post.kind == PostKind::author_gone) {
    return take_back_all(post);
  }
  std::optional<KeyedPost> known =
      KITH_TRY(services_.keys.find_timed(transaction_, post.bucket, post.key));
  if (!known && post.post.kind != PostKind::create) {
    known = KITH_TRY(services_.keys.find_anywhere(transaction_, post.key));
  }
  if (post.post.kind == PostKind::delete_) {
    return take_back(post, known);
  }
  if (post.has_version && KITH_TRY(services_.keys.find(transaction_, 0, post.version_key))) {
    return result_of(PostStatus::duplicate, known ? known->message : 0,
                     known ? known->conversation : ConversationId{});
  }
  const bool is_stored = known && known->message != 0;
  if (is_stored && post.post.kind == PostKind::edit) {
    return edit(post, *known);
  }
  if (is_stored) {
    return result_of(PostStatus::duplicate, known->message, known->conversation);
  }
  return create(post, known);
}

Result<PostResult> PostStore::create(const PreparedPost& post,
                                     const std::optional<KeyedPost>& named) {
  if (!KITH_TRY(has_uploads(post))) {
    PostResult rejected{.status = PostStatus::rejected};
    rejected.reason = "It names an attachment that is no upload of yours, or is attached already.";
    return rejected;
  }
  const Time at = posted_at(post);
  const KnownAuthor author =
      KITH_TRY(services_.persons.resolve(transaction_, post, at, is_history_));
  if (author.is_forgotten) {
    return result_of(PostStatus::duplicate, 0, {});
  }
  Place place = KITH_TRY(find_thread(post, named, author));
  place.takes_mark = post.is_mark && !is_history_ && !place.is_new &&
                     KITH_TRY(conversation::awaits_mark(transaction_.reader(), place.thread));
  const MessageId message = KITH_TRY(insert_message(post, place, author));
  KITH_CHECK(insert_attachments(post, message));
  if (named && post.bucket != 0) {
    KITH_CHECK(services_.keys.remove_named(transaction_, post.key));
  }
  KITH_CHECK(
      services_.keys.add(transaction_, post.key, {message.value, place.thread, post.bucket}));
  KITH_CHECK(note_version(post, {message.value, place.thread, 0}));
  const Touched* touched = KITH_TRY(touch(place.thread));
  const ConversationId root = touched->row.id;
  KITH_CHECK(announce(post, message, place, author, root));
  KITH_CHECK(advance(post, message, place, author, root));
  return result_of(PostStatus::stored, message.value, root);
}

// A reply joins the conversation of the post it names, also when that post has not come yet: then
// the name is kept with the conversation, and the post joins it when it comes.
Result<PostStore::Place> PostStore::find_thread(const PreparedPost& post,
                                                const std::optional<KeyedPost>& named,
                                                const KnownAuthor& author) {
  Place place;
  if (named && KITH_TRY(is_seen(named->conversation))) {
    place.thread = named->conversation;
  }
  if (post.has_thread) {
    const std::optional<KeyedPost> parent =
        KITH_TRY(services_.keys.find_anywhere(transaction_, post.thread_key));
    if (parent && parent->conversation && KITH_TRY(is_seen(parent->conversation))) {
      return place.thread ? join_threads(place.thread, parent->conversation)
                          : Result<Place>(Place{parent->conversation, false});
    }
    if (!place.thread) {
      place = {KITH_TRY(open_conversation(post, author)), true};
    }
    if (!parent) {
      KITH_CHECK(services_.keys.add(transaction_, post.thread_key, {0, place.thread, 0}));
    }
    return place;
  }
  if (!place.thread) {
    place = {KITH_TRY(open_conversation(post, author)), true};
  }
  return place;
}

// A post that was waited for in one conversation answers a post of another: both are one thread.
Result<PostStore::Place> PostStore::join_threads(ConversationId named, ConversationId thread) {
  const Touched* left = KITH_TRY(touch(named));
  const Touched* right = KITH_TRY(touch(thread));
  const ConversationId from = left->row.id;
  const ConversationId into = right->row.id;
  if (from != into) {
    KITH_CHECK(save());
    KITH_TRY(services_.verbs.apply(transaction_, {}, MergeConversations{from, into}));
    touched_.clear();
    roots_.clear();
  }
  return Place{thread, false};
}

// The row is stored at the end, with what the batch makes of it.
Result<ConversationId> PostStore::open_conversation(const PreparedPost& post,
                                                    const KnownAuthor& author) {
  const Time at = posted_at(post);
  const ConversationId id = is_history_
                                ? KITH_TRY(services_.mints.conversation_at(transaction_, at))
                                : services_.mints.next_conversation(transaction_.now());
  const std::int64_t number = services_.mints.next_conversation_number();
  conversation::ConversationRow row{
      .id = id, .number = number, .channel = post.channel, .person = author.person};
  row.root = id;
  row.revision = 1;
  roots_[id] = id;
  touched_.emplace(id, Touched{row, Change::none, &post});
  return id;
}

// What comes from a network now may be said by a machine in the company's name: only history is
// taken to be written by who is named.
MemberId PostStore::colleague_of(const PreparedPost& post) const {
  return is_history_ && post.post.direction == Direction::outbound
             ? services_.members.member_at(post.post.author.native_id)
             : MemberId{};
}

Result<MessageId> PostStore::insert_message(const PreparedPost& post, const Place& place,
                                            const KnownAuthor& author) {
  const Time at = posted_at(post);
  const MessageId id = is_history_ ? KITH_TRY(services_.mints.message_at(transaction_, at))
                                   : services_.mints.next_message(transaction_.now());
  KITH_CHECK(transaction_.run(add_message,
                              {{"id", id},
                               {"conversation", place.thread},
                               {"identity", author.identity},
                               {"member", colleague_of(post)},
                               {"direction", static_cast<int>(post.post.direction)},
                               {"needs_reply", needs_reply(post, place)},
                               {"posted_at", at},
                               {"language", post.language},
                               {"text", post.text},
                               {"html", post.html.empty() ? Value(nullptr) : Value(post.html)},
                               {"tags", post.tags}}));
  return id;
}

Result<bool> PostStore::has_uploads(const PreparedPost& post) {
  for (const PostAttachment& attachment : post.post.attachments) {
    if (attachment.attachment_id &&
        !KITH_TRY(
            conversation::has_upload(transaction_.reader(), *attachment.attachment_id, member_))) {
      return false;
    }
  }
  return true;
}

Result<void> PostStore::insert_attachments(const PreparedPost& post, MessageId message) {
  for (const PostAttachment& attachment : post.post.attachments) {
    if (attachment.attachment_id) {
      KITH_CHECK(
          conversation::attach_upload(transaction_, *attachment.attachment_id, member_, message));
      continue;
    }
    KITH_CHECK(transaction_.run(add_attachment,
                                {{"id", services_.mints.next_attachment(transaction_.now())},
                                 {"message", message},
                                 {"name", attachment.name},
                                 {"media_type", attachment.media_type},
                                 {"unknown", Value::blob("")},
                                 {"source_url", *attachment.url}}));
  }
  return {};
}

Result<void> PostStore::announce(const PreparedPost& post, MessageId message, const Place& place,
                                 const KnownAuthor& author, ConversationId root) {
  KITH_TRY(events::append_event(transaction_, {}, root.value,
                                MessageAdded{.message_id = message,
                                             .thread_id = place.thread,
                                             .person_id = author.person,
                                             .channel_id = post.channel,
                                             .direction = post.post.direction,
                                             .member_id = colleague_of(post),
                                             .language = post.language,
                                             .posted_at = posted_at(post),
                                             .needs_reply = needs_reply(post, place),
                                             .opens_conversation = place.is_new,
                                             .is_history = is_history_},
                                {}, std::make_shared<const std::string>(post.text)));
  return {};
}

// Moves the conversation on. Only the newest post says whether somebody waits: an older one that
// comes late was followed by what is here already.
Result<void> PostStore::advance(const PreparedPost& post, MessageId message, const Place& place,
                                const KnownAuthor& author, ConversationId root) {
  Touched& touched = touched_.at(root);
  conversation::ConversationRow& row = touched.row;
  touched.change = std::max(touched.change, Change::moved_on);
  ++row.exchange.messages;
  row.exchange.last_message = std::max(row.exchange.last_message, message);
  if (author.person && !row.person) {
    row.person = author.person;
    KITH_CHECK(transaction_.run(set_conversation_person, {{"person", row.person}, {"id", root}}));
  } else if (author.person && author.person != row.person) {
    KITH_CHECK(
        transaction_.run(add_participant, {{"conversation", root}, {"person", author.person}}));
  }
  const Time at = posted_at(post);
  if (at < row.exchange.last_at) {
    return is_history_ ? Result<void>() : conversation::tell_wait(transaction_, {}, row);
  }
  row.exchange.last_at = at;
  conversation::WorkState to = row.state;
  if (place.takes_mark && to.status == Status::resolved) {
    return {};
  }
  if (post.post.direction == Direction::inbound) {
    to.status = Status::open;
    to.snoozed_until = {};
    to.waiting_since = !needs_reply(post, place) ? Time{}
                       : to.waiting_since        ? to.waiting_since
                                                 : at;
  } else {
    to.waiting_since = {};
  }
  if (to == row.state) {
    return {};
  }
  ++row.revision;
  if (to.status != row.state.status) {
    KITH_CHECK(save(root, touched));
    KITH_CHECK(conversation::change_state(transaction_, {}, row, to, Cause::message));
    return conversation::save_conversation(transaction_, row);
  }
  row.state = to;
  touched.change = Change::waits_otherwise;
  return {};
}

Result<PostResult> PostStore::edit(const PreparedPost& post, const KeyedPost& known) {
  KITH_CHECK(note_version(post, {known.message, known.conversation, 0}));
  const std::unique_ptr<Rows> rows =
      KITH_TRY(transaction_.reader().query(find_message_text, {{"id", known.message}}));
  const bool is_there = KITH_TRY(rows->next());
  if (!is_there || rows->integer(1) != 0 || rows->text(0) == post.text) {
    return result_of(PostStatus::duplicate, known.message, known.conversation);
  }
  const MessageId message{known.message};
  // A mark that stands for what needed no answer was an answer itself, and is another one now.
  const bool needs_reply = post.needs_reply && (!post.is_mark || rows->integer(2) != 0);
  const std::int64_t revision = KITH_TRY(conversation::replace_text(
      transaction_, message, {post.text, post.html, post.language, post.tags, needs_reply}));
  KITH_CHECK(save());
  const conversation::MessagePlace place =
      KITH_TRY(conversation::place_of_message(transaction_.reader(), message));
  KITH_TRY(events::append_event(transaction_, {}, place.root.value,
                                MessageEdited{.message_id = message,
                                              .revision = revision,
                                              .needs_reply = needs_reply,
                                              .thread_id = place.thread,
                                              .person_id = place.author,
                                              .direction = place.direction,
                                              .posted_at = place.posted_at}));
  KITH_CHECK(settle_wait(
      place.root, message,
      needs_reply ? conversation::Says::question : conversation::Says::nothing_to_answer));
  return result_of(PostStatus::stored, known.message, place.root);
}

// So that an edit that is delivered again, behind a later one, does not undo that.
Result<void> PostStore::note_version(const PreparedPost& post, const KeyedPost& known) {
  return post.has_version ? services_.keys.add(transaction_, post.version_key, known)
                          : Result<void>();
}

// A network's time is believed as far as it can be true.
Time PostStore::posted_at(const PreparedPost& post) const {
  return post.posted_at ? std::min(post.posted_at, transaction_.now()) : transaction_.now();
}

}  // namespace kith::intake
