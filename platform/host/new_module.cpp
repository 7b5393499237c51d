// SPDX-License-Identifier: Apache-2.0
#include "host/new_module.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string_view>

#include "host/module_loader.h"
#include "module_template.h"

namespace kith::host {
namespace {

// A module's namespace is kith::NAME, its targets are kith_NAME and kith_module_NAME.
constexpr std::string_view words_of_cpp[] = {"alignas",
                                             "alignof",
                                             "and",
                                             "and_eq",
                                             "asm",
                                             "auto",
                                             "bitand",
                                             "bitor",
                                             "bool",
                                             "break",
                                             "case",
                                             "catch",
                                             "char",
                                             "char16_t",
                                             "char32_t",
                                             "char8_t",
                                             "class",
                                             "co_await",
                                             "co_return",
                                             "co_yield",
                                             "compl",
                                             "concept",
                                             "const",
                                             "const_cast",
                                             "consteval",
                                             "constexpr",
                                             "constinit",
                                             "continue",
                                             "decltype",
                                             "default",
                                             "delete",
                                             "do",
                                             "double",
                                             "dynamic_cast",
                                             "else",
                                             "enum",
                                             "errno",
                                             "explicit",
                                             "export",
                                             "extern",
                                             "false",
                                             "float",
                                             "for",
                                             "friend",
                                             "goto",
                                             "if",
                                             "inline",
                                             "int",
                                             "linux",
                                             "long",
                                             "mutable",
                                             "namespace",
                                             "new",
                                             "noexcept",
                                             "not",
                                             "not_eq",
                                             "nullptr",
                                             "operator",
                                             "or",
                                             "or_eq",
                                             "private",
                                             "protected",
                                             "public",
                                             "register",
                                             "reinterpret_cast",
                                             "requires",
                                             "return",
                                             "short",
                                             "signed",
                                             "sizeof",
                                             "static",
                                             "static_assert",
                                             "static_cast",
                                             "std",
                                             "struct",
                                             "switch",
                                             "template",
                                             "this",
                                             "thread_local",
                                             "throw",
                                             "true",
                                             "try",
                                             "typedef",
                                             "typeid",
                                             "typename",
                                             "typeof",
                                             "union",
                                             "unix",
                                             "unsigned",
                                             "using",
                                             "virtual",
                                             "void",
                                             "volatile",
                                             "wchar_t",
                                             "while",
                                             "xor",
                                             "xor_eq"};
constexpr std::string_view words_of_kith[] = {"alone",
                                              "base",
                                              "build_stamp",
                                              "channels",
                                              "cleared",
                                              "command",
                                              "defaults",
                                              "described",
                                              "detail",
                                              "error_status",
                                              "error_word",
                                              "event_type",
                                              "example",
                                              "facet",
                                              "fail",
                                              "fail_at",
                                              "field",
                                              "flags",
                                              "forms",
                                              "host",
                                              "http",
                                              "insight",
                                              "intake",
                                              "items",
                                              "length",
                                              "net",
                                              "nothing",
                                              "office_hours",
                                              "on",
                                              "on_timer",
                                              "open_page_cursor",
                                              "page_cursor",
                                              "page_list_hash",
                                              "query",
                                              "range",
                                              "read_page",
                                              "restart",
                                              "sdk",
                                              "sdk_version",
                                              "secret",
                                              "shared_events",
                                              "text",
                                              "wanted_member",
                                              "when_present"};

bool is_among(std::span<const std::string_view> words, std::string_view name) {
  return std::ranges::find(words, name) != words.end();
}

Result<void> check_name(const std::string& name, std::span<const Module* const> known) {
  const Module candidate{.name = name};
  std::vector<const Module*> all(known.begin(), known.end());
  all.push_back(&candidate);
  KITH_CHECK(check_modules(all));
  if (name.ends_with('_') || name.find("__") != name.npos) {
    return fail(ErrorCode::invalid,
                fmt::format("\"{}\" is no name of a module: one _ between two words.", name));
  }
  if (is_among(words_of_cpp, name) || is_among(words_of_kith, name)) {
    return fail(
        ErrorCode::invalid,
        fmt::format("\"{}\" is a word of C++ or of kith itself. Call the module otherwise.", name));
  }
  return {};
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != text.npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

}  // namespace

Result<std::vector<NewFile>> files_of_new_module(const NewModule& wanted,
                                                 std::span<const Module* const> known) {
  KITH_CHECK(check_name(wanted.name, known));
  std::string words = wanted.name;
  std::ranges::replace(words, '_', ' ');
  std::vector<NewFile> files;
  for (const auto& [path, text] : module_template) {
    NewFile& file = files.emplace_back(std::string(path), std::string(text));
    replace_all(file.text, "{{name}}", wanted.name);
    replace_all(file.text, "{{words}}", words);
    replace_all(file.text, "{{department}}",
                TypeOf<Department>::type.words[static_cast<std::size_t>(wanted.department)]);
  }
  return files;
}

}  // namespace kith::host
