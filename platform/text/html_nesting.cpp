// SPDX-License-Identifier: Apache-2.0
#include "text/html_nesting.h"

#include <algorithm>
#include <bitset>
#include <vector>

#include "text/html_rules.h"
#include "text/html_tag.h"

namespace kith::text {
namespace {

constexpr std::size_t nowhere = std::string_view::npos;

// Whether the end tag or the implied end of a `tag` cannot reach an element outside of `open`.
bool is_barrier(GumboTag open, GumboTag tag) {
  if (is_child_of(tag, GUMBO_TAG_DIV)) {
    return is_cell(open) || open == GUMBO_TAG_TABLE;
  }
  return open == GUMBO_TAG_TABLE;  // parts of a table end within their table
}

class Nester {
 public:
  Nester(std::string_view html, TagsKept kept) : html_(html), kept_(kept) {
    out_.html.reserve(html.size() + html.size() / 8);
  }

  NestedHtml run() {
    while (at_ < html_.size()) {
      const std::size_t tag = std::min(html_.find('<', at_), html_.size());
      out_.html += html_.substr(at_, tag - at_);
      at_ = tag;
      if (at_ < html_.size()) {
        read_markup();
      }
    }
    close_to(0);
    return std::move(out_);
  }

 private:
  void read_markup() {
    if (is_html_tag(html_, at_)) {
      read_tag();
      return;
    }
    const char next = at_ + 1 < html_.size() ? html_[at_ + 1] : ' ';
    if (next == '!' || next == '?' || next == '/') {
      skip_comment();
      return;
    }
    // No '<' of the source gets through, so no tag comes about by leaving another out.
    out_.html += "&lt;";
    ++at_;
  }

  void read_tag() {
    const HtmlTag tag = read_html_tag(html_, at_);
    at_ = std::min(tag.end, html_.size());
    const HtmlRule rule = html_rule(tag.name);
    switch (rule.treatment) {
      case Treatment::unwrap: break;
      case Treatment::drop:
      case Treatment::drop_to_end:
        if (!tag.is_end) {
          skip_content(tag.name, rule.treatment);
        }
        break;
      case Treatment::keep:
        if (kept_ == TagsKept::none) {
          out_.html += is_block(rule.written) || is_void(rule.written) ? " " : "";
        } else if (tag.is_end) {
          end(rule.written);
        } else {
          start(rule.written, tag);
        }
        break;
    }
  }

  void skip_comment() {
    const std::string_view left = html_.substr(at_);
    const bool is_proper = left.starts_with("<!--");
    if (!is_proper || left.starts_with("<!-->") || left.starts_with("<!--->")) {
      at_ = std::min(html_.find('>', at_), html_.size() - 1) + 1;
      return;
    }
    for (at_ += 4; (at_ = html_.find("--", at_)) != nowhere; ++at_) {
      const std::string_view end = html_.substr(at_ + 2);
      if (end.starts_with('>') || end.starts_with("!>")) {
        at_ += end.starts_with('>') ? 3 : 4;
        return;
      }
    }
    at_ = html_.size();
  }

  // Goes on behind the end tag of a dropped element. Without one the element holds all that is
  // left, or nothing: that is remembered, so that a thousand such elements are no thousand
  // searches.
  void skip_content(GumboTag name, Treatment treatment) {
    const auto index = static_cast<std::size_t>(name);
    for (std::size_t at = at_; !unended_[index] && (at = html_.find("</", at)) != nowhere; ++at) {
      if (is_end_tag_of(name, at)) {
        at_ = std::min(read_html_tag(html_, at).end, html_.size());
        return;
      }
    }
    unended_[index] = true;
    at_ = treatment == Treatment::drop_to_end ? html_.size() : at_;
  }

  // Compares the name alone: to read whole tags could mean to read the rest at each of them.
  bool is_end_tag_of(GumboTag name, std::size_t at) const {
    const std::string_view wanted = gumbo_normalized_tagname(name);
    const std::string_view found = html_.substr(at + 2, wanted.size());
    const char after = at + 2 + wanted.size() < html_.size() ? html_[at + 2 + wanted.size()] : ' ';
    return std::ranges::equal(found, wanted, {}, [](char each) { return each | 0x20; }) &&
           std::string_view(" \t\n\r\f/>").find(after) != nowhere;
  }

  void start(GumboTag tag, const HtmlTag& source) {
    if (!make_room_for(tag)) {
      return;
    }
    const bool is_too_deep = !is_void(tag) && open_.size() >= html_depth;
    if (is_too_deep || (is_formatting(tag) && count_formatting() >= html_formatting)) {
      out_.is_cut = true;
      return;
    }
    write_start(tag, source);
    if (!is_void(tag)) {
      open_.push_back(tag);
    }
  }

  // Ends what a parser would take to end before a `tag`; false where none may stand.
  bool make_room_for(GumboTag tag) {
    if (!is_child_of(tag, GUMBO_TAG_DIV) && tag != GUMBO_TAG_LI) {
      return make_room_in_table(tag);
    }
    if (is_block(tag)) {
      close_nearest(GUMBO_TAG_P);
    }
    if (tag == GUMBO_TAG_LI) {
      close_list_item();
    } else if (tag == GUMBO_TAG_A) {
      end(GUMBO_TAG_A);
    } else if (is_heading(tag) && !open_.empty() && is_heading(open_.back())) {
      close_to(open_.size() - 1);
    } else if (tag == GUMBO_TAG_TABLE && is_between_parts_of_table()) {
      close_nearest_table();
    }
    return true;
  }

