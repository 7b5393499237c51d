// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <fstream>

#include "intake/jetstream_frame.h"
#include "intake/line_reader.h"
#include "intake/post_source.h"

namespace kith::intake {
namespace {

constexpr std::size_t most_raw = std::size_t{64} << 10;

class JetstreamSource final : public PostSource {
 public:
  explicit JetstreamSource(std::ifstream stream) : stream_(std::move(stream)), lines_(stream_) {}

  std::optional<std::int64_t> rows() const override { return std::nullopt; }

  Result<void> skip_to(std::int64_t row) override {
    lines_.skip_to(row);
    return {};
  }

  Result<bool> next(SourceRow& row) override {
    row = {};
    if (!lines_.next(line_)) {
      return false;
    }
    row.line = lines_.number();
    if (lines_.is_cut()) {
      refuse(row, fmt::format("The line is longer than {} bytes.", LineReader::most));
      return true;
    }
    if (line_.find_first_not_of(" \t") == line_.npos) {
      row.is_passed_over = true;
      return true;
    }
    Result<std::optional<Post>> post = frames_.read(line_);
    if (!post) {
      refuse(row, post.error().message);
    } else if (*post) {
      row.post = **std::move(post);
    } else {
      row.is_passed_over = true;
    }
    return true;
  }

 private:
  void refuse(SourceRow& row, std::string reason) {
    row.reason = std::move(reason);
    row.raw = line_.substr(0, most_raw);
  }

  std::ifstream stream_;
  LineReader lines_;
  JetstreamFrames frames_;
  std::string line_;
};

}  // namespace

Result<std::unique_ptr<PostSource>> open_jetstream(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) {
    return fail(ErrorCode::not_found, fmt::format("The file {} cannot be read.", path));
  }
  return std::make_unique<JetstreamSource>(std::move(stream));
}

}  // namespace kith::intake
