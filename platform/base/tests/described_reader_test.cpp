// SPDX-License-Identifier: Apache-2.0
#include "base/described_reader.h"

#include <gtest/gtest.h>

#include <string>

#include "base/tests/faults.h"
#include "base/tests/samples.h"

namespace kith {
namespace {

using namespace samples;

TEST(JsonReader, reads_members_in_any_order) {
  const auto author = read_json<Author>(R"({"verified":true,"name":"Anna B","handle":"anna"})");
  ASSERT_TRUE(author);
  EXPECT_EQ(*author, (Author{.handle = "anna", .name = "Anna B", .verified = true}));
}

TEST(JsonReader, keeps_the_initialiser_of_a_member_with_a_default) {
  const auto input = read_json<CloseCase>(R"({"case_id":"7"})");
  ASSERT_TRUE(input);
  EXPECT_EQ(input->note, "closed");
  EXPECT_EQ(input->satisfaction, std::nullopt);
}

struct Listed {
  std::vector<std::string> labels{"one", "two"};

  static consteval auto describe() {
    return described("A list with a default.", field<&Listed::labels>("Labels.", defaults));
  }
};

TEST(JsonReader, replaces_a_default_list_instead_of_adding_to_it) {
  EXPECT_EQ(read_json<Listed>(R"({"labels":["three"]})")->labels,
            std::vector<std::string>{"three"});
  EXPECT_EQ(read_json<Listed>(R"({"labels":[]})")->labels, std::vector<std::string>{});
  EXPECT_EQ(read_json<Listed>("{}")->labels, (std::vector<std::string>{"one", "two"}));
}

TEST(JsonReader, collects_every_fault_of_an_input_with_its_pointer) {
  const auto result = read_json<Everything>(R"({
    "flag": 1, "small": 3000000000, "large": 1.5, "text": null, "id": 5, "time": "now",
    "mood": "furious", "author": {"hanlde": "x", "name": "a\nb"},
    "content": {"kind": "star_rating", "stars": 9}, "note": {"text": "n", "answers": [{}]},
    "labels": ["ok", 3]})");
  EXPECT_EQ(
      faults_of(result),
      "/flag type\n/small range\n/large type\n/text type\n/id type\n/time form\n/mood one_of\n"
      "/author/hanlde unknown_field\n/author/name form\n/author/handle required\n"
      "/content/stars range\n/note/answers/0/text required\n/labels/1 type");
  EXPECT_EQ(result.error().code, ErrorCode::invalid);
  EXPECT_EQ(result.error().message, "13 things are wrong with this input.");
}

TEST(JsonReader, names_the_one_member_at_fault) {
  const auto result = read_json<Author>(R"({"handle":""})");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().field, "/handle");
  EXPECT_EQ(result.error().message,
            "Must be a word of a-z, 0-9, '.', '_' and '-', 1 to 30 characters; this has 0.");
}

TEST(JsonReader, guesses_what_an_unknown_member_was_meant_to_be) {
  EXPECT_EQ(first_message(read_json<Author>(R"({"hanlde":"x","handle":"x"})")),
            "There is no \"hanlde\" here; is \"handle\" meant?");
  EXPECT_EQ(first_message(read_json<Author>(R"({"zzz":"x","handle":"x"})")),
            "There is no \"zzz\" here.");
}

TEST(JsonReader, escapes_a_pointer_as_rfc_6901_says) {
  EXPECT_EQ(faults_of(read_json<Author>(R"({"a/b~c":1,"handle":"x"})")), "/a~1b~0c unknown_field");
}

TEST(JsonReader, cuts_a_long_unknown_name_at_a_character) {
  std::string name = "a";
  for (int i = 0; i < 100; ++i) {
    name += "é";
  }
  const auto result = read_json<Author>(R"({"handle":"x",")" + name + R"(":1})");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().faults[0].pointer.size(), 1 + 99 + std::string("…").size());
}

TEST(JsonReader, says_what_a_member_must_be) {
  const auto message = [](std::string_view member) {
    return first_message(read_json<CloseCase>(R"({"case_id":"1",)" + std::string(member) + "}"));
  };
  EXPECT_EQ(message(R"("satisfaction":6)"), "Must be a whole number from 1 to 5.");
  EXPECT_EQ(message(R"("satisfaction":2.5)"),
            "Must be a whole number from 1 to 5, written without '.' and exponent.");
  EXPECT_EQ(message(R"("satisfaction":"2")"),
            "Must be a whole number from 1 to 5; this is a text.");
  EXPECT_EQ(message(R"("satisfaction":null)"),
            "Must be a whole number from 1 to 5; leave it out instead of null.");
  EXPECT_EQ(message(R"("note":"123456789012345678901")"),
            "Must be a text of at most 20 characters; this has 21.");
  EXPECT_EQ(message(R"("moods":["sad"])"), "Must be one of: calm, angry, delete.");
  EXPECT_EQ(message(R"("moods":["calm","calm","calm","calm"])"),
            "Must be a list of at most 3 elements, each one of: calm, angry, delete; this has 4.");
}

