// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <vector>

#include "text/html.h"
#include "text/html_address.h"
#include "text/html_tree.h"
#include "text/utf8.h"

namespace kith::text {
namespace {

// Less than nest_html allows, so that what is written here passes it unchanged.
constexpr std::size_t written_depth = 190;
// A table is opened only where its rows and cells have room too.
constexpr std::size_t depth_of_table = 4;
// Room for what is written after the last check: one tag with its attributes, and all end tags.
constexpr std::size_t reserve_bytes = 64U << 10;

enum class Place : std::uint8_t { text, attribute };

constexpr HtmlAttribute plain_attributes[] = {
    HtmlAttribute::alt,    HtmlAttribute::title,   HtmlAttribute::width,
    HtmlAttribute::height, HtmlAttribute::colspan, HtmlAttribute::rowspan,
    HtmlAttribute::start,  HtmlAttribute::dir,     HtmlAttribute::lang};

/// Writes a tree as the HTML that every parser reads back as the same tree.
class Sanitiser {
 public:
  explicit Sanitiser(SanitisedHtml& out) : out_(out) {}

  Visit enter(const GumboNode& node) {
    if (is_full()) {
      return Visit::pass;
    }
    switch (node.type) {
      case GUMBO_NODE_TEXT:
      case GUMBO_NODE_CDATA:
      case GUMBO_NODE_WHITESPACE: write_text(node.v.text.text); return Visit::pass;
      case GUMBO_NODE_ELEMENT: return enter_element(node);
      case GUMBO_NODE_COMMENT:
      case GUMBO_NODE_TEMPLATE:
      case GUMBO_NODE_DOCUMENT: return Visit::pass;
    }
    return Visit::pass;
  }

  void leave(const GumboNode& node) {
    if (!open_.empty() && open_.back().source == &node) {
      close_to(open_.size() - 1);
    }
  }

 private:
  struct Open {
    GumboTag tag;
    const GumboNode* source;
  };

  Visit enter_element(const GumboNode& node) {
    if (is_dropped(node)) {
      return Visit::pass;
    }
    const HtmlRule rule = html_rule(node.v.element.tag);
    if (rule.treatment == Treatment::keep) {
      write_element(node, rule.written);
    }
    return Visit::inside;
  }

  void write_element(const GumboNode& node, GumboTag tag) {
    tag = tag == GUMBO_TAG_LI && !is_child_of(tag, parent()) ? GUMBO_TAG_DIV : tag;
    if (!is_child_of(tag, parent()) || !is_wanted(node, tag)) {
      return;
    }
    if (is_block(tag)) {
      close_paragraph();
    }
    if (tag == GUMBO_TAG_IMG) {
      write_image(node);
      return;
    }
    const std::size_t room = tag == GUMBO_TAG_TABLE ? depth_of_table : 1;
    if (!is_void(tag) && open_.size() + room > written_depth) {
      out_.is_cut = true;
      return;
    }
    write_start(node, tag);
    if (!is_void(tag)) {
      open_.push_back({tag, &node});
      is_after_pre_ = tag == GUMBO_TAG_PRE;
    }
  }

  // What says nothing, or what a parser would not leave inside another of its kind, is unwrapped.
  bool is_wanted(const GumboNode& node, GumboTag tag) const {
    if (tag == GUMBO_TAG_A && safe_link(attribute_of(node, HtmlAttribute::href)).empty()) {
      return false;
    }
    if (tag == GUMBO_TAG_SPAN && !has_plain_attribute(node)) {
      return false;
    }
    if (is_heading(tag)) {
      return !is_heading(parent());
    }
    return !is_formatting(tag) || place_of(tag) == open_.size();
  }

  bool has_plain_attribute(const GumboNode& node) const {
    return std::ranges::any_of(plain_attributes, [&](HtmlAttribute each) {
      const std::string_view value = attribute_of(node, each);
      return value.data() != nullptr && is_allowed(node.v.element.tag, each, value);
    });
  }

  GumboTag parent() const { return open_.empty() ? GUMBO_TAG_DIV : open_.back().tag; }

