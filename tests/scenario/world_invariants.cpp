// SPDX-License-Identifier: Apache-2.0
#include "world_invariants.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace kith::scenario {
namespace {

using support::World;

/// "" where a question that asks for wrong rows finds none, else the first of them.
std::string none_of(World& world, const char* what, const std::string& sql) {
  const std::string rows = world.rows(sql + " LIMIT 5");
  return rows.empty() ? "" : fmt::format("{}:\n{}", what, rows);
}

struct PageOfIds {
  struct Item {
    ConversationId id;
    static consteval auto describe() {
      return described("A conversation.", field<&Item::id>("Its id."));
    }
  };
  std::vector<Item> items;
  std::optional<std::string> next;
  static consteval auto describe() {
    return described("A page.", field<&PageOfIds::items>("Its items."),
                     field<&PageOfIds::next>("The next one."));
  }
};

/// How many conversations a list has on all its pages.
std::int64_t length_of(World& world, const std::string& target) {
  std::set<std::int64_t> seen;
  std::int64_t count = 0;
  std::string cursor;
  do {
    const auto page =
        support::need(world.ask<PageOfIds>(world.colleague("agent"), {.target = target + cursor}));
    for (const PageOfIds::Item& item : page.items) {
      seen.insert(item.id.value);
      ++count;
    }
    cursor = page.next ? "&cursor=" + *page.next : "";
  } while (!cursor.empty());
  return static_cast<std::int64_t>(seen.size()) == count ? count : -1;
}

std::string wrong_list(World& world, const std::string& target, const std::string& where) {
  const std::int64_t listed = length_of(world, target);
  const std::int64_t there = world.number(
      "SELECT count(*) FROM conversation WHERE merged_into = 0 AND deleted_at = 0 AND " + where);
  return listed == there ? "" : fmt::format("{} lists {} of {}\n", target, listed, there);
}

}  // namespace

std::string broken_ground(World& world) {
  std::string broken = world.rebuild_and_compare();
  broken += world.broken_link();
  broken += world.behind();
  // Only the tally may hold events: it is the one that is told to fail.
  return broken + none_of(world, "held events",
                          "SELECT consumer, sequence, state, reason FROM bus_hold "
                          "WHERE consumer <> 'tally'");
}

std::string broken_cases(World& world, const std::set<std::int64_t>& history) {
  const std::string of_history = fmt::format(
      "SELECT root FROM conversation WHERE id IN ({}) "
      "UNION SELECT id FROM conversation WHERE id IN ({})",
      fmt::join(history, ","), fmt::join(history, ","));
  std::string broken =
      none_of(world, "somebody waits by one and not by the other (conversation, shared, service)",
              "SELECT conversation.id, conversation.waiting_since, service_case.waiting_since, "
              "service_case.state FROM conversation "
              "LEFT JOIN service_case ON service_case.conversation = conversation.id "
              "WHERE conversation.merged_into = 0 AND conversation.deleted_at = 0 "
              "AND conversation.waiting_since <> coalesce(service_case.waiting_since, 0) "
              "AND conversation.id NOT IN (" +
                  of_history + ")");
  broken +=
      none_of(world, "a case waits where nobody does",
              "SELECT conversation.id FROM conversation JOIN service_case "
              "ON service_case.conversation = conversation.id WHERE conversation.merged_into = 0 "
              "AND service_case.waiting_since > 0 AND conversation.waiting_since = 0");
  broken += none_of(world, "what was erased can be read",
                    "SELECT id FROM message WHERE erased_at > 0 AND (text <> '' OR html <> '')");
  broken += none_of(world, "a hash of what was erased is still there",
                    "SELECT question FROM people_sketch JOIN message "
                    "ON message.id IN (people_sketch.question, people_sketch.answer) "
                    "WHERE message.erased_at > 0");
  return broken +
         none_of(world, "case and conversation disagree (conversation, then by four)",
                 "SELECT conversation.id, conversation.status, service_case.status, "
                 "conversation.assignee, service_case.assignee, conversation.priority, "
                 "service_case.priority, conversation.merged_into, service_case.merged_into "
                 "FROM conversation JOIN service_case "
                 "ON service_case.conversation = conversation.id "
                 "WHERE conversation.merged_into <> service_case.merged_into "
                 "OR (conversation.merged_into = 0 "
                 "AND (conversation.status <> service_case.status "
                 "OR conversation.assignee <> service_case.assignee "
                 "OR conversation.priority <> service_case.priority))");
}

