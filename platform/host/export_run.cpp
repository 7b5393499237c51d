// SPDX-License-Identifier: Apache-2.0
#include "host/export_run.h"

#include <fmt/format.h>

#include "base/described_writer.h"
#include "base/hash.h"
#include "base/rfc3339.h"

namespace kith::host {
namespace {

constexpr std::size_t piece_bytes = 1 << 18;

// Replies that are held, failed or undone were never said. Directions and deliveries by number, as
// in kith/nouns.h.
constexpr std::string_view list_messages =
    "SELECT message.id, root.id, root.number, root.subject, channel.name, message.direction, "
    "coalesce(identity.native_id, ''), coalesce(identity.name, ''), "
    "coalesce(outbox.sender, ''), message.member, message.text, coalesce(message.html, ''), "
    "message.language, message.posted_at "
    "FROM message "
    "JOIN conversation AS thread ON thread.id = message.conversation "
    "JOIN conversation AS root ON root.id = thread.root "
    "JOIN channel ON channel.id = thread.channel "
    "LEFT JOIN identity ON identity.id = message.identity "
    "LEFT JOIN person AS author ON author.id = identity.person "
    "LEFT JOIN person AS opener ON opener.id = thread.person "
    "LEFT JOIN outbox ON outbox.message = message.id "
    "WHERE message.erased_at = 0 AND root.deleted_at = 0 AND message.direction <> 2 "
    "AND message.delivery NOT IN (1, 5, 6) AND coalesce(author.erased_at, 0) = 0 "
    "AND (message.direction = 0 OR coalesce(opener.erased_at, 0) = 0) "
    "ORDER BY message.id";
constexpr std::string_view list_attachments =
    "SELECT name, media_type, source_url, sha256 FROM attachment WHERE message = $message AND "
    "(source_url <> '' OR state = 'stored') ORDER BY id";

/// Whom a post is from: as their network knows them, or as the colleague who signed.
intake::Author author_of(const store::Prepared& row) {
  const std::string native_id(row.text(6));
  if (!native_id.empty()) {
    return {native_id, std::string(row.text(7))};
  }
  return {fmt::format("kith-member-{}", row.integer(9)), std::string(row.text(8))};
}

std::string post_id(std::int64_t message) {
  return fmt::format("kith-message-{}", message);
}

}  // namespace

void append_csv_cell(std::string& out, std::string_view text) {
  constexpr std::string_view begins_a_formula = "=+-@\t\r";
  out += '"';
  if (!text.empty() && begins_a_formula.find(text.front()) != begins_a_formula.npos) {
    out += '\'';
  }
  for (const char each : text) {
    out += each;
    if (each == '"') {
      out += '"';
    }
  }
  out += '"';
}

Result<ExportReport> ExportRun::run() {
  connection_ = KITH_TRY(store::Connection::open(database_, store::OpenMode::read_only));
  KITH_CHECK(connection_.execute("BEGIN"));
  attachments_ = KITH_TRY(connection_.prepare(list_attachments));
  store::Prepared rows = KITH_TRY(connection_.prepare(list_messages));
  if (format_ == ExportFormat::csv) {
    out_ = "conversation,posted_at,channel,direction,author,text\r\n";
  }
  while (KITH_TRY(rows.step())) {
    KITH_CHECK(write_row(rows));
    if (out_.size() > piece_bytes) {
      KITH_CHECK(write_(out_));
      out_.clear();
    }
  }
  KITH_CHECK(write_(out_));
  report_.conversations = static_cast<std::int64_t>(first_of_.size());
  return report_;
}

Result<void> ExportRun::write_row(store::Prepared& row) {
  const std::int64_t message = row.integer(0);
  const auto [first, is_first] = first_of_.emplace(row.integer(1), message);
  intake::Post post{.channel = std::string(row.text(4)),
                    .native_id = post_id(message),
                    .direction = static_cast<Direction>(row.integer(5)),
                    .author = author_of(row),
                    .text = std::string(row.text(10)),
                    .html = std::string(row.text(11)),
                    .language = std::string(row.text(12)),
                    .posted_at = Time{row.integer(13)}};
  if (is_first) {
    post.subject = row.text(3);
  } else {
    post.thread = post_id(first->second);
  }
  if (format_ == ExportFormat::jsonl) {
    KITH_CHECK(add_attachments(post, message));
  }
  append(post, row.integer(2));
  ++report_.messages;
  return {};
}

Result<void> ExportRun::add_attachments(intake::Post& post, std::int64_t message) {
  attachments_.reset();
  const Parameter parameters[] = {{"message", message}};
  KITH_CHECK(attachments_.bind(parameters));
  while (KITH_TRY(attachments_.step())) {
    intake::PostAttachment& added = post.attachments.emplace_back(
        intake::PostAttachment{.name = std::string(attachments_.text(0)),
                               .media_type = std::string(attachments_.text(1))});
    const std::string sha256(attachments_.text(3));
    if (sha256.empty()) {
      added.url = attachments_.text(2);
      continue;
    }
    added.file = hex(sha256);
    ++report_.files;
    KITH_CHECK(add_file_(sha256));
  }
  return {};
}

void ExportRun::append(const intake::Post& post, std::int64_t conversation_number) {
  if (format_ == ExportFormat::jsonl) {
    out_ += to_json(post);
    out_ += '\n';
    return;
  }
  out_ += fmt::format("{},{},", conversation_number, to_rfc3339(*post.posted_at));
  append_csv_cell(out_, post.channel);
  out_ += post.direction == Direction::inbound ? ",inbound," : ",outbound,";
  append_csv_cell(out_, post.author.name.empty() ? post.author.native_id : post.author.name);
  out_ += ',';
  append_csv_cell(out_, post.text);
  out_ += "\r\n";
}

}  // namespace kith::host
