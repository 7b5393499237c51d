// SPDX-License-Identifier: Apache-2.0
#include "conversation/erase_job.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

#include <nlohmann/json.hpp>

#include "conversation/id_list.h"
#include "conversation/statement_lists.h"

namespace kith::conversation {
namespace {

constexpr Statement last_job{"last_job", "SELECT max(id) FROM job"};
constexpr Statement add_job{
    "add_erase_job",
    "INSERT INTO job(id, kind, input, cursor, done, total, state, error_file, reason, created_by, "
    "created_at, updated_at) VALUES($id, 'erase_person', $input, $cursor, $done, $total, "
    "'running', '', "
    "'', $created_by, $now, $now)"};
constexpr Statement update_job{
    "update_erase_job",
    "UPDATE job SET cursor = $cursor, done = $done, total = $total, state = $state, "
    "updated_at = $now WHERE id = $id"};
constexpr Statement find_job{
    "find_erase_job",
    "SELECT id, input, cursor, done, created_by, total FROM job "
    "WHERE kind = 'erase_person' AND state = 'running' ORDER BY id LIMIT 1"};
constexpr Statement newest_jobs{
    "newest_erase_jobs",
    "SELECT id, input, done, total, state, created_at FROM job WHERE kind = 'erase_person' "
    "ORDER BY id DESC LIMIT $most"};

constexpr std::array<std::string_view, 4> stage_words{"own", "others", "messages", "done"};

std::string cursor_of(const EraseJob& job) {
  return fmt::format("{} {}", stage_words[static_cast<std::size_t>(job.stage)], job.after);
}

std::vector<std::int64_t> persons_of(std::string_view input) {
  return nlohmann::json::parse(input).get<std::vector<std::int64_t>>();
}

void read_cursor(std::string_view cursor, EraseJob& job) {
  const std::size_t space = cursor.find(' ');
  for (std::size_t stage = 0; stage < stage_words.size(); ++stage) {
    if (cursor.substr(0, space) == stage_words[stage]) {
      job.stage = static_cast<EraseStage>(stage);
    }
  }
  const std::string_view after = cursor.substr(space + 1);
  std::from_chars(after.data(), after.data() + after.size(), job.after);
}

}  // namespace

std::span<const Statement* const> erase_job_statements() {
  static constexpr const Statement* all[] = {&last_job, &add_job, &update_job, &find_job,
                                             &newest_jobs};
  return all;
}

Result<void> insert_erase_job(store::Transaction& transaction, EraseJob& job) {
  job.id = {KITH_TRY(transaction.reader().number(last_job)).value_or(0) + 1};
  const std::string input = id_list(job.persons);
  const std::string cursor = cursor_of(job);
  return transaction.run(add_job, {{"id", job.id},
                                   {"input", input},
                                   {"cursor", cursor},
                                   {"done", job.messages},
                                   {"total", job.total},
                                   {"created_by", job.asked_by},
                                   {"now", transaction.now()}});
}

Result<void> save_erase_job(store::Transaction& transaction, const EraseJob& job) {
  const std::string cursor = cursor_of(job);
  return transaction.run(update_job, {{"cursor", cursor},
                                      {"done", job.messages},
                                      {"total", std::max(job.total, job.messages)},
                                      {"state", job.stage == EraseStage::done ? "done" : "running"},
                                      {"now", transaction.now()},
                                      {"id", job.id}});
}

Result<std::optional<EraseJob>> load_erase_job(Reader& reader) {
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(find_job));
  if (!KITH_TRY(rows->next())) {
    return std::optional<EraseJob>();
  }
  EraseJob job{.id = {rows->integer(0)},
               .messages = rows->integer(3),
               .total = rows->integer(5),
               .asked_by = {rows->integer(4)}};
  job.persons = persons_of(rows->text(1));
  read_cursor(rows->text(2), job);
  return std::optional(std::move(job));
}

Result<std::vector<EraseProgress>> list_erasures(Reader& reader, std::int64_t most) {
  std::vector<EraseProgress> erasures;
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(newest_jobs, {{"most", most}}));
  while (KITH_TRY(rows->next())) {
    erasures.push_back({.id = {rows->integer(0)},
                        .persons = persons_of(rows->text(1)),
                        .done = rows->integer(2),
                        .total = rows->integer(3),
                        .is_finished = rows->text(4) == "done",
                        .started_at = Time{rows->integer(5)}});
  }
  return erasures;
}

}  // namespace kith::conversation
