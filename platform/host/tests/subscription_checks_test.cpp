// SPDX-License-Identifier: Apache-2.0
#include "host/subscription_checks.h"

#include <gtest/gtest.h>

#include <kith/events.h>

namespace kith::host {
namespace {

enum class Mood : std::uint8_t { calm, angry };
enum class Feeling : std::uint8_t { calm, angry, glad };

struct Part {
  std::int32_t share = 0;
  static consteval auto describe() {
    return described("A part.", field<&Part::share>("How much."));
  }
};

/// What the module guest tells.
struct Told {
  static constexpr std::string_view event_type = "guest.told.v1";
  static constexpr Noun event_noun = Noun::conversation;
  MessageId message_id;
  std::int64_t amount = 0;
  Mood mood = Mood::calm;
  std::optional<Time> due = {};
  std::string word;
  std::vector<Part> parts;
  static consteval auto describe() {
    return described("Told.", field<&Told::message_id>("Which."), field<&Told::amount>("How much."),
                     field<&Told::mood>("How."), field<&Told::due>("By when."),
                     field<&Told::word>("What.", defaults), field<&Told::parts>("Of what."));
  }
};

/// What another module reads of it. Each Heard… but the first is wrong in one way.
#define KITH_HEARD(name, type, member, ...)                                               \
  struct name {                                                                           \
    static constexpr std::string_view event_type = "guest.told.v1";                       \
    type member = {};                                                                     \
    static consteval auto describe() {                                                    \
      return described("Heard.", field<&name::member>("It." __VA_OPT__(, ) __VA_ARGS__)); \
    }                                                                                     \
  }
struct WidePart {
  std::int64_t share = 0;
  static consteval auto describe() {
    return described("A part.", field<&WidePart::share>("How much."));
  }
};
struct OtherPart {
  std::string share;
  static consteval auto describe() {
    return described("A part.", field<&OtherPart::share>("How much."));
  }
};
KITH_HEARD(HeardAmount, std::int64_t, amount);
KITH_HEARD(HeardMood, Feeling, mood);
KITH_HEARD(HeardDue, std::optional<Time>, due);
KITH_HEARD(HeardMaybe, std::optional<MessageId>, message_id);
KITH_HEARD(HeardWord, std::string, word, defaults);
KITH_HEARD(HeardParts, std::vector<WidePart>, parts);
KITH_HEARD(MisheardName, std::int64_t, sum);
KITH_HEARD(MisheardKind, std::string, amount);
KITH_HEARD(MisheardWidth, std::int32_t, amount);
KITH_HEARD(MisheardDue, Time, due);
KITH_HEARD(MisheardWord, std::string, word);
KITH_HEARD(MisheardParts, std::vector<OtherPart>, parts);
#undef KITH_HEARD

enum class Temper : std::uint8_t { calm };
struct MisheardMood {
  static constexpr std::string_view event_type = "guest.told.v1";
  Temper mood = Temper::calm;
  static consteval auto describe() {
    return described("Heard.", field<&MisheardMood::mood>("How."));
  }
};

template <class Body>
Result<void> hear(DecideContext&, const Event<Body>&) {
  return {};
}

// Why a module may not listen as it does, "" when it may.
std::string fault_of(const Subscription& subscription, Readers readers = Readers::all) {
  const EventType events[] = {event_type<Told>(readers)};
  const Subscription own[] = {on<&hear<Told>>()};
  const Subscription others[] = {subscription};
  const Module guest{.name = "guest", .events = events, .subscriptions = own};
  const Module other{.name = "other", .subscriptions = others};
  const Module* const modules[] = {&guest, &other};
  const Result<void> checked = check_subscriptions(modules);
  return checked ? "" : checked.error().message;
}

template <class Body>
std::string fault_of() {
  return fault_of(on<&hear<Body>>());
}

TEST(Subscriptions, take_events_of_the_platform_and_of_other_modules_or_parts_of_them) {
  EXPECT_EQ(fault_of<MessageAdded>(), "");
  EXPECT_EQ(fault_of<Told>(), "");
  EXPECT_EQ(fault_of<HeardAmount>(), "");
  EXPECT_EQ(fault_of<HeardMood>(), "") << "more words than are ever told";
  EXPECT_EQ(fault_of<HeardDue>(), "");
  EXPECT_EQ(fault_of<HeardMaybe>(), "");
  EXPECT_EQ(fault_of<HeardWord>(), "");
  EXPECT_EQ(fault_of<HeardParts>(), "");
}

TEST(Subscriptions, of_bodies_that_are_told_otherwise_stop_start_up) {
  const std::string listens = "The module other listens to guest.told.v1, but ";
  EXPECT_EQ(fault_of<MisheardName>(), listens + "sum is no member of it.");
  EXPECT_EQ(fault_of<MisheardKind>(), listens + "amount is of another kind there.");
  EXPECT_EQ(fault_of<MisheardWidth>(), listens + "amount is of another kind there.");
  EXPECT_EQ(fault_of<MisheardDue>(), listens + "due may be left out of it.");
  EXPECT_EQ(fault_of<MisheardWord>(), listens + "word may be left out of it.");
  EXPECT_EQ(fault_of<MisheardMood>(), listens + "mood may be angry there.");
  EXPECT_EQ(fault_of<MisheardParts>(), listens + "parts share is of another kind there.");
}

struct Untold {
  static constexpr std::string_view event_type = "absent.told.v1";
  std::int64_t amount = 0;
  static consteval auto describe() {
    return described("Untold.", field<&Untold::amount>("How much."));
  }
};

TEST(Subscriptions, to_what_nobody_tells_stop_start_up_unless_it_may_be_absent) {
  EXPECT_EQ(fault_of<Untold>(),
            "The module other listens to absent.told.v1, which nobody declares.");
  EXPECT_EQ(fault_of(on<&hear<Untold>, when_present>()), "");
  EXPECT_NE(fault_of(on<&hear<MisheardKind>, when_present>()), "") << "it is here";
}

TEST(Subscriptions, to_what_a_module_tells_itself_alone_stop_start_up) {
  EXPECT_EQ(fault_of(on<&hear<Told>>(), Readers::own),
            "The module other listens to guest.told.v1, which is for the module alone that tells "
            "it.");
  EXPECT_EQ(fault_of(on<&hear<MessageAdded>>(), Readers::own), "") << "the module itself may";
}

}  // namespace
}  // namespace kith::host
