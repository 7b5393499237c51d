// SPDX-License-Identifier: Apache-2.0
#include "conversation/conversation_list.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "conversation/statement_lists.h"

namespace kith::conversation {
namespace {

// The filter is held against these columns in fits(); a statement says which index to run along.
#define KITH_COLUMNS                                                                 \
  "SELECT conversation.id, conversation.last_message, conversation.waiting_since, "  \
  "conversation.status, conversation.assignee, conversation.department, "            \
  "conversation.channel, conversation.person, conversation.merged_into, "            \
  "conversation.deleted_at, CASE WHEN $label = '' OR EXISTS (SELECT 1 "              \
  "FROM conversation_label WHERE conversation_label.conversation = conversation.id " \
  "AND conversation_label.label = $label) THEN 1 ELSE 0 END FROM conversation "
#define KITH_NEWEST                                                 \
  "conversation.merged_into = 0 AND conversation.status = $status " \
  "AND (conversation.last_message, conversation.id) < ($key, $id) " \
  "ORDER BY conversation.last_message DESC, conversation.id DESC LIMIT $most"

constexpr Statement list_by_status{"list_by_status", KITH_COLUMNS "WHERE " KITH_NEWEST};
constexpr Statement list_by_assignee{
    "list_by_assignee", KITH_COLUMNS
    "WHERE conversation.assignee > 0 AND conversation.assignee = $assignee AND " KITH_NEWEST};
constexpr Statement list_by_department{
    "list_by_department", KITH_COLUMNS
    "WHERE conversation.department > 0 AND conversation.department = $department "
    "AND " KITH_NEWEST};
constexpr Statement list_by_wait{
    "list_by_wait", KITH_COLUMNS
    "WHERE conversation.waiting_since > 0 AND conversation.merged_into = 0 "
    "AND (conversation.waiting_since, conversation.id) > ($key, $id) "
    "ORDER BY conversation.waiting_since, conversation.id LIMIT $most"};
constexpr Statement list_of_person{"list_of_person",
                                   KITH_COLUMNS "WHERE conversation.person = $person LIMIT $most"};
constexpr Statement list_of_channel{
    "list_of_channel", KITH_COLUMNS "WHERE conversation.channel = $channel LIMIT $most"};
constexpr Statement list_labelled{
    "list_labelled", KITH_COLUMNS
    "JOIN conversation_label AS tagged ON tagged.conversation = conversation.id "
    "WHERE tagged.label = $label LIMIT $most"};

#undef KITH_COLUMNS
#undef KITH_NEWEST

PagePlace place_of(const ConversationFilter& filter, const Rows& rows) {
  return {rows.integer(filter.needs_reply ? 2 : 1), rows.integer(0)};
}

bool fits(const ConversationFilter& filter, const Rows& rows) {
  const auto any_or = [](const auto& list, auto value) {
    return list.empty() || std::ranges::find(list, value) != list.end();
  };
  const bool is_listed = rows.integer(8) == 0 && rows.integer(9) == 0;
  return is_listed && rows.flag(10) && (!filter.needs_reply || rows.flag(2)) &&
         any_or(filter.statuses, static_cast<Status>(rows.integer(3))) &&
         (!filter.assignee || filter.assignee->value == rows.integer(4)) &&
         (!filter.department || static_cast<int>(*filter.department) == rows.integer(5)) &&
         (!filter.channel || filter.channel.value == rows.integer(6)) &&
         any_or(filter.persons, rows.integer(7));
}

/// One search for a page.
class Search {
 public:
  Search(Reader& reader, const ConversationFilter& filter, const PagePlace& after,
         std::size_t limit, const SearchEffort& effort)
      : reader_(reader), filter_(filter), after_(after), limit_(limit), effort_(effort) {}

  Result<FoundPage> run() {
    std::optional<Walk> all = KITH_TRY(gather());
    if (all) {
      return merge_walks({*std::move(all)}, filter_.order(), limit_);
    }
    if (filter_.needs_reply) {
      return merge_walks({KITH_TRY(walk(list_by_wait, {}, effort_.most_examined))}, filter_.order(),
                         limit_);
    }
    std::vector<Walk> walks;
    const std::vector<Status> statuses = wanted_statuses();
    for (const Status status : statuses) {
      walks.push_back(KITH_TRY(
          walk_status(status, std::max<std::size_t>(effort_.most_examined / statuses.size(), 1))));
    }
    return merge_walks(walks, filter_.order(), limit_);
  }

 private:
  std::vector<Status> wanted_statuses() const {
    if (filter_.statuses.empty()) {
      return {Status::open, Status::pending, Status::snoozed, Status::resolved};
    }
    std::vector<Status> statuses = filter_.statuses;
    std::ranges::sort(statuses);
    statuses.erase(std::ranges::unique(statuses).begin(), statuses.end());
    return statuses;
  }

