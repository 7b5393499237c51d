// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <fstream>

#include "base/described_reader.h"
#include "intake/post_source.h"

namespace kith::intake {
namespace {

std::string told(const Error& error) {
  if (error.faults.empty()) {
    return error.message;
  }
  const Fault& first = error.faults.front();
  return fmt::format("{}: {}", first.pointer.empty() ? "the line" : first.pointer, first.message);
}

class JsonlSource final : public PostSource {
 public:
  explicit JsonlSource(std::ifstream stream) : stream_(std::move(stream)) {}

  std::optional<std::int64_t> rows() const override { return std::nullopt; }

  Result<void> skip_to(std::int64_t row) override {
    std::string ignored;
    while (line_ < row && std::getline(stream_, ignored)) {
      ++line_;
    }
    return {};
  }

  Result<bool> next(SourceRow& row) override {
    row = {};
    std::string line;
    if (!std::getline(stream_, line)) {
      return false;
    }
    row.line = ++line_;
    if (line.ends_with('\r')) {
      line.pop_back();
    }
    Result<Post> post = reader_.read<Post>(line);
    if (post) {
      row.post = *std::move(post);
    } else {
      row.reason = told(post.error());
      row.raw = std::move(line);
    }
    return true;
  }

 private:
  std::ifstream stream_;
  JsonReader reader_;
  std::int64_t line_ = 0;
};

}  // namespace

Result<std::unique_ptr<PostSource>> open_jsonl(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) {
    return fail(ErrorCode::not_found, fmt::format("The file {} cannot be read.", path));
  }
  return std::make_unique<JsonlSource>(std::move(stream));
}

}  // namespace kith::intake
