// SPDX-License-Identifier: Apache-2.0
// Posts of a stream of everybody's posts: what comes again, is changed, taken back, or goes with
// its author's account.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "support/world.h"

namespace kith::scenario {
namespace {

using intake::Post;
using intake::PostKind;
using intake::PostStatus;

class StreamPosts : public testing::Test {
 protected:
  Post post(const std::string& id, const std::string& text, PostKind kind = PostKind::create,
            const std::string& author = "did:plc:ada") {
    Post post;
    post.channel = "bluesky";
    post.kind = kind;
    post.native_id = post.uri = "at://" + id;
    post.has_stable_time = false;
    post.is_from_stream = true;
    post.author = {author, ""};
    post.text = text;
    post.posted_at = world.clock.now();
    return post;
  }
  Post edit(const std::string& id, const std::string& text, const std::string& version) {
    Post edited = post(id, text, PostKind::edit);
    edited.version = version;
    return edited;
  }
  Post gone(const std::string& author = "did:plc:ada") {
    return post(author, "", PostKind::author_gone, author);
  }
  PostStatus given(const Post& post) { return world.given_post(post).status; }
  std::string texts() { return world.rows("SELECT text FROM message ORDER BY id"); }
  std::int64_t left() { return world.number("SELECT count(*) FROM message WHERE erased_at = 0"); }
  void is_sound() {
    world.run_until_idle();
    EXPECT_EQ(world.rebuild_and_compare(), "");
    EXPECT_EQ(world.broken_link(), "");
    EXPECT_EQ(world.behind(), "");
  }

