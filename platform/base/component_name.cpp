// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <vector>

#include "base/described_schema.h"

namespace kith {

namespace {

/// Namespaces of the platform's parts, whose nouns everybody shares.
constexpr std::array<std::string_view, 13> shared_namespaces{
    "kith",   "base",     "store",   "text", "events", "access", "conversation",
    "intake", "channels", "insight", "http", "net",    "host"};

/// A name taken apart: "service" and "CasePage".
struct ComponentName {
  std::string prefix;
  std::string name;
};

/// Cuts at `separator`, but not within template arguments.
std::vector<std::string_view> split(std::string_view text, std::string_view separator) {
  std::vector<std::string_view> out;
  int nesting = 0;
  std::size_t start = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    nesting += text[i] == '<' ? 1 : text[i] == '>' ? -1 : 0;
    if (nesting == 0 && text.substr(i).starts_with(separator)) {
      out.push_back(text.substr(start, i - start));
      i += separator.size() - 1;
      start = i + 1;
    }
  }
  out.push_back(text.substr(start));
  return out;
}

ComponentName take_apart(std::string_view type_name);

/// "Page<kith::Conversation>" is a ConversationPage: arguments first, with the prefix of the first
/// that has one.
ComponentName take_template_apart(std::string_view part) {
  const std::size_t open = part.find('<');
  ComponentName out;
  for (const std::string_view argument :
       split(part.substr(open + 1, part.size() - open - 2), ", ")) {
    const ComponentName inner = take_apart(argument);
    out.prefix = out.prefix.empty() ? inner.prefix : out.prefix;
    out.name += inner.name;
  }
  out.name += part.substr(0, open);
  return out;
}

ComponentName take_apart(std::string_view type_name) {
  ComponentName out;
  while (type_name.ends_with(' ')) {  // g++ writes "> >" where clang writes ">>"
    type_name.remove_suffix(1);
  }
  for (const std::string_view part : split(type_name, "::")) {
    const bool is_type = !part.empty() && part[0] >= 'A' && part[0] <= 'Z';
    if (is_type && part.ends_with('>')) {
      const ComponentName inner = take_template_apart(part);
      out.prefix = out.prefix.empty() ? inner.prefix : out.prefix;
      out.name += inner.name;
    } else if (is_type) {
      out.name += part;
    } else if (std::ranges::find(shared_namespaces, part) == shared_namespaces.end() &&
               std::ranges::all_of(part, [](char c) {
                 return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
               })) {
      out.prefix += (out.prefix.empty() ? "" : ".") + std::string(part);
    }
  }
  return out;
}

}  // namespace

std::string component_name(std::string_view type_name) {
  const ComponentName name = take_apart(type_name);
  return name.prefix.empty() ? name.name : name.prefix + "." + name.name;
}

}  // namespace kith
