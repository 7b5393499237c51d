// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gumbo.h>

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

#include "text/html_rules.h"

namespace kith::text {

/// The parsed tree of a stranger's HTML, of bounded size and depth, without what is dropped unread.
/// Owned by its reader; one thread.
class HtmlTree {
 public:
  /// Parses as a browser does for the content of a `div`. Markup that would grow beyond all
  /// measure is read as text without tags.
  static HtmlTree parse(std::string_view html);

  HtmlTree(HtmlTree&&) noexcept;
  ~HtmlTree();

  /// The element whose children are the content.
  const GumboNode& root() const { return *root_; }
  bool is_cut() const { return is_cut_; }

 private:
  class Arena;
  HtmlTree();

  std::unique_ptr<Arena> arena_;
  const GumboNode* root_ = nullptr;
  bool is_cut_ = false;
};

/// The value of an attribute, its entities decoded; a null view where it is absent.
std::string_view attribute_of(const GumboNode& element, HtmlAttribute attribute);

/// Whether an element goes with all it holds: by its rule, as foreign to HTML, or hidden.
bool is_dropped(const GumboNode& element);

/// Whether a walk goes on inside of a node or passes it by.
enum class Visit { inside, pass };

/// Walks over everything below `root` in order: `enter(node)` says whether to go inside,
/// `leave(node)` follows once the inside is done. No recursion, so any depth will do.
template <class Visitor>
void walk(const GumboNode& root, Visitor& visitor) {
  struct Step {
    const GumboNode* node;
    unsigned next;
  };
  std::vector<Step> path{{&root, 0}};
  while (!path.empty()) {
    Step& step = path.back();
    const GumboVector& children = step.node->v.element.children;
    if (step.next == children.length) {
      const GumboNode* done = step.node;
      path.pop_back();
      if (!path.empty()) {
        visitor.leave(*done);
      }
      continue;
    }
    const auto* child = static_cast<const GumboNode*>(children.data[step.next++]);
    if (visitor.enter(*child) == Visit::inside) {
      path.push_back({child, 0});
    }
  }
}

}  // namespace kith::text
