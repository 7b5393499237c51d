// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <regex>
#include <set>

#include "api_fixture.h"
#include "conversation/statement_lists.h"

namespace kith::conversation {
namespace {

using RoutesTest = ApiFixture;

TEST_F(RoutesTest, refuse_who_lacks_their_permission_before_they_read_or_write) {
  for (const Route& each : routes()) {
    caller = caller_without(*each.permission);
    const Sequence before = writer->last_sequence();
    const Result<events::Answer> answer = call(each, events::Object(*each.input));
    ASSERT_FALSE(answer) << each.path;
    EXPECT_EQ(answer.error().code, ErrorCode::forbidden) << each.path;
    EXPECT_TRUE(answer.error().message.contains(each.permission->name)) << each.path;
    EXPECT_EQ(writer->last_sequence(), before);
  }
}

TEST_F(RoutesTest, are_declared_once_with_permissions_that_are_declared_too) {
  std::set<std::pair<HttpMethod, std::string_view>> seen;
  std::set<const Permission*> used{&note_read};
  for (const Route& each : routes()) {
    EXPECT_TRUE(seen.insert({each.method, each.path}).second) << each.path;
    EXPECT_NE(std::ranges::find(conversation_permissions, each.permission),
              std::end(conversation_permissions))
        << each.path;
    used.insert(each.permission);
  }
  EXPECT_EQ(used.size(), std::size(conversation_permissions));
}

TEST_F(RoutesTest, find_every_parameter_of_their_path_in_their_input) {
  const std::regex parameter(R"(\{([a-z_]+)\})");
  for (const Route& each : routes()) {
    const std::string path(each.path);
    for (std::sregex_iterator it(path.begin(), path.end(), parameter), end; it != end; ++it) {
      const std::string name = (*it)[1];
      EXPECT_NE(std::ranges::find(each.input->fields, name, &Field::name), each.input->fields.end())
          << each.path;
    }
  }
}

TEST_F(RoutesTest, answer_with_an_etag_whatever_can_be_changed) {
  for (const Route& each : routes()) {
    if (each.method == HttpMethod::patch) {
      EXPECT_NE(std::ranges::find(each.output->fields, "revision", &Field::name),
                each.output->fields.end())
          << each.path;
    }
  }
}

TEST_F(RoutesTest, know_nothing_that_is_not_there) {
  const std::vector<std::tuple<HttpMethod, std::string, Json>> calls = {
      {HttpMethod::get, "/conversations/{conversation_id}", {{"conversation_id", "5"}}},
      {HttpMethod::get, "/conversations/{conversation_id}/messages", {{"conversation_id", "5"}}},
      {HttpMethod::patch, "/conversations/{conversation_id}", {{"conversation_id", "5"}}},
      {HttpMethod::post,
       "/conversations/{conversation_id}/replies",
       {{"conversation_id", "5"}, {"text", "Hello."}}},
      {HttpMethod::post,
       "/conversations/{conversation_id}/notes",
       {{"conversation_id", "5"}, {"text", "Hello."}}},
      {HttpMethod::post,
       "/conversations/{conversation_id}/merge",
       {{"conversation_id", "5"}, {"into", "6"}}},
      {HttpMethod::post, "/conversations/{conversation_id}/unmerge", {{"conversation_id", "5"}}},
      {HttpMethod::post, "/messages/{message_id}/undo", {{"message_id", "5"}}},
      {HttpMethod::get, "/persons/{person_id}", {{"person_id", "5"}}},
      {HttpMethod::get, "/persons/{person_id}/conversations", {{"person_id", "5"}}},
      {HttpMethod::post, "/persons/{person_id}/merge", {{"person_id", "5"}, {"into", "6"}}},
      {HttpMethod::post, "/persons/{person_id}/unmerge", {{"person_id", "5"}}},
      {HttpMethod::get, "/handoffs/{handoff_id}", {{"handoff_id", "5"}}},
      {HttpMethod::patch, "/handoffs/{handoff_id}", {{"handoff_id", "5"}, {"state", "decided"}}},
      {HttpMethod::get, "/promises/{promise_id}", {{"promise_id", "5"}}},
      {HttpMethod::patch, "/promises/{promise_id}", {{"promise_id", "5"}, {"state", "kept"}}},
      {HttpMethod::get, "/conversations", {{"person", "5"}}},
  };
  for (const auto& [method, path, input] : calls) {
    EXPECT_EQ(refused(method, path, input), ErrorCode::not_found) << path;
  }
}

// What SQLite says it will do for each statement of verbs, lists and views.
TEST_F(RoutesTest, run_no_statement_over_a_whole_table_or_through_a_sorter) {
  const std::set<std::string> small = {"workspace", "channel", "json_each"};
  const std::regex scan(R"(SCAN ([a-z_]+))");
  std::size_t checked = 0;
  for (const auto list : {mint_statements(),
                          conversation_row_statements(),
                          message_row_statements(),
                          change_conversation_statements(),
                          submission_statements(),
                          mark_question_statements(),
                          outbox_statements(),
                          outbox_row_statements(),
                          merge_row_statements(),
                          merge_conversation_statements(),
                          merge_person_statements(),
                          handoff_statements(),
                          promise_statements(),
                          timer_statements(),
                          conversation_list_statements(),
                          conversation_view_statements(),
                          conversation_detail_statements(),
                          message_view_statements(),
                          messages_api_statements(),
                          person_tree_statements(),
                          person_view_statements(),
                          persons_api_statements(),
                          handoffs_api_statements(),
                          promises_api_statements(),
                          channels_api_statements()}) {
    for (const Statement* statement : list) {
      ++checked;
      store::Prepared plan = writer->connection()
                                 .prepare("EXPLAIN QUERY PLAN " + std::string(statement->text))
                                 .value();
      while (plan.step().value()) {
        const std::string detail(plan.text(3));
        EXPECT_FALSE(detail.contains("TEMP B-TREE")) << statement->name << ": " << detail;
        std::smatch found;
        if (std::regex_search(detail, found, scan)) {
          EXPECT_TRUE(small.contains(found[1])) << statement->name << ": " << detail;
        }
      }
    }
  }
  EXPECT_GT(checked, 80U);
}

}  // namespace
}  // namespace kith::conversation
