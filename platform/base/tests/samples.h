// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <kith/described.h>

/// Described structs that the tests of the mechanism share: between them every kind on the wire.
namespace kith::samples {

enum class Mood : std::uint8_t { calm, angry, delete_ };

using CaseId = Id<struct CaseNoun>;

struct Author {
  std::string handle;
  std::optional<std::string> name;
  bool verified = false;

  bool operator==(const Author&) const = default;
  static consteval auto describe() {
    return described(
        "Who wrote it.",
        field<&Author::handle>("The handle.", forms::word, length{1, 30}, example{"\"anna\""}),
        field<&Author::name>("The name they show.", forms::any_line, length{0, 80}),
        field<&Author::verified>("Whether the network vouches.", defaults));
  }
};

struct Reply {
  CaseId to;
  std::string text;

  bool operator==(const Reply&) const = default;
  static consteval auto describe() {
    return described("An answer to a case.", field<&Reply::to>("The case.", example{"\"412\""}),
                     field<&Reply::text>("What it says.", length{1, 500}));
  }
};

struct StarRating {
  std::int32_t stars = 0;
  std::optional<std::string> text;

  bool operator==(const StarRating&) const = default;
  static consteval auto describe() {
    return described("A review.",
                     field<&StarRating::stars>("Out of five.", range{1, 5}, example{"4"}),
                     field<&StarRating::text>("In words."));
  }
};

using Content = std::variant<Reply, StarRating>;

/// Holds itself.
struct Note {
  std::string text;
  std::vector<Note> answers;

  bool operator==(const Note&) const = default;
  static consteval auto describe() {
    return described("A note with its answers.", field<&Note::text>("The note."),
                     field<&Note::answers>("Answers to it.", defaults));
  }
};

/// Every kind, plain, optional and in lists.
struct Everything {
  bool flag = false;
  std::int32_t small = 0;
  std::int64_t large = 0;
  std::string text;
  CaseId id{1};
  Time time;
  Mood mood = Mood::calm;
  Author author;
  Content content;
  Note note;
  std::vector<std::string> labels = std::vector<std::string>(1, "preset");
  std::vector<std::int64_t> numbers;
  std::vector<CaseId> ids;
  std::vector<Mood> moods;
  std::vector<Author> authors;
  std::vector<Content> contents;
  std::optional<bool> maybe_flag;
  std::optional<std::int32_t> maybe_small;
  std::optional<std::string> maybe_text;
  std::optional<Time> maybe_time;
  std::optional<Mood> maybe_mood;
  std::optional<Author> maybe_author;
  std::optional<Content> maybe_content;
  std::optional<std::vector<std::string>> maybe_labels;
  Change<std::string> change_text;
  Change<CaseId> change_id;
  Change<Author> change_author;
  Change<std::vector<std::string>> change_labels;

  bool operator==(const Everything&) const = default;
  static consteval auto describe() {
    return described(
        "One of each.", field<&Everything::flag>("A flag.", example{"true"}),
        field<&Everything::small>("A small number.", example{"-7"}),
        field<&Everything::large>("A large number."), field<&Everything::text>("A text."),
        field<&Everything::id>("An id."), field<&Everything::time>("A time."),
        field<&Everything::mood>("A word.", example{"\"angry\""}),
        field<&Everything::author>("An object."), field<&Everything::content>("A choice."),
        field<&Everything::note>("A tree."),
        field<&Everything::labels>("Texts.", defaults, items{0, 20}, length{0, 40}),
        field<&Everything::numbers>("Numbers.", defaults),
        field<&Everything::ids>("Ids.", defaults), field<&Everything::moods>("Words.", defaults),
        field<&Everything::authors>("Objects.", defaults),
        field<&Everything::contents>("Choices.", defaults),
        field<&Everything::maybe_flag>("Maybe a flag."),
        field<&Everything::maybe_small>("Maybe a number."),
        field<&Everything::maybe_text>("Maybe a text."),
        field<&Everything::maybe_time>("Maybe a time."),
        field<&Everything::maybe_mood>("Maybe a word."),
        field<&Everything::maybe_author>("Maybe an object."),
        field<&Everything::maybe_content>("Maybe a choice."),
        field<&Everything::maybe_labels>("Maybe texts."),
        field<&Everything::change_text>("A change of a text."),
        field<&Everything::change_id>("A change of an id."),
        field<&Everything::change_author>("A change of an object."),
        field<&Everything::change_labels>("A change of texts."));
  }
};

/// One route's input, as it comes from path, query and body.
struct CloseCase {
  CaseId case_id;
  std::string note = "closed";
  std::optional<std::int32_t> satisfaction;
  std::vector<Mood> moods;
  std::vector<std::string> quotes;

  bool operator==(const CloseCase&) const = default;
  static consteval auto describe() {
    return described("Closes a case.", field<&CloseCase::case_id>("The case.", example{"\"412\""}),
                     field<&CloseCase::note>("Why, for colleagues.", length{0, 20}, defaults),
                     field<&CloseCase::satisfaction>("What the customer answered.", range{1, 5}),
                     field<&CloseCase::moods>("How it went.", items{0, 3}, defaults),
                     field<&CloseCase::quotes>("What was said.", defaults));
  }
};

}  // namespace kith::samples
