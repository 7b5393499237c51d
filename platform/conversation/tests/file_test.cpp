// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "base/utf8.h"
#include "conversation/file_name.h"
#include "conversation/media_type.h"

namespace kith::conversation {
namespace {

using namespace std::string_literals;

TEST(FileName, is_one_visible_line_without_folders) {
  EXPECT_EQ(clean_file_name("lid.jpg"), "lid.jpg");
  EXPECT_EQ(clean_file_name("Rechnung März 2026.pdf"), "Rechnung März 2026.pdf");
  EXPECT_EQ(clean_file_name("../../etc/passwd"), "passwd");
  EXPECT_EQ(clean_file_name("..\\..\\win.ini"), "win.ini");
  EXPECT_EQ(clean_file_name("a\r\nContent-Type: x"), "aContent-Type_ x");
  EXPECT_EQ(clean_file_name("a\0.png"s), "a.png");
  EXPECT_EQ(clean_file_name("\u202Egpj.exe"), "gpj.exe");
  EXPECT_EQ(clean_file_name(".htaccess"), "htaccess");
  EXPECT_EQ(clean_file_name("a.html. "), "a.html");
  EXPECT_EQ(clean_file_name("say \"hi\".txt"), "say _hi_.txt");
  EXPECT_EQ(clean_file_name("\xff\xfe.txt"), "txt");
  for (const char* nothing : {"", ".", "..", "/", "a/", "\u200B", " . "}) {
    EXPECT_EQ(clean_file_name(nothing), "file") << nothing;
  }
}

TEST(FileName, that_is_too_long_keeps_its_ending) {
  std::string umlauts;
  for (int each = 0; each < 300; ++each) {
    umlauts += "ö";
  }
  const std::string name = clean_file_name(umlauts + ".pdf");
  EXPECT_EQ(count_code_points(name), longest_file_name);
  EXPECT_TRUE(name.ends_with("ö.pdf"));
  EXPECT_EQ(count_code_points(clean_file_name("a." + umlauts)), longest_file_name);
}

TEST(FileName, of_every_hostile_one_is_harmless) {
  const char* folder = std::getenv("KITH_TEST_DATA");
  std::ifstream file(std::string(folder == nullptr ? "" : folder) +
                     "/hostile/files-meta/filenames.json");
  if (!file) {
    GTEST_SKIP() << "KITH_TEST_DATA has no hostile/files-meta";
  }
  for (const auto& each : nlohmann::json::parse(file)) {
    const std::string name = clean_file_name(each["v"].get<std::string>());
    EXPECT_FALSE(name.empty() || name.front() == '.' || name.back() == '.') << name;
    EXPECT_TRUE(is_valid_utf8(name)) << name;
    EXPECT_LE(count_code_points(name), longest_file_name);
    for (const char letter : name) {
      EXPECT_FALSE(letter == '/' || letter == '\\' || letter == '"' ||
                   (letter >= 0 && letter < ' '))
          << name;
    }
  }
}

TEST(MediaType, is_read_from_the_bytes) {
  EXPECT_EQ(media_type_of("\x89PNG\r\n\x1a\n...."), "image/png");
  EXPECT_EQ(media_type_of("\xff\xd8\xff\xe0...."), "image/jpeg");
  EXPECT_EQ(media_type_of("GIF89a..."), "image/gif");
  EXPECT_EQ(media_type_of("RIFF1234WEBPVP8 "), "image/webp");
  EXPECT_EQ(media_type_of("RIFF1234WAVEfmt "), "audio/wav");
  EXPECT_EQ(media_type_of("\0\0\0\x20"s + "ftypisom"), "video/mp4");
  EXPECT_EQ(media_type_of("%PDF-1.7\n"), "application/pdf");
  EXPECT_EQ(media_type_of("PK\x03\x04\x14"), "application/zip");
  EXPECT_EQ(media_type_of("order;date\n17;märz\n"), "text/plain");
  EXPECT_EQ(media_type_of("\xef\xbb\xbfwith a mark"), "text/plain");
}

TEST(MediaType, of_what_a_browser_could_run_says_nothing) {
  for (const std::string& bytes :
       {"<html><script>1</script>"s, "  \n<svg onload=1>"s, "\xef\xbb\xbf<?xml version='1.0'?>"s,
        "MZ\x90\0\x03"s, "text with a \0 in it"s, "\xff\xfe<\0s\0"s, ""s, "   "s,
        "1234WEBP without the frame"s + '\x01'}) {
    EXPECT_EQ(media_type_of(bytes), "application/octet-stream") << bytes;
  }
}

TEST(MediaType, of_hostile_files_is_a_picture_or_nothing) {
  const char* folder = std::getenv("KITH_TEST_DATA");
  const std::string path = std::string(folder == nullptr ? "" : folder) + "/hostile/files";
  if (!std::filesystem::is_directory(path)) {
    GTEST_SKIP() << "KITH_TEST_DATA has no hostile/files";
  }
  int seen = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(path)) {
    if (!entry.is_regular_file()) {
      continue;
    }
    std::ifstream stream(entry.path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    const std::string_view type = media_type_of(bytes);
    ++seen;
    EXPECT_TRUE(std::set<std::string_view>(
                    {"image/png", "image/jpeg", "image/gif", "application/octet-stream"})
                    .contains(type))
        << entry.path() << " " << type;
  }
  EXPECT_GT(seen, 10);
}

}  // namespace
}  // namespace kith::conversation
