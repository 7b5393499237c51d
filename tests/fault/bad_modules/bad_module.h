// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <unistd.h>

#include <array>
#include <cstdlib>

#include <kith/events.h>
#include <kith/export_module.h>

/// What the modules of the fault tests share: each counts, in its own table, how often it handled
/// each message, and behaves badly for as long as a file is there.
namespace kith::bad {

/// Whether the module is to behave badly now: the file that BAD_MODULES_FILE names is there.
inline bool is_bad() {
  const char* file = std::getenv("BAD_MODULES_FILE");
  return file != nullptr && ::access(file, F_OK) == 0;
}

}  // namespace kith::bad

/// The table `<name>_seen` with its migration, the statement that counts a message once more, and
/// the event by which the module tells that it saw one.
#define KITH_COUNTING_MODULE(name)                                                              \
  struct Saw {                                                                                  \
    static constexpr std::string_view event_type = #name ".saw.v1";                             \
    static constexpr Noun event_noun = Noun::conversation;                                      \
    MessageId message_id;                                                                       \
    static consteval auto describe() {                                                          \
      return described("A message was seen.", field<&Saw::message_id>("Which."));               \
    }                                                                                           \
  };                                                                                            \
  constexpr Migration migrations[] = {                                                          \
      {#name, 1, "seen",                                                                        \
       "-- projection: how often each message was handled\n"                                    \
       "CREATE TABLE " #name "_seen(message INTEGER PRIMARY KEY, times INTEGER NOT NULL);\n"}}; \
  constexpr Statement count_message{"count_message",                                            \
                                    "INSERT INTO " #name                                        \
                                    "_seen VALUES($message, 1) ON CONFLICT(message) DO UPDATE " \
                                    "SET times = " #name "_seen.times + 1"};                    \
  constexpr const Statement* statements[] = {&count_message};                                   \
  constexpr EventType events[] = {event_type<Saw>()};                                           \
  inline void count(ApplyContext& context, const Event<MessageAdded>& event) {                  \
    context.run(count_message, {{"message", event.body.message_id}});                           \
  }                                                                                             \
  inline void tell(DecideContext& context, const Event<MessageAdded>& event) {                  \
    context.emit(event.head.subject, Saw{event.body.message_id});                               \
  }
