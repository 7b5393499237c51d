// SPDX-License-Identifier: Apache-2.0
#include "base/described_writer.h"

#include <gtest/gtest.h>

#include <kith/page.h>

#include "base/tests/samples.h"

namespace kith {
namespace {

using namespace samples;

TEST(DescribedWriter, writes_members_in_order_and_leaves_out_what_is_absent) {
  EXPECT_EQ(to_json(Author{.handle = "anna"}), R"({"handle":"anna","verified":false})");
  EXPECT_EQ(to_json(Author{.handle = "anna", .name = "", .verified = true}),
            R"({"handle":"anna","name":"","verified":true})");
}

TEST(DescribedWriter, writes_a_page) {
  Page<StarRating> page;
  page.items.push_back({.stars = 3});
  EXPECT_EQ(to_json(page), R"({"items":[{"stars":3}]})");
  page.next = "abc";
  EXPECT_EQ(to_json(page), R"({"items":[{"stars":3}],"next":"abc"})");
}

TEST(DescribedWriter, writes_each_kind) {
  Everything all{.flag = true, .small = -5, .large = 1 << 20, .text = "t"};
  all.time = {1'714'564'800'250'000};
  all.mood = Mood::delete_;
  all.numbers = {1, -2};
  all.ids = {{7}};
  all.moods = {Mood::calm, Mood::angry};
  const std::string json = to_json(all);
  EXPECT_EQ(json.find(R"({"flag":true,"small":-5,"large":1048576,"text":"t","id":"1",)"
                      R"("time":"2024-05-01T12:00:00.25Z","mood":"delete","author":)"),
            0U);
  EXPECT_NE(json.find(R"("labels":["preset"],"numbers":[1,-2],"ids":["7"],)"
                      R"("moods":["calm","angry"],"authors":[],"contents":[]})"),
            std::string::npos);
}

struct SealedSecrets {
  std::string password;
  std::optional<std::string> token;
  std::vector<std::string> keys;
  std::string unset;

  static consteval auto describe() {
    return described("Secrets.", field<&SealedSecrets::password>("A password.", secret),
                     field<&SealedSecrets::token>("A token.", secret),
                     field<&SealedSecrets::keys>("Keys.", secret),
                     field<&SealedSecrets::unset>("Not set.", secret));
  }
};

TEST(DescribedWriter, hides_secrets_where_asked_to) {
  const SealedSecrets sealed{
      .password = "hunter2", .token = "t0k", .keys = {"k1", "k2"}, .unset = ""};
  EXPECT_EQ(to_json(sealed, Secrets::hidden),
            R"-({"password":"(hidden)","token":"(hidden)","keys":["(hidden)","(hidden)"],)-"
            R"-("unset":""})-");
  EXPECT_EQ(to_json(sealed),
            R"({"password":"hunter2","token":"t0k","keys":["k1","k2"],"unset":""})");
}

TEST(DescribedWriter, appends_to_what_is_there) {
  const StarRating rating;
  std::string out = "data: ";
  write_json(out, TypeOf<StarRating>::type, &rating);
  EXPECT_EQ(out, R"(data: {"stars":0})");
}

TEST(JsonWriter, puts_commas_where_they_belong) {
  std::string out;
  JsonWriter writer(out);
  writer.begin_list();
  writer.integer(1);
  writer.begin_object();
  writer.plain_key("a");
  writer.begin_list();
  writer.end_list();
  writer.key("b\"");
  writer.null();
  writer.end_object();
  writer.begin_object();
  writer.end_object();
  writer.raw("{\"c\":2}");
  writer.boolean(true);
  writer.id(CaseId{12});
  writer.time({0});
  writer.text("x");
  write_json(writer, StarRating{.stars = 2});
  writer.end_list();
  EXPECT_EQ(out, R"([1,{"a":[],"b\"":null},{},{"c":2},true,"12","1970-01-01T00:00:00Z","x",)"
                 R"({"stars":2}])");
}

std::string json_text(std::string_view text) {
  std::string out;
  append_json_text(out, text);
  return out;
}

TEST(JsonWriter, escapes_what_json_and_scripts_need_escaped) {
  EXPECT_EQ(json_text("plain"), "\"plain\"");
  EXPECT_EQ(json_text("a\"b\\c/<&>"), R"("a\"b\\c/<&>")");
  EXPECT_EQ(json_text("\b\f\n\r\t\x01\x1f\x7f"), "\"\\b\\f\\n\\r\\t\\u0001\\u001f\x7f\"");
  EXPECT_EQ(json_text(std::string_view("\0", 1)), R"("\u0000")");
  EXPECT_EQ(json_text("a\u2028b\u2029c"), R"("a\u2028b\u2029c")");
  EXPECT_EQ(json_text("é€😀"), "\"é€😀\"");
}

TEST(JsonWriter, replaces_what_is_not_utf8) {
  EXPECT_EQ(json_text("a\xFFz"), "\"a\uFFFDz\"");
  EXPECT_EQ(json_text("\xC3"), "\"\uFFFD\"");
  EXPECT_EQ(json_text("\xED\xA0\x80"), "\"\uFFFD\uFFFD\uFFFD\"");
  EXPECT_EQ(json_text("\xC0\xAF"), "\"\uFFFD\uFFFD\"");
  EXPECT_EQ(json_text("\xF4\x90\x80\x80"), "\"\uFFFD\uFFFD\uFFFD\uFFFD\"");
}

TEST(JsonWriter, finds_each_special_character_at_each_place_of_a_word) {
  for (std::size_t length = 1; length < 20; ++length) {
    for (std::size_t at = 0; at < length; ++at) {
      for (int c = 0; c < 128; ++c) {
        std::string text(length, 'x');
        text[at] = static_cast<char>(c);
        const bool special = c < 0x20 || c == '"' || c == '\\';
        const std::size_t size = json_text(text).size();
        ASSERT_EQ(size == length + 2, !special) << c << " at " << at << " of " << length;
      }
    }
  }
}

}  // namespace
}  // namespace kith
