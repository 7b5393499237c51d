// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <vector>

#include "text/ascii.h"
#include "text/html.h"
#include "text/html_address.h"
#include "text/html_tree.h"

namespace kith::text {
namespace {

constexpr std::size_t deepest_quotation = 8;

// How many line breaks an element makes before and after itself.
std::size_t breaks_of(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_P:
    case GUMBO_TAG_UL:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_BLOCKQUOTE: return 2;
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_TR:
    case GUMBO_TAG_HR:
    case GUMBO_TAG_CAPTION: return 1;
    default: return is_heading(tag) ? 2 : 0;
  }
}

// An address without the parts that people leave out when they write it down.
std::string_view spoken(std::string_view address) {
  for (const std::string_view scheme : {"https://", "http://", "mailto:", "tel:"}) {
    if (address.starts_with(scheme)) {
      address.remove_prefix(scheme.size());
      break;
    }
  }
  return address.ends_with('/') ? address.substr(0, address.size() - 1) : address;
}

/// Lines of plain text: spaces fold into one, breaks into at most one empty line.
class Lines {
 public:
  void add(std::string_view text) {
    for (const char each : text) {
      if (is_space(each)) {
        has_space_ = true;
      } else {
        put(each);
      }
    }
  }

  void add_as_it_is(std::string_view text) {
    for (const char each : text) {
      if (each == '\n') {
        ++breaks_;
      } else {
        has_space_ = false;
        put(each);
      }
    }
  }

  /// At least so many line breaks before whatever comes next.
  void break_line(std::size_t count) { breaks_ = std::max(breaks_, count); }
  void add_break() { ++breaks_; }
  void add_space() { has_space_ = true; }
  void begin_quotation() { ++quotations_; }
  void end_quotation() { --quotations_; }

  std::size_t size() const { return out_.size(); }
  std::string_view since(std::size_t from) const {
    return std::string_view(out_).substr(std::min(from, out_.size()));
  }
  std::string take() { return std::move(out_); }

 private:
  void put(char each) {
    if (breaks_ > 0 || out_.empty()) {
      begin_line();
    } else if (has_space_) {
      out_ += ' ';
    }
    has_space_ = false;
    out_ += each;
  }

  void begin_line() {
    if (!out_.empty()) {
      out_.append(std::min<std::size_t>(breaks_, 2), '\n');
    }
    for (std::size_t i = 0; i < std::min(quotations_, deepest_quotation); ++i) {
      out_ += "> ";
    }
    breaks_ = 0;
  }

  std::string out_;
  std::size_t breaks_ = 0;
  std::size_t quotations_ = 0;
  bool has_space_ = false;
};

class TextWriter {
 public:
  Visit enter(const GumboNode& node) {
    switch (node.type) {
      case GUMBO_NODE_TEXT:
      case GUMBO_NODE_CDATA:
      case GUMBO_NODE_WHITESPACE: add_text(node.v.text.text); return Visit::pass;
      case GUMBO_NODE_ELEMENT: return enter_element(node);
      default: return Visit::pass;
    }
  }

  void leave(const GumboNode& node) {
    const GumboTag tag = node.v.element.tag;
    if (tag == GUMBO_TAG_A) {
      finish_link(node);
    } else if (tag == GUMBO_TAG_PRE) {
      --pre_;
    } else if (tag == GUMBO_TAG_BLOCKQUOTE) {
      lines_.break_line(2);
      lines_.end_quotation();
    } else if (tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL) {
      lists_.pop_back();
    } else if (tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH) {
      lines_.add_space();
    }
    lines_.break_line(is_in_list(tag) ? 1 : breaks_of(tag));
  }

  std::string take() { return lines_.take(); }

 private:
  void add_text(std::string_view text) {
    if (pre_ > 0) {
      lines_.add_as_it_is(text);
    } else {
      lines_.add(text);
    }
  }

  Visit enter_element(const GumboNode& node) {
    const GumboTag tag = node.v.element.tag;
    if (is_dropped(node)) {
      return Visit::pass;
    }
    lines_.break_line(is_in_list(tag) ? 1 : breaks_of(tag));
    begin(node, tag);
    return Visit::inside;
  }

  // A list in a list goes on without an empty line.
  bool is_in_list(GumboTag tag) const {
    return !lists_.empty() && (tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL || tag == GUMBO_TAG_P);
  }

  void begin(const GumboNode& node, GumboTag tag) {
    switch (tag) {
      case GUMBO_TAG_BR: lines_.add_break(); break;
      case GUMBO_TAG_HR: lines_.add("---"); break;
      case GUMBO_TAG_IMG: lines_.add(attribute_of(node, HtmlAttribute::alt)); break;
      case GUMBO_TAG_PRE: ++pre_; break;
      case GUMBO_TAG_BLOCKQUOTE: lines_.begin_quotation(); break;
      case GUMBO_TAG_A: links_.push_back(lines_.size()); break;
      case GUMBO_TAG_UL: lists_.push_back(bullets); break;
      case GUMBO_TAG_OL: lists_.push_back(1); break;
      case GUMBO_TAG_LI: begin_item(); break;
      default: break;
    }
  }

  void begin_item() {
    if (lists_.empty() || lists_.back() == bullets) {
      lines_.add("- ");
    } else {
      lines_.add(std::to_string(lists_.back()++) + ". ");
    }
  }

  void finish_link(const GumboNode& node) {
    std::string_view text = lines_.since(links_.back());
    links_.pop_back();
    while (!text.empty() && is_space(text.front())) {
      text.remove_prefix(1);
    }
    const std::string address = safe_link(attribute_of(node, HtmlAttribute::href));
    if (!address.empty() && !text.empty() && spoken(text) != spoken(address)) {
      lines_.add(" (" + std::string(address.starts_with("mailto:") ? spoken(address) : address) +
                 ")");
    }
  }

  static constexpr int bullets = 0;

  Lines lines_;
  std::vector<std::size_t> links_;
  std::vector<int> lists_;
  int pre_ = 0;
};

}  // namespace

std::string html_to_text(std::string_view html) {
  const HtmlTree tree = HtmlTree::parse(html);
  TextWriter writer;
  walk(tree.root(), writer);
  return writer.take();
}

}  // namespace kith::text
