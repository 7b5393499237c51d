// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "intake/post.h"
#include "program.h"

namespace kith::load {

/// A line of `write_posts --jsonl` of the limit programs, in kith's own form.
inline intake::Post post_of(const nlohmann::json& line) {
  intake::Post post;
  post.channel = "channel " + std::to_string(line.at("channel").get<int>());
  post.native_id = line.at("id");
  post.uri = post.native_id;
  post.author = {.native_id = line.at("author"), .name = line.at("handle")};
  post.thread = line.at("root").is_null() ? "" : line.at("root").get<std::string>();
  post.in_reply_to = line.at("parent").is_null() ? "" : line.at("parent").get<std::string>();
  post.text = line.at("text");
  post.language = line.at("language");
  post.posted_at = Time{line.at("at").get<std::int64_t>()};
  return post;
}

}  // namespace kith::load
