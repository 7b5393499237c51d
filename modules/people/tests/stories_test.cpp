// SPDX-License-Identifier: Apache-2.0
// Stories of chance with merges, edits, deletions and departures, folded in runs of every size,
// against a plain reference that reads the whole story again, written from the README's sentences,
// and against a rebuild.
#include <array>
#include <map>

#include "helped_api.h"
#include "participation_api.h"
#include "people_test.h"

namespace kith::people {
namespace {

constexpr std::int64_t threads = 5;
constexpr std::int64_t persons = 3;
constexpr std::array members{anna, ben, cleo};

/// All that happened, in order.
struct Told {
  enum class Kind : std::uint8_t { asked, thanked, answered, note, withdrawn, resolved, opened };
  Kind kind;
  std::int64_t thread;  ///< of a status: the conversation
  MessageId message = {};
  std::int64_t person = 0;
  MemberId member = {};
  Time at;
};

/// What the README says of a story, found by reading it from the start for each question.
class Reference {
 public:
  std::vector<Told> told;
  std::array<std::int64_t, threads + 1> merged_into{};

  std::int64_t root(std::int64_t thread) const {
    while (merged_into[static_cast<std::size_t>(thread)] != 0) {
      thread = merged_into[static_cast<std::size_t>(thread)];
    }
    return thread;
  }

  /// The place in the story of the message that answered the question at `asked`; 0 for none.
  std::size_t answer_to(std::size_t asked) const {
    const Told& question = told[asked];
    for (std::size_t place = asked + 1; place < told.size(); ++place) {
      const Told& each = told[place];
      if (each.kind == Told::Kind::withdrawn && each.message == question.message) {
        return 0;
      }
      if (each.kind == Told::Kind::answered && each.thread == question.thread &&
          each.message > question.message) {
        return place;
      }
    }
    return 0;
  }

  Verdict verdict(std::size_t asked, std::size_t answered, Time now) const {
    Time came_back;
    for (std::size_t place = answered + 1; place < told.size(); ++place) {
      const Told& each = told[place];
      const bool is_theirs = each.kind == Told::Kind::asked || each.kind == Told::Kind::thanked;
      if (is_theirs && each.thread == told[asked].thread && each.person == told[asked].person &&
          each.message > told[answered].message) {
        if (each.kind == Told::Kind::thanked) {
          return Verdict::helped;
        }
        came_back = each.at;
        break;
      }
    }
    for (const auto& [conversation, from, to] : resolved_stretches(now)) {
      const bool is_its =
          conversation == told[asked].thread || conversation == root(told[asked].thread);
      Time until = to;
      if (came_back && came_back < until) {
        until = came_back;
      }
      if (is_its && from >= told[answered].at && until - from >= days(7)) {
        return Verdict::helped;
      }
    }
    return came_back ? Verdict::did_not : Verdict::open;
  }

 private:
  struct Stretch {
    std::int64_t conversation;
    Time from;
    Time to;
  };
  std::vector<Stretch> resolved_stretches(Time now) const {
    std::vector<Stretch> stretches;
    for (std::int64_t conversation = 1; conversation <= threads; ++conversation) {
      Time since;
      for (const Told& each : told) {
        if (each.thread == conversation && each.kind == Told::Kind::resolved && !since) {
          since = each.at;
        }
        if (each.thread == conversation && each.kind == Told::Kind::opened && since) {
          stretches.push_back({conversation, since, each.at});
          since = {};
        }
      }
      if (since) {
        stretches.push_back({conversation, since, now});
      }
    }
    return stretches;
  }
};

/// Tells one story of chance to a bench and writes it down for the reference.
class ChanceStory {
 public:
  ChanceStory(PeopleBench& bench, std::uint64_t seed) : bench_(bench), random_(seed) {
    for (std::int64_t thread = 1; thread <= threads; ++thread) {
      bench_.add_conversation(thread);
    }
  }

  void tell(int steps) {
    for (int step = 0; step < steps; ++step) {
      bench_.clock.advance(hours(random_.below(30)) + minutes(1));
      happen(1 + static_cast<std::int64_t>(random_.below(threads)));
      if (random_.below(4) == 0) {
        bench_.settle();
      }
    }
    bench_.settle();
  }

  const Reference& reference() const { return reference_; }

 private:
  void happen(std::int64_t thread) {
    const std::int64_t root = reference_.root(thread);
    const std::int64_t person = 1 + static_cast<std::int64_t>(random_.below(persons));
    const MemberId member = members[random_.below(members.size())];
    switch (random_.below(10)) {
      case 0:
      case 1:
      case 2:
        note(Told::Kind::asked, thread, bench_.asks(thread, "", person, root), person, {});
        break;
      case 3: {
        const MessageId message = bench_.next_message();
        bench_.adds(thread, {.message_id = message, .person_id = {person}}, root);
        note(Told::Kind::thanked, thread, message, person, {});
        break;
      }
      case 4:
      case 5: answer(thread, root, person, member); break;
      case 6: change_status(root); break;
      case 7: withdraw(root); break;
      case 8: random_.below(2) == 0 ? merge(thread) : unmerge(thread); break;
      default: {
        const MessageId message = bench_.notes(thread, member);
        note(Told::Kind::note, thread, message, 0, member);
      }
    }
  }

  void note(Told::Kind kind, std::int64_t thread, MessageId message, std::int64_t person,
            MemberId member) {
    reference_.told.push_back({kind, thread, message, person, member, bench_.clock.now()});
  }

