// SPDX-License-Identifier: Apache-2.0
#include "text/cues.h"

#include <gtest/gtest.h>

#include <string>

#include "text/cue_words.h"
#include "text/tokens.h"

namespace kith::text {
namespace {

bool waits(std::string_view text) {
  return needs_reply(read_cues(text));
}

TEST(Cues, of_thanks_and_goodbyes_need_no_reply) {
  for (const char* text : {
           "Thanks!",
           "thx",
           "Thank you so much for your help, you were very kind",
           "@kith_help thank you 🙏",
           "Cheers mate, much appreciated",
           "Ok, thanks",
           "Great, got it.",
           "Perfect 👍",
           "👍",
           "❤️",
           "no worries, all good",
           "Never mind, found it",
           "No problem, thank you",
           "Will do!",
           "It works now, thank you",
           "That did the trick",
           "The error is fixed, thanks a lot",
           "All set. Have a great day",
           "Bye",
           "Danke!",
           "Vielen Dank, das Problem ist gelöst",
           "Alles klar, schönen Tag noch",
           "Super, hat geklappt",
           "¡Muchas gracias!",
           "Perfecto, ya funciona. Gracias",
           "Merci beaucoup, bonne journée",
           "Parfait, c'est réglé",
           "Muito obrigada, deu certo",
           "Beleza, valeu",
           "Grazie mille, tutto a posto",
           "Perfetto, buona giornata",
           "Bedankt, het is gelukt",
           "Top, dankjewel",
           "شكرا جزيلا",
           "شُكراً لكم، تمام",
           "ありがとうございます",
           "了解です、ありがとうございました",
           "谢谢你们",
           "好的，谢谢",
           "감사합니다",
           "Спасибо, всё заработало",
           "Teşekkürler",
           "Dziękuję bardzo",
           "Tack så mycket",
       }) {
    EXPECT_FALSE(waits(text)) << text;
  }
}

TEST(Cues, of_thanks_with_a_question_or_a_problem_need_a_reply) {
  for (const char* text : {
           "thanks for nothing, still broken!",
           "thanks, but where is my order?",
           "Thank you. When will it arrive",
           "Thanks! Can you also send the invoice",
           "Great, now it crashes",
           "Thanks in advance",
           "Ok thanks, please let me know",
           "Thanks, my order number is A-83921",
           "Perfect. Just sent you the photos",
           "That is not fixed, thanks",
           "It needs to be fixed. Now.",
           "ok but it is still not working",
           "👍 but nobody has called me",
           "Thanks 😡",
           "Danke für nichts, immer noch kaputt",
           "Danke, aber wo bleibt mein Paket",
           "Vielen Dank im Voraus",
           "Das Problem ist nicht gelöst",
           "Gracias por nada, sigue sin funcionar",
           "Gracias, ¿cuándo llega?",
           "Merci, mais ça ne marche pas",
           "Merci d'avance",
           "Obrigado, mas ainda não chegou",
           "Grazie, ma non funziona ancora",
           "Bedankt, maar het werkt nog steeds niet",
           "شكرا ولكن متى يصل الطلب؟",
           "شكرا لكن لم يصل الطلب",
           "ありがとうございます。でもまだ届いていません",
           "ありがとうございます、いつ届きますか",
           "谢谢，但是还没收到",
           "谢谢。什么时候到？",
           "감사합니다. 언제 오나요",
           "Спасибо, но не работает",
       }) {
    EXPECT_TRUE(waits(text)) << text;
  }
}

TEST(Cues, of_anything_else_need_a_reply) {
  for (const char* text : {
           "",
           "Where is my order?",
           "It is broken",
           "I ordered a blue one",
           "hello",
           "My flight was cancelled and I sat at the airport all night",
           "https://example.com/thanks",
           "@thanks_team",
           "Meine Bestellung kam beschädigt an",
           "還沒收到",
       }) {
    EXPECT_TRUE(waits(text)) << text;
  }
}

TEST(Cues, of_a_long_text_that_ends_with_thanks_need_a_reply) {
  EXPECT_TRUE(
      waits("I moved to the other side of town last week and my parcel goes to the old house "
            "where nobody lives any more so it should go to the new address. Thanks"));
  EXPECT_TRUE(waits("Great to see that you opened a new shop near the old town hall"));
}

TEST(Cues, see_question_marks_of_all_scripts_but_not_in_addresses) {
  for (const char* text : {"a?", "a？", "¿a", "a؟", "՞a"}) {
    EXPECT_TRUE(read_cues(text).question) << text;
  }
  EXPECT_FALSE(read_cues("thanks https://example.com/?a=b").question);
  EXPECT_TRUE(read_cues("https://example.com/a b?").question);
}

TEST(Cues, turn_round_after_a_negation) {
  EXPECT_TRUE(read_cues("it is resolved").solved);
  EXPECT_FALSE(read_cues("it is not resolved").solved);
  EXPECT_TRUE(read_cues("it is not resolved").problem);
  EXPECT_TRUE(read_cues("I did not wait long until it was resolved").solved);
}

TEST(Cues, prefer_the_longest_phrase) {
  EXPECT_TRUE(read_cues("problem").trouble);
  EXPECT_FALSE(read_cues("no problem").trouble);
  EXPECT_TRUE(read_cues("no problem").closing);
}

TEST(Cues, stay_linear_on_long_texts) {
  std::string text;
  for (int i = 0; i < 100'000; ++i) {
    text += "no problem @";
  }
  EXPECT_TRUE(waits(text));
}

bool has(const Cues& cues, Cue cue) {
  switch (cue) {
    case Cue::thanks: return cues.thanks;
    case Cue::closing: return cues.closing;
    case Cue::solved: return cues.solved;
    case Cue::question: return cues.question;
    case Cue::request: return cues.request;
    case Cue::problem: return cues.problem;
    case Cue::trouble: return cues.trouble;
    case Cue::negation: return false;
  }
  return false;
}

TEST(CueWords, are_all_written_as_the_tokeniser_folds_them) {
  for (const CueWords& row : cue_word_table) {
    for (std::string_view left = row.phrases; !left.empty();) {
      const std::size_t length = std::min(left.find('|'), left.size());
      const std::string phrase(left.substr(0, length));
      left.remove_prefix(std::min(length + 1, left.size()));
      std::string folded;
      for_each_token(phrase, [&](const Token& token) { folded += token.text; });
      std::string unspaced = phrase;
      std::erase(unspaced, ' ');
      EXPECT_EQ(folded, unspaced) << row.language;
      if (row.cue == Cue::negation) {
        EXPECT_TRUE(read_cues(phrase + " solved").problem) << phrase;
      } else {
        EXPECT_TRUE(has(read_cues(phrase), row.cue)) << row.language << " " << phrase;
      }
    }
  }
}

}  // namespace
}  // namespace kith::text