TEST(JsonReader, counts_characters_and_not_bytes) {
  std::string twenty;
  for (int i = 0; i < 20; ++i) {
    twenty += "😀";
  }
  EXPECT_TRUE(read_json<CloseCase>(R"({"case_id":"1","note":")" + twenty + R"("})"));
  EXPECT_EQ(faults_of(read_json<CloseCase>(R"({"case_id":"1","note":"x)" + twenty + R"("})")),
            "/note length");
}

TEST(JsonReader, refuses_a_member_twice_however_it_is_spelled) {
  EXPECT_EQ(faults_of(read_json<Author>(R"({"handle":"a","handle":"b"})")),
            "/handle duplicate_field");
  EXPECT_EQ(faults_of(read_json<Author>(R"({"handle":"a","h\u0061ndle":"b"})")),
            "/handle duplicate_field");
}

TEST(JsonReader, reads_a_name_that_is_spelled_with_escapes) {
  const auto author = read_json<Author>(R"({"h\u0061ndle":"a"})");
  ASSERT_TRUE(author);
  EXPECT_EQ(author->handle, "a");
}

TEST(JsonReader, does_not_take_the_start_of_a_name_for_the_name) {
  EXPECT_EQ(faults_of(read_json<Author>(R"({"handle":"a","nam":"b","names":"c"})")),
            "/nam unknown_field\n/names unknown_field");
}

TEST(JsonReader, tolerates_what_it_does_not_know_where_it_reads_the_log) {
  const auto event = read_json<CloseCase>(
      R"({"case_id":"0","satisfaction":9,"added_later":{"a":[1,2,{"b":null}]}})",
      Strictness::tolerant);
  ASSERT_TRUE(event);
  EXPECT_EQ(event->satisfaction, 9);
  EXPECT_EQ(faults_of(read_json<CloseCase>(R"({"added_later":1})", Strictness::tolerant)),
            "/case_id required");
}

TEST(JsonReader, sees_broken_json_in_what_it_passes_over) {
  for (const std::string_view broken :
       {R"({"case_id":"1","x":[1,]})", R"({"case_id":"1","x":{"a":tru}})",
        R"({"case_id":"1","x":{"a" 1}})", R"({"case_id":"1","x":"\x"})",
        R"({"case_id":"1","x":[01]})", R"({"case_id":"1","x":["\ud800"]})",
        R"({"case_id":"1","x":nul})", R"({"case_id":"1","x":{"a":1,}})"}) {
    const auto result = read_json<CloseCase>(broken, Strictness::tolerant);
    EXPECT_EQ(faults_of(result), "/x syntax") << broken;
  }
}

TEST(JsonReader, refuses_what_is_not_one_json_object) {
  EXPECT_EQ(faults_of(read_json<Author>("")), " syntax");
  EXPECT_EQ(faults_of(read_json<Author>("  \n ")), " syntax");
  EXPECT_EQ(faults_of(read_json<Author>(R"({"handle":"a"} x)")), " syntax");
  EXPECT_EQ(faults_of(read_json<Author>(R"({"handle":"a"}{})")), " syntax");
  EXPECT_EQ(faults_of(read_json<Author>(R"({"handle":"a")")), " syntax");
  EXPECT_EQ(faults_of(read_json<Author>("\xEF\xBB\xBF{}")), " type");
  EXPECT_EQ(faults_of(read_json<Author>("[]")), " type");
  EXPECT_EQ(faults_of(read_json<Author>("null")), " type");
  EXPECT_EQ(first_message(read_json<Author>("7")), "Must be an object.");
}

TEST(JsonReader, refuses_texts_that_are_not_clean_unicode) {
  EXPECT_EQ(faults_of(read_json<StarRating>(R"({"stars":1,"text":"a\u0000b"})")),
            "/text characters");
  EXPECT_EQ(faults_of(read_json<StarRating>(R"({"stars":1,"text":"\ud83d"})")), "/text syntax");
  EXPECT_EQ(faults_of(read_json<StarRating>(R"({"stars":1,"text":"\ude00\ud83d"})")),
            "/text syntax");
  EXPECT_EQ(faults_of(read_json<StarRating>("{\"stars\":1,\"text\":\"\xFF\"}")), " syntax");
  EXPECT_EQ(faults_of(read_json<StarRating>("{\"stars\":1,\"text\":\"\n\"}")), " syntax");
  EXPECT_EQ(*read_json<StarRating>(R"({"stars":1,"text":"\ud83d\ude00퟿"})")->text, "😀퟿");
}

