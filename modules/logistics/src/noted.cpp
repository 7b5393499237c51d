// SPDX-License-Identifier: Apache-2.0
#include "noted.h"

namespace kith::logistics {

constexpr Statement find_noted{"find_noted",
                               "SELECT thread, person, at, is_withdrawn FROM logistics_noted "
                               "WHERE watch = $watch AND message = $message"};
constexpr Statement save_noted{
    "save_noted",
    "INSERT INTO logistics_noted(watch, message, thread, person, at, is_withdrawn) "
    "VALUES($watch, $message, $thread, $person, $at, $is_withdrawn) "
    "ON CONFLICT(watch, message) DO UPDATE SET thread = $thread, person = $person, at = $at, "
    "is_withdrawn = $is_withdrawn"};
constexpr Statement find_voice{"find_voice",
                               "SELECT messages, hour, bin FROM logistics_voice "
                               "WHERE watch = $watch AND day = $day AND person = $person"};
constexpr Statement save_voice{
    "save_voice",
    "INSERT INTO logistics_voice(watch, day, person, messages, hour, bin) "
    "VALUES($watch, $day, $person, $messages, $hour, $bin) "
    "ON CONFLICT(watch, day, person) DO UPDATE SET messages = $messages, hour = $hour, "
    "bin = $bin"};
constexpr Statement remove_voice{"remove_voice",
                                 "DELETE FROM logistics_voice "
                                 "WHERE watch = $watch AND day = $day AND person = $person"};
constexpr Statement find_hour{"find_hour",
                              "SELECT people, messages FROM logistics_hour "
                              "WHERE watch = $watch AND hour = $hour"};
constexpr Statement save_hour{
    "save_hour",
    "INSERT INTO logistics_hour(watch, hour, people, messages) "
    "VALUES($watch, $hour, $people, $messages) "
    "ON CONFLICT(watch, hour) DO UPDATE SET people = $people, messages = $messages"};

Result<std::optional<Noted>> NotedTable::load(Reader& reader, Key key) {
  const auto [watch, message] = key;
  const std::unique_ptr<Rows> rows =
      KITH_TRY(reader.query(find_noted, {{"watch", watch}, {"message", message}}));
  if (!KITH_TRY(rows->next())) {
    return std::optional<Noted>();
  }
  return std::optional(
      Noted{watch, message, {rows->integer(0)}, {rows->integer(1)}, rows->time(2), rows->flag(3)});
}

void NotedTable::save(WriteSet& writes, const Noted& row) {
  writes.run(save_noted, {{"watch", row.watch},
                          {"message", row.message},
                          {"thread", row.thread},
                          {"person", row.person},
                          {"at", row.at},
                          {"is_withdrawn", row.is_withdrawn}});
}

Result<std::optional<Voice>> VoiceTable::load(Reader& reader, Key key) {
  const auto [watch, day, person] = key;
  const std::unique_ptr<Rows> rows =
      KITH_TRY(reader.query(find_voice, {{"watch", watch}, {"day", day}, {"person", person}}));
  if (!KITH_TRY(rows->next())) {
    return std::optional<Voice>();
  }
  return std::optional(
      Voice{watch, day, person, rows->integer(0), rows->integer(1), rows->integer(2)});
}

void VoiceTable::save(WriteSet& writes, const Voice& row) {
  writes.run(save_voice, {{"watch", row.watch},
                          {"day", row.day},
                          {"person", row.person},
                          {"messages", row.messages},
                          {"hour", row.hour},
                          {"bin", row.bin}});
}

void VoiceTable::remove(WriteSet& writes, Key key) {
  const auto [watch, day, person] = key;
  writes.run(remove_voice, {{"watch", watch}, {"day", day}, {"person", person}});
}

Result<std::optional<Hour>> HourTable::load(Reader& reader, Key key) {
  const auto [watch, hour] = key;
  const std::unique_ptr<Rows> rows =
      KITH_TRY(reader.query(find_hour, {{"watch", watch}, {"hour", hour}}));
  if (!KITH_TRY(rows->next())) {
    return std::optional<Hour>();
  }
  return std::optional(Hour{watch, hour, rows->integer(0), rows->integer(1)});
}

void HourTable::save(WriteSet& writes, const Hour& row) {
  writes.run(save_hour, {{"watch", row.watch},
                         {"hour", row.hour},
                         {"people", row.people},
                         {"messages", row.messages}});
}

}  // namespace kith::logistics
