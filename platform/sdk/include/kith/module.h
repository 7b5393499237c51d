// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <optional>
#include <span>
#include <string_view>

#include <kith/events.h>
#include <kith/migration.h>
#include <kith/route.h>

namespace kith {

/// Grows whenever a header of the SDK changes what a compiled module relies on. A module built
/// against another number is refused.
inline constexpr int sdk_version = 6;

/// Which modules may subscribe to a type of event.
enum class Readers : std::uint8_t {
  all,
  own  ///< the one that declares it: what it says, as of colleagues, is folded by nobody else
};

/// One type of event: its name, what it is about, the described body, and who may listen.
struct EventType {
  std::string_view name;
  Noun noun;
  const Type* body;
  Readers readers = Readers::all;
};

template <class Body>
constexpr EventType event_type(Readers readers = Readers::all) {
  return {Body::event_type, Body::event_noun, &TypeOf<Body>::type, readers};
}

/// Whether a subscriber folds events into projections or decides what follows from them.
enum class Handling : std::uint8_t { apply, decide };

/// Whether a handler shares a run, whose rows are stored at its end, with other events.
enum class Grouping : std::uint8_t { together, alone };

/// Whether kith starts when nobody declares the event that a handler is for.
enum class Emitter : std::uint8_t { required, optional };

/// `on<&f, alone>()`: all that was folded before is stored when `f` is called, and rows kept in
/// memory are read anew after it. For what concerns many rows at once, such as a merge of persons:
/// its statements see and may change all of them. Rare events only: each is a commit of its own.
inline constexpr Grouping alone = Grouping::alone;
/// `on<&f, when_present>()`: the event is one of a module that may not be there.
inline constexpr Emitter when_present = Emitter::optional;

/// One handler of one type of event. All applies of an event run before its decides.
struct Subscription {
  std::string_view event_type;
  const Type* body;
  Handling handling;
  Result<void> (*apply)(ApplyContext& context, const EventHead& head, const void* body);
  Result<void> (*decide)(DecideContext& context, const EventHead& head, const void* body);
  std::string_view timer = {};  ///< of timer.fired.v1: the first word of the key
  Grouping grouping = Grouping::together;
  Emitter emitter = Emitter::required;
};

namespace detail {

template <class F>
struct SubscriberSignature;
template <class Context, class EventBody>
struct SubscriberSignature<Result<void> (*)(Context&, const Event<EventBody>&)> {
  using ContextType = Context;
  using Body = EventBody;
};

template <auto Handler, class Context>
Result<void> call_subscriber(Context& context, const EventHead& head, const void* body) {
  using Body = typename SubscriberSignature<decltype(Handler)>::Body;
  return Handler(context, Event<Body>{head, *static_cast<const Body*>(body)});
}

/// A word as an argument of a template.
template <std::size_t Size>
struct Word {
  consteval Word(const char (&text)[Size]) { std::copy_n(text, Size, letters); }
  constexpr std::string_view view() const { return {letters, Size - 1}; }
  char letters[Size] = {};
};

constexpr void set_option(Subscription& subscription, Grouping grouping) {
  subscription.grouping = grouping;
}
constexpr void set_option(Subscription& subscription, Emitter emitter) {
  subscription.emitter = emitter;
}

template <auto Handler, auto... Options>
constexpr Subscription subscribe() {
  using Signature = detail::SubscriberSignature<decltype(Handler)>;
  using Context = typename Signature::ContextType;
  Subscription subscription{Signature::Body::event_type, &TypeOf<typename Signature::Body>::type,
                            Handling::apply, nullptr, nullptr};
  if constexpr (std::is_same_v<Context, DecideContext>) {
    subscription.handling = Handling::decide;
    subscription.decide = &detail::call_subscriber<Handler, DecideContext>;
  } else {
    static_assert(std::is_same_v<Context, ApplyContext>,
                  "a subscriber takes an ApplyContext& or a DecideContext&");
    subscription.apply = &detail::call_subscriber<Handler, ApplyContext>;
  }
  (set_option(subscription, Options), ...);
  return subscription;
}

template <auto Handler>
inline constexpr bool is_of_timers =
    std::is_same_v<typename SubscriberSignature<decltype(Handler)>::Body, TimerFired>;

}  // namespace detail

/// A subscription of `Result<void> f(ApplyContext&, const Event<Body>&)` or
/// `Result<void> f(DecideContext&, const Event<Body>&)`, with `alone` or `when_present` behind the
/// handler where that is so.
template <auto Handler, auto... Options>
constexpr Subscription on() {
  static_assert(!detail::is_of_timers<Handler>, "timers are subscribed to by on_timer");
  return detail::subscribe<Handler, Options...>();
}

/// A subscription to the module's own timers whose key is `Key` or begins with `Key` and a colon:
/// `Result<void> f(ApplyContext& or DecideContext&, const Event<TimerFired>&)`. No other module
/// hears of them.
template <detail::Word Key, auto Handler>
constexpr Subscription on_timer() {
  static_assert(detail::is_of_timers<Handler>, "on_timer takes a handler of TimerFired");
  Subscription subscription = detail::subscribe<Handler>();
  subscription.timer = Key.view();
  return subscription;
}

/// A small typed answer about one person, message or conversation, which the host composes with
/// those of other modules. `call` fills `out`, a fresh object of `output`; nothing to say is
/// `not_found`, see nothing(). The caller has the permission when it is called. The output has a
/// member `links`, a list of texts: paths of the API where there is more to read.
struct Facet {
  Noun noun;
  const Permission* permission;
  const Type* output;
  Result<void> (*call)(QueryContext& context, std::int64_t subject, void* out);
};

namespace detail {

template <class F>
struct FacetSignature;
template <class AnId, class Out>
struct FacetSignature<Result<Out> (*)(QueryContext&, AnId)> {
  using IdType = AnId;
  using Output = Out;
};

template <auto Handler>
Result<void> call_facet(QueryContext& context, std::int64_t subject, void* out) {
  using Signature = FacetSignature<decltype(Handler)>;
  using Output = typename Signature::Output;
  Result<Output> result = Handler(context, typename Signature::IdType{subject});
  if (!result) {
    return std::unexpected(std::move(result).error());
  }
  *static_cast<Output*>(out) = *std::move(result);
  return {};
}

template <class AnId>
constexpr Noun noun_of() {
  if constexpr (std::is_same_v<AnId, PersonId>) {
    return Noun::person;
  } else if constexpr (std::is_same_v<AnId, MessageId>) {
    return Noun::message;
  } else {
    static_assert(std::is_same_v<AnId, ConversationId>,
                  "a facet is of a person, a message or a conversation");
    return Noun::conversation;
  }
}

}  // namespace detail

/// A facet of `Result<Output> f(QueryContext&, PersonId | MessageId | ConversationId)`, for callers
/// with this permission.
template <auto Handler>
constexpr Facet facet(const Permission& permission) {
  using Signature = detail::FacetSignature<decltype(Handler)>;
  return {detail::noun_of<typename Signature::IdType>(), &permission,
          &TypeOf<typename Signature::Output>::type, &detail::call_facet<Handler>};
}

/// The days that a figure is about: [from, to).
struct Window {
  Time from;
  Time to;
};

/// One observed case behind a figure: how much, and the message that shows it.
struct Observation {
  std::int64_t value = 0;  ///< in the measure's unit
  MessageId message;
  bool is_censored = false;  ///< it had not happened yet when the window ended
};

/// What insight makes of the observations in a window.
enum class Statistic : std::uint8_t {
  share,     ///< of observations that are 0 or 1, with one-sided 95 % Wilson bounds; censored ones
             ///< are left out
  duration,  ///< Kaplan-Meier: two figures, `name.median` and `name.p90`
  count      ///< how many there are; of zero, too, nothing is missing
};

/// How many days back from its end a figure looks: `days`, and as long as these hold fewer than
/// `enough` observations, day by day more, up to `at_most`.
struct Growth {
  int days = 28;
  int at_most = 0;  ///< no more than `days` where it is smaller
  std::int64_t enough = 0;
};

/// A quantity that insight windows and rolls up, once for each day, from the observations that the
/// module lists. They say what was known at the window's end: the same log gives the same
/// observations on any later day, as far as the module's projections can tell.
struct Measure {
  std::string_view name;     ///< as "service.first_reply"
  std::string_view unit;     ///< as "minutes"
  std::string_view meaning;  ///< what it says, in one sentence
  Statistic statistic;
  Result<std::vector<Observation>> (*observe)(QueryContext& context, Window window);
  Growth growth = {};
  std::int64_t least = 20;  ///< of a share or duration: with fewer observations than these,
                            ///< censored ones counted for a duration, the figure is insufficient
  int version = 1;          ///< grows when what it says changes: figures of two are not compared
  /// What it takes to see the observations beside reading their messages; none: nothing more.
  const Permission* permission = nullptr;
};

/// How a module forgets: every noun with personal data in a record has one. `forget` empties what
/// the module's records keep of that message (or person). It runs when the erasure is told, live
/// and once; an error is tried again like a handler's.
struct Eraser {
  Noun noun;
  Result<void> (*forget)(EraseContext& context, std::int64_t subject);
};

/// A column of a module's tables that can hold text or bytes, and why it may. Every such column has
/// an entry, and one that says something of people is emptied, in a record by an eraser, in a
/// projection by an apply of MessageDeleted or PersonErased: else kith does not start.
struct TextColumn {
  std::string_view table;
  std::string_view column;
  std::optional<Noun> forgotten_with;  ///< what it goes with; none: it says nothing of people
  std::string_view reason;             ///< what it holds, or why it may stay
};

/// Everything that a department's module brings. Constant data, listed in its module.cpp.
struct Module {
  std::string_view name;  ///< as "service": tables, routes and permissions start with it
  std::string_view version;
  Department department = Department::none;
  std::string_view summary;
  std::span<const Migration> migrations = {};
  std::span<const Statement* const> statements = {};
  std::span<const Permission* const> permissions = {};
  std::span<const EventType> events = {};
  std::span<const Subscription> subscriptions = {};
  std::span<const Route> routes = {};
  std::span<const Facet> facets = {};
  std::span<const Measure> measures = {};
  std::span<const Eraser> erasers = {};
  std::span<const TextColumn> text_columns = {};
};

/// What a loadable module exports as `kith_module_stamp`, checked before anything else is called.
struct ModuleStamp {
  int sdk_version;
  const char* compiler;
  const char* flags;
};

}  // namespace kith
