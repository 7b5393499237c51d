// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdio>
#include <cstdlib>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "intake/post.h"

namespace kith::load {

/// The value, or the end of the program with what went wrong.
template <class T>
T need(Result<T> result) {
  if (!result) {
    std::fprintf(stderr, "%s %s\n", result.error().message.c_str(), result.error().detail.c_str());
    std::exit(1);  // NOLINT(concurrency-mt-unsafe): what is measured has failed anyway
  }
  if constexpr (!std::is_void_v<T>) {
    return *std::move(result);
  }
}

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

/// `--name=value` pairs over `defaults`; anything else prints `usage` and ends with 2.
inline std::map<std::string, std::string> options(int count, char** words, const char* usage,
                                                  std::map<std::string, std::string> defaults) {
  for (int each = 1; each < count; ++each) {
    const std::string option = words[each];
    const std::size_t equals = option.find('=');
    const bool is_known = option.starts_with("--") && equals != option.npos &&
                          defaults.contains(option.substr(2, equals - 2));
    if (!is_known) {
      std::fprintf(stderr, "%s\n", usage);
      std::exit(2);  // NOLINT(concurrency-mt-unsafe): nothing has started yet
    }
    defaults[option.substr(2, equals - 2)] = option.substr(equals + 1);
  }
  return defaults;
}

}  // namespace kith::load
