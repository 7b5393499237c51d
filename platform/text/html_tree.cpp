// SPDX-License-Identifier: Apache-2.0
#include "text/html_tree.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <new>
#include <string>

#include "text/html.h"
#include "text/html_nesting.h"
#include "text/utf8.h"

namespace kith::text {
namespace {

constexpr std::size_t block_bytes = 64U << 10;
constexpr std::size_t budget_bytes = 32U << 20;
// Ordinary mail takes about 15 bytes of tree for a byte of source.
constexpr std::size_t budget_per_byte = 64;

// `html` without what no parser shows; `spare` holds the copy where one is needed.
std::string_view readable(std::string_view html, std::string& spare) {
  const auto is_suspect = [](char each) {
    const auto byte = static_cast<std::uint8_t>(each);
    return byte >= 0x7F || (byte < 0x20 && each != '\n' && each != '\r' && each != '\t');
  };
  const auto suspect = std::ranges::find_if(html, is_suspect);
  if (suspect == html.end()) {
    return html;
  }
  spare.reserve(html.size());
  spare.append(html.begin(), suspect);
  for (auto at = static_cast<std::size_t>(suspect - html.begin()); at < html.size();) {
    const CodePoint point = code_point_at(html, at);
    if (point.value == '\f') {
      spare += ' ';
    } else if (!is_unreadable(point.value) || !is_valid(point)) {
      spare.append(html, at, point.size);
    }
    at += point.size;
  }
  return spare;
}

}  // namespace

/// Memory that gumbo takes and never gives back piece by piece: it is fast, freeing it needs no
/// recursion over a deep tree, and it is zeroed, because gumbo leaves the quirks mode of a fragment
/// to what the memory held.
class HtmlTree::Arena {
 public:
  explicit Arena(std::size_t budget) : budget_(budget) {}

  static void* allocate(void* self, std::size_t size) {
    return static_cast<Arena*>(self)->take(size);
  }
  static void release(void*, void*) {}

 private:
  struct Free {
    void operator()(void* block) const { std::free(block); }
  };

  // Throws bad_alloc through gumbo's frames when the budget is spent; everything that gumbo holds
  // then lies here, so nothing is lost.
  void* take(std::size_t size) {
    size = (size + alignof(std::max_align_t) - 1) / alignof(std::max_align_t) *
           alignof(std::max_align_t);
    if (size > left_) {
      const std::size_t bytes = std::max(size, block_bytes);
      if (bytes > budget_) {
        throw std::bad_alloc();
      }
      budget_ -= bytes;
      void* block = std::calloc(1, bytes);
      if (block == nullptr) {
        throw std::bad_alloc();
      }
      blocks_.emplace_back(block);
      next_ = static_cast<char*>(block);
      left_ = bytes;
    }
    void* taken = next_;
    next_ += size;
    left_ -= size;
    return taken;
  }

  std::size_t budget_;
  std::vector<std::unique_ptr<void, Free>> blocks_;
  char* next_ = nullptr;
  std::size_t left_ = 0;
};

namespace {

const GumboNode* parse_fragment(void* arena, GumboAllocatorFunction allocate,
                                GumboDeallocatorFunction release, std::string_view html) {
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = allocate;
  options.deallocator = release;
  options.userdata = arena;
  options.max_errors = 0;
  options.fragment_context = GUMBO_TAG_DIV;
  return gumbo_parse_with_options(&options, html.data(), html.size())->root;
}

}  // namespace

HtmlTree::HtmlTree() = default;
HtmlTree::HtmlTree(HtmlTree&&) noexcept = default;
HtmlTree::~HtmlTree() = default;

HtmlTree HtmlTree::parse(std::string_view html) {
  HtmlTree tree;
  tree.is_cut_ = html.size() > html_bytes;
  std::string spare;
  html = readable(html.substr(0, html_bytes), spare);
  const std::size_t budget = budget_bytes + budget_per_byte * html.size();
  for (const TagsKept kept : {TagsKept::allowed, TagsKept::none}) {
    const NestedHtml nested = nest_html(html, kept);
    tree.is_cut_ = tree.is_cut_ || nested.is_cut || kept == TagsKept::none;
    tree.arena_ = std::make_unique<Arena>(budget);
    try {
      tree.root_ = parse_fragment(tree.arena_.get(), Arena::allocate, Arena::release, nested.html);
      break;
    } catch (const std::bad_alloc&) {
      if (kept == TagsKept::none) {
        throw;
      }
    }
  }
  return tree;
}

std::string_view attribute_of(const GumboNode& element, HtmlAttribute attribute) {
  const GumboAttribute* found =
      gumbo_get_attribute(&element.v.element.attributes, html_attribute_name(attribute));
  return found == nullptr ? std::string_view() : std::string_view(found->value);
}

bool is_dropped(const GumboNode& element) {
  const Treatment treatment = html_rule(element.v.element.tag).treatment;
  return treatment == Treatment::drop || treatment == Treatment::drop_to_end ||
         element.v.element.tag_namespace != GUMBO_NAMESPACE_HTML ||
         attribute_of(element, HtmlAttribute::hidden).data() != nullptr;
}

}  // namespace kith::text
