// SPDX-License-Identifier: Apache-2.0
#include "mention_test.h"

namespace kith::marketing {
namespace {

class MentionsTest : public MentionTest {
 protected:
  void SetUp() override { bench.add_persons(1, 60); }

  std::int64_t factor(MessageId message, std::string_view name) {
    const MentionView view = bench.shows(message);
    for (const FactorView& each : view.worth.value_or(WorthView{}).factors) {
      if (each.factor == name) {
        return each.value;
      }
    }
    return -1;
  }
  std::int64_t weight(MessageId message) {
    return bench.shows(message).worth.value_or(WorthView{}).weight;
  }
};

TEST_F(MentionsTest, are_noted_with_what_they_weigh) {
  const MessageId message = bench.writes({});
  const MentionView view = bench.shows(message);
  EXPECT_EQ(view.kind, MentionKind::recommends);
  EXPECT_EQ(view.experience, Experience::detail);
  EXPECT_EQ(view.independence, Independence::earned);
  ASSERT_TRUE(view.worth);
  EXPECT_TRUE(view.worth->is_act);
  EXPECT_EQ(view.worth->weight, 600'000);
  EXPECT_EQ(view.worth->factors.size(), 6U);
  EXPECT_EQ(view.revision, 0);
}

TEST_F(MentionsTest, leave_no_row_and_no_event_of_what_says_nothing) {
  bench.writes({.text = "Where is my parcel?"});
  const MessageId thanks = bench.writes({.text = "Thank you, that helped!"});
  bench.writes({.text = good_word, .direction = Direction::outbound});
  bench.writes({.text = good_word, .direction = Direction::note});
  EXPECT_EQ(bench.shows(thanks).kind, MentionKind::none);
  EXPECT_FALSE(bench.shows(thanks).worth);
  EXPECT_EQ(bench.number("SELECT count(*) FROM marketing_mention"), 0);
  EXPECT_EQ(bench.number("SELECT count(*) FROM marketing_sketch"), 0);
  EXPECT_TRUE(bench.told<MentionNoted>().empty());
}

TEST_F(MentionsTest, said_to_the_company_are_no_acts) {
  const MessageId by_mail = bench.writes({.channel = mail});
  EXPECT_EQ(factor(by_mail, "addressed"), 0);
  const std::int64_t thread = bench.open({.person = 2});
  bench.writes({.person = 2, .text = "How does it open?", .thread = thread});
  const MessageId to_others = bench.writes({.person = 3, .thread = thread});
  bench.writes({.text = "Press the tab.", .thread = thread, .direction = Direction::outbound});
  const MessageId answer = bench.writes({.person = 2, .text = bad_word, .thread = thread});
  EXPECT_EQ(factor(to_others, "addressed"), full_weight);
  EXPECT_EQ(factor(answer, "addressed"), 0);
}

TEST_F(MentionsTest, follow_who_hears_a_channel_for_all_time) {
  const MessageId message = bench.writes({.channel = mail});
  EXPECT_EQ(weight(message), 0);
  const auto changed =
      bench.call<ChannelView>(HttpMethod::put, "/channels/{channel_id}",
                              ChangeAudience{{mail}, Audience::peers}, bench.caller(mara), 0);
  ASSERT_TRUE(changed) << changed.error().message;
  EXPECT_FALSE(changed->is_guessed);
  EXPECT_EQ(changed->revision, 1);
  EXPECT_EQ(weight(message), 600'000);
  const auto again =
      bench.call<ChannelView>(HttpMethod::put, "/channels/{channel_id}",
                              ChangeAudience{{mail}, Audience::brand}, bench.caller(mara), 0);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::stale);
  const auto gone = bench.call<ChannelView>(HttpMethod::get, "/channels/{channel_id}",
                                            OneChannel{{99}}, bench.caller(mara));
  EXPECT_EQ(gone.error().code, ErrorCode::not_found);
}

TEST_F(MentionsTest, guess_who_hears_a_channel_by_its_name) {
  EXPECT_EQ(guessed_audience("api", "reviews"), Audience::peers);
  EXPECT_EQ(guessed_audience("api", "Shop-Forum"), Audience::peers);
  EXPECT_EQ(guessed_audience("bluesky", "our account"), Audience::peers);
  EXPECT_EQ(guessed_audience("api", "instagram-dm"), Audience::brand);
  EXPECT_EQ(guessed_audience("api", "chat"), Audience::brand);
  EXPECT_EQ(guessed_audience("", ""), Audience::brand);
}

TEST_F(MentionsTest, weigh_half_when_we_asked_for_them) {
  const std::int64_t thread = bench.open({.channel = mail});
  bench.writes({.text = "Happy? Please leave us a review.",
                .thread = thread,
                .direction = Direction::outbound});
  bench.clock.advance(hours(24 * 6));
  const MessageId asked = bench.writes({});
  bench.clock.advance(hours(24 * 3));
  const MessageId later = bench.writes({.text = bad_word});
  EXPECT_EQ(factor(asked, "unprompted"), full_weight / 2);
  EXPECT_EQ(weight(asked), 300'000);
  EXPECT_EQ(factor(later, "unprompted"), full_weight);
}

TEST_F(MentionsTest, share_their_weight_with_near_copies_within_48_hours) {
  const MessageId first = bench.writes({.person = 1});
  const MessageId second = bench.writes({.person = 2});
  bench.clock.advance(hours(30));
  const MessageId third = bench.writes({.person = 3, .text = std::string(good_word) + " Really."});
  bench.clock.advance(hours(30));
  const MessageId fourth = bench.writes({.person = 4});
  const MessageId other = bench.writes({.person = 5, .text = bad_word});
  EXPECT_EQ(weight(first), 200'000);
  EXPECT_EQ(weight(second), 200'000);
  EXPECT_EQ(weight(third), 150'000);
  EXPECT_EQ(weight(fourth), 300'000);
  EXPECT_EQ(weight(other), 600'000);
}

TEST_F(MentionsTest, take_nothing_from_what_the_same_person_also_wrote_to_the_company) {
  const MessageId message = bench.writes({});
  bench.writes({.channel = mail});
  EXPECT_EQ(weight(message), 600'000);
}

TEST_F(MentionsTest, of_people_who_act_together_weigh_nothing) {
  std::vector<MessageId> copies;
  for (std::int64_t person = 1; person <= 4; ++person) {
    copies.push_back(bench.writes({.person = person}));
    bench.clock.advance(minutes(2));
  }
  bench.settle();
  EXPECT_GT(weight(copies[0]), 0);
  copies.push_back(bench.writes({.person = 5}));
  for (const MessageId each : copies) {
    EXPECT_EQ(factor(each, "apart"), 0);
  }
  // Two of them turn out to be one: four people are not five.
  bench.merge_person(5, 1);
  EXPECT_GT(weight(copies[0]), 0);
  bench.unmerge_person(5, 1);
  EXPECT_EQ(weight(copies[0]), 0);
}

TEST_F(MentionsTest, of_merged_persons_count_as_those_of_one) {
  bench.writes({.person = 1});
  bench.clock.advance(hours(60));
  bench.writes({.person = 2});
  EXPECT_EQ(bench.word_of_mouth().positive, 1'200'000);
  EXPECT_EQ(bench.word_of_mouth().persons, 2);
  bench.merge_person(2, 1);
  EXPECT_EQ(bench.word_of_mouth().positive, 900'000);
  EXPECT_EQ(bench.word_of_mouth().persons, 1);
  bench.unmerge_person(2, 1);
  EXPECT_EQ(bench.word_of_mouth().positive, 1'200'000);
}

TEST_F(MentionsTest, are_read_again_when_they_are_edited) {
  const MessageId message = bench.writes({.text = "Where is my parcel?"});
  bench.edits(message, good_word);
  EXPECT_EQ(bench.shows(message).kind, MentionKind::recommends);
  bench.edits(message, bad_word);
  EXPECT_EQ(bench.shows(message).kind, MentionKind::warns_off);
  bench.edits(message, "Never mind.");
  EXPECT_EQ(bench.shows(message).kind, MentionKind::none);
  EXPECT_EQ(bench.number("SELECT count(*) FROM marketing_mention"), 0);
  EXPECT_EQ(bench.number("SELECT count(*) FROM marketing_sketch"), 0);
}

TEST_F(MentionsTest, edited_before_they_were_noted_are_taken_back) {
  const MessageId message = bench.writes({});
  bench.edits(message, "Never mind.");
  EXPECT_EQ(bench.shows(message).kind, MentionKind::none);
}

TEST_F(MentionsTest, lose_their_sketch_when_they_are_erased_and_stay_as_tombstones) {
  const MessageId message = bench.writes({});
  bench.writes({.person = 2, .text = bad_word});
  bench.settle();
  EXPECT_EQ(bench.number("SELECT count(*) FROM marketing_sketch"), 2);
  bench.deletes(message);
  bench.settle();
  EXPECT_EQ(bench.number("SELECT count(*) FROM marketing_sketch"), 1);
  bench.happens(2, PersonErased{});
  bench.settle();
  EXPECT_EQ(bench.number("SELECT count(*) FROM marketing_sketch"), 0);
  EXPECT_EQ(weight(message), 600'000);
}

TEST_F(MentionsTest, forget_their_sketches_after_48_hours) {
  bench.writes({});
  bench.settle();
  bench.clock.advance(hours(49));
  bench.writes({.person = 2, .text = bad_word});
  bench.settle();
  EXPECT_EQ(bench.number("SELECT count(*) FROM marketing_sketch"), 1);
}

TEST_F(MentionsTest, are_corrected_by_a_colleague) {
  const MessageId silent = bench.writes({.text = "Get it, friends, mine is great."});
  const auto act =
      bench.corrects(silent, {MentionKind::recommends, Experience::verified, Independence::earned});
  ASSERT_TRUE(act) << act.error().message;
  EXPECT_EQ(act->worth.value_or(WorthView{}).weight, full_weight);
  EXPECT_EQ(act->corrected_by, mara);
  EXPECT_EQ(act->revision, 1);
  const MessageId found = bench.writes({.person = 2});
  ASSERT_TRUE(bench.corrects(found, {}));
  EXPECT_EQ(bench.shows(found).kind, MentionKind::none);
  EXPECT_EQ(bench.word_of_mouth().positive, full_weight);
  // A colleague's word stays when the text is edited.
  bench.edits(silent, bad_word);
  EXPECT_EQ(bench.shows(silent).kind, MentionKind::recommends);
  bench.edits(silent, "Nothing.");
  EXPECT_EQ(bench.shows(silent).kind, MentionKind::recommends);
}

TEST_F(MentionsTest, refuse_a_correction_that_cannot_be) {
  const MessageId message = bench.writes({});
  const MessageId ours = bench.writes({.direction = Direction::outbound});
  const auto put = [&](MessageId id, MentionKind kind, Experience experience,
                       std::int64_t revision) {
    const auto said = bench.call<MentionView>(
        HttpMethod::put, "/messages/{message_id}/mention",
        CorrectMention{.message_id = id, .kind = kind, .experience = experience},
        bench.caller(mara), revision);
    return said ? std::string("done") : std::string(said.error().field);
  };
  EXPECT_EQ(put(ours, MentionKind::praises, Experience::none, 0), "/message_id");
  EXPECT_EQ(put(message, MentionKind::none, Experience::detail, 0), "/experience");
  EXPECT_EQ(put({99}, MentionKind::none, Experience::none, 0), "");
  EXPECT_EQ(put(message, MentionKind::none, Experience::none, 3), "");
  EXPECT_EQ(put(message, MentionKind::praises, Experience::detail, 0), "done");
}

TEST_F(MentionsTest, stand_beside_the_active_customers_as_counted_with_the_days_figures) {
  bench.writes({.person = 1});
  bench.writes({.person = 2, .text = "Where is my parcel?"});
  EXPECT_EQ(bench.word_of_mouth().active, 2) << "counted now: no day has ended yet";
  bench.happens(1, FiguresCompleted{.to = bench.clock.now(), .figures = 1});
  bench.settle();
  bench.writes({.person = 3, .text = "Where is mine?"});
  EXPECT_EQ(bench.word_of_mouth().active, 2);
  bench.happens(1, FiguresCompleted{.to = bench.clock.now(), .figures = 1});
  bench.settle();
  EXPECT_EQ(bench.word_of_mouth().active, 3);
  bench.writes({.person = 4, .text = "And mine?"});
  bench.clock.advance(hours(49));
  EXPECT_EQ(bench.word_of_mouth().active, 4) << "no day's figures have come for two days";
  EXPECT_EQ(bench.rebuild_difference(), "");
}

TEST_F(MentionsTest, make_no_figure_of_fewer_than_twenty_people) {
  bench.writes({});
  const WordOfMouthView few = bench.word_of_mouth();
  EXPECT_EQ(few.status, FigureStatus::insufficient);
  EXPECT_EQ(few.missing, "19 more people who tell others");
  EXPECT_FALSE(few.net);
  EXPECT_FALSE(few.rate);
  EXPECT_FALSE(few.authenticity);
  ASSERT_EQ(few.inputs.size(), 1U);
  EXPECT_EQ(few.inputs[0].weight, 600'000);
  for (std::int64_t person = 2; person <= 20; ++person) {
    bench.clock.advance(hours(49));
    bench.writes({.person = person});
  }
  bench.writes({.person = 21, .text = "Yeah right, I recommend it to all."});
  const WordOfMouthView enough = bench.word_of_mouth(92);
  EXPECT_EQ(enough.status, FigureStatus::ok);
  EXPECT_EQ(enough.persons, 20);
  EXPECT_EQ(enough.unknown, 1);
  EXPECT_EQ(enough.active, 21);
  EXPECT_EQ(enough.authenticity, 600'000);
  EXPECT_EQ(enough.net, 705'882);  // 12 / 17
  EXPECT_EQ(enough.inputs.size(), 20U);
}

TEST_F(MentionsTest, stand_in_the_facets_of_message_person_and_conversation) {
  const std::int64_t thread = bench.open({});
  const MessageId message = bench.writes({.thread = thread});
  bench.writes({.person = 2, .text = bad_word, .channel = mail});
  bench.settle();
  const auto of_message =
      bench.ask([&](QueryContext& context) { return message_facet(context, message); });
  ASSERT_TRUE(of_message);
  EXPECT_EQ(of_message->worth.weight, 600'000);
  EXPECT_EQ(of_message->links[0],
            "/api/v1/marketing/messages/" + std::to_string(message.value) + "/mention");
  const auto of_conversation =
      bench.ask([&](QueryContext& context) { return conversation_facet(context, {thread}); });
  ASSERT_TRUE(of_conversation);
  EXPECT_EQ(of_conversation->mentions.size(), 1U);
  const auto acts_of = [&](std::int64_t person) {
    const auto facet =
        bench.ask([&](QueryContext& context) { return person_facet(context, {person}); });
    return facet ? facet->acts.size() : 0;
  };
  EXPECT_EQ(acts_of(1), 1U);
  EXPECT_EQ(acts_of(2), 0U);
  EXPECT_EQ(acts_of(3), 0U);
  bench.merge_person(1, 3);
  EXPECT_EQ(acts_of(3), 1U);
}

}  // namespace
}  // namespace kith::marketing
