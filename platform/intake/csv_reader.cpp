// SPDX-License-Identifier: Apache-2.0
#include "intake/csv_reader.h"

namespace kith::intake {
namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

}  // namespace

int CsvReader::get() {
  const int byte = stream_.get();
  if (byte != std::char_traits<char>::eof()) {
    ++offset_;
  }
  return byte;
}

bool CsvReader::next(CsvRecord& record) {
  record = CsvRecord{.line = line_, .offset = offset_};
  if (!read(record)) {
    return false;
  }
  if (record.offset == 0 && record.cells.front().starts_with(byte_order_mark)) {
    record.cells.front().erase(0, byte_order_mark.size());
  }
  record.bytes = offset_ - record.offset;
  return true;
}

bool CsvReader::read(CsvRecord& record) {
  Place place = Place::cell_start;
  std::string cell;
  const auto end_cell = [&] {
    record.cells.push_back(std::move(cell));
    cell.clear();
    place = Place::cell_start;
  };
  while (true) {
    const int next = get();
    if (next == std::char_traits<char>::eof()) {
      if (place == Place::in_quotes) {
        recover(record);
        return true;
      }
      if (place == Place::cell_start && record.cells.empty()) {
        return false;
      }
      end_cell();
      return true;
    }
    const char letter = static_cast<char>(next);
    if (letter == '\n') {
      ++line_;
    }
    if (place == Place::in_quotes) {
      if (letter == '"') {
        place = Place::after_quote;
      } else {
        cell += letter;
      }
      if (offset_ - record.offset > most) {
        recover(record);
        return true;
      }
    } else if (letter == ',') {
      end_cell();
    } else if (letter == '\n' || letter == '\r') {
      if (letter == '\r' && stream_.peek() == '\n') {
        get();
        ++line_;
      } else if (letter == '\r') {
        ++line_;
      }
      end_cell();
      return true;
    } else if (letter == '"' && place == Place::cell_start) {
      place = Place::in_quotes;
    } else if (letter == '"' && place == Place::after_quote) {
      cell += '"';
      place = Place::in_quotes;
    } else {
      cell += letter;
      place = Place::in_cell;
    }
  }
}

// The quote that was never closed is taken as belonging to its first line alone.
void CsvReader::recover(CsvRecord& record) {
  record.cells = {""};
  record.fault = "A quote is opened and never closed.";
  stream_.clear();
  stream_.seekg(record.offset);
  offset_ = record.offset;
  line_ = record.line + 1;
  for (int next = get(); next != std::char_traits<char>::eof() && next != '\n'; next = get()) {
    record.cells.front() += static_cast<char>(next);
  }
}

}  // namespace kith::intake
