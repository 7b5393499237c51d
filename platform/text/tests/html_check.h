// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gumbo.h>

#include <string>
#include <string_view>
#include <vector>

namespace kith::text {

/// A second opinion on HTML that is to be shown: parses it as a browser would, as a whole page and
/// as the content of an element, and lists whatever may not be there. Knows nothing of how the
/// sanitiser works, only what it promises.
inline std::vector<std::string> forbidden_in(const std::string& html) {
  constexpr std::string_view allowed_elements =
      " html head body p br div span b strong i em u s a ul ol li blockquote pre code h1 h2 h3 h4 "
      "h5 h6 table caption colgroup col thead tbody tfoot tr td th hr img small sub sup ";
  constexpr std::string_view allowed_attributes =
      " href rel title data-kith-src alt width height colspan rowspan start dir lang ";
  const auto begins = [](std::string_view value, std::initializer_list<const char*> schemes) {
    for (const char* scheme : schemes) {
      if (value.starts_with(scheme)) {
        return true;
      }
    }
    return false;
  };
  std::vector<std::string> found;
  for (const GumboTag context : {GUMBO_TAG_LAST, GUMBO_TAG_BODY, GUMBO_TAG_TD, GUMBO_TAG_DIV}) {
    GumboOptions options = kGumboDefaultOptions;
    options.fragment_context = context;
    GumboOutput* output = gumbo_parse_with_options(&options, html.data(), html.size());
    std::vector<const GumboNode*> left{output->root};
    while (!left.empty()) {
      const GumboNode* node = left.back();
      left.pop_back();
      if (node->type == GUMBO_NODE_COMMENT || node->type == GUMBO_NODE_TEMPLATE) {
        found.emplace_back("comment or template");
      }
      if (node->type != GUMBO_NODE_ELEMENT) {
        continue;
      }
      const GumboElement& element = node->v.element;
      const std::string name = gumbo_normalized_tagname(element.tag);
      if (element.tag_namespace != GUMBO_NAMESPACE_HTML || name.empty() ||
          allowed_elements.find(" " + name + " ") == std::string_view::npos) {
        found.push_back("element <" + name + ">");
      }
      for (unsigned i = 0; i < element.attributes.length; ++i) {
        const auto* attribute = static_cast<const GumboAttribute*>(element.attributes.data[i]);
        const std::string attribute_name = attribute->name;
        const std::string_view value = attribute->value;
        const bool is_link = attribute_name == "href";
        const bool is_image = attribute_name == "data-kith-src";
        if (allowed_attributes.find(" " + attribute_name + " ") == std::string_view::npos ||
            (is_link && name != "a") || (is_image && name != "img") ||
            (is_link && !begins(value, {"https://", "http://", "mailto:", "tel:"})) ||
            (is_image && !begins(value, {"https://", "cid:"}))) {
          found.push_back(attribute_name + "=" + std::string(value));
        }
      }
      const bool is_unguarded_link =
          name == "a" &&
          (gumbo_get_attribute(&element.attributes, "rel") == nullptr ||
           std::string_view(gumbo_get_attribute(&element.attributes, "rel")->value) !=
               "noopener noreferrer nofollow");
      if (is_unguarded_link) {
        found.emplace_back("link without rel");
      }
      for (unsigned i = 0; i < element.children.length; ++i) {
        left.push_back(static_cast<const GumboNode*>(element.children.data[i]));
      }
    }
    gumbo_destroy_output(&options, output);
  }
  return found;
}

}  // namespace kith::text