  // The place of the innermost open `tag` in this cell of a table, or the end where there is none.
  std::size_t place_of(GumboTag tag) const {
    for (std::size_t i = open_.size(); i > 0 && !is_cell(open_[i - 1].tag); --i) {
      if (open_[i - 1].tag == tag) {
        return i - 1;
      }
    }
    return open_.size();
  }

  void close_paragraph() { close_to(place_of(GUMBO_TAG_P)); }

  void close_to(std::size_t size) {
    while (open_.size() > size) {
      out_.html += "</";
      out_.html += gumbo_normalized_tagname(open_.back().tag);
      out_.html += '>';
      open_.pop_back();
    }
    is_after_pre_ = false;
  }

  void write_start(const GumboNode& node, GumboTag tag) {
    out_.html += '<';
    out_.html += gumbo_normalized_tagname(tag);
    if (tag == GUMBO_TAG_A) {
      write_attribute("href", safe_link(attribute_of(node, HtmlAttribute::href)));
      out_.html += " rel=\"noopener noreferrer nofollow\"";
    }
    write_plain_attributes(node, tag);
    out_.html += '>';
    is_after_pre_ = false;
  }

  void write_image(const GumboNode& node) {
    std::string source = safe_image(attribute_of(node, HtmlAttribute::src));
    if (source.empty()) {
      source = safe_image(attribute_of(node, HtmlAttribute::kith_src));
    }
    if (source.empty()) {
      write_text(attribute_of(node, HtmlAttribute::alt));
      return;
    }
    ++out_.images;
    out_.html += "<img";
    write_attribute("data-kith-src", source);
    write_plain_attributes(node, GUMBO_TAG_IMG);
    out_.html += '>';
    is_after_pre_ = false;
  }

  void write_plain_attributes(const GumboNode& node, GumboTag tag) {
    for (const HtmlAttribute each : plain_attributes) {
      const std::string_view value = attribute_of(node, each);
      if (value.data() != nullptr && is_allowed(tag, each, value)) {
        write_attribute(html_attribute_name(each), value);
      }
    }
  }

  void write_attribute(std::string_view name, std::string_view value) {
    out_.html += ' ';
    out_.html += name;
    out_.html += "=\"";
    write_escaped(value, Place::attribute);
    out_.html += '"';
  }

  void write_text(std::string_view text) {
    if (is_child_of(GUMBO_TAG_SPAN, parent())) {
      write_escaped(text, Place::text);
    }
  }

  // What is written is read again, so it keeps within the same limit.
  bool is_full() {
    out_.is_cut = out_.is_cut || out_.html.size() > html_bytes - reserve_bytes;
    return out_.html.size() > html_bytes - reserve_bytes;
  }

  void write_escaped(std::string_view text, Place place) {
    for (std::size_t at = 0; at < text.size() && !is_full();) {
      const CodePoint point = code_point_at(text, at);
      switch (point.value) {
        case '&': write_bytes("&amp;"); break;
        case '<': write_bytes("&lt;"); break;
        case '>': write_bytes("&gt;"); break;
        case '"': write_bytes(place == Place::attribute ? "&quot;" : "\""); break;
        case '\r': break;
        default:
          if (is_valid(point) && !is_unreadable(point.value)) {
            write_bytes(text.substr(at, point.size));
          }
      }
      at += point.size;
    }
  }

  // Parsers skip the line break right behind <pre>, so one that is meant is written twice.
  void write_bytes(std::string_view bytes) {
    if (is_after_pre_) {
      out_.html += bytes == "\n" ? "\n" : "";
      is_after_pre_ = false;
    }
    out_.html += bytes;
  }

  SanitisedHtml& out_;
  std::vector<Open> open_;
  bool is_after_pre_ = false;
};

}  // namespace

SanitisedHtml sanitise_html(std::string_view html) {
  const HtmlTree tree = HtmlTree::parse(html);
  SanitisedHtml out;
  out.is_cut = tree.is_cut();
  Sanitiser sanitiser(out);
  walk(tree.root(), sanitiser);
  return out;
}

}  // namespace kith::text