  bool make_room_in_table(GumboTag tag) {
    if (find(GUMBO_TAG_TABLE, GUMBO_TAG_UNKNOWN) == nowhere) {
      return false;
    }
    const auto is_place = [&](GumboTag open) {
      const bool is_row_in_table = tag == GUMBO_TAG_TR && open == GUMBO_TAG_TABLE;
      const bool is_cell_without_row = (tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH) &&
                                       (is_child_of(GUMBO_TAG_TR, open) || open == GUMBO_TAG_TABLE);
      const bool is_column_in_table = tag == GUMBO_TAG_COL && open == GUMBO_TAG_TABLE;
      return is_child_of(tag, open) || is_row_in_table || is_cell_without_row || is_column_in_table;
    };
    while (!is_place(open_.back())) {
      close_to(open_.size() - 1);
    }
    return true;
  }

  bool is_between_parts_of_table() const {
    const auto part = std::find_if(open_.rbegin(), open_.rend(), [](GumboTag open) {
      return is_cell(open) || open == GUMBO_TAG_TABLE;
    });
    return part != open_.rend() && *part == GUMBO_TAG_TABLE;
  }

  void close_nearest_table() {
    const std::size_t place = find(GUMBO_TAG_TABLE, GUMBO_TAG_UNKNOWN);
    close_to(std::min(place, open_.size()));
  }

  void close_list_item() {
    for (std::size_t i = open_.size(); i > 0; --i) {
      const GumboTag open = open_[i - 1];
      if (open == GUMBO_TAG_LI) {
        close_to(i - 1);
        return;
      }
      if (open == GUMBO_TAG_UL || open == GUMBO_TAG_OL || is_barrier(open, GUMBO_TAG_LI)) {
        return;
      }
    }
  }

  void end(GumboTag tag) {
    if (is_void(tag)) {
      out_.html += tag == GUMBO_TAG_BR ? "<br>" : "";
    } else if (tag == GUMBO_TAG_TABLE) {
      close_nearest_table();
    } else if (is_formatting(tag)) {
      end_formatting(tag);
    } else {
      close_nearest(tag);
    }
  }

  // A parser carries the formatting elements inside of this one on behind its end.
  void end_formatting(GumboTag tag) {
    const std::size_t place = find(tag, tag);
    if (place != nowhere) {
      write_end(tag);
      open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(place));
    }
  }

  void close_nearest(GumboTag tag) {
    const std::size_t place = find(tag, tag);
    if (place != nowhere) {
      close_to(place);
    }
  }

  // The place of the innermost open `tag` within what an end tag of `reach` can reach.
  std::size_t find(GumboTag tag, GumboTag reach) const {
    for (std::size_t i = open_.size(); i > 0; --i) {
      if (open_[i - 1] == tag) {
        return i - 1;
      }
      if (reach != GUMBO_TAG_UNKNOWN && is_barrier(open_[i - 1], reach)) {
        break;
      }
    }
    return nowhere;
  }

  void close_to(std::size_t size) {
    while (open_.size() > size) {
      write_end(open_.back());
      open_.pop_back();
    }
  }

  std::size_t count_formatting() const {
    std::size_t count = 0;
    for (std::size_t i = open_.size(); i > 0 && !is_cell(open_[i - 1]); --i) {
      count += is_formatting(open_[i - 1]) ? 1 : 0;
    }
    return count;
  }

  void write_start(GumboTag tag, const HtmlTag& source) {
    out_.html += '<';
    out_.html += gumbo_normalized_tagname(tag);
    for (std::size_t i = 0; i < html_attribute_count; ++i) {
      const auto attribute = static_cast<HtmlAttribute>(i);
      if (source.has(attribute) && attribute != HtmlAttribute::hidden &&
          attribute != HtmlAttribute::style) {
        write_attribute(attribute, source.attribute(attribute));
      }
    }
    out_.html += source.is_hidden() ? " hidden>" : ">";
  }

  // The value keeps its entities; only what could end it or begin a tag is taken out.
  void write_attribute(HtmlAttribute attribute, std::string_view value) {
    out_.html += ' ';
    out_.html += html_attribute_name(attribute);
    out_.html += "=\"";
    for (const char each : value) {
      if (each == '"') {
        out_.html += "&quot;";
      } else if (each == '<') {
        out_.html += "&lt;";
      } else {
        out_.html += each;
      }
    }
    out_.html += '"';
  }

  void write_end(GumboTag tag) {
    out_.html += "</";
    out_.html += gumbo_normalized_tagname(tag);
    out_.html += '>';
  }

  std::string_view html_;
  TagsKept kept_;
  std::size_t at_ = 0;
  std::vector<GumboTag> open_;
  std::bitset<GUMBO_TAG_LAST + 1> unended_;
  NestedHtml out_;
};

}  // namespace

NestedHtml nest_html(std::string_view html, TagsKept kept) {
  return Nester(html, kept).run();
}

}  // namespace kith::text
