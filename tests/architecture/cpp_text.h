// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "architecture/tree.h"

namespace kith::architecture {

/// C++ `text` with comments blanked (spaces; line ends stay), so that offsets and lines agree.
std::string without_comments(std::string_view text);

/// The same with the contents of string and character literals blanked too.
std::string code_only(std::string_view text);

/// The includes of a file; `code` is its `code_only`, which tells a directive from a literal.
std::vector<Include> includes_of(std::string_view text, std::string_view code);

/// One identifier or keyword, and where it starts.
struct Word {
  std::string_view text;
  std::size_t offset = 0;
};

/// The identifiers and keywords of blanked code, in order.
std::vector<Word> words_of(std::string_view code);

/// What encloses a declaration. `detail` is a namespace of that name: what a header must show but
/// is not for its readers.
enum class Scope { namespaces, detail, type };

/// A declaration at namespace scope or directly within a type; what stands inside function bodies
/// and initialisers is not one.
struct Declaration {
  Scope scope = Scope::namespaces;
  std::string_view text;   ///< blanked code, up to but without its ';' or '{'
  std::size_t offset = 0;  ///< of the first character of `text`
  bool opens = false;      ///< it ended at '{'
};

/// The declarations of a blanked file, in order. Preprocessor lines are passed over.
std::vector<Declaration> declarations_of(std::string_view code);

/// The name that a declaration gives to a function, if it declares one with a plain name, else "".
std::string_view function_name(const Declaration& declaration);

/// The name of the class, struct, union or enum that a declaration defines, else "". A
/// specialisation has none: it is told by its primary template.
std::string_view type_name(const Declaration& declaration);

bool is_word_character(char character);

}  // namespace kith::architecture
