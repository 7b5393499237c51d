// SPDX-License-Identifier: Apache-2.0
#include "text/html_rules.h"

#include <array>
#include <utility>

namespace kith::text {
namespace {

// Written as they are.
constexpr GumboTag kept_tags[] = {
    GUMBO_TAG_A,     GUMBO_TAG_B,      GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_BR,  GUMBO_TAG_CAPTION,
    GUMBO_TAG_CODE,  GUMBO_TAG_COL,    GUMBO_TAG_COLGROUP,   GUMBO_TAG_DIV, GUMBO_TAG_EM,
    GUMBO_TAG_H1,    GUMBO_TAG_H2,     GUMBO_TAG_H3,         GUMBO_TAG_H4,  GUMBO_TAG_H5,
    GUMBO_TAG_H6,    GUMBO_TAG_HR,     GUMBO_TAG_I,          GUMBO_TAG_IMG, GUMBO_TAG_LI,
    GUMBO_TAG_OL,    GUMBO_TAG_P,      GUMBO_TAG_PRE,        GUMBO_TAG_S,   GUMBO_TAG_SMALL,
    GUMBO_TAG_SPAN,  GUMBO_TAG_STRONG, GUMBO_TAG_SUB,        GUMBO_TAG_SUP, GUMBO_TAG_TABLE,
    GUMBO_TAG_TBODY, GUMBO_TAG_TD,     GUMBO_TAG_TFOOT,      GUMBO_TAG_TH,  GUMBO_TAG_THEAD,
    GUMBO_TAG_TR,    GUMBO_TAG_U,      GUMBO_TAG_UL,
};

// Written as another that looks alike.
constexpr std::pair<GumboTag, GumboTag> renamed_tags[] = {
    {GUMBO_TAG_ADDRESS, GUMBO_TAG_DIV},  {GUMBO_TAG_ARTICLE, GUMBO_TAG_DIV},
    {GUMBO_TAG_ASIDE, GUMBO_TAG_DIV},    {GUMBO_TAG_CENTER, GUMBO_TAG_DIV},
    {GUMBO_TAG_DETAILS, GUMBO_TAG_DIV},  {GUMBO_TAG_DL, GUMBO_TAG_DIV},
    {GUMBO_TAG_FIELDSET, GUMBO_TAG_DIV}, {GUMBO_TAG_FIGCAPTION, GUMBO_TAG_DIV},
    {GUMBO_TAG_FIGURE, GUMBO_TAG_DIV},   {GUMBO_TAG_FOOTER, GUMBO_TAG_DIV},
    {GUMBO_TAG_HEADER, GUMBO_TAG_DIV},   {GUMBO_TAG_HGROUP, GUMBO_TAG_DIV},
    {GUMBO_TAG_LEGEND, GUMBO_TAG_DIV},   {GUMBO_TAG_MAIN, GUMBO_TAG_DIV},
    {GUMBO_TAG_NAV, GUMBO_TAG_DIV},      {GUMBO_TAG_SECTION, GUMBO_TAG_DIV},
    {GUMBO_TAG_SUMMARY, GUMBO_TAG_DIV},  {GUMBO_TAG_DD, GUMBO_TAG_P},
    {GUMBO_TAG_DT, GUMBO_TAG_P},         {GUMBO_TAG_DIR, GUMBO_TAG_UL},
    {GUMBO_TAG_MENU, GUMBO_TAG_UL},      {GUMBO_TAG_LISTING, GUMBO_TAG_PRE},
    {GUMBO_TAG_DEL, GUMBO_TAG_S},        {GUMBO_TAG_STRIKE, GUMBO_TAG_S},
    {GUMBO_TAG_INS, GUMBO_TAG_U},        {GUMBO_TAG_CITE, GUMBO_TAG_I},
    {GUMBO_TAG_DFN, GUMBO_TAG_I},        {GUMBO_TAG_KBD, GUMBO_TAG_CODE},
    {GUMBO_TAG_SAMP, GUMBO_TAG_CODE},    {GUMBO_TAG_TT, GUMBO_TAG_CODE},
    {GUMBO_TAG_VAR, GUMBO_TAG_CODE},
};

// They run, load, hide or hold what is not text.
constexpr GumboTag dropped_tags[] = {
    GUMBO_TAG_APPLET,   GUMBO_TAG_AUDIO,  GUMBO_TAG_CANVAS, GUMBO_TAG_DATALIST,
    GUMBO_TAG_FRAMESET, GUMBO_TAG_MAP,    GUMBO_TAG_MATH,   GUMBO_TAG_NOSCRIPT,
    GUMBO_TAG_OBJECT,   GUMBO_TAG_SELECT, GUMBO_TAG_SVG,    GUMBO_TAG_TEMPLATE,
    GUMBO_TAG_VIDEO,
};

// The same, and no parser looks for tags inside.
constexpr GumboTag dropped_to_end_tags[] = {
    GUMBO_TAG_IFRAME, GUMBO_TAG_NOEMBED,  GUMBO_TAG_NOFRAMES, GUMBO_TAG_SCRIPT,
    GUMBO_TAG_STYLE,  GUMBO_TAG_TEXTAREA, GUMBO_TAG_TITLE,
};

constexpr std::array<HtmlRule, GUMBO_TAG_LAST + 1> compiled_rules() {
  std::array<HtmlRule, GUMBO_TAG_LAST + 1> rules{};
  for (const GumboTag tag : kept_tags) {
    rules[tag] = {Treatment::keep, tag};
  }
  for (const auto& [source, written] : renamed_tags) {
    rules[source] = {Treatment::keep, written};
  }
  for (const GumboTag tag : dropped_tags) {
    rules[tag] = {Treatment::drop};
  }
  for (const GumboTag tag : dropped_to_end_tags) {
    rules[tag] = {Treatment::drop_to_end};
  }
  return rules;
}

constexpr std::array<HtmlRule, GUMBO_TAG_LAST + 1> all_rules = compiled_rules();

constexpr std::size_t label_bytes = 1000;

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
  return all_rules[static_cast<std::size_t>(tag)];
}

const char* html_attribute_name(HtmlAttribute attribute) {
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
  constexpr std::string_view digit_letters = "0123456789";
  constexpr std::string_view code_letters =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";
  const bool is_table_cell = tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH;
  switch (attribute) {
    case HtmlAttribute::href:
    case HtmlAttribute::src:
    case HtmlAttribute::kith_src:
    case HtmlAttribute::hidden:
    case HtmlAttribute::style: return false;
    case HtmlAttribute::alt: return tag == GUMBO_TAG_IMG && value.size() <= label_bytes;
    case HtmlAttribute::title:
      return (tag == GUMBO_TAG_A || tag == GUMBO_TAG_IMG) && value.size() <= label_bytes;
    case HtmlAttribute::width:
    case HtmlAttribute::height: return tag == GUMBO_TAG_IMG && is_all(value, digit_letters, 4);
    case HtmlAttribute::colspan:
    case HtmlAttribute::rowspan: return is_table_cell && is_all(value, digit_letters, 3);
    case HtmlAttribute::start: return tag == GUMBO_TAG_OL && is_all(value, digit_letters, 6);
    case HtmlAttribute::dir: return value == "ltr" || value == "rtl" || value == "auto";
    case HtmlAttribute::lang: return is_all(value, code_letters, 35);
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
