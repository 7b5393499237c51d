// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <rapidcheck.h>
#include <nlohmann/json.hpp>

#include "base/described_reader.h"
#include "base/described_writer.h"
#include "base/tests/faults.h"
#include "base/tests/generate_samples.h"

namespace kith {
namespace {

using namespace samples;

TEST(RoundTrip, reads_back_every_value_that_it_writes) {
  JsonReader reader;
  EXPECT_TRUE(rc::check([&reader] {
    const Everything value = *any_everything();
    const Result<Everything> back = reader.read<Everything>(to_json(value));
    RC_ASSERT(faults_of(back) == "fine");
    RC_ASSERT(*back == value);
  }));
}

TEST(RoundTrip, writes_what_another_parser_reads_to_the_same_values) {
  EXPECT_TRUE(rc::check([] {
    const Everything value = *any_everything();
    const nlohmann::json other = nlohmann::json::parse(to_json(value));
    RC_ASSERT(other["text"].get<std::string>() == value.text);
    RC_ASSERT(other["large"].get<std::int64_t>() == value.large);
    RC_ASSERT(other["labels"].get<std::vector<std::string>>() == value.labels);
    RC_ASSERT(other.contains("maybe_text") == value.maybe_text.has_value());
    RC_ASSERT(other.contains("change_id") == !value.change_id.is_absent());
  }));
}

TEST(RoundTrip, reads_what_another_writer_makes_of_it) {
  JsonReader reader;
  EXPECT_TRUE(rc::check([&reader] {
    const Everything value = *any_everything();
    const auto other = nlohmann::json::parse(to_json(value));
    // In another order, with other escapes and with white space.
    const std::string text = other.dump(2, ' ', *rc::gen::arbitrary<bool>());
    const Result<Everything> back = reader.read<Everything>(text);
    RC_ASSERT(faults_of(back) == "fine");
    RC_ASSERT(*back == value);
  }));
}

/// Some edits of a text that is JSON: bytes changed, taken out, doubled, or the end cut off.
std::string mutated(std::string json) {
  const int edits = *rc::gen::inRange(1, 5);
  for (int i = 0; i < edits && !json.empty(); ++i) {
    const std::size_t at = *rc::gen::inRange<std::size_t>(0, json.size());
    const std::size_t size = std::min(*rc::gen::inRange<std::size_t>(1, 12), json.size() - at);
    switch (*rc::gen::inRange(0, 5)) {
      case 0: json[at] = *rc::gen::arbitrary<char>(); break;
      case 1: json.erase(at, size); break;
      case 2: json.insert(at, json.substr(at, size)); break;
      case 3:
        json.insert(at, *rc::gen::elementOf(std::vector<std::string>{
                            "{", "}", "[", "]", ",", ":", "\"", "\\", "null", "1e999", "-",
                            "\\ud800", "{\"kind\":", "\xff"}));
        break;
      default: json.resize(at);
    }
  }
  return json;
}

TEST(RoundTrip, reads_a_damaged_text_or_says_what_is_wrong) {
  JsonReader reader;
  int read = 0;
  int refused = 0;
  EXPECT_TRUE(rc::check([&] {
    const std::string json = mutated(to_json(*any_everything()));
    const Result<Everything> back = reader.read<Everything>(json);
    if (back) {
      ++read;
      RC_ASSERT(*reader.read<Everything>(to_json(*back)) == *back);
      RC_ASSERT(nlohmann::json::accept(json));
    } else {
      ++refused;
      RC_ASSERT(!back.error().faults.empty());
      RC_ASSERT(!back.error().message.empty());
    }
  }));
  EXPECT_GT(refused, 0);
}

TEST(RoundTrip, tells_broken_json_from_json_that_does_not_fit) {
  JsonReader reader;
  EXPECT_TRUE(rc::check([&reader] {
    const std::string json = mutated(to_json(*any_everything()));
    const Result<Everything> back = reader.read<Everything>(json);
    const std::string faults = faults_of(back);
    // Half surrogates are refused here and taken there; both are allowed.
    RC_PRE(json.find("\\ud") == std::string::npos);
    const bool nested = faults.find("nesting") != std::string::npos;
    if (faults.find("syntax") != std::string::npos) {
      RC_ASSERT(!nlohmann::json::accept(json));
    } else if (!nested && (back || !back.error().faults[0].pointer.empty())) {
      RC_ASSERT(nlohmann::json::accept(json));
    }
  }));
}

}  // namespace
}  // namespace kith
