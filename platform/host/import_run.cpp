// SPDX-License-Identifier: Apache-2.0
#include "host/import_run.h"

#include <fmt/format.h>

#include <filesystem>
#include <thread>

#include "base/described_reader.h"
#include "base/described_writer.h"
#include "conversation/attachment_view.h"
#include "http/target.h"
#include "store/blob_folder.h"

namespace kith::host {
namespace {

constexpr std::size_t posts_in_a_batch = 500;
constexpr std::size_t bytes_in_a_batch = std::size_t{4} << 20;
constexpr std::int64_t rows_in_a_batch = 20'000;  // most of them may be passed over
constexpr std::size_t batches_under_way = 12;
constexpr int most_attempts = 30;
constexpr Duration between_attempts = std::chrono::seconds(1);

// Through the server that runs: one request for a batch, again where there is no room for it now.
Result<std::vector<intake::PostResult>> send_to_server(LocalApi& api,
                                                       std::vector<intake::Post> posts) {
  const std::string body = to_json(intake::IntakeRequest{std::move(posts), true});
  http::Response response;
  for (int attempt = 0; attempt < most_attempts; ++attempt) {
    response = KITH_TRY(api.request(http::Method::post, "/api/v1/intake", body));
    if (response.status != 503) {
      break;
    }
    std::this_thread::sleep_for(between_attempts);
  }
  if (response.status != 200) {
    return std::unexpected(error_of(response));
  }
  auto answer = KITH_TRY(read_json<intake::IntakeAnswer>(response.body, Strictness::tolerant));
  return std::move(answer.results);
}

}  // namespace

Result<ImportProgress> ImportRun::run() {
  KITH_CHECK(resume());
  std::deque<Batch> under_way;
  bool has_more = true;
  while (has_more || !under_way.empty()) {
    if (has_more && under_way.size() < batches_under_way) {
      Batch batch;
      has_more = KITH_TRY(read_batch(batch));
      KITH_CHECK(send(batch));
      under_way.push_back(std::move(batch));
      continue;
    }
    KITH_CHECK(settle(std::move(under_way.front())));
    under_way.pop_front();
    input_.on_progress(progress_, source_->rows());
  }
  std::error_code ignored;
  std::filesystem::remove(input_.state_file, ignored);
  return progress_;
}

Result<void> ImportRun::resume() {
  std::ifstream state(input_.state_file, std::ios::binary);
  std::string line;
  const bool was_begun = static_cast<bool>(std::getline(state, line));
  if (was_begun) {
    const Result<ImportProgress> progress = read_json<ImportProgress>(line);
    if (progress) {
      progress_ = *progress;
      KITH_CHECK(source_->skip_to(progress_.read));
    }
  }
  rejects_.open(input_.rejects_file,
                std::ios::binary | (progress_.read > 0 ? std::ios::app : std::ios::trunc));
  if (!rejects_) {
    return fail(ErrorCode::unavailable, fmt::format("{} cannot be written.", input_.rejects_file));
  }
  return {};
}

Result<bool> ImportRun::read_batch(Batch& batch) {
  while (batch.sent.size() < posts_in_a_batch && batch.bytes < bytes_in_a_batch &&
         batch.rows < rows_in_a_batch) {
    intake::SourceRow row;
    if (!KITH_TRY(source_->next(row))) {
      return false;
    }
    ++batch.rows;
    if (row.is_passed_over) {
      ++batch.passed_over;
      continue;
    }
    batch.bytes += row.post ? row.post->text.size() + row.post->html.size() : row.raw.size();
    (row.post ? batch.sent : batch.rejected).push_back(std::move(row));
  }
  return true;
}

// A row whose file is missing or damaged is rejected; the others go on.
Result<void> ImportRun::upload_files(Batch& batch) {
  std::vector<intake::SourceRow> sent;
  for (intake::SourceRow& row : batch.sent) {
    Result<void> uploaded;
    for (intake::PostAttachment& attachment : row.post->attachments) {
      if (uploaded && attachment.file) {
        uploaded = upload_file(attachment);
      }
    }
    if (uploaded) {
      sent.push_back(std::move(row));
    } else if (uploaded.error().code == ErrorCode::invalid) {
      row.reason = uploaded.error().message;
      batch.rejected.push_back(std::move(row));
    } else {
      return uploaded;
    }
  }
  batch.sent = std::move(sent);
  return {};
}

Result<void> ImportRun::upload_file(intake::PostAttachment& attachment) {
  const std::string sha256 = store::sha256_of_hex(*attachment.file);
  const Result<std::string> bytes = sha256.empty()
                                        ? Result<std::string>(fail(ErrorCode::not_found, ""))
                                        : store::BlobFolder(input_.files).read(sha256);
  if (!bytes) {
    return fail(ErrorCode::invalid, fmt::format("Its file {} is not in {}, or is damaged.",
                                                *attachment.file, input_.files));
  }
  const http::Response response = KITH_TRY(input_.api.request(
      http::Method::post,
      fmt::format("/api/v1/attachments?name={}",
                  http::percent_encoded(attachment.name.empty() ? "file" : attachment.name)),
      *bytes, {{"content-type", "application/octet-stream"}}));
  if (response.status != 201) {
    return std::unexpected(error_of(response));
  }
  const auto view =
      KITH_TRY(read_json<conversation::AttachmentView>(response.body, Strictness::tolerant));
  attachment.attachment_id = view.id;
  attachment.file.reset();
  return {};
}

// Of what was here already, or may not be here, not even a file is kept.
Result<void> ImportRun::remove_uploads(const intake::Post& post) {
  for (const intake::PostAttachment& attachment : post.attachments) {
    if (attachment.attachment_id) {
      KITH_CHECK(input_.api.tell(http::Method::del, fmt::format("/api/v1/attachments/{}",
                                                                attachment.attachment_id->value)));
    }
  }
  return {};
}

Result<void> ImportRun::send(Batch& batch) {
  KITH_CHECK(upload_files(batch));
  std::vector<intake::Post> posts;
  for (const intake::SourceRow& row : batch.sent) {
    posts.push_back(*row.post);
  }
  batch.results = KITH_TRY(submit(std::move(posts)));
  return {};
}

Result<std::future<ImportRun::Results>> ImportRun::submit(std::vector<intake::Post> posts) {
  auto promise = std::make_shared<std::promise<Results>>();
  std::future<Results> results = promise->get_future();
  if (posts.empty()) {
    promise->set_value(std::vector<intake::PostResult>());
    return results;
  }
  if (Server* server = input_.api.own_server()) {
    Workspace* workspace = KITH_TRY(server->workspaces().find(input_.workspace));
    workspace->intake().submit(
        std::move(posts), {.urgency = store::Urgency::background, .is_history = true},
        [promise](Results stored) { promise->set_value(std::move(stored)); });
    return results;
  }
  promise->set_value(send_to_server(input_.api, std::move(posts)));
  return results;
}

// An author's posts go some hundred at once, so that nobody waits for an import.
Result<void> ImportRun::repeat(const intake::Post& post) {
  intake::PostStatus status = intake::PostStatus::stored;
  while (status == intake::PostStatus::stored) {
    std::future<Results> again = KITH_TRY(submit({post}));
    const std::vector<intake::PostResult> results = KITH_TRY(again.get());
    status = results.front().status;
  }
  return {};
}

Result<void> ImportRun::settle(Batch batch) {
  const std::vector<intake::PostResult> results = KITH_TRY(batch.results.get());
  for (std::size_t place = 0; place < batch.sent.size(); ++place) {
    if (results[place].status != intake::PostStatus::stored) {
      KITH_CHECK(remove_uploads(*batch.sent[place].post));
    }
    switch (results[place].status) {
      case intake::PostStatus::stored:
        ++progress_.stored;
        if (batch.sent[place].post->kind == intake::PostKind::author_gone) {
          KITH_CHECK(repeat(*batch.sent[place].post));
        }
        break;
      case intake::PostStatus::passed_over: ++progress_.passed_over; break;
      case intake::PostStatus::duplicate: ++progress_.duplicates; break;
      case intake::PostStatus::rejected:
        batch.sent[place].reason = results[place].reason.value_or("");
        KITH_CHECK(reject(batch.sent[place]));
        break;
    }
  }
  for (const intake::SourceRow& row : batch.rejected) {
    KITH_CHECK(reject(row));
  }
  progress_.read += batch.rows;
  progress_.passed_over += batch.passed_over;
  return save_state();
}

Result<void> ImportRun::reject(const intake::SourceRow& row) {
  ++progress_.rejected;
  std::string line;
  JsonWriter writer(line);
  writer.begin_object();
  writer.plain_key("line");
  writer.integer(row.line);
  writer.plain_key("reason");
  writer.text(row.reason);
  writer.plain_key("row");
  writer.text(row.post ? to_json(*row.post) : row.raw);
  writer.end_object();
  rejects_ << line << '\n';
  rejects_.flush();
  return rejects_ ? Result<void>()
                  : fail(ErrorCode::unavailable,
                         fmt::format("{} cannot be written.", input_.rejects_file));
}

// Written beside and renamed, so that a kill leaves the old state or the new one.
Result<void> ImportRun::save_state() {
  const std::string fresh = input_.state_file + ".new";
  {
    std::ofstream state(fresh, std::ios::binary | std::ios::trunc);
    state << to_json(progress_) << '\n';
    if (!state.flush()) {
      return fail(ErrorCode::unavailable, fmt::format("{} cannot be written.", fresh));
    }
  }
  std::error_code failed;
  std::filesystem::rename(fresh, input_.state_file, failed);
  return failed
             ? fail(ErrorCode::unavailable, fmt::format("{} cannot be written.", input_.state_file))
             : Result<void>();
}

}  // namespace kith::host
