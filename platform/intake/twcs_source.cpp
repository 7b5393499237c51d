// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <fstream>

#include "intake/csv_reader.h"
#include "intake/post_source.h"
#include "intake/twcs_index.h"

namespace kith::intake {
namespace {

constexpr std::size_t columns = 7;

// The file was made from pages: the few characters that HTML escapes are escaped.
std::string unescape(std::string_view text) {
  constexpr std::pair<std::string_view, char> entities[] = {
      {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}};
  std::string plain;
  plain.reserve(text.size());
  while (!text.empty()) {
    bool is_entity = false;
    for (const auto& [entity, letter] : entities) {
      if (text.front() == '&' && text.starts_with(entity)) {
        plain += letter;
        text.remove_prefix(entity.size());
        is_entity = true;
        break;
      }
    }
    if (!is_entity) {
      plain += text.front();
      text.remove_prefix(1);
    }
  }
  return plain;
}

class TwcsSource final : public PostSource {
 public:
  TwcsSource(std::ifstream stream, TwcsIndex index)
      : stream_(std::move(stream)), index_(std::move(index)) {}

  std::optional<std::int64_t> rows() const override {
    return static_cast<std::int64_t>(index_.entries.size());
  }

  Result<void> skip_to(std::int64_t row) override {
    next_ = std::min(static_cast<std::size_t>(row), index_.entries.size());
    return {};
  }

  Result<bool> next(SourceRow& row) override {
    if (next_ == index_.entries.size()) {
      return false;
    }
    const TwcsEntry& entry = index_.entries[next_++];
    stream_.clear();
    stream_.seekg(entry.offset);
    CsvReader reader(stream_, entry.offset, entry.line);
    CsvRecord record;
    row = {.line = entry.line};
    if (!reader.next(record)) {
      return fail(ErrorCode::conflict, "The file was changed while it was read.");
    }
    fill(row, entry, record);
    return true;
  }

 private:
  static void refuse(SourceRow& row, const CsvRecord& record, std::string reason) {
    row.reason = std::move(reason);
    for (const std::string& cell : record.cells) {
      row.raw += (row.raw.empty() ? "" : ",") + cell;
    }
  }

  static void fill(SourceRow& row, const TwcsEntry& entry, const CsvRecord& record) {
    const std::vector<std::string>& cells = record.cells;
    if (!record.fault.empty()) {
      return refuse(row, record, record.fault);
    }
    if (cells.size() != columns) {
      return refuse(row, record, fmt::format("{} columns instead of {}.", cells.size(), columns));
    }
    if (tweet_number(cells[0]) == 0) {
      return refuse(row, record, fmt::format("\"{}\" is no tweet_id.", cells[0]));
    }
    if (entry.posted_at == 0) {
      return refuse(row, record, fmt::format("\"{}\" is no created_at.", cells[3]));
    }
    if (cells[1].empty()) {
      return refuse(row, record, "There is no author_id.");
    }
    if (cells[2] != "True" && cells[2] != "False") {
      return refuse(row, record, fmt::format("\"{}\" is neither True nor False.", cells[2]));
    }
    row.post = Post{.channel = "twcs",
                    .native_id = cells[0],
                    .direction = cells[2] == "True" ? Direction::inbound : Direction::outbound,
                    .author = {cells[1], cells[1]},
                    .thread = fmt::to_string(entry.root),
                    .in_reply_to = entry.parent == 0 ? "" : fmt::to_string(entry.parent),
                    .text = unescape(cells[4]),
                    .posted_at = Time{entry.posted_at}};
  }

  std::ifstream stream_;
  TwcsIndex index_;
  std::size_t next_ = 0;
};

}  // namespace

Result<std::unique_ptr<PostSource>> open_twcs(const std::string& path) {
  TwcsIndex index = KITH_TRY(TwcsIndex::read(path));
  std::ifstream stream(path, std::ios::binary);
  if (!stream) {
    return fail(ErrorCode::not_found, fmt::format("The file {} cannot be read.", path));
  }
  return std::make_unique<TwcsSource>(std::move(stream), std::move(index));
}

}  // namespace kith::intake
