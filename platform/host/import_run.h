// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <fstream>
#include <functional>
#include <future>
#include <memory>

#include "host/local_api.h"
#include "intake/post_source.h"

namespace kith::host {

/// How far an import is; a row of its state file.
struct ImportProgress {
  std::int64_t read = 0;
  std::int64_t stored = 0;
  std::int64_t duplicates = 0;
  std::int64_t rejected = 0;
  std::int64_t passed_over = 0;

  static consteval auto describe() {
    return described(
        "How far an import is.", field<&ImportProgress::read>("Rows read."),
        field<&ImportProgress::stored>("Posts stored."),
        field<&ImportProgress::duplicates>("Posts that were here already."),
        field<&ImportProgress::rejected>("Rows that could not be taken in."),
        field<&ImportProgress::passed_over>(
            "Rows that are about something else, or about nothing that is here.", defaults));
  }
};

/// Takes in a file, batch by batch, each durable before the next but one is read. What it has done
/// is kept in a state file, so that a rerun after a kill goes on there; whatever was stored and not
/// noted is recognised as a repeat. Used once, by one thread.
class ImportRun {
 public:
  /// What it works with; `api` outlives it.
  struct Input {
    LocalApi& api;
    WorkspaceId workspace;
    std::string state_file;    ///< kept until the import is done
    std::string files;         ///< the folder with the files that rows name
    std::string rejects_file;  ///< rows that could not be taken in, with their reasons
    /// Told now and then.
    std::function<void(const ImportProgress&, std::optional<std::int64_t> total)> on_progress;
  };

  ImportRun(Input input, std::unique_ptr<intake::PostSource> source)
      : input_(std::move(input)), source_(std::move(source)) {}

  Result<ImportProgress> run();

 private:
  using Results = Result<std::vector<intake::PostResult>>;
  struct Batch {
    std::vector<intake::SourceRow> rejected;
    std::vector<intake::SourceRow> sent;
    std::future<Results> results;
    std::int64_t rows = 0;
    std::int64_t passed_over = 0;
    std::size_t bytes = 0;  ///< of what the posts say
  };

  Result<void> resume();
  Result<bool> read_batch(Batch& batch);
  Result<void> upload_files(Batch& batch);
  Result<void> upload_file(intake::PostAttachment& attachment);
  Result<void> remove_uploads(const intake::Post& post);
  Result<void> send(Batch& batch);
  Result<std::future<Results>> submit(std::vector<intake::Post> posts);
  Result<void> repeat(const intake::Post& post);
  Result<void> settle(Batch batch);
  Result<void> reject(const intake::SourceRow& row);
  Result<void> save_state();

  Input input_;
  std::unique_ptr<intake::PostSource> source_;
  ImportProgress progress_;
  std::ofstream rejects_;
};

}  // namespace kith::host
