// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <kith/page.h>

#include "base/tests/described_completeness.h"
#include "base/tests/samples.h"

namespace kith {
namespace {

using namespace samples;

struct Half {
  int described = 0;
  int forgotten = 0;

  static consteval auto describe() {
    return kith::described("Half a struct.", field<&Half::described>("The half."));
  }
};

struct Empty {
  static consteval auto describe() { return described("Nothing."); }
};

TEST(Described, names_members_types_and_words_as_the_source_does) {
  const Type& type = TypeOf<Author>::type;
  EXPECT_EQ(type.kind, Kind::object);
  EXPECT_EQ(type.name, "kith::samples::Author");
  EXPECT_EQ(type.meaning, "Who wrote it.");
  ASSERT_EQ(type.fields.size(), 3U);
  EXPECT_EQ(type.fields[0].name, "handle");
  EXPECT_EQ(type.fields[1].name, "name");
  EXPECT_EQ(type.fields[2].name, "verified");
}

TEST(Described, drops_the_underscore_that_a_keyword_needs) {
  const Type& type = TypeOf<Mood>::type;
  ASSERT_EQ(type.words.size(), 3U);
  EXPECT_EQ(type.words[0], "calm");
  EXPECT_EQ(type.words[2], "delete");
}

TEST(Described, calls_the_alternatives_of_a_choice_by_their_struct) {
  const Type& type = TypeOf<Content>::type;
  EXPECT_EQ(type.kind, Kind::choice);
  ASSERT_EQ(type.words.size(), 2U);
  EXPECT_EQ(type.words[0], "reply");
  EXPECT_EQ(type.words[1], "star_rating");
}

TEST(Described, keeps_limits_presence_and_marks) {
  const Type& type = TypeOf<Author>::type;
  EXPECT_EQ(type.fields[0].limits.max_length, 30U);
  EXPECT_EQ(type.fields[0].limits.form, TextForm::word);
  EXPECT_EQ(type.fields[0].presence, Presence::required);
  EXPECT_EQ(type.fields[1].presence, Presence::optional);
  EXPECT_EQ(type.fields[2].presence, Presence::defaulted);
}

TEST(Described, ties_the_knot_of_a_struct_that_holds_itself) {
  const Type& type = TypeOf<Note>::type;
  EXPECT_EQ(type.fields[1].type->inner[0], &type);
}

TEST(Described, describes_a_struct_without_members) {
  EXPECT_TRUE(TypeOf<Empty>::type.fields.empty());
  EXPECT_TRUE(is_described_completely<Empty>());
}

TEST(Described, describes_a_page_of_anything) {
  const Type& type = TypeOf<Page<Author>>::type;
  EXPECT_EQ(type.name, "kith::Page<kith::samples::Author>");
  EXPECT_EQ(type.fields[0].type->inner[0]->name, "kith::samples::Author");
}

TEST(DescribedCompleteness, notices_a_member_that_nobody_described) {
  static_assert(!is_described_completely<Half>());
}

TEST(DescribedCompleteness, holds_for_the_samples) {
  static_assert(is_described_completely<Author>());
  static_assert(is_described_completely<Reply>());
  static_assert(is_described_completely<StarRating>());
  static_assert(is_described_completely<Note>());
  static_assert(is_described_completely<Everything>());
  static_assert(is_described_completely<CloseCase>());
  static_assert(is_described_completely<Page<Author>>());
}

struct BadExample {
  std::int32_t number = 0;
  std::string word = "Not a word";

  static consteval auto describe() {
    return described("An example and a default outside their limits.",
                     field<&BadExample::number>("The number.", range{1, 5}, example{"6"}),
                     field<&BadExample::word>("The word.", forms::word, defaults));
  }
};

TEST(DescribedCompleteness, notices_examples_and_defaults_that_are_not_valid) {
  EXPECT_EQ(faulty_examples<BadExample>(),
            "example of number: Must be a whole number from 1 to 5.\n"
            "default of word: Must be a word of a-z, 0-9, '.', '_' and '-'.\n");
}

TEST(DescribedCompleteness, reads_every_example_and_default_of_the_samples) {
  EXPECT_EQ(faulty_examples<Author>(), "");
  EXPECT_EQ(faulty_examples<Reply>(), "");
  EXPECT_EQ(faulty_examples<StarRating>(), "");
  EXPECT_EQ(faulty_examples<Everything>(), "");
  EXPECT_EQ(faulty_examples<CloseCase>(), "");
}

TEST(Change, tells_absent_cleared_and_set_apart) {
  const Change<std::string> absent;
  const Change<std::string> gone = cleared;
  const Change<std::string> set = std::string("new");
  std::optional<std::string> target = "old";

  absent.apply_to(target);
  EXPECT_EQ(target, "old");
  set.apply_to(target);
  EXPECT_EQ(target, "new");
  gone.apply_to(target);
  EXPECT_EQ(target, std::nullopt);

  EXPECT_EQ(absent.state(), ChangeState::absent);
  EXPECT_EQ(gone.state(), ChangeState::cleared);
  EXPECT_EQ(set.state(), ChangeState::value);
  EXPECT_TRUE(absent.is_absent());
  EXPECT_TRUE(gone.is_cleared());
  EXPECT_TRUE(set.has_value());
}

}  // namespace
}  // namespace kith