std::string broken_counts(World& world) {
  const std::string recount =
      "SELECT assignee, sum(state = 1), sum(state = 2), sum(state = 3), "
      "sum(opened_by > 0 AND is_history = 0 AND merged_into = 0 AND paused_since = 0 "
      "AND ((waiting_since > 0 AND reply_is_late) OR resolution_missed)) "
      "FROM service_case GROUP BY assignee";
  const std::string kept =
      "SELECT assignee, waiting, answered, resolved, overdue FROM service_counter";
  std::string broken =
      none_of(world, "counted, but not there",
              kept + " WHERE waiting + answered + resolved + overdue <> 0 EXCEPT " + recount);
  broken += none_of(world, "there, but not counted",
                    recount + " HAVING max(state IN (1, 2, 3)) EXCEPT " + kept);
  broken += none_of(
      world, "messages of a conversation are counted wrong (conversation, row, count)",
      "SELECT conversation.id, conversation.messages, (SELECT count(*) FROM message "
      "JOIN conversation AS part ON part.id = message.conversation "
      "WHERE part.root = conversation.id AND direction <> 2 AND delivery <> 6) AS n "
      "FROM conversation WHERE merged_into = 0 AND deleted_at = 0 AND conversation.messages <> n");
  broken += none_of(world, "the newest message is another (conversation, row, newest)",
                    "SELECT conversation.id, conversation.last_message, (SELECT max(message.id) "
                    "FROM message JOIN conversation AS part ON part.id = message.conversation "
                    "WHERE part.root = conversation.id AND direction <> 2 AND delivery <> 6) AS n "
                    "FROM conversation WHERE merged_into = 0 AND deleted_at = 0 AND "
                    "conversation.last_message <> n");
  broken += wrong_list(world, "/conversations?limit=200", "1");
  broken += wrong_list(world, "/conversations?limit=100&needs_reply=true", "waiting_since > 0");
  return broken + wrong_list(world, "/conversations?limit=50&status=pending", "status = 1");
}

std::string broken_trees(World& world) {
  // Also what came while two persons were one is given back when they are two again.
  std::string broken =
      none_of(world, "a conversation belongs to somebody who wrote nothing in it (id, person)",
              "SELECT conversation.id, conversation.person FROM conversation "
              "WHERE conversation.person <> 0 AND conversation.deleted_at = 0 AND NOT EXISTS "
              "(SELECT 1 FROM message JOIN conversation AS part ON part.id = message.conversation "
              "JOIN identity ON identity.id = message.identity "
              "WHERE part.root = conversation.root AND identity.person = conversation.person) "
              // A whole keeps whoever wrote first in one of its parts, also when that part left it.
              "AND NOT EXISTS (SELECT 1 FROM merge WHERE merge.noun = 6 "
              "AND (merge.source = conversation.id OR merge.target = conversation.id))");
  for (const char* table : {"conversation", "person"}) {
    broken += none_of(
        world, table,
        fmt::format("SELECT low.id, low.merged_into, low.root FROM {0} AS low "
                    "LEFT JOIN {0} AS high ON high.id = low.merged_into "
                    "WHERE (low.merged_into = 0 AND low.root <> low.id) "
                    "OR (low.merged_into > 0 AND (high.id IS NULL OR high.root <> low.root))",
                    table));
  }
  return broken;
}

std::string broken_outbox(World& world, const support::FakeChannel& channel) {
  std::string broken;
  for (const auto& [key, times] : channel.taken()) {
    if (times != 1) {
      broken += fmt::format("the network took {} {} times\n", key, times);
    }
  }
  return broken + none_of(world, "outbox and message disagree",
                          "SELECT outbox.id, outbox.delivery, message.delivery FROM outbox "
                          "JOIN message ON message.id = outbox.message "
                          "WHERE outbox.delivery <> message.delivery");
}

std::string broken_invariants(World& world, const support::FakeChannel& channel,
                              const std::set<std::int64_t>& history) {
  return broken_ground(world) + broken_cases(world, history) + broken_counts(world) +
         broken_trees(world) + broken_outbox(world, channel);
}

}  // namespace kith::scenario
