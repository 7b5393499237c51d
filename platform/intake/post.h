// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <kith/described.h>
#include <kith/nouns.h>

namespace kith::intake {

/// What a post does to what is stored. `delete_` is "delete" on the wire. `author_gone` is about
/// everything of its author: their account is gone from its network, or hidden there.
enum class PostKind : std::uint8_t { create, edit, delete_, author_gone };

/// Who wrote a post, as their network knows them.
struct Author {
  std::string native_id;
  std::string name;

  static consteval auto describe() {
    return described("Who wrote a post.",
                     field<&Author::native_id>("The network's own, lasting id of the author.",
                                               length{1, 512}, example{"\"u-1077\""}),
                     field<&Author::name>("The name that people see.", length{0, 512}, defaults,
                                          example{"\"Ada\""}));
  }
};

/// A file of a post: named by where it lies (it is fetched later), or uploaded before.
struct PostAttachment {
  std::optional<std::string> url;
  std::optional<AttachmentId> attachment_id;
  std::optional<std::string> file;
  std::string name;
  std::string media_type;

  static consteval auto describe() {
    return described("A file of a post.",
                     field<&PostAttachment::url>("Where it lies.", forms::url, length{1, 2048}),
                     field<&PostAttachment::attachment_id>(
                         "An upload of the caller's that belongs to no message yet; instead of a "
                         "url. Name and type are the upload's."),
                     field<&PostAttachment::file>(
                         "In a file of kith export, the name of its bytes in the folder beside "
                         "it: kith import uploads them. Nobody else may name one.",
                         length{64, 64}),
                     field<&PostAttachment::name>("What it is called.", length{0, 512}, defaults),
                     field<&PostAttachment::media_type>("What the network says it is.",
                                                        length{0, 127}, defaults));
  }
};

/// One post of any network, in the one form that intake takes. A post is known by its `uri`, or by
/// its `native_id` where it has none; `thread` and `in_reply_to` name posts in the same way.
struct Post {
  std::string channel = "api";
  PostKind kind = PostKind::create;
  std::string native_id;
  std::string uri;
  std::string version;
  bool has_stable_time = true;
  bool is_from_stream = false;
  Direction direction = Direction::inbound;
  Author author;
  std::string thread;
  std::string in_reply_to;
  std::string subject;
  std::string text;
  std::string html;
  std::string language;
  std::vector<PostAttachment> attachments;
  std::optional<Time> posted_at;

  static consteval auto describe() {
    return described(
        "One post of any network.",
        field<&Post::channel>("The name of the channel it came by. One that is not known yet is "
                              "made, of the kind api.",
                              length{1, 100}, forms::any_line, defaults, example{"\"shop-chat\""}),
        field<&Post::kind>("What it does to what is stored. author_gone takes back all that its "
                           "author posted until posted_at, some hundred at once: repeat it for as "
                           "long as it is stored.",
                           defaults),
        field<&Post::native_id>("The network's own id of the post.", length{1, 2048},
                                example{"\"41077\""}),
        field<&Post::uri>("Its lasting address, where the network has one: it is the same after "
                          "an edit and on every server.",
                          length{0, 2048}, defaults),
        field<&Post::version>("The network's own id of what the post says since its last edit: an "
                              "edit that comes again is known by it.",
                              length{0, 512}, defaults),
        field<&Post::has_stable_time>(
            "Whether posted_at is the same whenever this post is delivered.", defaults),
        field<&Post::is_from_stream>(
            "Whether it comes by a stream of everybody's posts: the deletion of one that is not "
            "here is passed over then, instead of being remembered.",
            defaults),
        field<&Post::direction>(
            "inbound from people; outbound where the company itself wrote it: of "
            "history, whose author's native_id is the address that a colleague "
            "signs in with, that colleague.",
            defaults),
        field<&Post::author>("Who wrote it."),
        field<&Post::thread>("The first post of its thread, if the network says so.",
                             length{0, 2048}, defaults),
        field<&Post::in_reply_to>("The post that it answers.", length{0, 2048}, defaults),
        field<&Post::subject>("The subject line, where there is one.", length{0, 998}, defaults),
        field<&Post::text>("What it says, as plain text.", length{0, 1'000'000}, defaults,
                           example{"\"My parcel is late. Where is it?\""}),
        field<&Post::html>("The same as HTML; without a text, the text is taken from it.",
                           length{0, 2'000'000}, defaults),
        field<&Post::language>("The language that the network gives, as BCP 47.", length{0, 64},
                               defaults, example{"\"en\""}),
        field<&Post::attachments>("Its files.", items{0, 50}, defaults),
        field<&Post::posted_at>("When it was posted; now, if absent."));
  }
};

/// What became of a post.
enum class PostStatus : std::uint8_t { stored, duplicate, rejected, passed_over };

struct PostResult {
  PostStatus status = PostStatus::stored;
  std::optional<MessageId> message_id;
  std::optional<ConversationId> conversation_id;
  std::optional<std::string> reason;

  static consteval auto describe() {
    return described(
        "What became of a post.",
        field<&PostResult::status>("stored; duplicate, when it was here already; rejected; or "
                                   "passed_over, when it is about nothing that is here."),
        field<&PostResult::message_id>("The message it is."),
        field<&PostResult::conversation_id>("The conversation it is part of."),
        field<&PostResult::reason>("Why it was rejected."));
  }
};

/// The body of POST /api/v1/intake.
struct IntakeRequest {
  std::vector<Post> posts;
  bool is_history = false;

  static consteval auto describe() {
    return described(
        "Posts to take in.",
        field<&IntakeRequest::posts>("The posts, oldest first.", items{1, 1000}),
        field<&IntakeRequest::is_history>("Whether they are old: then nobody waits for an answer, "
                                          "and they are ordered by posted_at.",
                                          defaults));
  }
};

struct IntakeAnswer {
  std::vector<PostResult> results;

  static consteval auto describe() {
    return described("What became of the posts, stored before this was said.",
                     field<&IntakeAnswer::results>("One for each post, in the same order."));
  }
};

}  // namespace kith::intake