  /// A reply, which may have been written before somebody asked something more.
  void answer(std::int64_t thread, std::int64_t root, std::int64_t person, MemberId member) {
    const MessageId reply = bench_.next_message();
    if (random_.below(3) == 0) {
      note(Told::Kind::asked, thread, bench_.asks(thread, "", person, root), person, {});
    }
    bench_.sends(thread, reply, member, person, root);
    note(Told::Kind::answered, thread, reply, person, member);
  }

  void change_status(std::int64_t root) {
    const auto to = static_cast<Status>(random_.below(4));
    const Cause cause = random_.below(5) == 0 ? Cause::merge : Cause::member;
    bench_.becomes(root, to, cause);
    if (cause != Cause::merge) {
      note(to == Status::resolved ? Told::Kind::resolved : Told::Kind::opened, root, {}, 0, {});
    }
  }

  void withdraw(std::int64_t root) {
    for (const Told& each : reference_.told) {
      if (each.kind == Told::Kind::asked && reference_.root(each.thread) == root &&
          random_.below(3) == 0) {
        const Told question = each;
        if (random_.below(2) == 0) {
          bench_.happens(
              root, MessageDeleted{.message_id = question.message, .thread_id = {question.thread}});
        } else {
          bench_.happens(root, MessageEdited{.message_id = question.message,
                                             .thread_id = {question.thread},
                                             .person_id = {question.person}});
        }
        note(Told::Kind::withdrawn, question.thread, question.message, 0, {});
        return;
      }
    }
  }

  void merge(std::int64_t thread) {
    const std::int64_t from = reference_.root(thread);
    const std::int64_t into =
        reference_.root(1 + static_cast<std::int64_t>(random_.below(threads)));
    if (from != into) {
      reference_.merged_into[static_cast<std::size_t>(from)] = into;
      bench_.happens(into, ConversationMerged{.from = {from}, .into = {into}});
      store_roots();
    }
  }
  void unmerge(std::int64_t thread) {
    const std::int64_t into = reference_.merged_into[static_cast<std::size_t>(thread)];
    if (into != 0) {
      reference_.merged_into[static_cast<std::size_t>(thread)] = 0;
      bench_.happens(reference_.root(into), ConversationUnmerged{.from = {thread}, .into = {into}});
      store_roots();
    }
  }
  void store_roots() {
    for (std::int64_t thread = 1; thread <= threads; ++thread) {
      bench_.execute("UPDATE conversation SET root = " + std::to_string(reference_.root(thread)) +
                     " WHERE id = " + std::to_string(thread));
    }
  }

  PeopleBench& bench_;
  SeededRandom random_;
  Reference reference_;
};

class StoriesTest : public testing::TestWithParam<std::uint64_t> {};

TEST_P(StoriesTest, end_as_the_reference_reads_them_however_they_were_cut_into_runs) {
  const std::uint64_t seed = GetParam();
  PeopleBench bench(seed % 3 == 0 ? 1 : seed % 3 == 1 ? 3 : 4000);
  for (const MemberId member : members) {
    bench.joins(member, Department::service);
  }
  ChanceStory story(bench, seed);
  story.tell(200);
  ASSERT_EQ(bench.held(), "");
  EXPECT_EQ(bench.rebuild_difference(), "");
  const Time now = bench.clock.now();
  const Reference& reference = story.reference();
  const auto shown = bench.get<HelpedList>("/helped", ListHelped{.days = 92});
  const auto parts = bench.get<Participation>("/participation", GetParticipation{.days = 92});
  ASSERT_TRUE(shown && parts);
  std::map<MemberId, Help> expected;
  std::int64_t pairs = 0;
  for (std::size_t place = 0; place < reference.told.size(); ++place) {
    const std::size_t answered = reference.told[place].kind == Told::Kind::asked
                                     ? reference.answer_to(place)
                                     : std::size_t{0};
    if (answered == 0 || reference.told[answered].at < now - days(92) ||
        reference.told[answered].at >= now) {
      continue;
    }
    Help& help = expected[reference.told[answered].member];
    ++pairs;
    switch (reference.verdict(place, answered, now)) {
      case Verdict::open: ++help.open; break;
      case Verdict::helped: ++help.helped; break;
      case Verdict::did_not: ++help.did_not; break;
    }
  }
  EXPECT_EQ(shown->counted, pairs);
  EXPECT_EQ(shown->colleagues.size(), expected.size());
  for (const Help& each : shown->colleagues) {
    SCOPED_TRACE(each.member_id.value);
    EXPECT_EQ(each.helped, expected[each.member_id].helped);
    EXPECT_EQ(each.did_not, expected[each.member_id].did_not);
    EXPECT_EQ(each.open, expected[each.member_id].open);
  }
  std::int64_t answers = 0;
  std::int64_t notes = 0;
  for (const Told& each : reference.told) {
    const bool is_within = each.at >= now - days(92) && each.at < now;
    answers += is_within && each.kind == Told::Kind::answered ? 1 : 0;
    notes += is_within && each.kind == Told::Kind::note ? 1 : 0;
  }
  EXPECT_EQ(parts->company.answers, answers);
  EXPECT_EQ(parts->company.notes, notes);
  EXPECT_EQ(parts->company.questions, pairs);
}

INSTANTIATE_TEST_SUITE_P(Seeds, StoriesTest, testing::Range<std::uint64_t>(1, 41));

}  // namespace
}  // namespace kith::people
