// SPDX-License-Identifier: Apache-2.0
#include "conversation/search_plan.h"

#include <algorithm>

#include "conversation/statement_lists.h"
#include "text/tokens.h"

namespace kith::conversation {
namespace {

constexpr std::size_t sample_messages = 400;
constexpr std::size_t sample_bytes = 100'000;
// One message in a hundred, and enough of them that it is no accident.
constexpr std::size_t frequent_in_sample = 4;

constexpr Statement sample_texts{
    "sample_texts", "SELECT text FROM message WHERE erased_at = 0 ORDER BY id DESC LIMIT $most"};

/// A beginning of a word, and in how many of the newest messages one begins so.
struct Beginning {
  std::string_view letters;
  std::size_t messages = 0;
  bool is_in_message = false;
};

class Beginnings {
 public:
  explicit Beginnings(const text::Query& query) {
    for (const std::vector<text::Term>& group : query.all_of) {
      add(group);
    }
    add(query.none_of);
  }

  Result<void> count(Reader& reader) {
    if (beginnings_.empty()) {
      return {};
    }
    std::size_t bytes = 0;
    const std::unique_ptr<Rows> rows =
        KITH_TRY(reader.query(sample_texts, {{"most", sample_messages}}));
    while (bytes < sample_bytes && KITH_TRY(rows->next())) {
      bytes += rows->text(0).size();
      count_in(rows->text(0));
    }
    return {};
  }

  bool is_frequent(const text::Term& term) const {
    return term.is_prefix && std::ranges::any_of(beginnings_, [&](const Beginning& each) {
             return each.letters == term.tokens.back() && each.messages >= frequent_in_sample;
           });
  }

 private:
  void add(const std::vector<text::Term>& terms) {
    for (const text::Term& term : terms) {
      if (term.is_prefix) {
        beginnings_.push_back({.letters = term.tokens.back()});
      }
    }
  }

  void count_in(std::string_view text) {
    text::for_each_token(text, [this](const text::Token& token) {
      for (Beginning& each : beginnings_) {
        each.is_in_message = each.is_in_message || token.text.starts_with(each.letters);
      }
    });
    for (Beginning& each : beginnings_) {
      each.messages += each.is_in_message ? 1 : 0;
      each.is_in_message = false;
    }
  }

  std::vector<Beginning> beginnings_;
};

std::string match_of(const text::Query& query, const std::vector<std::string>& tags) {
  std::string match = to_fts5(query, "text");
  if (!tags.empty()) {
    match += " AND \"tags\" : (";
    for (std::size_t tag = 0; tag < tags.size(); ++tag) {
      match += tag == 0 ? "\"" : " AND \"";
      match += tags[tag] + '"';
    }
    match += ')';
  }
  return match;
}

}  // namespace

std::span<const Statement* const> search_plan_statements() {
  static constexpr const Statement* all[] = {&sample_texts};
  return all;
}

Result<SearchPlan> plan_search(Reader& reader, const text::Query& query,
                               const std::vector<std::string>& tags) {
  Beginnings beginnings(query);
  KITH_CHECK(beginnings.count(reader));
  const auto is_frequent = [&](const text::Term& term) { return beginnings.is_frequent(term); };
  text::Query asked;
  for (const std::vector<text::Term>& group : query.all_of) {
    if (std::ranges::none_of(group, is_frequent)) {
      asked.all_of.push_back(group);
    }
  }
  std::ranges::remove_copy_if(query.none_of, std::back_inserter(asked.none_of), is_frequent);
  SearchPlan plan;
  plan.is_to_read =
      asked.all_of.size() < query.all_of.size() || asked.none_of.size() < query.none_of.size();
  if (!asked.all_of.empty()) {
    plan.match = match_of(asked, tags);
  }
  return plan;
}

}  // namespace kith::conversation
