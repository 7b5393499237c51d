// SPDX-License-Identifier: Apache-2.0
#include "events/answer_cache.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tally_module.h"

namespace kith::events {
namespace {

constexpr QueryContext::Asked nothing{};
constexpr QueryContext::Asked for_the_caller{.caller = true};
constexpr QueryContext::Asked for_the_time{.time = true};

Caller colleague(std::int64_t member, std::vector<std::string> may) {
  return {.member = {member}, .permissions = std::make_shared<const PermissionSet>(std::move(may))};
}

class AnswerCacheTest : public testing::Test {
 protected:
  void keep(const std::string& question, const QueryContext::Asked& asked,
            const std::string& body = "{}", std::uint64_t version = 1) {
    cache.keep(version, question, ada, asked, Answer{.body = body});
  }
  std::string find(const std::string& question, const Caller& caller, std::uint64_t version = 1) {
    const std::shared_ptr<const Answer> found = cache.find(version, question, caller);
    return found ? found->body : "nothing";
  }

  const Caller ada = colleague(1, {"conversation.read", "note.read"});
  const Caller bob = colleague(2, {"note.read", "conversation.read"});
  const Caller eve = colleague(3, {"conversation.read"});
  const Caller adas_token = colleague(1, {"conversation.read"});
  AnswerCache cache{1'000};
};

TEST_F(AnswerCacheTest, gives_everybody_with_the_same_permissions_what_does_not_depend_on_them) {
  keep("list", nothing);
  EXPECT_EQ(find("list", ada), "{}");
  EXPECT_EQ(find("list", bob), "{}");
  EXPECT_EQ(find("list", eve), "nothing");
  EXPECT_EQ(find("list", adas_token), "nothing");
  EXPECT_EQ(find("list", Caller{}), "nothing");
  EXPECT_EQ(find("another list", ada), "nothing");
}

TEST_F(AnswerCacheTest, gives_what_depends_on_the_caller_to_that_caller_alone) {
  keep("mine", for_the_caller);
  EXPECT_EQ(find("mine", ada), "{}");
  EXPECT_EQ(find("mine", bob), "nothing");
  EXPECT_EQ(find("mine", adas_token), "nothing");
  cache.keep(1, "mine", bob, for_the_caller, Answer{.body = "bob's"});
  EXPECT_EQ(find("mine", ada), "{}");
  EXPECT_EQ(find("mine", bob), "bob's");
}

TEST_F(AnswerCacheTest, tells_two_workspaces_apart) {
  Caller elsewhere = ada;
  elsewhere.workspace = {7};
  keep("mine", for_the_caller);
  EXPECT_EQ(find("mine", elsewhere), "nothing");
}

TEST_F(AnswerCacheTest, never_keeps_what_depends_on_the_time) {
  keep("due", for_the_time);
  EXPECT_EQ(cache.size(), 0);
}

TEST_F(AnswerCacheTest, forgets_all_with_the_next_commit_and_takes_nothing_from_before_it) {
  keep("list", nothing, "old", 1);
  EXPECT_EQ(find("list", ada, 2), "nothing");
  EXPECT_EQ(cache.size(), 0) << "nothing that was erased stays in memory";
  keep("other", nothing, "new", 2);
  EXPECT_EQ(cache.size(), 1);
  keep("list", nothing, "old", 1);  // worked out slowly, while the commit came
  EXPECT_EQ(find("list", ada, 2), "nothing");
  EXPECT_EQ(find("list", ada, 1), "nothing");
  EXPECT_EQ(find("other", ada, 2), "new");
}

TEST_F(AnswerCacheTest, holds_no_more_than_it_may) {
  for (int question = 0; question < 100; ++question) {
    keep(std::to_string(question), nothing, std::string(200, 'x'));
  }
  EXPECT_GT(cache.size(), 0);
  EXPECT_LT(cache.size(), 5);
}

TEST_F(AnswerCacheTest, knows_a_question_by_its_route_and_its_whole_input) {
  const auto question = [](const Route& route, std::int64_t conversation) {
    Object input(TypeOf<tally::Poke>::type);
    static_cast<tally::Poke*>(input.get())->conversation = {conversation};
    return AnswerCache::key_of({.route = &route, .caller = {}, .input = std::move(input)});
  };
  EXPECT_EQ(question(tally::poke_route, 1), question(tally::poke_route, 1));
  EXPECT_NE(question(tally::poke_route, 1), question(tally::poke_route, 2));
  const Route other = tally::poke_route;
  EXPECT_NE(question(tally::poke_route, 1), question(other, 1));
}

}  // namespace
}  // namespace kith::events
