// SPDX-License-Identifier: Apache-2.0
#include "conversation/search.h"

#include "conversation/search_candidates.h"
#include "conversation/search_rank.h"
#include "conversation/search_tags.h"
#include "conversation/search_tail.h"
#include "text/matcher.h"

namespace kith::conversation {
namespace {

// Opening the index once more costs about as much as so many candidates.
constexpr std::size_t cost_of_range = 20;
// A candidate whose text is read costs one more for so many bytes.
constexpr std::size_t cost_in_bytes = 500;

/// One search under way.
class Searching {
 public:
  Searching(Reader& reader, const SearchRequest& request, const SearchLimits& limits)
      : reader_(reader), request_(request), limits_(limits), matcher_(request.query) {}

  Result<SearchResult> run() {
    KITH_CHECK(open());
    KITH_CHECK(request_.order == SearchOrder::best ? rank() : collect());
    result_.cost = cost_;
    return std::move(result_);
  }

 private:
  Result<void> open() {
    const SearchFilter& filter = request_.filter;
    std::optional<NarrowedMessages> narrowed =
        KITH_TRY(narrowed_messages(reader_, filter, request_.before, limits_.candidates));
    if (narrowed) {
      result_.is_complete = narrowed->is_whole;
      candidates_.emplace(reader_, plan_, std::vector<IdRange>{}, std::move(narrowed->ids));
      return {};
    }
    std::vector<std::string> tags;
    if (filter.channel) {
      tags.push_back(channel_tag(filter.channel));
    }
    if (!filter.language.empty()) {
      tags.push_back(language_tag(filter.language));
    }
    plan_ = KITH_TRY(plan_search(reader_, request_.query, tags));
    SearchTail tail = KITH_TRY(read_search_tail(reader_, limits_.tail));
    result_.is_complete = tail.is_whole;
    std::erase_if(tail.ids, [this](std::int64_t id) { return id >= request_.before; });
    candidates_.emplace(reader_, plan_, KITH_TRY(ranges()), std::move(tail.ids));
    return {};
  }

  /// The stretches of ids to look at, all below where the page begins.
  Result<std::vector<IdRange>> ranges() {
    std::vector<IdRange> cut;
    for (IdRange range :
         KITH_TRY(ranges_between(reader_, request_.filter.from, request_.filter.to))) {
      range.last = std::min(range.last, request_.before - 1);
      if (range.first <= range.last) {
        cut.push_back(range);
      }
    }
    return cut;
  }

  /// The next candidate whose words are those that are searched for; nothing at the end or when
  /// enough was looked at.
  Result<std::optional<Candidate>> next() {
    while (true) {
      std::optional<Candidate> candidate = KITH_TRY(candidates_->next());
      if (!candidate) {
        return candidate;
      }
      if (is_exhausted()) {
        result_.is_complete = false;
        result_.next = candidate->id + 1;
        return std::optional<Candidate>();
      }
      ++cost_.candidates;
      if (!candidate->is_to_read || KITH_TRY(matches(*candidate))) {
        return candidate;
      }
    }
  }

  bool is_exhausted() const {
    return cost_.candidates + candidates_->opened() * cost_of_range >=
               limits_.candidates + cost_of_range ||
           cost_.text_bytes >= limits_.text_bytes;
  }

  Result<bool> matches(const Candidate& candidate) {
    if (candidate.text) {
      return matches_text(*candidate.text);
    }
    return matches_text(KITH_TRY(load_message_text(reader_, candidate.id)));
  }

  bool matches_text(std::string_view text) {
    cost_.text_bytes += text.size() + cost_in_bytes;
    return matcher_.matches(text);
  }

  Result<void> collect() {
    TermFinder finder(request_.query);
    while (const std::optional<Candidate> candidate = KITH_TRY(next())) {
      std::optional<SearchRow> row =
          KITH_TRY(load_search_row(reader_, candidate->id, request_.filter));
      if (!row || !fits(request_.filter, *row)) {
        continue;
      }
      if (result_.found.size() == request_.limit) {
        result_.next = result_.found.back().row.message.value;
        return {};
      }
      Snippet snippet = make_snippet(finder, row->text);
      result_.found.push_back({*std::move(row), std::move(snippet)});
    }
    return {};
  }

  Result<void> rank() {
    Ranking ranking(request_.query);
    while (const std::optional<Candidate> candidate = KITH_TRY(next())) {
      if (ranking.hits() == limits_.ranked) {
        result_.is_complete = false;
        break;
      }
      const std::string text = KITH_TRY(load_message_text(reader_, candidate->id));
      cost_.text_bytes += text.size();
      ranking.add(candidate->id, text);
    }
    result_.next.reset();
    TermFinder finder(request_.query);
    for (const std::int64_t id : ranking.best_first()) {
      if (result_.found.size() == request_.limit) {
        break;
      }
      std::optional<SearchRow> row = KITH_TRY(load_search_row(reader_, id, request_.filter));
      if (row && fits(request_.filter, *row)) {
        Snippet snippet = make_snippet(finder, row->text);
        result_.found.push_back({*std::move(row), std::move(snippet)});
      }
    }
    return {};
  }

  Reader& reader_;
  const SearchRequest& request_;
  const SearchLimits& limits_;
  text::Matcher matcher_;
  SearchPlan plan_;
  std::optional<SearchCandidates> candidates_;
  SearchResult result_;
  SearchCost cost_;
};

}  // namespace

Result<SearchResult> search(Reader& reader, const SearchRequest& request,
                            const SearchLimits& limits) {
  return Searching(reader, request, limits).run();
}

}  // namespace kith::conversation
