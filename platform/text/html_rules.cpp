// SPDX-License-Identifier: Apache-2.0
#include "text/html_rules.h"

#include <algorithm>

namespace kith::text {
namespace {

constexpr std::size_t kLabelBytes = 1000;

bool is_all(std::string_view value, std::string_view alphabet, std::size_t longest) {
  return !value.empty() && value.size() <= longest &&
         value.find_first_not_of(alphabet) == std::string_view::npos;
}

bool is_part_of_table(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_COLGROUP:
    case GUMBO_TAG_TBODY:
    case GUMBO_TAG_THEAD:
    case GUMBO_TAG_TFOOT:
    case GUMBO_TAG_TR: return true;
    default: return false;
  }
}

}  // namespace

HtmlRule html_rule(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_P:
    case GUMBO_TAG_BR:
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_SPAN:
    case GUMBO_TAG_B:
    case GUMBO_TAG_STRONG:
    case GUMBO_TAG_I:
    case GUMBO_TAG_EM:
    case GUMBO_TAG_S:
    case GUMBO_TAG_U:
    case GUMBO_TAG_A:
    case GUMBO_TAG_UL:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_CODE:
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_CAPTION:
    case GUMBO_TAG_COLGROUP:
    case GUMBO_TAG_COL:
    case GUMBO_TAG_THEAD:
    case GUMBO_TAG_TBODY:
    case GUMBO_TAG_TFOOT:
    case GUMBO_TAG_TR:
    case GUMBO_TAG_TD:
    case GUMBO_TAG_TH:
    case GUMBO_TAG_HR:
    case GUMBO_TAG_IMG:
    case GUMBO_TAG_SMALL:
    case GUMBO_TAG_SUB:
    case GUMBO_TAG_SUP: return {Treatment::keep, tag};

    case GUMBO_TAG_ADDRESS:
    case GUMBO_TAG_ARTICLE:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_CENTER:
    case GUMBO_TAG_DETAILS:
    case GUMBO_TAG_DL:
    case GUMBO_TAG_FIELDSET:
    case GUMBO_TAG_FIGCAPTION:
    case GUMBO_TAG_FIGURE:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_HEADER:
    case GUMBO_TAG_HGROUP:
    case GUMBO_TAG_LEGEND:
    case GUMBO_TAG_MAIN:
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_SECTION:
    case GUMBO_TAG_SUMMARY: return {Treatment::keep, GUMBO_TAG_DIV};
    case GUMBO_TAG_DD:
    case GUMBO_TAG_DT: return {Treatment::keep, GUMBO_TAG_P};
    case GUMBO_TAG_DIR:
    case GUMBO_TAG_MENU: return {Treatment::keep, GUMBO_TAG_UL};
    case GUMBO_TAG_LISTING: return {Treatment::keep, GUMBO_TAG_PRE};
    case GUMBO_TAG_DEL:
    case GUMBO_TAG_STRIKE: return {Treatment::keep, GUMBO_TAG_S};
    case GUMBO_TAG_INS: return {Treatment::keep, GUMBO_TAG_U};
    case GUMBO_TAG_CITE:
    case GUMBO_TAG_DFN: return {Treatment::keep, GUMBO_TAG_I};
    case GUMBO_TAG_KBD:
    case GUMBO_TAG_SAMP:
    case GUMBO_TAG_TT:
    case GUMBO_TAG_VAR: return {Treatment::keep, GUMBO_TAG_CODE};

    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_NOEMBED:
    case GUMBO_TAG_NOFRAMES:
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_TITLE: return {Treatment::drop_to_end};
    case GUMBO_TAG_APPLET:
    case GUMBO_TAG_AUDIO:
    case GUMBO_TAG_CANVAS:
    case GUMBO_TAG_DATALIST:
    case GUMBO_TAG_FRAMESET:
    case GUMBO_TAG_MAP:
    case GUMBO_TAG_MATH:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_SELECT:
    case GUMBO_TAG_SVG:
    case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_VIDEO: return {Treatment::drop};
    default: return {};
  }
}

