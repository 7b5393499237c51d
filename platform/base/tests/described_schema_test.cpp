// SPDX-License-Identifier: Apache-2.0
#include "base/described_schema.h"

#include <gtest/gtest.h>

#include <array>
#include <nlohmann/json.hpp>

#include <kith/page.h>

#include "base/tests/samples.h"

namespace kith::service {

struct Case {
  std::string title;

  static consteval auto describe() {
    return described("A case.", field<&Case::title>("The title."));
  }
};

}  // namespace kith::service

namespace kith::conversation {

struct Author {
  std::string name;

  static consteval auto describe() {
    return described("Another author.", field<&Author::name>("The name."));
  }
};

}  // namespace kith::conversation

namespace kith::access {

struct Author {
  std::string name;

  static consteval auto describe() {
    return described("A third author.", field<&Author::name>("The name."));
  }
};

}  // namespace kith::access

namespace kith {
namespace {

using namespace samples;
using Json = SchemaCollection::Json;

struct Local {
  bool flag = false;

  static consteval auto describe() {
    return described("Without a name outside.", field<&Local::flag>("A flag."));
  }
};

constexpr std::string_view prefix = "#/components/schemas/";

Json components_of(const SchemaCollection& collection) {
  const Result<Json> components = collection.components();
  return components ? *components : Json(components.error().message);
}

TEST(ComponentName, leaves_out_the_platform_and_keeps_the_module) {
  EXPECT_EQ(component_name("kith::Conversation"), "Conversation");
  EXPECT_EQ(component_name("kith::conversation::Conversation"), "Conversation");
  EXPECT_EQ(component_name("kith::service::Case"), "service.Case");
  EXPECT_EQ(component_name("kith::service::Case::Line"), "service.CaseLine");
}

TEST(ComponentName, puts_arguments_before_templates) {
  EXPECT_EQ(component_name("kith::Page<kith::Conversation>"), "ConversationPage");
  EXPECT_EQ(component_name("kith::Page<kith::service::Case>"), "service.CasePage");
  EXPECT_EQ(component_name("kith::Page<kith::Pair<kith::A, kith::service::B> >"),
            "service.ABPairPage");
}

TEST(ComponentName, is_the_same_for_both_compilers) {
  EXPECT_EQ(component_name("kith::{anonymous}::Local"), "Local");
  EXPECT_EQ(component_name("kith::(anonymous namespace)::Local"), "Local");
  EXPECT_EQ(component_name(TypeOf<Local>::type.name), "Local");
}

TEST(Schema, is_strict_for_inputs) {
  SchemaCollection collection{std::string(prefix)};
  collection.add(TypeOf<CloseCase>::type, SchemaUse::input);
  EXPECT_EQ(components_of(collection).dump(),
            R"({"samples.CloseCase":{"type":"object","description":"Closes a case.",)"
            R"("properties":{"case_id":{"type":"string","pattern":"^[1-9][0-9]{0,18}$",)"
            R"("description":"The case.","examples":["412"]},)"
            R"("note":{"type":"string","maxLength":20,"description":"Why, for colleagues.",)"
            R"("default":"closed"},"satisfaction":{"type":"integer","format":"int32",)"
            R"("minimum":1,"maximum":5,"description":"What the customer answered."},)"
            R"("moods":{"type":"array","items":{"$ref":"#/components/schemas/samples.Mood"},)"
            R"("maxItems":3,"description":"How it went.","default":[]},)"
            R"("quotes":{"type":"array","items":{"type":"string"},"description":)"
            R"("What was said.","default":[]}},"required":["case_id"],)"
            R"("additionalProperties":false},)"
            R"("samples.Mood":{"type":"string","enum":["calm","angry","delete"]}})");
}

TEST(Schema, is_open_for_outputs) {
  SchemaCollection collection{std::string(prefix)};
  collection.add(TypeOf<CloseCase>::type, SchemaUse::output);
  const Json component = components_of(collection)["samples.CloseCase"];
  EXPECT_FALSE(component.contains("additionalProperties"));
  EXPECT_EQ(component["required"].dump(), R"(["case_id","note","moods","quotes"])");
  EXPECT_FALSE(component["properties"]["note"].contains("default"));
}

TEST(Schema, tells_the_directions_of_one_struct_apart) {
  SchemaCollection collection{std::string(prefix)};
  collection.add(TypeOf<Author>::type, SchemaUse::input);
  EXPECT_EQ(collection.schema(TypeOf<Author>::type, SchemaUse::input)["$ref"],
            "#/components/schemas/samples.Author");
  collection.add(TypeOf<Page<Author>>::type, SchemaUse::output);
  EXPECT_EQ(collection.schema(TypeOf<Author>::type, SchemaUse::input)["$ref"],
            "#/components/schemas/samples.AuthorInput");
  const Json components = components_of(collection);
  EXPECT_EQ(components.size(), 3U);
  EXPECT_EQ(components["samples.AuthorInput"]["additionalProperties"], false);
  EXPECT_TRUE(components.contains("samples.AuthorPage"));
}

TEST(Schema, leaves_what_the_path_names_out_of_a_body) {
  SchemaCollection collection{std::string(prefix)};
  const std::array<std::string_view, 1> path{"case_id"};
  collection.add_body(TypeOf<CloseCase>::type, path);
  EXPECT_EQ(collection.body_schema(TypeOf<CloseCase>::type, path)["$ref"],
            "#/components/schemas/samples.CloseCaseBody");
  const Json body = components_of(collection)["samples.CloseCaseBody"];
  EXPECT_FALSE(body["properties"].contains("case_id"));
  EXPECT_FALSE(body.contains("required"));
}

TEST(Schema, discriminates_a_choice_by_kind) {
  SchemaCollection collection{std::string(prefix)};
  collection.add(TypeOf<Content>::type, SchemaUse::output);
  collection.add(TypeOf<Reply>::type, SchemaUse::output);
  EXPECT_EQ(collection.schema(TypeOf<Content>::type, SchemaUse::output).dump(),
            R"({"type":"object","discriminator":{"propertyName":"kind"},)"
            R"("oneOf":[{"$ref":"#/components/schemas/samples.ReplyAlternative"},)"
            R"({"$ref":"#/components/schemas/samples.StarRating"}]})");
  const Json components = components_of(collection);
  EXPECT_EQ(components["samples.ReplyAlternative"]["properties"]["kind"]["const"], "reply");
  EXPECT_EQ(components["samples.ReplyAlternative"]["required"][0], "kind");
  EXPECT_FALSE(components["samples.Reply"]["properties"].contains("kind"));
}

TEST(Schema, lets_a_change_be_null) {
  const Type& type = TypeOf<Everything>::type;
  const Field* text = nullptr;
  const Field* author = nullptr;
  for (const Field& field : type.fields) {
    text = field.name == "change_text" ? &field : text;
    author = field.name == "change_author" ? &field : author;
  }
  SchemaCollection collection{std::string(prefix)};
  collection.add(type, SchemaUse::input);
  EXPECT_EQ(collection.member_schema(type, *text, SchemaUse::input)["type"].dump(),
            R"(["string","null"])");
  EXPECT_EQ(collection.member_schema(type, *author, SchemaUse::input)["anyOf"].dump(),
            R"([{"$ref":"#/components/schemas/samples.Author"},{"type":"null"}])");
}

TEST(Schema, ends_for_a_struct_that_holds_itself) {
  const auto document = schema_document(TypeOf<Note>::type, SchemaUse::input);
  ASSERT_TRUE(document);
  EXPECT_EQ((*document)["$ref"], "#/$defs/samples.Note");
  EXPECT_EQ((*document)["$defs"]["samples.Note"]["properties"]["answers"]["items"]["$ref"],
            "#/$defs/samples.Note");
}

struct Sealed {
  std::string password = "changeme";

  static consteval auto describe() {
    return described("A secret.", field<&Sealed::password>("The password.", secret, defaults));
  }
};

TEST(Schema, never_shows_the_default_of_a_secret) {
  SchemaCollection collection{std::string(prefix)};
  collection.add(TypeOf<Sealed>::type, SchemaUse::input);
  const std::string text = components_of(collection).dump();
  EXPECT_EQ(text.find("changeme"), std::string::npos);
  EXPECT_NE(text.find(R"("writeOnly":true)"), std::string::npos);
}

TEST(Schema, refuses_two_types_with_one_name) {
  SchemaCollection collection{std::string(prefix)};
  collection.add(TypeOf<conversation::Author>::type, SchemaUse::output);
  collection.add(TypeOf<service::Case>::type, SchemaUse::output);
  EXPECT_TRUE(collection.components());
  collection.add(TypeOf<access::Author>::type, SchemaUse::output);
  ASSERT_FALSE(collection.components());
  EXPECT_EQ(collection.components().error().message,
            "Two types would be the component \"Author\".");
}

}  // namespace
}  // namespace kith