  support::World world;
};

TEST_F(StreamPosts, the_deletion_of_an_unknown_post_is_dropped_without_a_trace) {
  EXPECT_EQ(given(post("1", "", PostKind::delete_)), PostStatus::passed_over);
  EXPECT_EQ(world.number("SELECT count(*) FROM post_key"), 0);
  EXPECT_EQ(world.number("SELECT count(*) FROM erasure"), 0);
  Post own = post("1", "", PostKind::delete_);
  own.is_from_stream = false;
  EXPECT_EQ(given(own), PostStatus::stored) << "a connected account's is remembered";
  EXPECT_EQ(given(post("1", "Where is it?")), PostStatus::duplicate);
}

TEST_F(StreamPosts, what_was_taken_back_does_not_come_again) {
  EXPECT_EQ(given(post("1", "Where is it?")), PostStatus::stored);
  EXPECT_EQ(given(post("1", "", PostKind::delete_)), PostStatus::stored);
  EXPECT_EQ(given(post("1", "Where is it?")), PostStatus::duplicate);
  EXPECT_EQ(given(post("1", "", PostKind::delete_)), PostStatus::duplicate);
  EXPECT_EQ(given(edit("1", "Or here?", "v2")), PostStatus::duplicate);
  EXPECT_EQ(left(), 0);
  is_sound();
}

TEST_F(StreamPosts, a_post_that_is_taken_back_with_its_batch_leaves_not_even_its_subject) {
  Post first = post("1", "Where is it?");
  first.subject = "My secret parcel";
  world.given_posts({first, post("1", "", PostKind::delete_)});
  EXPECT_EQ(world.number("SELECT count(*) FROM conversation WHERE subject <> ''"), 0);
  EXPECT_EQ(left(), 0);
  is_sound();
}

TEST_F(StreamPosts, an_old_edit_that_comes_again_does_not_undo_a_later_one) {
  const std::vector<Post> all = {post("1", "one?"), edit("1", "two?", "v2"),
                                 edit("1", "one?", "v3"), edit("1", "four?", "v4")};
  for (const Post& each : all) {
    EXPECT_EQ(given(each), PostStatus::stored) << each.text;
  }
  for (const Post& each : all) {
    EXPECT_EQ(given(each), PostStatus::duplicate) << each.text;
  }
  EXPECT_NE(texts().find("four?"), std::string::npos);
  EXPECT_EQ(world.number("SELECT revision FROM message"), 4);
  is_sound();
}

TEST_F(StreamPosts, an_edit_of_an_unknown_post_is_the_post) {
  EXPECT_EQ(given(edit("1", "two?", "v2")), PostStatus::stored);
  EXPECT_EQ(given(edit("1", "three?", "v3")), PostStatus::stored);
  EXPECT_EQ(given(edit("1", "two?", "v2")), PostStatus::duplicate);
  EXPECT_EQ(given(post("1", "one?")), PostStatus::duplicate);
  EXPECT_NE(texts().find("three?"), std::string::npos);
}

TEST_F(StreamPosts, an_account_that_is_gone_takes_with_it_what_it_posted_and_nothing_else) {
  given(post("1", "Where is it?"));
  Post answer = post("2", "Here!", PostKind::create, "did:plc:bea");
  answer.thread = "at://1";
  given(answer);
  given(post("3", "And where are mine?", PostKind::create, "did:plc:bea"));
  Post joined = post("4", "I wonder, too?");
  joined.thread = "at://3";
  given(joined);
  EXPECT_EQ(given(gone("did:plc:nobody")), PostStatus::passed_over);
  EXPECT_EQ(left(), 4);
  EXPECT_EQ(given(gone()), PostStatus::stored);
  EXPECT_EQ(given(gone()), PostStatus::passed_over) << "nothing of theirs is left";
  EXPECT_EQ(world.rows("SELECT text FROM message WHERE erased_at = 0 ORDER BY id"),
            "Here!\nAnd where are mine?\n");
  EXPECT_EQ(world.number("SELECT count(*) FROM message WHERE erased_at > 0 AND text <> ''"), 0);
  is_sound();
}

TEST_F(StreamPosts, who_comes_back_keeps_what_they_post_then) {
  given(post("1", "Where is it?"));
  const Post left_then = gone();
  EXPECT_EQ(given(left_then), PostStatus::stored);
  world.clock.advance(std::chrono::hours(1));
  given(post("2", "I am back. Where is it?"));
  EXPECT_EQ(given(left_then), PostStatus::passed_over) << "the same file once more";
  EXPECT_EQ(left(), 1);
}

TEST_F(StreamPosts, an_account_that_is_gone_is_found_in_conversations_that_were_merged_meanwhile) {
  const auto first = world.given_post(post("1", "Where is it?", PostKind::create, "did:plc:bea"));
  const auto second = world.given_post(post("2", "And mine?", PostKind::create, "did:plc:cem"));
  world.run_until_idle();
  const std::string path = fmt::format("/conversations/{}", second.conversation_id->value);
  ASSERT_TRUE(
      world.tell(world.colleague("administrator"),
                 {.method = http::Method::post,
                  .target = path + "/merge",
                  .body = fmt::format("{{\"into\": \"{}\"}}", first.conversation_id->value)}));
  Post answer = post("3", "The same here?");
  answer.thread = "at://2";
  given(answer);
  world.run_until_idle();
  ASSERT_TRUE(
      world.tell(world.colleague("administrator"),
                 {.method = http::Method::post, .target = path + "/unmerge", .body = "{}"}));
  EXPECT_EQ(given(gone()), PostStatus::stored);
  EXPECT_EQ(texts().find("The same here?"), std::string::npos);
  EXPECT_EQ(left(), 2);
  is_sound();
}

TEST_F(StreamPosts, many_posts_of_an_account_go_some_hundred_at_once) {
  for (int round = 0; round < 2; ++round) {
    std::vector<Post> posts;
    for (int each = 0; each < 400; ++each) {
      posts.push_back(post(fmt::format("{}-{}", round, each), "Where is it?"));
    }
    world.given_posts(std::move(posts), true);
  }
  int times = 0;
  while (given(gone()) == PostStatus::stored) {
    ++times;
  }
  EXPECT_GT(times, 1);
  EXPECT_EQ(left(), 0);
  is_sound();
}

}  // namespace
}  // namespace kith::scenario
