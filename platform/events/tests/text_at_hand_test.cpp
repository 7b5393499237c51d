// SPDX-License-Identifier: Apache-2.0
#include "lane_fixture.h"

namespace kith::events {
namespace {

/// What the module below was handed, in order; "-" where nothing was.
std::vector<std::string>& heard() {
  static std::vector<std::string> texts;
  return texts;
}

Result<void> hear(DecideContext& context, const Event<MessageAdded>&) {
  heard().emplace_back(context.text_at_hand().value_or("-"));
  return {};
}

constexpr Subscription hearing[] = {on<&hear>()};
constexpr Module hearer{.name = "hearer", .version = "1", .subscriptions = hearing};

class TextAtHandTest : public ModuleLaneTest {
 protected:
  TextAtHandTest() : ModuleLaneTest(hearer) { heard().clear(); }

  void say(std::int64_t message, const std::shared_ptr<const std::string>& text) {
    ASSERT_TRUE(
        writer->run(store::Urgency::person, [&](store::Transaction& transaction) -> Result<void> {
          KITH_TRY(
              append_event(transaction, {}, 1, MessageAdded{.message_id = {message}}, {}, text));
          return {};
        }));
  }
};

TEST_F(TextAtHandTest, is_what_the_message_said_and_nothing_where_nobody_said) {
  say(1, std::make_shared<const std::string>("The lid does not close."));
  say(2, nullptr);
  say(3, std::make_shared<const std::string>(""));
  settle();
  EXPECT_EQ(heard(), (std::vector<std::string>{"The lid does not close.", "-", ""}));
}

TEST_F(TextAtHandTest, is_in_memory_alone) {
  ring_size = 1;
  open();
  say(1, std::make_shared<const std::string>("a word that nobody else says: xylograph"));
  say(2, nullptr);
  say(3, nullptr);
  settle();
  EXPECT_EQ(heard(), (std::vector<std::string>{"-", "-", "-"}));
  EXPECT_EQ(number("SELECT count(*) FROM log_event WHERE body LIKE '%xylograph%'"), 0);
}

}  // namespace
}  // namespace kith::events
