// SPDX-License-Identifier: Apache-2.0
#include "base/described_input.h"

#include <gtest/gtest.h>

#include <vector>

#include "base/tests/faults.h"
#include "base/tests/samples.h"

namespace kith {
namespace {

using namespace samples;
using Parameters = std::vector<InputParameter>;

struct ListCases {
  std::optional<std::string> query;
  std::vector<Mood> moods;
  std::vector<std::string> labels;
  std::vector<std::string> quotes;
  std::optional<std::vector<CaseId>> ids;
  std::int32_t limit = 50;
  std::int64_t offset = 0;
  bool closed = false;
  std::optional<Time> since;
  std::optional<CaseId> after;
  Change<std::string> title;
  std::optional<Author> author;

  static consteval auto describe() {
    return described("Lists cases.", field<&ListCases::query>("Words.", length{1, 10}),
                     field<&ListCases::moods>("Moods.", defaults, items{0, 2}),
                     field<&ListCases::labels>("Labels.", forms::word, defaults),
                     field<&ListCases::quotes>("Quotes.", defaults), field<&ListCases::ids>("Ids."),
                     field<&ListCases::limit>("How many.", range{1, 200}, defaults),
                     field<&ListCases::offset>("From where.", defaults),
                     field<&ListCases::closed>("Closed ones too.", defaults),
                     field<&ListCases::since>("From when."), field<&ListCases::after>("After."),
                     field<&ListCases::title>("A title."), field<&ListCases::author>("Whose."));
  }
};

Result<ListCases> list_cases(const Parameters& parameters) {
  ListCases out;
  KITH_CHECK(read_parameters(parameters, TypeOf<ListCases>::type, &out));
  return out;
}

TEST(Parameters, read_every_kind_from_its_text) {
  const auto input = list_cases({{"query", "späte"},
                                 {"limit", "10"},
                                 {"offset", "-5"},
                                 {"closed", "true"},
                                 {"since", "2024-05-01T00:00:00+02:00"},
                                 {"after", "412"},
                                 {"title", "t"}});
  ASSERT_TRUE(input);
  EXPECT_EQ(input->query, "späte");
  EXPECT_EQ(input->limit, 10);
  EXPECT_EQ(input->offset, -5);
  EXPECT_TRUE(input->closed);
  EXPECT_EQ(input->since, (Time{1'714'514'400'000'000}));
  EXPECT_EQ(input->after, CaseId{412});
  EXPECT_EQ(input->title.value(), "t");
}

TEST(Parameters, keep_initialisers_where_nothing_is_given) {
  const auto input = list_cases({});
  ASSERT_TRUE(input);
  EXPECT_EQ(input->limit, 50);
  EXPECT_FALSE(input->ids);
}

TEST(Parameters, take_lists_from_repeated_names_and_from_commas) {
  const auto input = list_cases({{"moods", "calm"},
                                 {"labels", "a,b"},
                                 {"moods", "delete"},
                                 {"ids", "1,2"},
                                 {"labels", "c"},
                                 {"ids", "3"}});
  ASSERT_TRUE(input);
  EXPECT_EQ(input->moods, (std::vector{Mood::calm, Mood::delete_}));
  EXPECT_EQ(input->labels, (std::vector<std::string>{"a", "b", "c"}));
  EXPECT_EQ(input->ids, (std::vector<CaseId>{{1}, {2}, {3}}));
}

TEST(Parameters, leave_commas_in_texts_that_can_hold_them) {
  EXPECT_EQ(list_cases({{"quotes", "a,b"}, {"quotes", "c"}})->quotes,
            (std::vector<std::string>{"a,b", "c"}));
}

TEST(Parameters, give_an_empty_list_for_an_empty_text) {
  EXPECT_EQ(list_cases({{"labels", ""}})->labels, std::vector<std::string>{});
  EXPECT_EQ(faults_of(list_cases({{"labels", "a,"}})), "/labels/1 form");
  EXPECT_EQ(faults_of(list_cases({{"labels", ",a"}})), "/labels/0 form");
}

TEST(Parameters, collect_every_fault) {
  EXPECT_EQ(faults_of(list_cases({{"query", ""},
                                  {"limit", "201"},
                                  {"limit", "5"},
                                  {"closed", "yes"},
                                  {"sinse", "x"},
                                  {"since", "x"},
                                  {"after", "0"},
                                  {"offset", "1.5"},
                                  {"moods", "calm,sad,calm"},
                                  {"author", "anna"},
                                  {"title", "\xFF"}})),
            "/query length\n/limit range\n/limit duplicate_field\n/closed type\n"
            "/sinse unknown_field\n/since form\n/after form\n/offset type\n/moods/1 one_of\n"
            "/author type\n/title characters\n/moods items");
}

TEST(Parameters, take_whole_numbers_only_as_json_writes_them) {
  for (const std::string_view wrong : {"", " 1", "1 ", "+1", "01", "-01", "1e2", "0x1", "--1"}) {
    EXPECT_EQ(faults_of(list_cases({{"offset", wrong}})), "/offset type") << wrong;
  }
  EXPECT_EQ(faults_of(list_cases({{"offset", "99999999999999999999"}})), "/offset range");
  EXPECT_EQ(faults_of(list_cases({{"limit", "4294967297"}})), "/limit range");
  EXPECT_EQ(list_cases({{"offset", "0"}})->offset, 0);
}

TEST(Parameters, know_which_members_they_can_carry) {
  for (const Field& field : TypeOf<ListCases>::type.fields) {
    EXPECT_EQ(fits_parameter(field), field.name != "author") << field.name;
  }
}

Result<CloseCase> close_case(const InputSources& sources) {
  JsonReader reader;
  return read_input<CloseCase>(reader, sources);
}

TEST(Input, is_put_together_from_path_and_body) {
  const Parameters path{{"case_id", "412"}};
  const auto input = close_case(
      {.path = path, .body = R"({"satisfaction":4,"moods":["calm"]})", .body_use = BodyUse::json});
  ASSERT_TRUE(input);
  EXPECT_EQ(*input, (CloseCase{.case_id = {412},
                               .note = "closed",
                               .satisfaction = 4,
                               .moods = {Mood::calm},
                               .quotes = {}}));
}

TEST(Input, is_put_together_from_path_and_query) {
  const Parameters path{{"case_id", "412"}};
  const Parameters query{{"note", "bye"}};
  EXPECT_EQ(close_case({.path = path, .query = query})->note, "bye");
}

TEST(Input, may_come_without_a_body_where_nothing_in_it_is_required) {
  const Parameters path{{"case_id", "412"}};
  EXPECT_TRUE(close_case({.path = path, .body_use = BodyUse::json}));
  EXPECT_EQ(faults_of(close_case({.body_use = BodyUse::json})), "/case_id required");
}

TEST(Input, takes_no_member_from_two_places) {
  const Parameters path{{"case_id", "412"}};
  const Parameters query{{"case_id", "413"}, {"note", "a"}};
  EXPECT_EQ(faults_of(close_case(
                {.path = path, .body = R"({"case_id":"413"})", .body_use = BodyUse::json})),
            "/case_id duplicate_field");
  EXPECT_EQ(
      faults_of(close_case(
          {.path = path, .query = query, .body = R"({"note":"b"})", .body_use = BodyUse::json})),
      "/case_id duplicate_field\n/note duplicate_field");
}

TEST(Input, collects_the_faults_of_all_its_sources) {
  const Parameters path{{"case_id", "x"}};
  const Parameters query{{"colour", "red"}};
  EXPECT_EQ(faults_of(close_case({.path = path,
                                  .query = query,
                                  .body = R"({"satisfaction":9,"moods":3})",
                                  .body_use = BodyUse::json})),
            "/case_id form\n/colour unknown_field\n/satisfaction range\n/moods type");
}

TEST(Input, refuses_a_body_where_none_is_taken) {
  const Parameters path{{"case_id", "412"}};
  EXPECT_EQ(faults_of(close_case({.path = path, .body = "{}"})), " body");
}

}  // namespace
}  // namespace kith
