// SPDX-License-Identifier: Apache-2.0
// Writes schemas of described structs to standard output, each with values and what the reader
// says of them: arbitrary values within the limits, and the same damaged in shape.
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/described_reader.h"
#include "base/described_schema.h"
#include "base/described_writer.h"
#include "base/tests/form_cases.h"
#include "base/tests/generate_samples.h"
#include "base/text_form.h"

namespace {

using namespace kith;
using Json = nlohmann::ordered_json;

constexpr std::uint64_t seed = 20'240'229;

/// Limits of every sort and members of a PATCH, for values that are damaged on purpose.
struct Limited {
  std::string title;
  std::int32_t small = 1;
  std::int64_t large = 0;
  std::vector<std::string> words{"a"};
  std::vector<std::int32_t> numbers{};
  std::optional<std::string> short_text;
  Change<std::string> renamed;
  Change<std::int32_t> recounted;
  Change<samples::Mood> mood;
  Change<std::vector<std::string>> relabelled;

  static consteval auto describe() {
    return described(
        "Everything that can be too much.", field<&Limited::title>("Text.", length{2, 5}),
        field<&Limited::small>("Number.", range{-3, 7}, defaults),
        field<&Limited::large>("Number.", defaults),
        field<&Limited::words>("Texts.", items{1, 3}, length{1, 2}, defaults),
        field<&Limited::numbers>("Numbers.", items{0, 2}, range{0, 9}, defaults),
        field<&Limited::short_text>("Maybe text.", length{0, 3}),
        field<&Limited::renamed>("Change.", length{1, 4}),
        field<&Limited::recounted>("Change.", range{1, 5}), field<&Limited::mood>("Change."),
        field<&Limited::relabelled>("Change.", items{0, 2}));
  }
};

/// One value after the other, the same in every run.
template <class T>
std::vector<T> values(const rc::Gen<T>& gen, int count) {
  std::vector<T> out;
  rc::Random random(seed);
  for (int i = 0; i < count; ++i) {
    out.push_back(gen(random.split(), 30).value());
  }
  return out;
}

/// Values at the borders of the limits above, and of every type.
std::vector<Json> junk_values() {
  std::vector<Json> out{nullptr, true, 1.5, 1e300, Json::array(), Json::object()};
  for (const std::int64_t number : {-4, -3, -1, 0, 1, 4, 5, 6, 7, 8, 9, 10}) {
    out.push_back(number);
  }
  for (const std::int64_t number :
       {2'147'483'647LL, 2'147'483'648LL, -2'147'483'648LL, -2'147'483'649LL,
        9'007'199'254'740'991LL, 9'007'199'254'740'992LL, -9'007'199'254'740'991LL,
        -9'007'199'254'740'992LL}) {
    out.push_back(number);
  }
  for (const char* text : {"",
                           "a",
                           "ab",
                           "abc",
                           "abcd",
                           "abcde",
                           "abcdef",
                           "äöüß",
                           "😀😀😀😀😀",
                           "😀😀😀😀😀😀",
                           "calm",
                           "angry",
                           "delete",
                           "412",
                           "0",
                           "012",
                           "9223372036854775807",
                           "2024-02-30T00:00:00Z",
                           "2024-02-29T00:00:00Z",
                           "2024-02-29T23:59:60Z",
                           "2024-02-29T12:00:00.5+02:00",
                           "2024-02-29"}) {
    out.push_back(text);
  }
  for (std::size_t size = 1; size <= 4; ++size) {
    out.push_back(Json(size, "a"));
    out.push_back(Json(size, "calm"));
    out.push_back(Json(size, 9));
    out.push_back(Json(size, 10));
  }
  for (const Json& each : {Json(""), Json("ab"), Json("abc"), Json(-1), Json(0)}) {
    out.push_back(Json(1, each));
  }
  out.push_back({{"kind", "reply"}});
  out.push_back({{"kind", "star_rating"}, {"stars", 3}});
  return out;
}

const Json& any_junk(rc::Random& random) {
  static const std::vector<Json> all = junk_values();
  return all[random.next() % all.size()];
}

/// Walks down to some value of `json` and damages it.
void damage(Json& json, rc::Random& random) {
  Json* at = &json;
  while (!at->empty() && at->is_structured() && random.next() % 4 != 0) {
    auto child = at->begin();
    std::advance(child, static_cast<std::ptrdiff_t>(random.next() % at->size()));
    const bool last = child->empty() || !child->is_structured();
    if (last && random.next() % 4 == 0) {
      at->erase(child);
      return;
    }
    at = &*child;
  }
  if (at->is_object() && random.next() % 2 == 0) {
    (*at)["unheard_of"] = 1;
  } else if (at->is_array() && random.next() % 2 == 0) {
    at->push_back(any_junk(random));
  } else {
    *at = any_junk(random);
  }
}

template <class T>
Json sample(JsonReader& reader, const Json& value) {
  const Result<T> result = reader.read<T>(value.dump());
  Json out{{"value", value}, {"fits", result.has_value()}};
  if (!result) {
    out["why"] = result.error().faults[0].pointer + " " + result.error().faults[0].code;
  }
  return out;
}

/// T as input: values as they are, and each damaged some times over.
template <class T>
Json input_case(std::string name, const std::vector<T>& all, int damaged) {
  JsonReader reader;
  rc::Random random(seed);
  Json samples = Json::array();
  for (const T& value : all) {
    const Json json = Json::parse(to_json(value));
    samples.push_back(sample<T>(reader, json));
    for (int i = 0; i < damaged; ++i) {
      Json worse = json;
      damage(worse, random);
      samples.push_back(sample<T>(reader, worse));
    }
  }
  return {{"name", std::move(name)},
          {"schema", schema_document(TypeOf<T>::type, SchemaUse::input).value()},
          {"samples", std::move(samples)}};
}

/// T as input: each member of `value` replaced by each junk value, taken out, and joined by one
/// that is unknown.
template <class T>
Json crossed_case(std::string name, const T& value) {
  JsonReader reader;
  Json samples = Json::array();
  const Json json = Json::parse(to_json(value));
  Json more = json;
  more["unheard_of"] = 1;
  samples.push_back(sample<T>(reader, more));
  for (const Field& field : TypeOf<T>::type.fields) {
    Json other = json;
    other.erase(std::string(field.name));
    samples.push_back(sample<T>(reader, other));
    for (const Json& each : junk_values()) {
      other[std::string(field.name)] = each;
      samples.push_back(sample<T>(reader, other));
    }
  }
  return {{"name", std::move(name)},
          {"schema", schema_document(TypeOf<T>::type, SchemaUse::input).value()},
          {"samples", std::move(samples)}};
}

/// T as output: what is written fits, and so does what a later version adds.
template <class T>
Json output_case(std::string name, const std::vector<T>& all) {
  Json samples = Json::array();
  for (const T& value : all) {
    Json json = Json::parse(to_json(value));
    samples.push_back({{"value", json}, {"fits", true}});
    json["added_later"] = Json::array({1});
    samples.push_back({{"value", json}, {"fits", true}});
  }
  return {{"name", std::move(name)},
          {"schema", schema_document(TypeOf<T>::type, SchemaUse::output).value()},
          {"samples", std::move(samples)}};
}

/// One text form, with the cases that were decided by hand.
Json form_case(TextForm form) {
  Field field;
  field.meaning = text_form_rule(form).words;
  field.type = &TypeOf<std::string>::type;
  field.limits.form = form;
  const Type& owner = TypeOf<samples::Author>::type;
  Json samples = Json::array();
  for (const FormCase& each : form_cases()) {
    if (each.form == form) {
      samples.push_back({{"value", each.text}, {"fits", each.fits}});
    }
  }
  return {{"name", "form: " + std::string(text_form_rule(form).words)},
          {"schema", SchemaCollection("").member_schema(owner, field, SchemaUse::input)},
          {"samples", std::move(samples)}};
}

}  // namespace

int main() {
  const auto everything = values(samples::any_everything(), 60);
  Json cases = Json::array();
  cases.push_back(input_case("everything as input", everything, 25));
  cases.push_back(output_case("everything as output", everything));
  cases.push_back(input_case("author as input", values(samples::any_author(), 20), 20));
  cases.push_back(input_case("note as input", values(samples::any_note(), 20), 10));
  cases.push_back(crossed_case("limits, each broken", Limited{.title = "title"}));
  cases.push_back(crossed_case("everything, each replaced", everything[0]));
  for (int form = 0; form <= static_cast<int>(TextForm::word); ++form) {
    cases.push_back(form_case(static_cast<TextForm>(form)));
  }
  std::cout << cases.dump() << '\n';
}
