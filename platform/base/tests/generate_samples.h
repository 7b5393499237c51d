// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <rapidcheck.h>

#include <string>
#include <vector>

#include "base/rfc3339.h"
#include "base/tests/samples.h"

/// Arbitrary values of the sample structs, within their limits, for property tests.
namespace kith::samples {

/// Any Unicode text without U+0000, of some bytes.
inline rc::Gen<std::string> any_text() {
  const auto piece = rc::gen::oneOf(
      rc::gen::map(rc::gen::inRange<char>(1, 127), [](char c) { return std::string(1, c); }),
      rc::gen::elementOf(std::vector<std::string>{
          "é", "€", "😀", "\u2028", "\u2029", "\\", "\"", "</script>", "\x7f", "\ufeff", "\uffff",
          "\U0010FFFF", "\xed\x9f\xbf", "\u0080", "e\u0301", "\u202e"}));
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(piece),
                      [](const std::vector<std::string>& pieces) {
                        std::string out;
                        for (const std::string& each : pieces) {
                          out += each;
                        }
                        return out;
                      });
}

inline rc::Gen<std::string> any_word(std::size_t longest) {
  return rc::gen::suchThat(
      rc::gen::container<std::string>(rc::gen::elementOf(std::string("abz09._-"))),
      [longest](const std::string& word) { return !word.empty() && word.size() <= longest; });
}

template <class T>
rc::Gen<std::optional<T>> maybe(rc::Gen<T> gen) {
  return rc::gen::oneOf(rc::gen::just(std::optional<T>()),
                        rc::gen::map(std::move(gen), [](T value) { return std::optional(value); }));
}

template <class T>
rc::Gen<Change<T>> any_change(rc::Gen<T> gen) {
  return rc::gen::oneOf(
      rc::gen::just(Change<T>()), rc::gen::just(Change<T>(cleared)),
      rc::gen::map(std::move(gen), [](T value) { return Change<T>(std::move(value)); }));
}

inline rc::Gen<std::int64_t> any_safe_integer() {
  constexpr std::int64_t most = (std::int64_t{1} << 53) - 1;
  return rc::gen::oneOf(rc::gen::inRange<std::int64_t>(-100, 100),
                        rc::gen::inRange<std::int64_t>(-most, most + 1), rc::gen::just(most),
                        rc::gen::just(-most));
}

inline rc::Gen<CaseId> any_id() {
  return rc::gen::map(rc::gen::positive<std::int64_t>(),
                      [](std::int64_t id) { return CaseId{id}; });
}

inline rc::Gen<Time> any_time() {
  return rc::gen::map(rc::gen::inRange(earliest_rfc3339.microseconds, latest_rfc3339.microseconds),
                      [](std::int64_t micros) { return Time{micros}; });
}

inline rc::Gen<Mood> any_mood() {
  return rc::gen::element(Mood::calm, Mood::angry, Mood::delete_);
}

inline rc::Gen<Author> any_author() {
  return rc::gen::build<Author>(rc::gen::set(&Author::handle, any_word(30)),
                                rc::gen::set(&Author::name, maybe(any_word(80))),
                                rc::gen::set(&Author::verified));
}

inline rc::Gen<Content> any_content() {
  return rc::gen::oneOf(
      rc::gen::map(rc::gen::build<Reply>(rc::gen::set(&Reply::to, any_id()),
                                         rc::gen::set(&Reply::text, any_word(500))),
                   [](const Reply& reply) { return Content(reply); }),
      rc::gen::map(rc::gen::build<StarRating>(
                       rc::gen::set(&StarRating::stars, rc::gen::inRange<std::int32_t>(1, 6)),
                       rc::gen::set(&StarRating::text, maybe(any_text()))),
                   [](const StarRating& rating) { return Content(rating); }));
}

inline rc::Gen<Note> any_note(int depth = 2) {
  const auto answers =
      depth == 0 ? rc::gen::just(std::vector<Note>())
                 : rc::gen::resize(3, rc::gen::container<std::vector<Note>>(any_note(depth - 1)));
  return rc::gen::build<Note>(rc::gen::set(&Note::text, any_text()),
                              rc::gen::set(&Note::answers, answers));
}

template <class T>
rc::Gen<std::vector<T>> few(rc::Gen<T> gen) {
  return rc::gen::resize(4, rc::gen::container<std::vector<T>>(std::move(gen)));
}

inline rc::Gen<Everything> any_everything() {
  using E = Everything;
  using rc::gen::set;
  return rc::gen::build<E>(
      set(&E::flag), set(&E::small), set(&E::large, any_safe_integer()), set(&E::text, any_text()),
      set(&E::id, any_id()), set(&E::time, any_time()), set(&E::mood, any_mood()),
      set(&E::author, any_author()), set(&E::content, any_content()), set(&E::note, any_note()),
      set(&E::labels, few(any_word(40))), set(&E::numbers, few(any_safe_integer())),
      set(&E::ids, few(any_id())), set(&E::moods, few(any_mood())),
      set(&E::authors, few(any_author())), set(&E::contents, few(any_content())),
      set(&E::maybe_flag, maybe(rc::gen::arbitrary<bool>())),
      set(&E::maybe_small, maybe(rc::gen::arbitrary<std::int32_t>())),
      set(&E::maybe_text, maybe(any_text())), set(&E::maybe_time, maybe(any_time())),
      set(&E::maybe_mood, maybe(any_mood())), set(&E::maybe_author, maybe(any_author())),
      set(&E::maybe_content, maybe(any_content())), set(&E::maybe_labels, maybe(few(any_text()))),
      set(&E::change_text, any_change(any_text())), set(&E::change_id, any_change(any_id())),
      set(&E::change_author, any_change(any_author())),
      set(&E::change_labels, any_change(few(any_text()))));
}

}  // namespace kith::samples
