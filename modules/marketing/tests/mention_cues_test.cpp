// SPDX-License-Identifier: Apache-2.0
#include "mention_cues.h"

#include <gtest/gtest.h>

#include "support/module_bench.h"

namespace kith::marketing {
namespace {

class NoReader final : public Reader {
 public:
  Result<std::unique_ptr<Rows>> query(const Statement&, std::span<const Parameter>) override {
    return fail(ErrorCode::internal, "Cues are not read from a store.");
  }
};

class MentionCuesTest : public testing::Test {
 protected:
  std::optional<Verdict> read(std::string_view text) const { return read_mention(cues_, text); }
  MentionKind kind(std::string_view text) const { return read(text).value_or(Verdict{}).kind; }
  Experience experience(std::string_view text) const {
    return read(text).value_or(Verdict{}).experience;
  }

  MentionCues cues_ = [] {
    NoReader reader;
    return *load_mention_cues(reader, text::TextTools());
  }();
};

TEST_F(MentionCuesTest, know_who_tells_others_to_buy) {
  for (const char* text :
       {"After two years I can recommend this to anybody who walks.",
        "I told all my friends about your shop.", "Everybody should buy one of these!",
        "Nach zwei Jahren: eine klare Kaufempfehlung von mir.", "Ich kann sie nur weiterempfehlen.",
        "Se lo recomiendo a todos mis amigos.", "La recomendaría sin dudar.",
        "Je la recommande à tous ceux qui marchent.", "J'en ai parlé à toute ma famille."}) {
    EXPECT_EQ(kind(text), MentionKind::recommends) << text;
  }
}

TEST_F(MentionCuesTest, know_who_tells_others_not_to) {
  for (const char* text :
       {"I would not recommend this to anybody.", "I can't recommend it to my friends.",
        "Stay away from this shop.", "Don't buy here.", "Finger weg!",
        "Ich kann sie nicht weiterempfehlen.", "Nie wieder.", "No lo recomiendo a nadie.",
        "Nunca más.", "Je ne la recommande pas.", "Produit à éviter."}) {
    EXPECT_EQ(kind(text), MentionKind::warns_off) << text;
  }
}

TEST_F(MentionCuesTest, tell_praise_and_complaint_from_acts) {
  EXPECT_EQ(kind("I love my new bottle."), MentionKind::praises);
  EXPECT_EQ(kind("Wir sind sehr zufrieden."), MentionKind::praises);
  EXPECT_EQ(kind("Estoy encantada con ella."), MentionKind::praises);
  EXPECT_EQ(kind("Je suis très contente de ma gourde."), MentionKind::praises);
  EXPECT_EQ(kind("The lid leaks and my bag is soaked."), MentionKind::complains);
  EXPECT_EQ(kind("Der Deckel ist undicht."), MentionKind::complains);
  EXPECT_EQ(kind("La tapa se rompió."), MentionKind::complains);
  EXPECT_EQ(kind("Le couvercle a cassé."), MentionKind::complains);
}

TEST_F(MentionCuesTest, find_nothing_in_thanks_and_questions) {
  for (const char* text :
       {"Thank you, that helped!", "Great, it works. Thanks a lot.", "Super, vielen Dank.",
        "¡Gracias, me ha ayudado!", "Parfait, merci beaucoup.", "Would you recommend it?",
        "Where is my parcel?", "Can you recommend a size for a child", "Does it leak? I hope not.",
        "I recommend that you add a strap.", "Was empfehlen Sie mir?", ""}) {
    EXPECT_FALSE(read(text)) << text;
  }
}

TEST_F(MentionCuesTest, say_unknown_where_nobody_can_say_which_way) {
  for (const char* text :
       {"I recommend it to everyone. The lid leaks, though.", "Yeah right, I recommend it to all.",
        "I would recommend this if only the lid held.", "Thanks for nothing, best service.",
        "I love my bottle but would not buy again, stay away."}) {
    EXPECT_EQ(kind(text), MentionKind::unknown) << text;
  }
}

TEST_F(MentionCuesTest, tell_what_was_lived_through_from_what_is_claimed) {
  EXPECT_EQ(experience("Three winters with mine. I recommend it to all."), Experience::detail);
  EXPECT_EQ(experience("Drei Winter mit meiner. Ich empfehle sie allen."), Experience::detail);
  EXPECT_EQ(experience("I recommend it to all."), Experience::bare);
  EXPECT_EQ(experience("Best ever!!! Everybody should buy this today, five stars!"),
            Experience::none);
}

TEST_F(MentionCuesTest, see_what_is_disclosed) {
  const auto independence = [&](std::string_view text) {
    return read(text).value_or(Verdict{}).independence;
  };
  EXPECT_EQ(independence("I recommend it to all."), Independence::earned);
  EXPECT_EQ(independence("#ad I recommend it to all."), Independence::rewarded);
  EXPECT_EQ(independence("I saw an ad. I recommend it to all."), Independence::earned);
  EXPECT_EQ(independence("#adventure I recommend it to all."), Independence::earned);
  EXPECT_EQ(independence("Sponsored. I recommend it to all."), Independence::rewarded);
  EXPECT_EQ(independence("Mit meinem Rabattcode 10 % billiger, ich empfehle sie allen."),
            Independence::rewarded);
  EXPECT_EQ(independence("Full disclosure: I work there. I recommend it to all."),
            Independence::staff);
}

TEST_F(MentionCuesTest, see_when_we_ask_for_it) {
  EXPECT_TRUE(asks_for_mention(cues_, "If you are happy, please leave us a review."));
  EXPECT_TRUE(asks_for_mention(cues_, "Empfehlen Sie uns weiter."));
  EXPECT_FALSE(asks_for_mention(cues_, "A new lid leaves today."));
}

TEST_F(MentionCuesTest, stand_long_and_broken_texts) {
  EXPECT_EQ(kind(std::string(30'000, 'x') + " I recommend it to all."), MentionKind::none);
  EXPECT_EQ(kind("I recommend it to all. " + std::string(100'000, 'x')), MentionKind::recommends);
  EXPECT_EQ(kind(std::string(1'000'000, '.')), MentionKind::none);
  EXPECT_EQ(kind("####\xF0\x9F I recommend it to all"), MentionKind::recommends);
}

}  // namespace
}  // namespace kith::marketing
