// SPDX-License-Identifier: Apache-2.0
#include "intake/jetstream_frame.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <new>

#include "base/rfc3339.h"
#include "intake/feed_post.h"

namespace kith::intake {
namespace {

using simdjson::dom::element;

constexpr std::string_view posts = "app.bsky.feed.post";
constexpr std::string_view second_form = "network.bsky.jetstream.subscribeEvents#";

/// One frame, whichever form it has. It lives as long as what was parsed.
struct Frame {
  std::string_view kind;
  std::string_view did;
  Time at;
  element body;
};

std::unexpected<Error> refuse(std::string reason) {
  return fail(ErrorCode::invalid, std::move(reason));
}

constexpr bool is_letter(char each) {
  return (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z');
}

constexpr bool is_of_name(char each) {
  return is_letter(each) || (each >= '0' && each <= '9') || each == '.' || each == '_' ||
         each == ':' || each == '-';
}

bool is_did(std::string_view text) {
  return text.starts_with("did:") && text.size() > 4 && text.size() <= 512 &&
         std::ranges::all_of(text, [](char each) { return is_of_name(each) || each == '%'; });
}

bool is_record_key(std::string_view text) {
  return !text.empty() && text.size() <= 512 &&
         std::ranges::all_of(text, [](char each) { return is_of_name(each) || each == '~'; });
}

Result<std::optional<Frame>> first_form_of(const element& root) {
  Frame frame{.kind = text_of(root["kind"]), .did = text_of(root["did"]), .at = {}, .body = {}};
  std::int64_t time = 0;
  if (root["time_us"].get(time) == simdjson::SUCCESS && time > 0) {
    frame.at = Time{time};
  }
  if (frame.kind != "commit" && frame.kind != "account") {
    return std::optional<Frame>();
  }
  if (root[frame.kind].get(frame.body) != simdjson::SUCCESS || !frame.body.is_object()) {
    return refuse(fmt::format("The frame is of the kind {0} and has no {0}.", frame.kind));
  }
  return std::optional(frame);
}

Result<std::optional<Frame>> second_form_of(const element& root) {
  element payload;
  if (text_of(root["$type"]) != "message") {
    return std::optional<Frame>();
  }
  if (root["payload"].get(payload) != simdjson::SUCCESS || !payload.is_object()) {
    return refuse("The frame is a message and has no payload.");
  }
  const std::string_view type = text_of(payload["$type"]);
  Frame frame{.kind = {}, .did = text_of(payload["did"]), .at = {}, .body = payload};
  if (!type.starts_with(second_form)) {
    return std::optional<Frame>();
  }
  frame.kind = type.substr(second_form.size());
  frame.at = parse_rfc3339(text_of(payload["time"])).value_or(Time{});
  element account;
  if (frame.kind == "account" && payload["account"].get(account) == simdjson::SUCCESS) {
    frame.body = account;
  }
  return std::optional(frame);
}

Result<std::optional<Frame>> frame_of(const element& root) {
  if (!root.is_object()) {
    return refuse("The line is no JSON object.");
  }
  if (!text_of(root["kind"]).empty()) {
    return first_form_of(root);
  }
  if (!text_of(root["$type"]).empty()) {
    return second_form_of(root);
  }
  return refuse("The line is no Jetstream frame: it has neither kind nor $type.");
}

Result<std::optional<Post>> read_commit(const Frame& frame) {
  const element& commit = frame.body;
  const std::string_view collection = text_of(commit["collection"]);
  const std::string_view operation = text_of(commit["operation"]);
  if (collection.empty() || operation.empty()) {
    return refuse("The commit has no collection or no operation.");
  }
  const bool is_deletion = operation == "delete";
  const bool is_known = is_deletion || operation == "create" || operation == "update";
  if (collection != posts || !is_known) {
    return std::optional<Post>();
  }
  const std::string_view key = text_of(commit["rkey"]);
  if (!is_did(frame.did) || !is_record_key(key)) {
    return refuse(is_did(frame.did) ? "The commit has no rkey that a post can have."
                                    : "The frame has no did that an account can have.");
  }
  Post post{.channel = "bluesky",
            .native_id = fmt::format("at://{}/{}/{}", frame.did, posts, key),
            .has_stable_time = false,
            .is_from_stream = true,
            .author = {std::string(frame.did), ""}};
  post.uri = post.native_id;
  if (is_deletion) {
    post.kind = PostKind::delete_;
    return std::optional(std::move(post));
  }
  post.kind = operation == "create" ? PostKind::create : PostKind::edit;
  const std::string_view revision = text_of(commit["rev"]);
  if (is_record_key(revision)) {
    post.version = revision;
  }
  element record;
  if (commit["record"].get(record) != simdjson::SUCCESS || !record.is_object()) {
    return refuse("The commit has no record.");
  }
  KITH_CHECK(read_feed_post(record, frame.at, post));
  const bool says_something = !post.text.empty() || !post.html.empty() || !post.attachments.empty();
  if (!says_something && post.kind == PostKind::create) {
    return std::optional<Post>();
  }
  // Nothing is left of what it said.
  post.kind = says_something ? post.kind : PostKind::delete_;
  return std::optional(std::move(post));
}

// A server that is behind or throttles an account says nothing of what its holder wants.
bool is_gone(const element& account) {
  bool is_active = true;
  const std::string_view status = text_of(account["status"]);
  return account["active"].get(is_active) == simdjson::SUCCESS && !is_active &&
         status != "desynchronized" && status != "throttled";
}

Result<std::optional<Post>> read_account(const Frame& frame) {
  if (!is_gone(frame.body)) {
    return std::optional<Post>();
  }
  if (!is_did(frame.did)) {
    return refuse("The frame has no did that an account can have.");
  }
  Post post{.channel = "bluesky",
            .kind = PostKind::author_gone,
            .native_id = std::string(frame.did),
            .is_from_stream = true,
            .author = {std::string(frame.did), ""}};
  if (frame.at) {
    post.posted_at = frame.at;
  }
  return std::optional(std::move(post));
}

}  // namespace

struct JetstreamFrames::State {
  simdjson::dom::parser parser;
};

JetstreamFrames::JetstreamFrames() : state_(std::make_unique<State>()) {}
JetstreamFrames::JetstreamFrames(JetstreamFrames&&) noexcept = default;
JetstreamFrames& JetstreamFrames::operator=(JetstreamFrames&&) noexcept = default;
JetstreamFrames::~JetstreamFrames() = default;

Result<std::optional<Post>> JetstreamFrames::read(std::string_view frame) {
  element root;
  if (const simdjson::error_code error = state_->parser.parse(frame.data(), frame.size()).get(root);
      error == simdjson::MEMALLOC) {
    throw std::bad_alloc();
  } else if (error != simdjson::SUCCESS) {
    return refuse(fmt::format("The line is no JSON: {}", simdjson::error_message(error)));
  }
  const std::optional<Frame> read = KITH_TRY(frame_of(root));
  if (!read) {
    return std::optional<Post>();
  }
  if (read->kind == "commit") {
    return read_commit(*read);
  }
  return read->kind == "account" ? read_account(*read) : Result<std::optional<Post>>();
}

}  // namespace kith::intake
