// SPDX-License-Identifier: Apache-2.0
// What customers do, and the company where kith is not: all of it comes in as posts.
#include <fmt/format.h>

#include "random_company.h"

namespace kith::scenario {
namespace {

using intake::PostKind;
using intake::PostStatus;

constexpr const char* questions[] = {"Where is my parcel number {}?", "The lid {} is broken.",
                                     "When will order {} arrive?", "Can you help me with {}?"};
constexpr const char* wishes[] = {"Please add a dark mode number {}.",
                                  "It would be great if there were blue lids. {}"};
constexpr const char* mentions[] = {
    "I bought mine {} years ago and recommend it to everyone.",
    "Stay away, mine broke after {} days.",
    "I love my bottle, still like new after {} weeks!",
    "Very disappointed, the lid leaks. Order {}.",
    "Everybody should buy this today, five stars!",
};
constexpr const char* closings[] = {"Thanks a lot!", "Thank you, all good.", "It works now, thanks",
                                    "Great, thanks!"};
constexpr const char* marks[] = {"5", "4/5", "★★★★", "1, it is still broken", "3 stars, thanks"};

}  // namespace

std::string RandomCompany::any_text() {
  if (one_in(10)) {
    return marks[below(5)];
  }
  if (one_in(4)) {
    return closings[below(4)];
  }
  if (one_in(6)) {
    return fmt::format(fmt::runtime(wishes[below(2)]), below(100));
  }
  if (one_in(8)) {
    return fmt::format(fmt::runtime(mentions[below(5)]), below(5));
  }
  return fmt::format(fmt::runtime(questions[below(4)]), below(1'000'000));
}

WrittenPost* RandomCompany::any_post() {
  for (int tries = 0; tries < 20 && !posts_.empty(); ++tries) {
    const auto count = static_cast<std::int64_t>(posts_.size());
    const std::int64_t back = below(one_in(4) ? count : std::min<std::int64_t>(count, 50));
    WrittenPost& post = posts_[static_cast<std::size_t>(count - 1 - back)];
    if (post.message && !post.is_deleted) {
      return &post;
    }
  }
  return nullptr;
}

WrittenPost& RandomCompany::new_post() {
  posts_.push_back({.id = fmt::format("post-{}", posts_.size()),
                    .author = fmt::format("author-{}", below(150))});
  return posts_.back();
}

intake::Post RandomCompany::post_of(const WrittenPost& written, std::string text) {
  intake::Post post;
  post.native_id = written.id;
  post.author = {written.author, written.author};
  post.direction = written.direction;
  post.text = std::move(text);
  post.posted_at = written.posted_at;
  return post;
}

// Results come in the order of the posts.
Result<void> RandomCompany::hand_in(const std::vector<WrittenPost*>& written,
                                    std::vector<intake::Post> posts, bool are_history) {
  const auto results = world_.given_posts(std::move(posts), are_history);
  for (std::size_t place = 0; place < results.size(); ++place) {
    const intake::PostResult& result = results[place];
    if (result.status == PostStatus::duplicate && !result.message_id) {
      continue;  // Its author was erased, and is not taken in again.
    }
    if (result.status != PostStatus::stored || !result.message_id) {
      return fail(ErrorCode::internal, "A new post was not stored.", written[place]->id);
    }
    written[place]->message = *result.message_id;
    written[place]->conversation = *result.conversation_id;
    if (are_history) {
      history_.insert(result.conversation_id->value);
    }
  }
  return {};
}

Result<void> RandomCompany::write_anew() {
  WrittenPost& written = new_post();
  return hand_in({&written}, {post_of(written, any_text())});
}

Result<void> RandomCompany::answer_in_thread() {
  const WrittenPost* before = any_post();
  if (before == nullptr) {
    return fail(ErrorCode::not_found, "Nobody has written anything.");
  }
  const std::string answered = before->id;
  const std::string author = before->author;
  WrittenPost& written = new_post();
  if (!one_in(5)) {
    written.author = author;
  }
  intake::Post post = post_of(written, any_text());
  post.in_reply_to = answered;
  return hand_in({&written}, {std::move(post)});
}

Result<void> RandomCompany::answer_elsewhere() {
  const WrittenPost* before = any_post();
  if (before == nullptr) {
    return fail(ErrorCode::not_found, "Nobody has written anything.");
  }
  const std::string answered = before->id;
  WrittenPost& written = new_post();
  written.author = "the company";
  written.direction = Direction::outbound;
  intake::Post post = post_of(written, "Please look into your letter box.");
  post.in_reply_to = answered;
  return hand_in({&written}, {std::move(post)});
}

Result<void> RandomCompany::answer_what_has_not_come() {
  awaited_.push_back(fmt::format("awaited-{}-{}", posts_.size(), awaited_.size()));
  WrittenPost& written = new_post();
  intake::Post post = post_of(written, any_text());
  post.in_reply_to = awaited_.back();
  return hand_in({&written}, {std::move(post)});
}

// What was waited for comes, and may itself answer another thread: then both are one.
Result<void> RandomCompany::come_late() {
  if (awaited_.empty()) {
    return fail(ErrorCode::not_found, "Nothing is awaited.");
  }
  const WrittenPost* before = any_post();
  const std::string answered = before == nullptr || one_in(2) ? std::string() : before->id;
  WrittenPost& written = new_post();
  written.id = awaited_.back();
  awaited_.pop_back();
  intake::Post post = post_of(written, any_text());
  post.in_reply_to = answered;
  return hand_in({&written}, {std::move(post)});
}

Result<void> RandomCompany::come_out_of_order() {
  const WrittenPost* before = any_post();
  if (before == nullptr) {
    return fail(ErrorCode::not_found, "Nobody has written anything.");
  }
  const std::string answered = before->id;
  WrittenPost& written = new_post();
  written.posted_at = world_.clock.now() - std::chrono::minutes(below(3000));
  written.direction = one_in(4) ? Direction::outbound : Direction::inbound;
  intake::Post post = post_of(written, any_text());
  post.in_reply_to = answered;
  return hand_in({&written}, {std::move(post)});
}

Result<void> RandomCompany::edit() {
  const WrittenPost* written = any_post();
  if (written == nullptr) {
    return fail(ErrorCode::not_found, "Nobody has written anything.");
  }
  intake::Post post = post_of(*written, any_text() + " (edited)");
  post.kind = PostKind::edit;
  const PostStatus status = world_.given_post(std::move(post)).status;
  return status == PostStatus::rejected ? fail(ErrorCode::internal, "An edit was rejected.")
                                        : Result<void>();
}

Result<void> RandomCompany::take_back() {
  WrittenPost* written = any_post();
  if (written == nullptr) {
    return fail(ErrorCode::not_found, "Nobody has written anything.");
  }
  intake::Post post = post_of(*written, "");
  post.kind = PostKind::delete_;
  written->is_deleted = true;
  const PostStatus status = world_.given_post(std::move(post)).status;
  return status == PostStatus::rejected ? fail(ErrorCode::internal, "A deletion was rejected.")
                                        : Result<void>();
}

// Any post may be delivered again, late, also one that was taken back since.
Result<void> RandomCompany::come_again() {
  if (posts_.empty()) {
    return fail(ErrorCode::not_found, "Nobody has written anything.");
  }
  const WrittenPost& written =
      posts_[static_cast<std::size_t>(below(static_cast<std::int64_t>(posts_.size())))];
  if (!written.message) {
    return fail(ErrorCode::not_found, "It has not come yet.");
  }
  const PostStatus status = world_.given_post(post_of(written, "Once more.")).status;
  return status == PostStatus::duplicate
             ? Result<void>()
             : fail(ErrorCode::internal, "What came again was no duplicate.", written.id);
}

Result<void> RandomCompany::import_history() {
  const Time began = world_.clock.now() - std::chrono::hours(24 * 400) + Duration{below(1 << 30)};
  const std::size_t first = posts_.size();
  for (int count = 0; count < 3; ++count) {
    WrittenPost& written = new_post();
    written.posted_at = began + std::chrono::minutes(30 * count);
    written.direction = count == 1 ? Direction::outbound : Direction::inbound;
  }
  std::vector<WrittenPost*> written;
  std::vector<intake::Post> posts;
  for (std::size_t place = first; place < posts_.size(); ++place) {
    written.push_back(&posts_[place]);
    posts.push_back(post_of(posts_[place], any_text()));
    posts.back().in_reply_to = place == first ? std::string() : posts_[place - 1].id;
  }
  return hand_in(written, std::move(posts), true);
}

// The network delivers our own reply, which it took: it is known again.
Result<void> RandomCompany::come_back_from_the_network() {
  const std::string key =
      world_.rows("SELECT idempotency_key FROM outbox WHERE delivery = 3 ORDER BY id DESC LIMIT 1");
  if (key.empty()) {
    return fail(ErrorCode::not_found, "Nothing was sent.");
  }
  intake::Post post;
  post.native_id = "net-" + key.substr(0, key.size() - 1);
  post.direction = Direction::outbound;
  post.author = {"the company", "the company"};
  post.text = "Our own reply.";
  return world_.given_post(std::move(post)).status == PostStatus::duplicate
             ? Result<void>()
             : fail(ErrorCode::internal, "Our own reply was taken for a new post.");
}

}  // namespace kith::scenario
