// SPDX-License-Identifier: Apache-2.0
#include "contract/hostile_corpus.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

namespace kith::contract {
namespace {

using nlohmann::json;

constexpr std::int64_t most_microseconds = 50'000;
// A build without optimisation, or under a sanitizer, takes about that much longer.
#if defined(__OPTIMIZE__) && defined(NDEBUG)
constexpr std::int64_t slower = 1;
#else
constexpr std::int64_t slower = 8;
#endif

std::string folder() {
  const char* data = std::getenv("KITH_TEST_DATA");
  return data == nullptr ? "" : std::string(data) + "/hostile/";
}

std::vector<std::string> lines_of(const std::string& name) {
  std::vector<std::string> lines;
  std::ifstream file(folder() + name);
  for (std::string line; std::getline(file, line);) {
    lines.push_back(line);
  }
  return lines;
}

// One item a line; a line whose text is no Unicode has no place in a text, see hostile_json.
void add_items(std::vector<HostileText>& texts, const std::string& name) {
  std::size_t number = 0;
  for (std::string line : lines_of(name)) {
    ++number;
    if (line.ends_with(',')) {
      line.pop_back();
    }
    const json item = json::parse(line, nullptr, false);
    const json text = item.is_object() ? item.value("v", json()) : item;
    if (text.is_string() && !text.get<std::string>().empty()) {
      texts.push_back({fmt::format("{}:{}", name, number), text.get<std::string>()});
    }
  }
}

bool is_utf8(const std::string& text) {
  const std::string written = json(text).dump(-1, ' ', false, json::error_handler_t::replace);
  return written.find("\xef\xbf\xbd") == std::string::npos;
}

void add_lines(std::vector<HostileText>& texts, const std::string& name, std::size_t every) {
  std::size_t number = 0;
  for (const std::string& line : lines_of(name)) {
    if (++number % every == 0 && !line.empty() && is_utf8(line)) {
      texts.push_back({fmt::format("{}:{}", name, number), line});
    }
  }
}

std::string from_base64(const std::string& text) {
  static const std::string letters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string bytes;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    const std::size_t value = letters.find(c);
    if (value == std::string::npos) {
      break;
    }
    bits = bits << 6 | static_cast<std::uint32_t>(value);
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes.push_back(static_cast<char>(bits >> count & 0xff));
    }
  }
  return bytes;
}

}  // namespace

std::optional<std::vector<HostileText>> hostile_texts() {
  if (folder().empty() || !std::filesystem::exists(folder() + "strings")) {
    return std::nullopt;
  }
  std::vector<HostileText> texts;
  for (const char* name : {"strings/blns.json", "unicode/identity.json", "csv/formula.json",
                           "complexity/long-inputs.json", "url/ssrf.json"}) {
    add_items(texts, name);
  }
  add_lines(texts, "path/traversal.txt", 1);
  add_lines(texts, "sql/sqli.txt", 1);
  add_lines(texts, "unicode/homoglyphs.txt", 1);
  add_lines(texts, "url/open-redirect.txt", 1);
  add_lines(texts, "html/xss-lines.txt", 16);
  return texts;
}

std::optional<std::vector<HostileJson>> hostile_json() {
  std::ifstream file(folder() + "json/jsontestsuite.json");
  if (folder().empty() || !file) {
    return std::nullopt;
  }
  std::vector<HostileJson> all;
  for (const json& each : json::parse(file)) {
    all.push_back({each["name"], each["expect"] == "reject", from_base64(each["b64"])});
  }
  all.push_back({"100 000 arrays deep", true, std::string(100'000, '[')});
  all.push_back({"100 000 objects deep", true, [] {
                   std::string deep;
                   for (int i = 0; i < 100'000; ++i) {
                     deep += "{\"a\":";
                   }
                   return deep;
                 }()});
  all.push_back(
      {"half a surrogate", true,
       R"({"posts":[{"native_id":"x\ud800","author":{"native_id":"\udfff\ud800"},"text":"\udfff\ud800"}]})"});
  return all;
}

std::string in_url(const std::string& text) {
  std::string out;
  for (const char c : text) {
    out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

std::int64_t Costs::now() const {
  std::int64_t nanoseconds = 0;
  std::error_code ignored;
  for (const auto& thread :
       std::filesystem::directory_iterator(fmt::format("/proc/{}/task", process_), ignored)) {
    std::ifstream file(thread.path() / "schedstat");
    std::int64_t ran = 0;
    file >> ran;
    nanoseconds += ran;
  }
  return nanoseconds / 1'000;
}

void Costs::note(const std::string& what, std::int64_t before) {
  costs_.push_back({what, now() - before});
}

void Costs::judge(const std::string& title) const {
  std::vector<Cost> sorted = costs_;
  std::ranges::sort(sorted, std::greater<>(), &Cost::microseconds);
  fmt::print("{}: {} calls, the dearest:", title, sorted.size());
  for (std::size_t i = 0; i < std::min<std::size_t>(5, sorted.size()); ++i) {
    fmt::print(" {:.1f} ms {};", static_cast<double>(sorted[i].microseconds) / 1'000,
               sorted[i].what);
    EXPECT_LT(sorted[i].microseconds, most_microseconds * slower) << sorted[i].what;
  }
  fmt::print("\n");
}

}  // namespace kith::contract