std::string_view html_attribute_name(HtmlAttribute attribute) {
  switch (attribute) {
    case HtmlAttribute::href: return "href";
    case HtmlAttribute::src: return "src";
    case HtmlAttribute::kith_src: return "data-kith-src";
    case HtmlAttribute::alt: return "alt";
    case HtmlAttribute::title: return "title";
    case HtmlAttribute::width: return "width";
    case HtmlAttribute::height: return "height";
    case HtmlAttribute::colspan: return "colspan";
    case HtmlAttribute::rowspan: return "rowspan";
    case HtmlAttribute::start: return "start";
    case HtmlAttribute::dir: return "dir";
    case HtmlAttribute::lang: return "lang";
    case HtmlAttribute::hidden: return "hidden";
    case HtmlAttribute::style: return "style";
  }
  return "";
}

bool is_allowed(GumboTag tag, HtmlAttribute attribute, std::string_view value) {
  constexpr std::string_view kDigits = "0123456789";
  constexpr std::string_view kLetters =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";
  const bool is_table_cell = tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH;
  switch (attribute) {
    case HtmlAttribute::href:
    case HtmlAttribute::src:
    case HtmlAttribute::kith_src:
    case HtmlAttribute::hidden:
    case HtmlAttribute::style: return false;
    case HtmlAttribute::alt: return tag == GUMBO_TAG_IMG && value.size() <= kLabelBytes;
    case HtmlAttribute::title:
      return (tag == GUMBO_TAG_A || tag == GUMBO_TAG_IMG) && value.size() <= kLabelBytes;
    case HtmlAttribute::width:
    case HtmlAttribute::height: return tag == GUMBO_TAG_IMG && is_all(value, kDigits, 4);
    case HtmlAttribute::colspan:
    case HtmlAttribute::rowspan: return is_table_cell && is_all(value, kDigits, 3);
    case HtmlAttribute::start: return tag == GUMBO_TAG_OL && is_all(value, kDigits, 6);
    case HtmlAttribute::dir: return value == "ltr" || value == "rtl" || value == "auto";
    case HtmlAttribute::lang: return is_all(value, kLetters, 35);
  }
  return false;
}

bool is_unreadable(char32_t point) {
  const bool is_control = (point < 0x20 && point != '\t' && point != '\n' && point != '\r') ||
                          (point >= 0x7F && point < 0xA0);
  return is_control || point == 0xFEFF || (point >= 0xFDD0 && point <= 0xFDEF) ||
         (point & 0xFFFE) == 0xFFFE;
}

bool is_void(GumboTag tag) {
  return tag == GUMBO_TAG_BR || tag == GUMBO_TAG_HR || tag == GUMBO_TAG_IMG || tag == GUMBO_TAG_COL;
}

bool is_formatting(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_A:
    case GUMBO_TAG_B:
    case GUMBO_TAG_CODE:
    case GUMBO_TAG_EM:
    case GUMBO_TAG_I:
    case GUMBO_TAG_S:
    case GUMBO_TAG_SMALL:
    case GUMBO_TAG_STRONG:
    case GUMBO_TAG_U: return true;
    default: return false;
  }
}

bool is_heading(GumboTag tag) {
  return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6;
}

bool is_block(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_P:
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_UL:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_HR: return true;
    default: return is_heading(tag);
  }
}

bool is_cell(GumboTag tag) {
  return tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH || tag == GUMBO_TAG_CAPTION;
}

bool is_child_of(GumboTag child, GumboTag parent) {
  switch (child) {
    case GUMBO_TAG_LI: return parent == GUMBO_TAG_UL || parent == GUMBO_TAG_OL;
    case GUMBO_TAG_CAPTION:
    case GUMBO_TAG_COLGROUP:
    case GUMBO_TAG_THEAD:
    case GUMBO_TAG_TBODY:
    case GUMBO_TAG_TFOOT: return parent == GUMBO_TAG_TABLE;
    case GUMBO_TAG_COL: return parent == GUMBO_TAG_COLGROUP;
    case GUMBO_TAG_TR:
      return parent == GUMBO_TAG_TBODY || parent == GUMBO_TAG_THEAD || parent == GUMBO_TAG_TFOOT;
    case GUMBO_TAG_TD:
    case GUMBO_TAG_TH: return parent == GUMBO_TAG_TR;
    default: return !is_part_of_table(parent);
  }
}

}  // namespace kith::text
