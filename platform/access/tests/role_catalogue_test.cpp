// SPDX-License-Identifier: Apache-2.0
#include "access/role_catalogue.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "access/built_in_roles.h"
#include "access/tests/permissions_for_tests.h"

namespace kith::access {
namespace {

std::vector<std::string> patterns(std::initializer_list<const char*> texts) {
  return {texts.begin(), texts.end()};
}

TEST(PermissionPatterns, take_a_star_for_one_or_more_whole_words) {
  EXPECT_TRUE(pattern_covers("conversation.*", "conversation.note.read"));
  EXPECT_TRUE(pattern_covers("*.read", "conversation.note.read"));
  EXPECT_TRUE(pattern_covers("conversation.*.read", "conversation.note.read"));
  EXPECT_TRUE(pattern_covers("*", "conversation.note.read"));
  EXPECT_TRUE(pattern_covers("conversation.note.read", "conversation.note.read"));
  EXPECT_FALSE(pattern_covers("conversation", "conversation.note.read"));
  EXPECT_FALSE(pattern_covers("conversation.note.read.*", "conversation.note.read"));
  EXPECT_FALSE(pattern_covers("*.reads", "conversation.note.read"));
  EXPECT_FALSE(pattern_covers("people.*", "peoples.talent.read"));
  EXPECT_FALSE(pattern_covers("*.conversation.*", "conversation.note.read"));
}

TEST(PermissionPatterns, take_away_what_is_excepted_whatever_the_order) {
  for (const char* text : {"* !people.*", "!people.* *"}) {
    const PermissionPatterns parsed = PermissionPatterns::from_text(text);
    EXPECT_TRUE(parsed.covers("sales.deal.read"));
    EXPECT_FALSE(parsed.covers("people.talent.read"));
  }
}

TEST(PermissionPatterns, refuse_what_is_no_pattern_and_name_it) {
  for (const char* text : {"", "Conversation.read", "a..b", ".a", "a.", "a b", "!", "!!a", "a*",
                           "a.b.c.d.e.f.g", "%", "a.%"}) {
    const auto parsed = PermissionPatterns::parse(patterns({text}));
    ASSERT_FALSE(parsed) << text;
    EXPECT_EQ(parsed.error().code, ErrorCode::invalid);
    EXPECT_NE(parsed.error().message.find(text), std::string::npos);
  }
  EXPECT_FALSE(PermissionPatterns::parse(std::vector<std::string>(101, "a.b.c")));
}

TEST(PermissionPatterns, come_back_from_their_text_as_they_were) {
  const auto parsed = PermissionPatterns::parse(patterns({"conversation.*", "!*.reply"})).value();
  EXPECT_EQ(PermissionPatterns::from_text(parsed.text()).list(), parsed.list());
}

TEST(RoleCatalogue, refuses_a_permission_that_is_declared_twice_or_misnamed) {
  constexpr Permission first{"a.b.c", "do"};
  constexpr Permission second{"a.b.c", "do it"};
  constexpr Permission misnamed{"a.b", "do"};
  const Permission* twice[] = {&first, &second};
  EXPECT_FALSE(RoleCatalogue::create(twice));
  const Permission* wrong[] = {&misnamed};
  EXPECT_FALSE(RoleCatalogue::create(wrong));
}

TEST(RoleCatalogue, refuses_a_pattern_that_covers_nothing_by_its_name) {
  const RoleCatalogue catalogue = test_catalogue();
  EXPECT_TRUE(catalogue.check_known(PermissionPatterns::from_text("conversation.* !people.*")));
  const auto unknown = catalogue.check_known(PermissionPatterns::from_text("converstaion.*"));
  ASSERT_FALSE(unknown);
  EXPECT_NE(unknown.error().message.find("converstaion.*"), std::string::npos);
}

TEST(RoleCatalogue, knows_no_role_that_is_not_built_in) {
  EXPECT_EQ(test_catalogue().built_in("superuser"), nullptr);
  EXPECT_EQ(test_catalogue().built_in(""), nullptr);
}

std::string matrix(const RoleCatalogue& catalogue) {
  std::string text = fmt::format("{:33}", "");
  for (const BuiltInRole& role : built_in_roles()) {
    text += fmt::format(" {:>5.5}", role.name);
  }
  for (const Permission* permission : catalogue.permissions()) {
    text += fmt::format("\n{:33}", permission->name);
    for (const BuiltInRole& role : built_in_roles()) {
      const bool may = catalogue.built_in(role.name)->contains(permission->name);
      text += may ? "   yes" : "     .";
    }
  }
  return text + "\n";
}

// Read it: this is who may do what.
TEST(RoleCatalogue, gives_the_built_in_roles_what_this_table_says) {
  EXPECT_EQ("\n" + matrix(test_catalogue()), R"(
                                  owner admin agent produ sales logis peopl marke viewe agenc
access.account.manage               yes   yes   yes   yes   yes   yes   yes   yes   yes   yes
access.audit.read                   yes   yes     .     .     .     .     .     .     .     .
access.audit.write                  yes   yes     .     .     .     .     .     .     .     .
access.member.manage                yes   yes     .     .     .     .     .     .     .     .
access.member.read                  yes   yes   yes   yes   yes   yes   yes   yes   yes     .
access.owner.transfer               yes     .     .     .     .     .     .     .     .     .
access.role.manage                  yes   yes     .     .     .     .     .     .     .     .
access.role.read                    yes   yes   yes   yes   yes   yes   yes   yes   yes     .
access.token.create                 yes   yes   yes   yes   yes   yes   yes   yes   yes   yes
access.token.manage                 yes   yes     .     .     .     .     .     .     .     .
access.workspace.create             yes   yes     .     .     .     .     .     .     .     .
access.workspace.manage             yes   yes     .     .     .     .     .     .     .     .
access.workspace.read               yes   yes   yes   yes   yes   yes   yes   yes   yes   yes
channel.account.manage              yes   yes     .     .     .     .     .     .     .     .
channel.account.read                yes   yes   yes   yes   yes   yes   yes   yes   yes     .
conversation.handoff.ask            yes   yes   yes   yes   yes   yes   yes   yes     .     .
conversation.message.reply          yes   yes   yes   yes   yes   yes   yes   yes     .     .
conversation.note.read              yes   yes   yes   yes   yes   yes     .   yes   yes     .
conversation.note.write             yes   yes   yes   yes   yes   yes     .   yes     .     .
conversation.promise.make           yes   yes   yes   yes   yes   yes   yes   yes     .     .
conversation.thread.change          yes   yes   yes     .     .     .     .     .     .     .
conversation.thread.merge           yes   yes   yes     .     .     .     .     .     .     .
conversation.thread.read            yes   yes   yes   yes   yes   yes   yes   yes   yes   yes
event.log.read                      yes   yes   yes   yes   yes   yes   yes   yes   yes     .
logistics.watch.change              yes   yes     .     .     .   yes     .     .     .     .
logistics.watch.read                yes   yes   yes   yes   yes   yes   yes   yes   yes   yes
marketing.gate.override             yes   yes     .     .     .     .     .     .     .     .
marketing.story.publish             yes   yes     .     .     .     .     .   yes     .     .
marketing.story.read                yes   yes   yes   yes   yes   yes   yes   yes   yes   yes
message.post.intake                 yes   yes     .     .     .     .     .     .     .     .
people.answer.read                  yes   yes     .     .     .     .   yes     .     .     .
people.event.follow                 yes     .     .     .     .     .   yes     .     .     .
people.own.read                     yes   yes   yes   yes   yes   yes   yes   yes   yes   yes
people.participation.read           yes   yes     .     .     .     .   yes     .     .     .
people.talent.invite                yes     .     .     .     .     .   yes     .     .     .
people.talent.read                  yes     .     .     .     .     .   yes     .     .     .
person.card.merge                   yes   yes   yes     .     .     .     .     .     .     .
person.card.read                    yes   yes   yes   yes   yes   yes   yes   yes   yes     .
person.data.erase                   yes   yes     .     .     .     .     .     .     .     .
product.evidence.add                yes   yes   yes   yes     .     .     .     .     .     .
product.request.change              yes   yes     .   yes     .     .     .     .     .     .
product.request.read                yes   yes   yes   yes   yes   yes   yes   yes   yes   yes
sales.deal.change                   yes   yes     .     .   yes     .     .     .     .     .
sales.deal.read                     yes   yes   yes   yes   yes   yes   yes   yes   yes     .
service.case.assign                 yes   yes   yes     .     .     .     .     .     .     .
service.case.read                   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes
service.event.follow                yes   yes   yes     .     .     .     .     .     .     .
)");
}

TEST(RoleCatalogue, never_lets_an_agency_speak_as_the_company) {
  constexpr Permission speaking[] = {{"conversation.message.reply", "answer"},
                                     {"marketing.read.send", "send"},
                                     {"service.survey.send", "send surveys"},
                                     {"conversation.draft.submit", "submit drafts"},
                                     {"marketing.story.publish", "publish"}};
  std::vector<const Permission*> declared;
  for (const Permission& each : speaking) {
    declared.push_back(&each);
  }
  const RoleCatalogue catalogue = RoleCatalogue::create(declared).value();
  EXPECT_TRUE(catalogue.built_in("agency")->names().empty());
  EXPECT_EQ(catalogue.built_in("owner")->names().size(), declared.size());
}

TEST(RoleCatalogue, gives_people_records_to_owner_and_people_alone) {
  const RoleCatalogue catalogue = test_catalogue();
  for (const BuiltInRole& role : built_in_roles()) {
    const bool expected = role.name == "owner" || role.name == "people";
    for (const std::string& name : catalogue.built_in(role.name)->names()) {
      const bool is_of_answers =
          role.name == "administrator" &&
          (name == "people.answer.read" || name == "people.participation.read");
      EXPECT_TRUE(expected || is_of_answers || name == "people.own.read" ||
                  !name.starts_with("people."))
          << role.name << " " << name;
    }
  }
}

TEST(RoleCatalogue, says_why_for_each_rule) {
  for (const BuiltInRole& role : built_in_roles()) {
    EXPECT_FALSE(role.meaning.empty());
    for (const RoleRule& rule : role.rules) {
      EXPECT_GT(rule.reason.size(), 20U) << role.name << " " << rule.patterns;
    }
  }
}

}  // namespace
}  // namespace kith::access
