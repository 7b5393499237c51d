// SPDX-License-Identifier: Apache-2.0
#include "intake/prepared_post.h"

#include <set>

#include "conversation/post_key.h"
#include "conversation/search_tags.h"
#include "text/cues.h"
#include "text/html.h"
#include "text/language.h"
#include "text/mark.h"
#include "text/mask.h"

namespace kith::intake {
namespace {

// References name a post as it is known: by its uri where it has one.
const std::string& name_of(const Post& post) {
  return post.uri.empty() ? post.native_id : post.uri;
}

const std::string& thread_of(const Post& post) {
  return post.thread.empty() ? post.in_reply_to : post.thread;
}

bool says_something(const Post& post) {
  return post.kind == PostKind::create || post.kind == PostKind::edit;
}

void read_text(PreparedPost& prepared) {
  Post& post = prepared.post;
  if (!post.html.empty()) {
    prepared.html = text::sanitise_html(post.html).html;
  }
  const std::string plain = post.text.empty() && !post.html.empty() ? text::html_to_text(post.html)
                                                                    : std::move(post.text);
  prepared.text = text::mask_cards(plain);
  prepared.language = text::language_of(prepared.text, post.language).code();
  if (post.direction == Direction::inbound) {
    prepared.needs_reply = text::needs_reply(text::read_cues(prepared.text));
    const std::optional<text::Mark> mark = text::read_mark(prepared.text);
    prepared.is_mark = mark && !text::needs_reply(*mark);
  }
}

std::string rejection_of_files(const Post& post) {
  std::set<AttachmentId> uploads;
  for (const PostAttachment& each : post.attachments) {
    if (each.file) {
      return "Upload the file of an attachment and name it by attachment_id: only kith import "
             "reads files.";
    }
    if (each.url.has_value() == each.attachment_id.has_value()) {
      return "Each attachment has a url or an attachment_id, and not both.";
    }
    if (each.attachment_id && !uploads.insert(*each.attachment_id).second) {
      return "Each upload can be attached once.";
    }
  }
  return {};
}

std::string rejection_of(const Post& post, const PreparedPost& prepared) {
  if (!says_something(post)) {
    return {};
  }
  if (prepared.text.empty() && prepared.html.empty() && post.attachments.empty()) {
    return "The post is empty: give a text, an HTML or an attachment.";
  }
  if (std::string reason = rejection_of_files(post); !reason.empty()) {
    return reason;
  }
  if (post.direction == Direction::note) {
    return "A note is written by a colleague, it does not come from a network.";
  }
  return {};
}

}  // namespace

PreparedPost prepare(Post post, ChannelId channel, const HashKey& key) {
  PreparedPost prepared;
  prepared.channel = channel;
  prepared.posted_at = post.posted_at.value_or(Time{});
  const Time stable = post.has_stable_time ? prepared.posted_at : Time{};
  const conversation::PostKey own = conversation::post_key(key, channel, name_of(post), stable);
  prepared.bucket = own.bucket;
  prepared.key = own.hash;
  prepared.author_key = conversation::identity_key(key, channel, post.author.native_id);
  prepared.has_thread = !thread_of(post).empty() && thread_of(post) != name_of(post);
  if (prepared.has_thread) {
    prepared.thread_key = conversation::post_key(key, channel, thread_of(post)).hash;
  }
  prepared.has_version = post.kind == PostKind::edit && !post.version.empty();
  if (prepared.has_version) {
    prepared.version_key = conversation::version_key(key, channel, name_of(post), post.version);
  }
  prepared.post = std::move(post);
  if (says_something(prepared.post)) {
    read_text(prepared);
    prepared.tags = conversation::message_tags(channel, prepared.language);
  }
  prepared.rejection = rejection_of(prepared.post, prepared);
  return prepared;
}

}  // namespace kith::intake
