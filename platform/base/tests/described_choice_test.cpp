// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "base/described_reader.h"
#include "base/described_writer.h"
#include "base/tests/faults.h"
#include "base/tests/samples.h"

namespace kith {
namespace {

using namespace samples;

struct Holder {
  std::vector<Content> contents;
  Change<std::string> title;
  Change<std::vector<std::string>> labels;

  static consteval auto describe() {
    return described("Choices and changes.", field<&Holder::contents>("Contents.", defaults),
                     field<&Holder::title>("The title.", length{1, 5}),
                     field<&Holder::labels>("Labels.", items{0, 2}));
  }
};

TEST(Choice, is_told_apart_by_kind_wherever_it_stands) {
  const auto holder = read_json<Holder>(R"({"contents":[
      {"kind":"reply","to":"1","text":"a"},
      {"stars":2,"kind":"star_rating"},
      {"text":"b","to":"2","kind":"reply"}]})");
  ASSERT_TRUE(holder);
  ASSERT_EQ(holder->contents.size(), 3U);
  EXPECT_EQ(std::get<Reply>(holder->contents[0]), (Reply{.to = {1}, .text = "a"}));
  EXPECT_EQ(std::get<StarRating>(holder->contents[1]).stars, 2);
  EXPECT_EQ(std::get<Reply>(holder->contents[2]).text, "b");
}

TEST(Choice, can_be_the_whole_document) {
  Content content;
  const Type& type = TypeOf<Content>::type;
  ASSERT_TRUE(JsonReader().read(R"({"kind":"star_rating","stars":5})", type, &content));
  EXPECT_EQ(std::get<StarRating>(content).stars, 5);
  EXPECT_EQ(to_json(content), R"({"kind":"star_rating","stars":5})");
}

TEST(Choice, names_its_words_where_the_kind_is_wrong_or_missing) {
  const auto faults = [](std::string_view content) {
    return faults_of(read_json<Holder>(R"({"contents":[)" + std::string(content) + "]}"));
  };
  EXPECT_EQ(faults(R"({"kind":"mail"})"), "/contents/0/kind one_of");
  EXPECT_EQ(faults(R"({"to":"1"})"), "/contents/0/kind one_of");
  EXPECT_EQ(faults(R"({"kind":3})"), "/contents/0/kind one_of");
  EXPECT_EQ(faults("{}"), "/contents/0/kind one_of");
  EXPECT_EQ(faults("[]"), "/contents/0 type");
  EXPECT_EQ(faults(R"({"kind":"mail","x":[1,}])"), "/contents/0/kind one_of\n/contents/0 syntax");
  EXPECT_EQ(first_message(read_json<Holder>(R"({"contents":[{}]})")),
            "Must be one of: reply, star_rating.");
}

TEST(Choice, holds_the_alternative_to_its_own_description) {
  const auto faults = [](std::string_view content) {
    return faults_of(read_json<Holder>(R"({"contents":[)" + std::string(content) + "]}"));
  };
  EXPECT_EQ(faults(R"({"kind":"reply","to":"1","text":"","stars":3})"),
            "/contents/0/text length\n/contents/0/stars unknown_field");
  EXPECT_EQ(faults(R"({"kind":"star_rating"})"), "/contents/0/stars required");
  EXPECT_EQ(faults(R"({"kind":"star_rating","stars":3,"kind":"reply"})"),
            "/contents/0/kind duplicate_field");
}

TEST(Choice, with_a_very_long_kind_does_no_harm) {
  const std::string json = R"({"contents":[{"kind":")" + std::string(100'000, 'k') + R"("}]})";
  EXPECT_EQ(faults_of(read_json<Holder>(json)), "/contents/0/kind one_of");
}

TEST(ChangeMember, is_absent_cleared_or_set) {
  EXPECT_TRUE(read_json<Holder>("{}")->title.is_absent());
  EXPECT_TRUE(read_json<Holder>(R"({"title":null})")->title.is_cleared());
  EXPECT_EQ(read_json<Holder>(R"({"title":"new"})")->title.value(), "new");
  EXPECT_EQ(read_json<Holder>(R"({"labels":["a","b"]})")->labels.value().size(), 2U);
}

TEST(ChangeMember, is_held_to_the_limits_of_its_value) {
  EXPECT_EQ(faults_of(read_json<Holder>(R"({"title":"too long"})")), "/title length");
  EXPECT_EQ(faults_of(read_json<Holder>(R"({"title":7})")), "/title type");
  EXPECT_EQ(faults_of(read_json<Holder>(R"({"title":nul})")), "/title syntax");
  EXPECT_EQ(faults_of(read_json<Holder>(R"({"labels":["a","b","c"]})")), "/labels items");
  EXPECT_EQ(first_message(read_json<Holder>(R"({"title":7})")),
            "Must be a text of 1 to 5 characters; this is a number.");
}

TEST(ChangeMember, is_written_as_it_was_read) {
  for (const std::string_view json : {R"({"contents":[]})", R"({"contents":[],"title":null})",
                                      R"({"contents":[],"title":"x","labels":["y"]})"}) {
    EXPECT_EQ(to_json(*read_json<Holder>(json)), json);
  }
}

}  // namespace
}  // namespace kith
