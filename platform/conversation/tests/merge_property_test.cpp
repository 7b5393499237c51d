// SPDX-License-Identifier: Apache-2.0
#include <kith/events.h>

#include <algorithm>
#include <random>

#include "conversation_fixture.h"

namespace kith::conversation {
namespace {

// Random conversations, merged, unmerged, answered and written in, in any order. What fails names
// its seed.
class MergePropertyTest : public ConversationFixture {
 protected:
  static constexpr int count = 6;
  static constexpr unsigned seeds = 60;

  void populate(unsigned seed) {
    chance.seed(seed);
    for (const char* table : {"conversation", "message", "person", "identity", "merge"}) {
      execute(fmt::format("DELETE FROM {}", table));
    }
    mints->forget();
    conversations.clear();
    persons.clear();
    for (int place = 0; place < count; ++place) {
      persons.push_back(add_person(fmt::format("P{}-{}", seed, place)));
      conversations.push_back(add_conversation(persons.back()));
      for (auto message = chance() % 3; message > 0; --message) {
        tick();
        add_inbound(conversations.back(), asks());
      }
      if (const auto draw = chance() % 4; draw > 0) {
        must(ChangeConversation{
            .conversation = conversations.back(),
            .status = static_cast<Status>(draw),
            .snoozed_until =
                draw == 2 ? Change<Time>(clock.now() + std::chrono::hours(9)) : Change<Time>()});
      }
    }
  }

  void tick() { clock.advance(std::chrono::seconds(1 + chance() % 100)); }
  Asks asks() { return chance() % 2 == 0 ? Asks::answer : Asks::nothing; }
  ConversationId any() { return conversations[chance() % count]; }
  PersonId anybody() { return persons[chance() % count]; }

  /// Every column of every conversation but the revision.
  std::string snapshot() {
    return text(
        "SELECT group_concat(row, x'0a') FROM (SELECT id || ' ' || person || ' ' || status || ' ' "
        "|| snoozed_until || ' ' || waiting_since || ' ' || assignee || ' ' || priority || ' ' || "
        "department || ' ' || last_message || ' ' || last_at || ' ' || messages || ' ' || "
        "merged_into || ' ' || root AS row FROM conversation ORDER BY id)");
  }
  std::string person_snapshot() {
    return text(
        "SELECT group_concat(row, x'0a') FROM (SELECT id || ' ' || merged_into || ' ' || root AS "
        "row FROM person ORDER BY id)");
  }

  /// What must hold of any table that has roots.
  void check_roots(const std::string& table) {
    EXPECT_EQ(number(fmt::format(
                  "SELECT count(*) FROM {0} AS x WHERE root <> (WITH RECURSIVE up(id, into_) AS "
                  "(SELECT x.id, x.merged_into UNION ALL SELECT {0}.id, {0}.merged_into FROM up "
                  "JOIN {0} ON {0}.id = up.into_) SELECT id FROM up WHERE into_ = 0)",
                  table)),
              0);
  }

  /// What must hold of every conversation that stands alone or for a whole.
  void check_wholes() {
    EXPECT_EQ(number("SELECT count(*) FROM conversation AS r WHERE merged_into = 0 AND "
                     "messages <> (SELECT count(*) FROM message JOIN conversation AS t ON t.id = "
                     "message.conversation WHERE t.root = r.id)"),
              0);
    EXPECT_EQ(number("SELECT count(*) FROM conversation AS r WHERE merged_into = 0 AND "
                     "last_message <> coalesce((SELECT max(message.id) FROM message JOIN "
                     "conversation AS t ON t.id = message.conversation WHERE t.root = r.id), 0)"),
              0);
    EXPECT_EQ(number("SELECT count(*) FROM conversation WHERE merged_into = 0 AND last_message > 0 "
                     "AND last_at <> (SELECT posted_at FROM message WHERE id = last_message)"),
              0);
    EXPECT_EQ(number("SELECT count(*) FROM conversation WHERE status = 3 AND waiting_since > 0"),
              0);
    EXPECT_EQ(number("SELECT count(*) FROM conversation WHERE (status = 2) <> (snoozed_until > 0)"),
              0);
  }

  /// The statuses that a reader of the log alone would know of, by StatusChanged.
  void fold(std::map<std::int64_t, Status>& known) {
    for (const store::LoggedEvent& event : log) {
      if (event.head.type == StatusChanged::event_type) {
        const auto body = read_json<StatusChanged>(event.body, Strictness::tolerant).value();
        known[event.head.subject] = body.to;
      }
    }
    log.clear();
  }

