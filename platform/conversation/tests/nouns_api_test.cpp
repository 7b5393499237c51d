// SPDX-License-Identifier: Apache-2.0
#include "api_fixture.h"

namespace kith::conversation {
namespace {

constexpr const char* one_path = "/conversations/{conversation_id}";
constexpr const char* person_path = "/persons/{person_id}";

class NounsApiTest : public ApiFixture {
 protected:
  void SetUp() override {
    ApiFixture::SetUp();
    chris = add_person("Chris");
    conversation = add_conversation(chris);
  }
  Json detail(ConversationId id) { return get(one_path, {{"conversation_id", text_of(id)}}); }

  PersonId chris;
  ConversationId conversation;
};

TEST_F(NounsApiTest, changes_a_conversation_whose_revision_was_seen) {
  const Json changed = must_call(HttpMethod::patch, one_path,
                                 {{"conversation_id", text_of(conversation)},
                                  {"status", "pending"},
                                  {"assignee", "8"},
                                  {"priority", "high"},
                                  {"add_labels", {"lid"}}},
                                 1);
  EXPECT_EQ(changed["status"], "pending");
  EXPECT_EQ(changed["assignee"], "8");
  EXPECT_EQ(changed["labels"], Json{"lid"});
  EXPECT_EQ(last_revision, 2);
  EXPECT_EQ(refused(HttpMethod::patch, one_path,
                    {{"conversation_id", text_of(conversation)}, {"status", "open"}}, 1),
            ErrorCode::stale);
  const Json freed =
      must_call(HttpMethod::patch, one_path,
                {{"conversation_id", text_of(conversation)}, {"assignee", nullptr}}, 2);
  EXPECT_FALSE(freed.contains("assignee"));
  EXPECT_EQ(freed["status"], "pending");
  EXPECT_EQ(refused(HttpMethod::patch, one_path,
                    {{"conversation_id", text_of(conversation)}, {"revision", 9}}, 3),
            ErrorCode::invalid);
}

TEST_F(NounsApiTest, shows_a_conversation_with_all_that_stands_beside_its_thread) {
  const PersonId kim = add_person("Kim");
  const ConversationId part = add_conversation(kim);
  execute(fmt::format("INSERT INTO participant VALUES({}, {}, 'cc'), ({}, {}, 'cc')",
                      conversation.value, add_person("Sam").value, conversation.value, kim.value));
  must(AskHandoff{.conversation = part, .to = Department::product, .question = "Will it come?"});
  must(MakePromise{
      .conversation = conversation, .owner = ada, .due = clock.now(), .text = "A new lid."});
  must(MergeConversations{.from = part, .into = conversation});
  const Json shown = detail(conversation);
  EXPECT_EQ(last_revision, 2);
  EXPECT_EQ(shown["conversation"]["id"], text_of(conversation));
  ASSERT_EQ(shown["participants"].size(), 3U);
  EXPECT_EQ(shown["participants"][0]["name"], "Chris");
  EXPECT_EQ(shown["participants"][0]["role"], "opener");
  ASSERT_EQ(shown["parts"].size(), 1U);
  EXPECT_EQ(shown["parts"][0]["merged_into"], text_of(conversation));
  EXPECT_EQ(shown["handoffs"][0]["question"], "Will it come?");
  EXPECT_EQ(shown["handoffs"][0]["conversation_id"], text_of(conversation));
  EXPECT_EQ(shown["promises"][0]["text"], "A new lid.");
  EXPECT_EQ(detail(part)["conversation"]["root"], text_of(conversation));
  caller = caller_without(handoff_read);
  EXPECT_TRUE(detail(conversation)["handoffs"].empty());
  caller = caller_without(promise_read);
  EXPECT_TRUE(detail(conversation)["promises"].empty());
}

TEST_F(NounsApiTest, merges_and_unmerges_conversations) {
  const ConversationId other = add_conversation(chris);
  const Json whole = post("/conversations/{conversation_id}/merge",
                          {{"conversation_id", text_of(conversation)}, {"into", text_of(other)}});
  EXPECT_EQ(whole["id"], text_of(other));
  EXPECT_EQ(refused(HttpMethod::patch, one_path,
                    {{"conversation_id", text_of(conversation)}, {"status", "resolved"}}),
            ErrorCode::conflict);
  const Json freed = post("/conversations/{conversation_id}/unmerge",
                          {{"conversation_id", text_of(conversation)}});
  EXPECT_EQ(freed["root"], text_of(conversation));
  EXPECT_FALSE(freed.contains("merged_into"));
}

TEST_F(NounsApiTest, shows_a_person_as_all_that_were_merged_into_one) {
  execute("INSERT INTO organisation VALUES(4, 'Lids Ltd', 1, 0)");
  execute(fmt::format("UPDATE person SET organisation = 4 WHERE id = {}", chris.value));
  const PersonId work = add_person("Chris at work");
  const Json whole =
      post("/persons/{person_id}/merge", {{"person_id", text_of(work)}, {"into", text_of(chris)}});
  EXPECT_EQ(whole["name"], "Chris");
  EXPECT_EQ(whole["parts"], Json{text_of(work)});
  EXPECT_EQ(whole["organisation_name"], "Lids Ltd");
  ASSERT_EQ(whole["identities"].size(), 2U);
  EXPECT_EQ(whole["identities"][1]["native_id"], "Chris at work@shop");
  EXPECT_EQ(whole["identities"][1]["person_id"], text_of(work));
  const Json part = get(person_path, {{"person_id", text_of(work)}});
  EXPECT_EQ(part["merged_into"], text_of(chris));
  EXPECT_EQ(detail(add_conversation(work))["conversation"]["person_name"], "Chris");
  const Json freed = post("/persons/{person_id}/unmerge", {{"person_id", text_of(work)}});
  EXPECT_FALSE(freed.contains("merged_into"));
  EXPECT_EQ(get(person_path, {{"person_id", text_of(chris)}})["identities"].size(), 1U);
}

TEST_F(NounsApiTest, lists_what_a_person_opened_and_joined_once_the_newest_first) {
  const PersonId work = add_person("Chris at work");
  must(MergePersons{.from = work, .into = chris});
  Json expected = Json::array({text_of(conversation)});
  for (int place = 0; place < 6; ++place) {
    const ConversationId id = add_conversation(place % 3 == 0 ? work : add_person("Kim"));
    if (place % 3 != 0) {
      execute(fmt::format("INSERT INTO participant VALUES({}, {}, 'cc'), ({}, {}, 'cc')", id.value,
                          chris.value, id.value, work.value));
    }
    expected.insert(expected.begin(), text_of(id));
  }
  add_conversation(add_person("Somebody else"));
  for (const int limit : {1, 2, 3, 10}) {
    Json seen = Json::array();
    Json input = {{"person_id", text_of(work)}, {"limit", limit}};
    while (true) {
      const Json page = get("/persons/{person_id}/conversations", input);
      for (const Json& item : page["items"]) {
        seen.push_back(item["id"]);
      }
      if (!page.contains("next")) {
        break;
      }
      input["cursor"] = page["next"];
    }
    EXPECT_EQ(seen, expected) << limit;
  }
}

TEST_F(NounsApiTest, lists_what_a_department_owes_the_soonest_due_first) {
  const auto ask = [&](const char* question, const char* due) {
    Json input = {
        {"conversation_id", text_of(conversation)}, {"to", "product"}, {"question", question}};
    if (*due != 0) {
      input["due"] = due;
    }
    return post("/handoffs", input);
  };
  ask("whenever", "");
  ask("late", "2027-02-01T00:00:00Z");
  const Json soon = ask("soon", "2027-01-01T00:00:00Z");
  const Json done = ask("done", "2026-12-01T00:00:00Z");
  EXPECT_EQ(soon["from"], "service");
  EXPECT_EQ(soon["asked_by"], "7");
  Json moved = done;
  for (const char* state : {"decided", "declined", "told"}) {
    moved = must_call(HttpMethod::patch, "/handoffs/{handoff_id}",
                      {{"handoff_id", done["id"]}, {"state", state}, {"answer", "No."}},
                      moved["revision"].get<std::int64_t>());
  }
  EXPECT_EQ(moved["state"], "told");
  Json questions = Json::array();
  Json input = {{"department", "product"}, {"limit", 2}};
  for (int pages = 0; pages < 2; ++pages) {
    const Json page = get("/handoffs", input);
    for (const Json& item : page["items"]) {
      questions.push_back(item["question"]);
    }
    EXPECT_EQ(page.contains("next"), pages == 0);
    if (pages == 0) {
      input["cursor"] = page["next"];
    }
  }
  EXPECT_EQ(questions, (Json{"soon", "late", "whenever"}));
  EXPECT_EQ(get("/handoffs", {{"department", "sales"}})["items"].size(), 0U);
  EXPECT_EQ(get("/handoffs/{handoff_id}", {{"handoff_id", soon["id"]}})["question"], "soon");
}

TEST_F(NounsApiTest, lists_promises_by_due_time_and_owner) {
  const auto promise = [&](const char* text, const char* due, const char* owner) {
    return post("/promises", {{"conversation_id", text_of(conversation)},
                              {"text", text},
                              {"due", due},
                              {"owner_id", owner}});
  };
  promise("second", "2027-02-01T00:00:00Z", "7");
  const Json first = promise("first", "2027-01-01T00:00:00Z", "7");
  promise("hers", "2027-03-01T00:00:00Z", "8");
  const auto texts = [&](const Json& input) {
    const Json page = get("/promises", input);
    Json found = Json::array();
    for (const Json& item : page["items"]) {
      found.push_back(item["text"]);
    }
    return found;
  };
  EXPECT_EQ(texts(Json::object()), (Json{"first", "second", "hers"}));
  EXPECT_EQ(texts({{"owner", "me"}}), (Json{"first", "second"}));
  EXPECT_EQ(texts({{"owner", "8"}}), Json{"hers"});
  const Json kept = must_call(HttpMethod::patch, "/promises/{promise_id}",
                              {{"promise_id", first["id"]}, {"state", "kept"}}, 1);
  EXPECT_EQ(kept["state"], "kept");
  EXPECT_EQ(kept["person_name"], "Chris");
  EXPECT_EQ(texts({{"state", "kept"}}), Json{"first"});
  EXPECT_EQ(get("/promises/{promise_id}", {{"promise_id", first["id"]}})["text"], "first");
  EXPECT_EQ(get("/promises", {{"limit", 1}}).contains("next"), true);
}

TEST_F(NounsApiTest, connects_a_channel_of_our_own_api_under_a_name_of_its_own) {
  const Json added = post("/channels", {{"name", "shop-chat"}});
  EXPECT_EQ(added["kind"], "api");
  EXPECT_EQ(added["id"], "3");
  EXPECT_EQ(log.back().head.type, "channel.added.v1");
  EXPECT_EQ(log.back().head.subject, 3);
  EXPECT_EQ(refused(HttpMethod::post, "/channels", {{"name", "shop-chat"}}), ErrorCode::conflict);
  EXPECT_EQ(refused(HttpMethod::post, "/channels", {{"name", "two\nlines"}}), ErrorCode::invalid);
  const Json page = get("/channels", Json::object());
  ASSERT_EQ(page["items"].size(), 3U);
  EXPECT_FALSE(page.dump().contains("secret"));
}

}  // namespace
}  // namespace kith::conversation
