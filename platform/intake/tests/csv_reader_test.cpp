// SPDX-License-Identifier: Apache-2.0
#include "intake/csv_reader.h"

#include <gtest/gtest.h>

#include <sstream>

namespace kith::intake {
namespace {

std::vector<CsvRecord> read(const std::string& text) {
  std::istringstream stream(text);
  CsvReader reader(stream);
  std::vector<CsvRecord> records;
  for (CsvRecord record; reader.next(record);) {
    records.push_back(record);
  }
  return records;
}

using Cells = std::vector<std::string>;

TEST(CsvReader, keeps_line_breaks_commas_and_doubled_quotes_inside_quotes) {
  const auto records = read("a,\"b\nc\",\"d,e\"\n\"say \"\"hi\"\"\",,\n");
  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[0].cells, (Cells{"a", "b\nc", "d,e"}));
  EXPECT_EQ(records[1].cells, (Cells{"say \"hi\"", "", ""}));
  EXPECT_EQ(records[1].line, 3);
}

TEST(CsvReader, takes_all_three_line_breaks_and_a_last_line_without_one) {
  EXPECT_EQ(read("a\nb\r\nc\rd").size(), 4U);
}

TEST(CsvReader, drops_a_byte_order_mark) {
  EXPECT_EQ(read("\xef\xbb\xbfid,name\n")[0].cells, (Cells{"id", "name"}));
}

TEST(CsvReader, goes_on_after_a_quote_that_is_never_closed) {
  const auto records = read("1,\"open\n2,fine\n3,fine\n");
  ASSERT_EQ(records.size(), 3U);
  EXPECT_FALSE(records[0].fault.empty());
  EXPECT_EQ(records[1].cells, (Cells{"2", "fine"}));
  EXPECT_EQ(records[2].cells, (Cells{"3", "fine"}));
}

TEST(CsvReader, tells_offsets_at_which_reading_can_go_on) {
  const std::string text = "a,b\n\"c\nc\",d\ne,f\n";
  const auto records = read(text);
  for (const CsvRecord& record : records) {
    std::istringstream stream(text);
    stream.seekg(record.offset);
    CsvReader reader(stream, record.offset, record.line);
    CsvRecord again;
    ASSERT_TRUE(reader.next(again));
    EXPECT_EQ(again.cells, record.cells);
  }
}

TEST(CsvReader, gives_nothing_for_an_empty_file) {
  EXPECT_TRUE(read("").empty());
}

}  // namespace
}  // namespace kith::intake