  std::mt19937 chance;
  std::vector<ConversationId> conversations;
  std::vector<PersonId> persons;
};

TEST_F(MergePropertyTest, restores_every_row_when_all_is_undone_in_reverse) {
  for (unsigned seed = 0; seed < seeds; ++seed) {
    SCOPED_TRACE(seed);
    populate(seed);
    std::vector<std::string> before;
    std::vector<ConversationId> merged;
    for (int step = 0; step < 12; ++step) {
      const std::string snapshot_before = snapshot();
      const ConversationId from = any();
      if (apply(MergeConversations{.from = from, .into = any()})) {
        before.push_back(snapshot_before);
        merged.push_back(from);
        check_roots("conversation");
        check_wholes();
      } else {
        EXPECT_EQ(snapshot(), snapshot_before);
      }
    }
    while (!merged.empty()) {
      must(UnmergeConversation{.from = merged.back()});
      ASSERT_EQ(snapshot(), before.back());
      merged.pop_back();
      before.pop_back();
    }
  }
}

TEST_F(MergePropertyTest, keeps_roots_and_figures_whatever_happens_in_whatever_order) {
  for (unsigned seed = 0; seed < seeds; ++seed) {
    SCOPED_TRACE(seed);
    populate(seed);
    for (int step = 0; step < 40; ++step) {
      tick();
      switch (chance() % 5) {
        case 0:
        case 1: static_cast<void>(apply(MergeConversations{.from = any(), .into = any()})); break;
        case 2:
        case 3: static_cast<void>(apply(UnmergeConversation{.from = any()})); break;
        default: add_inbound(any(), asks());
      }
      check_roots("conversation");
      check_wholes();
      if (HasFailure()) {
        FAIL() << "at step " << step;
      }
    }
  }
}

TEST_F(MergePropertyTest, tells_the_status_of_all_by_events_alone) {
  for (unsigned seed = 0; seed < seeds; ++seed) {
    SCOPED_TRACE(seed);
    log.clear();
    std::map<std::int64_t, Status> known;
    populate(seed);
    for (const ConversationId id : conversations) {
      known[id.value] = Status::open;
    }
    fold(known);
    for (int step = 0; step < 30; ++step) {
      tick();
      switch (chance() % 4) {
        case 0:
        case 1: static_cast<void>(apply(MergeConversations{.from = any(), .into = any()})); break;
        case 2: static_cast<void>(apply(UnmergeConversation{.from = any()})); break;
        default:
          static_cast<void>(apply(
              ChangeConversation{.conversation = any(),
                                 .status = chance() % 2 == 0 ? Status::resolved : Status::open}));
      }
      fold(known);
      for (const ConversationId id : conversations) {
        if (const ConversationRow it = row(id); !it.merged_into) {
          ASSERT_EQ(known[id.value], it.state.status) << "at step " << step;
        }
      }
    }
  }
}

TEST_F(MergePropertyTest, lets_revisions_only_grow) {
  populate(1);
  std::map<std::int64_t, std::int64_t> last;
  for (int step = 0; step < 100; ++step) {
    if (!apply(MergeConversations{.from = any(), .into = any()})) {
      static_cast<void>(apply(UnmergeConversation{.from = any()}));
    }
    for (const ConversationId id : conversations) {
      ASSERT_GE(row(id).revision, last[id.value]);
      last[id.value] = row(id).revision;
    }
  }
}

TEST_F(MergePropertyTest, keeps_the_roots_of_persons_and_restores_them_in_reverse) {
  for (unsigned seed = 0; seed < seeds; ++seed) {
    SCOPED_TRACE(seed);
    populate(seed);
    std::vector<std::string> before;
    std::vector<PersonId> merged;
    for (int step = 0; step < 12; ++step) {
      const std::string snapshot_before = person_snapshot();
      const PersonId from = anybody();
      if (apply(MergePersons{.from = from, .into = anybody()})) {
        before.push_back(snapshot_before);
        merged.push_back(from);
        check_roots("person");
      }
    }
    while (!merged.empty()) {
      must(UnmergePerson{.from = merged.back()});
      ASSERT_EQ(person_snapshot(), before.back());
      merged.pop_back();
      before.pop_back();
    }
    for (int step = 0; step < 30; ++step) {
      if (chance() % 2 == 0) {
        static_cast<void>(apply(MergePersons{.from = anybody(), .into = anybody()}));
      } else {
        static_cast<void>(apply(UnmergePerson{.from = anybody()}));
      }
      check_roots("person");
    }
  }
}

}  // namespace
}  // namespace kith::conversation
