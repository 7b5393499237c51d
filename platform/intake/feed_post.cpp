// SPDX-License-Identifier: Apache-2.0
#include "intake/feed_post.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/rfc3339.h"
#include "intake/text_links.h"

namespace kith::intake {
namespace {

using simdjson::simdjson_result;
using simdjson::dom::array;
using simdjson::dom::element;

constexpr std::size_t longest_text = 3000;  // bytes, as the form of the network's posts has it
constexpr std::size_t longest_address = 2048;
constexpr std::size_t most_links = 200;
constexpr std::size_t most_images = 20;
constexpr Time earliest_believed{946'684'800'000'000};  // 2000
constexpr Duration latest_ahead = std::chrono::hours(1);
constexpr std::string_view facet_type = "app.bsky.richtext.facet#";

bool is_visible(char each) {
  return static_cast<unsigned char>(each) > ' ' && each != '\x7f';
}

// An address that can stand in a post of ours.
bool is_address(std::string_view text, std::string_view scheme) {
  return text.starts_with(scheme) && text.size() <= longest_address &&
         std::ranges::all_of(text, is_visible);
}

bool is_web_address(std::string_view text) {
  return is_address(text, "https://") || is_address(text, "http://");
}

bool is_word(std::string_view text, std::size_t most) {
  return !text.empty() && text.size() <= most && std::ranges::all_of(text, [](char each) {
    return (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z') ||
           (each >= '0' && each <= '9') || each == '-';
  });
}

// Where a feature of a facet leads; "" for one that leads nowhere.
std::string address_of(const element& feature) {
  const std::string_view type = text_of(feature["$type"]);
  if (!type.starts_with(facet_type)) {
    return {};
  }
  const std::string_view kind = type.substr(facet_type.size());
  const std::string_view address = text_of(feature["uri"]);
  const std::string_view did = text_of(feature["did"]);
  const std::string_view tag = text_of(feature["tag"]);
  if (kind == "link" && is_web_address(address)) {
    return std::string(address);
  }
  if (kind == "mention" && is_address(did, "did:")) {
    return fmt::format("https://bsky.app/profile/{}", did);
  }
  if (kind == "tag" && !tag.empty() && tag.size() <= 640) {
    return fmt::format("https://bsky.app/hashtag/{}", address_part(tag));
  }
  return {};
}

void read_facet(const element& facet, std::vector<TextLink>& links) {
  TextLink link;
  if (facet["index"]["byteStart"].get(link.begin) != simdjson::SUCCESS ||
      facet["index"]["byteEnd"].get(link.end) != simdjson::SUCCESS) {
    return;
  }
  array features;
  if (facet["features"].get(features) != simdjson::SUCCESS) {
    return;
  }
  for (const element feature : features) {
    link.address = address_of(feature);
    if (!link.address.empty()) {
      links.push_back(std::move(link));
      return;
    }
  }
}

std::string html_of(const element& record, std::string_view text) {
  array facets;
  if (record["facets"].get(facets) != simdjson::SUCCESS) {
    return {};
  }
  std::vector<TextLink> links;
  for (const element facet : facets) {
    if (links.size() == most_links) {
      break;
    }
    read_facet(facet, links);
  }
  return html_with_links(text, std::move(links));
}

// A card alone, without a text, says its title.
std::string card_of(const element& embed) {
  const std::string_view address = text_of(embed["external"]["uri"]);
  const std::string_view title = text_of(embed["external"]["title"]);
  if (!is_web_address(address)) {
    return {};
  }
  const std::string_view shown = title.empty() || title.size() > longest_text ? address : title;
  return fmt::format("<a href=\"{}\">{}</a>", html_escaped(address), html_escaped(shown));
}

void read_images(const simdjson_result<element>& embed, Post& post) {
  array images;
  if (embed["images"].get(images) != simdjson::SUCCESS &&
      embed["media"]["images"].get(images) != simdjson::SUCCESS) {
    return;
  }
  for (const element image : images) {
    const std::string_view content = text_of(image["image"]["ref"]["$link"]);
    const std::string_view type = text_of(image["image"]["mimeType"]);
    if (post.attachments.size() == most_images || !is_word(content, 128)) {
      continue;
    }
    PostAttachment& attachment = post.attachments.emplace_back();
    attachment.url = fmt::format("https://cdn.bsky.app/img/feed_fullsize/plain/{}/{}@jpeg",
                                 post.author.native_id, content);
    if (is_address(type, "image/") && type.size() <= 127) {
      attachment.media_type = type;
    }
  }
}

// An author writes any time there; what cannot be true gives way to when the network saw it.
std::optional<Time> posted_at(std::string_view created, Time at) {
  const std::optional<Time> said = parse_rfc3339(created);
  const bool is_believed =
      said && *said >= earliest_believed && (!at || *said <= at + latest_ahead);
  if (is_believed) {
    return said;
  }
  return at ? std::optional(at) : std::nullopt;
}

std::string reference(const simdjson_result<element>& answered) {
  const std::string_view uri = text_of(answered["uri"]);
  return std::string(is_address(uri, "at://") ? uri : std::string_view());
}

}  // namespace

std::string_view text_of(const simdjson_result<element>& value) {
  std::string_view text;
  return value.get(text) == simdjson::SUCCESS ? text : std::string_view();
}

Result<void> read_feed_post(const element& record, Time at, Post& post) {
  std::string_view text;
  const simdjson::error_code missing = record["text"].get(text);
  if (missing != simdjson::SUCCESS && missing != simdjson::NO_SUCH_FIELD) {
    return fail(ErrorCode::invalid, "The text of the post is no text.");
  }
  if (text.size() > longest_text) {
    return fail(ErrorCode::invalid, fmt::format("The text has {} bytes; a post has at most {}.",
                                                text.size(), longest_text));
  }
  if (text.find('\0') != text.npos) {
    return fail(ErrorCode::invalid, "The text holds a character that no text has (U+0000).");
  }
  post.text = text;
  post.html = html_of(record, text);
  post.posted_at = posted_at(text_of(record["createdAt"]), at);
  post.thread = reference(record["reply"]["root"]);
  post.in_reply_to = reference(record["reply"]["parent"]);
  if (const std::string_view language = text_of(record["langs"].at(0)); is_word(language, 64)) {
    post.language = language;
  }
  const simdjson_result<element> embed = record["embed"];
  read_images(embed, post);
  element card;
  if (text.empty() && embed.get(card) == simdjson::SUCCESS) {
    post.html = card_of(card);
  }
  return {};
}

}  // namespace kith::intake