TEST(JsonReader, holds_integers_to_what_json_carries_exactly) {
  const auto large = [](std::string_view number) {
    Everything out;
    const Field& field = TypeOf<Everything>::type.fields[2];
    const Result<void> result = JsonReader().read_member(number, field, &out.large);
    return result ? std::to_string(out.large) : faults_of(result);
  };
  EXPECT_EQ(large("9007199254740991"), "9007199254740991");
  EXPECT_EQ(large("-9007199254740991"), "-9007199254740991");
  EXPECT_EQ(large("9007199254740992"), " range");
  EXPECT_EQ(large("99999999999999999999999"), " range");
  EXPECT_EQ(large("-0"), "0");
  EXPECT_EQ(large("1e3"), " type");
  EXPECT_EQ(large("1 2"), " syntax");
  EXPECT_EQ(large("1,2"), " syntax");
  EXPECT_EQ(large(""), " syntax");
  EXPECT_EQ(large("["), " type\n syntax");
}

struct Dated {
  Time at;

  static consteval auto describe() {
    return described("A moment.", field<&Dated::at>("The moment."));
  }
};

TEST(JsonReader, normalises_times_to_utc) {
  const auto dated = read_json<Dated>(R"({"at":"2024-05-01T14:30:00.123456789+02:30"})");
  ASSERT_TRUE(dated);
  EXPECT_EQ(dated->at, (Time{1'714'564'800'123'456}));
  EXPECT_EQ(faults_of(read_json<Dated>(R"({"at":"2024-05-01"})")), "/at form");
  EXPECT_EQ(faults_of(read_json<Dated>(R"({"at":1714564800})")), "/at type");
}

TEST(JsonReader, reads_ids_as_decimal_texts) {
  const auto id = [](std::string_view text) {
    const auto input = read_json<CloseCase>(R"({"case_id":")" + std::string(text) + R"("})");
    return input ? std::to_string(input->case_id.value) : faults_of(input);
  };
  EXPECT_EQ(id("412"), "412");
  EXPECT_EQ(id("9223372036854775807"), "9223372036854775807");
  for (const std::string_view wrong :
       {"", "0", "01", "-1", "+1", " 1", "1 ", "1a", "9223372036854775808", "１"}) {
    EXPECT_EQ(id(wrong), "/case_id form") << wrong;
  }
}

TEST(JsonReader, stops_at_a_hundred_faults) {
  std::string json = R"({"handle":"a")";
  for (int i = 0; i < 500; ++i) {
    json += ",\"x" + std::to_string(i) + "\":1";
  }
  const auto result = read_json<Author>(json + "}");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().faults.size(), 100U);
  EXPECT_EQ(result.error().message, "At least 100 things are wrong with this input.");
}

TEST(JsonReader, refuses_depth_bombs) {
  std::string deep;
  std::string note;
  for (int i = 0; i < 100'000; ++i) {
    deep += "[";
    note += R"({"text":"","answers":[)";
  }
  EXPECT_FALSE(read_json<Author>(R"({"handle":"a","x":)" + deep));
  const std::string closed = deep + std::string(deep.size(), ']');
  EXPECT_EQ(
      faults_of(read_json<Author>(R"({"handle":"a","x":)" + closed + "}", Strictness::tolerant)),
      "/x nesting");
  for (int i = 0; i < 100'000; ++i) {
    note += "]}";
  }
  const auto result = read_json<Note>(note);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().faults[0].code, "nesting");
}

TEST(JsonReader, reads_a_struct_that_holds_itself) {
  const auto note = read_json<Note>(R"({"text":"a","answers":[{"text":"b"},{"text":"c",
      "answers":[{"text":"d"}]}]})");
  ASSERT_TRUE(note);
  EXPECT_EQ(note->answers[1].answers[0].text, "d");
}

TEST(JsonReader, can_be_used_again_after_anything) {
  JsonReader reader;
  EXPECT_FALSE(reader.read<Author>("{"));
  EXPECT_TRUE(reader.read<Author>(R"({"handle":"a"})"));
  EXPECT_FALSE(reader.read<Author>(R"({"handle":[[[)"));
  EXPECT_TRUE(
      reader.read<StarRating>(R"({"stars":3,"text":")" + std::string(3 << 20, 'x') + R"("})"));
  EXPECT_EQ(reader.read<Author>(R"({"handle":"b"})")->handle, "b");
}

}  // namespace
}  // namespace kith
