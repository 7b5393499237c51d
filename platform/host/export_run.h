// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

#include <kith/described.h>

#include "intake/post.h"
#include "store/sqlite.h"

namespace kith::host {

/// How an export is written.
enum class ExportFormat {
  jsonl,  ///< one post a line, as `kith import jsonl` reads them
  csv,    ///< a table for people
};

/// What an export held.
struct ExportReport {
  std::int64_t messages = 0;
  std::int64_t conversations = 0;
  std::int64_t files = 0;

  static consteval auto describe() {
    return described("What an export held.", field<&ExportReport::messages>("How many messages."),
                     field<&ExportReport::conversations>("How many conversations."),
                     field<&ExportReport::files>("How many files of messages it names."));
  }
};

/// Writes what was said in a workspace, in order of time: the messages of all conversations, in the
/// one form of posts that intake takes. Imported into an empty workspace, it gives the same
/// messages in the same threads. Colleagues' notes, replies that have not left, and what was
/// deleted or erased are not in it. The networks' own ids are not kept by kith: an exported post is
/// named by its message.
class ExportRun {
 public:
  /// Gets the file in pieces.
  using Write = std::function<Result<void>(std::string_view bytes)>;
  /// Told of the hash of each file that a post names; one that several have, several times.
  using AddFile = std::function<Result<void>(std::string_view sha256)>;

  ExportRun(std::string database, ExportFormat format, Write write, AddFile add_file)
      : database_(std::move(database)),
        format_(format),
        write_(std::move(write)),
        add_file_(std::move(add_file)) {}

  /// Reads one snapshot, while others write.
  Result<ExportReport> run();

 private:
  Result<void> write_row(store::Prepared& row);
  Result<void> add_attachments(intake::Post& post, std::int64_t message);
  void append(const intake::Post& post, std::int64_t conversation_number);

  const std::string database_;
  const ExportFormat format_;
  const Write write_;
  const AddFile add_file_;
  store::Connection connection_;
  store::Prepared attachments_;
  std::unordered_map<std::int64_t, std::int64_t> first_of_;  // the first message by conversation
  std::string out_;
  ExportReport report_;
};

/// A cell of a CSV table: quoted, and no formula to whoever opens it in a spreadsheet.
void append_csv_cell(std::string& out, std::string_view text);

}  // namespace kith::host