  Result<Walk> walk_status(Status status, std::size_t examined) {
    std::vector<Parameter> parameters{{"status", static_cast<int>(status)}};
    if (filter_.assignee && *filter_.assignee) {
      parameters.push_back({"assignee", *filter_.assignee});
      return walk(list_by_assignee, std::move(parameters), examined);
    }
    if (filter_.department && *filter_.department != Department::none) {
      parameters.push_back({"department", static_cast<int>(*filter_.department)});
      return walk(list_by_department, std::move(parameters), examined);
    }
    return walk(list_by_status, std::move(parameters), examined);
  }

  /// Runs along an index that has the list's order, until the page is full, with what earlier walks
  /// found before, or `examined` rows were looked at.
  Result<Walk> walk(const Statement& statement, std::vector<Parameter> parameters,
                    std::size_t examined) {
    parameters.push_back({"label", filter_.label});
    parameters.push_back({"key", after_.key});
    parameters.push_back({"id", after_.id});
    parameters.push_back({"most", examined});
    const std::unique_ptr<Rows> rows =
        KITH_TRY(reader_.query(statement, std::span<const Parameter>(parameters)));
    const ListOrder order = filter_.order();
    Walk walk;
    for (std::size_t place = 1; KITH_TRY(rows->next()); ++place) {
      const PagePlace here = place_of(filter_, *rows);
      if (fits(filter_, *rows)) {
        walk.found.push_back(here);
      }
      const bool is_past_the_page = best_.size() > limit_ && is_behind(best_.back(), here, order);
      if (walk.found.size() > limit_ || is_past_the_page || place == examined) {
        walk.reached = here;
        break;
      }
    }
    note_best(walk.found, order);
    return walk;
  }

  /// Keeps the first places of all walks, one more than a page holds.
  void note_best(const std::vector<PagePlace>& found, ListOrder order) {
    best_.insert(best_.end(), found.begin(), found.end());
    std::ranges::sort(best_, [order](const PagePlace& left, const PagePlace& right) {
      return is_behind(left, right, order);
    });
    best_.resize(std::min(best_.size(), limit_ + 1));
  }

  /// All that fits behind the page's start, from an index that holds only what fits a part of the
  /// filter, in no useful order; nothing where there is no such index, or each holds too much.
  Result<std::optional<Walk>> gather() {
    Walk all;
    bool is_whole = !filter_.persons.empty();
    for (const std::int64_t person : filter_.persons) {
      is_whole = is_whole && KITH_TRY(gather_from(list_of_person, {{"person", person}}, all));
    }
    if (!is_whole && !filter_.label.empty()) {
      is_whole = KITH_TRY(gather_from(list_labelled, {}, all));
    }
    if (!is_whole && filter_.channel) {
      is_whole = KITH_TRY(gather_from(list_of_channel, {{"channel", filter_.channel}}, all));
    }
    return is_whole ? std::optional(std::move(all)) : std::nullopt;
  }

  /// False, and nothing in `all`, when there are more rows than are worth sorting.
  Result<bool> gather_from(const Statement& statement, std::vector<Parameter> parameters,
                           Walk& all) {
    parameters.push_back({"label", filter_.label});
    parameters.push_back({"most", effort_.most_gathered + 1});
    const std::unique_ptr<Rows> rows =
        KITH_TRY(reader_.query(statement, std::span<const Parameter>(parameters)));
    for (std::size_t examined = 0; KITH_TRY(rows->next()); ++examined) {
      if (examined == effort_.most_gathered) {
        all.found.clear();
        return false;
      }
      const PagePlace place = place_of(filter_, *rows);
      if (fits(filter_, *rows) && is_behind(after_, place, filter_.order())) {
        all.found.push_back(place);
      }
    }
    return true;
  }

  Reader& reader_;
  const ConversationFilter& filter_;
  const PagePlace& after_;
  std::size_t limit_;
  const SearchEffort& effort_;
  std::vector<PagePlace> best_;
};

}  // namespace

std::span<const Statement* const> conversation_list_statements() {
  static constexpr const Statement* all[] = {
      &list_by_status, &list_by_assignee, &list_by_department, &list_by_wait,
      &list_of_person, &list_of_channel,  &list_labelled};
  return all;
}

std::string ConversationFilter::name() const {
  std::vector<int> words;
  for (const Status status : statuses) {
    words.push_back(static_cast<int>(status));
  }
  std::ranges::sort(words);
  return fmt::format("conversations {} {} {} {} {} {} {}", fmt::join(words, ","), needs_reply,
                     assignee ? assignee->value : -1,
                     department ? static_cast<int>(*department) : -1, channel.value,
                     fmt::join(persons, ","), label);
}

Result<FoundPage> find_conversations(Reader& reader, const ConversationFilter& filter,
                                     const PagePlace& after, std::size_t limit,
                                     const SearchEffort& effort) {
  return Search(reader, filter, after, limit, effort).run();
}

}  // namespace kith::conversation
