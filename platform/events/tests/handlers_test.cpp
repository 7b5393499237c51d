// SPDX-License-Identifier: Apache-2.0
#include "events/handlers.h"

#include <gtest/gtest.h>

namespace kith::events {
namespace {

/// What a module's own event says.
struct Whispered {
  static constexpr std::string_view event_type = "other.whispered.v1";
  static constexpr Noun event_noun = Noun::conversation;
  PersonId person;
  static consteval auto describe() {
    return described("Something was whispered.", field<&Whispered::person>("By whom."));
  }
};

/// Takes down what it hears, as the row of a projection.
struct Heard {
  std::int64_t number = 0;
};
struct HeardTable {
  using Key = std::int64_t;
  using Row = Heard;
  static Result<std::optional<Heard>> load(Reader&, Key) { return std::optional<Heard>(); }
  static void save(WriteSet&, const Heard&) {}
};

Result<void> hear_whisper(ApplyContext& context, const Event<Whispered>& event) {
  Heard* const heard = KITH_TRY(context.edit<HeardTable>(1));
  heard->number = event.body.person.value;
  return {};
}
Result<void> hear_message(ApplyContext& context, const Event<MessageAdded>& event) {
  Heard* const heard = KITH_TRY(context.edit<HeardTable>(1));
  heard->number = event.body.person_id.value;
  return {};
}

constexpr Subscription subscriptions[] = {on<&hear_whisper>(), on<&hear_message>()};
const Module listener{.name = "listener", .subscriptions = subscriptions};

/// What the listener makes of an event whose emitter left a struct of `decoded_type` behind.
template <class Body>
std::int64_t heard(Body decoded, const Type& decoded_type, std::string json) {
  auto connection = store::Connection::open_in_memory().value();
  const StatementRules rules = StatementRules::create(connection, listener).value();
  const JsonCodec codec;
  Handlers handlers(listener, codec, rules);
  store::StatementRegistry registry;
  store::Session session(connection, registry);
  ProjectionRows rows;
  LaneMemory memory(listener.name);
  RunState run(session, codec, rows, memory, Time{});
  store::LoggedEvent event{.head = {.sequence = 1, .type = Body::event_type}};
  event.body = std::move(json);
  event.decoded = std::make_shared<const Body>(std::move(decoded));
  event.decoded_type = &decoded_type;
  if (!handlers.handle(event, run, Handle::apply_only)) {
    return -1;
  }
  return (*rows.find<HeardTable>(session, 1))->number;
}

TEST(DecodedBodies, are_taken_as_they_are_when_the_type_is_the_subscribers_own) {
  EXPECT_EQ(heard(Whispered{{7}}, TypeOf<Whispered>::type, "{}"), 7);
}

TEST(DecodedBodies, of_another_module_are_read_anew_also_when_their_type_has_the_same_name) {
  const Type same_name = TypeOf<Whispered>::type;
  EXPECT_EQ(heard(Whispered{{7}}, same_name, R"({"person":"8"})"), 8);
}

TEST(DecodedBodies, of_the_sdk_lie_alike_in_every_file_that_was_built_with_it) {
  const Type same_name = TypeOf<MessageAdded>::type;
  EXPECT_EQ(heard(MessageAdded{.person_id = {7}}, same_name, "{}"), 7);
}

}  // namespace
}  // namespace kith::events
