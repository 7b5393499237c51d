// SPDX-License-Identifier: Apache-2.0
// What it costs to look for hundreds of terms in everything that a network sends: frames of
// Bluesky's Jetstream are read into kith's own form and their texts searched, and one in a hundred
// has a term. One thread. Prints a line of JSON for frames that are all posts, and one where nine
// of ten are about something else, as where nobody asks for posts alone.
//
//     load_match --frames=frames.jsonl [--terms=500] [--rounds=5]
//
// `frames` is what `write_posts --frames` makes; the median of the rounds is printed.
#include <functional>
#include <new>
#include <unordered_map>

#include "intake/jetstream_frame.h"
#include "measure.h"
#include "program.h"
#include "text/term_finder.h"
#include "text/tokens.h"

namespace {

using namespace kith;

constexpr double wanted_share = 0.01;
constexpr std::size_t other_frames_to_a_post = 9;
constexpr double events_of_a_firehose = 2'000;  // a second

thread_local std::int64_t allocations = 0;

/// What looking through all frames once gave.
struct Round {
  double microseconds = 0;  ///< an event
  double allocations = 0;   ///< an event
  std::size_t matched = 0;
};

/// Words that together stand in about one frame of a hundred, as many as are wanted.
std::vector<std::vector<std::string>> terms_of(const std::vector<std::string>& frames,
                                               std::size_t wanted) {
  intake::JetstreamFrames reader;
  std::unordered_map<std::string, std::size_t> counts;
  for (const std::string& frame : frames) {
    if (const auto post = load::need(reader.read(frame))) {
      text::for_each_token(post->text,
                           [&](const text::Token& token) { ++counts[std::string(token.text)]; });
    }
  }
  std::vector<std::pair<std::size_t, std::string>> ranked;
  for (const auto& [word, count] : counts) {
    ranked.emplace_back(count, word);
  }
  std::ranges::sort(ranked, std::greater());
  const double most = wanted_share * static_cast<double>(frames.size());
  for (std::size_t first = 0; first + wanted <= ranked.size(); ++first) {
    double sum = 0;
    for (std::size_t each = first; each < first + wanted && sum <= most; ++each) {
      sum += static_cast<double>(ranked[each].first);
    }
    if (sum <= most) {
      std::vector<std::vector<std::string>> terms;
      for (std::size_t each = first; each < first + wanted; ++each) {
        terms.push_back({ranked[each].second});
      }
      return terms;
    }
  }
  load::give_up("There are too few words for so many terms.");
}

/// What a network says of somebody who liked a post.
std::string like_like(const std::string& frame) {
  const std::string author = frame.substr(0, frame.find(",\"kind\""));
  return author +
         R"(,"kind":"commit","commit":{"rev":"3l3qo2vuowo2b","operation":"create",)"
         R"("collection":"app.bsky.feed.like","rkey":"3l3qo2vutsw2b","record":{"$type":)"
         R"("app.bsky.feed.like","createdAt":"2024-09-09T19:46:02.102Z","subject":{"cid":)"
         R"("bafyreidc6sydkkbchcyg62v77wbhzvb2mvytlmsychqgwf2xojjtirmzj4","uri":)"
         R"("at://did:plc:wa7b35aakoll7hugkrjtf3xf/app.bsky.feed.post/3l3pte3p2e325"}},"cid":)"
         R"("bafyreidwaivazkwu67xztlmuobx35hs2lnfh3kolmgfmucldvhd3sgzcqi"}})";
}

Round look_through(const std::vector<std::string>& frames, const text::TermFinder& finder) {
  intake::JetstreamFrames reader;
  Round round;
  const std::int64_t allocated = allocations;
  const double start = load::clock_seconds(CLOCK_THREAD_CPUTIME_ID);
  for (const std::string& frame : frames) {
    const auto post = load::need(reader.read(frame));
    round.matched += post && !finder.match(post->text).empty() ? 1 : 0;
  }
  const auto events = static_cast<double>(frames.size());
  round.microseconds = (load::clock_seconds(CLOCK_THREAD_CPUTIME_ID) - start) / events * 1e6;
  round.allocations = static_cast<double>(allocations - allocated) / events;
  return round;
}

void measure(const char* what, const std::vector<std::string>& frames,
             const text::TermFinder& finder, std::size_t terms, std::size_t rounds) {
  std::vector<double> microseconds;
  Round last;
  for (std::size_t each = 0; each < rounds; ++each) {
    last = look_through(frames, finder);
    microseconds.push_back(last.microseconds);
  }
  const double median = load::percentile(microseconds, 50);
  std::printf(
      "{\"program\":\"load_match\",\"frames\":\"%s\",\"events\":%zu,\"terms\":%zu,\"matched\":%zu,"
      "\"cpu_us_per_event\":%.2f,\"allocations_per_event\":%.2f,\"core_share_at_2000\":%.4f}\n",
      what, frames.size(), terms, last.matched, median, last.allocations,
      median * 1e-6 * events_of_a_firehose);
}

}  // namespace

// Counted where this program asks for memory; the libraries' own malloc is not.
void* operator new(std::size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size)) {
    return memory;
  }
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}

int main(int argc, char** argv) {
  auto options = load::options(argc, argv, "load_match --frames=FILE [--terms=500] [--rounds=5]",
                               {{"frames", ""}, {"terms", "500"}, {"rounds", "5"}});
  const std::vector<std::string> posts = load::lines_of(options["frames"]);
  const std::size_t wanted = std::stoul(options["terms"]);
  const std::size_t rounds = std::stoul(options["rounds"]);
  const text::TermFinder finder(terms_of(posts, wanted));
  measure("posts", posts, finder, wanted, rounds);
  std::vector<std::string> mixed;
  for (const std::string& post : posts) {
    mixed.push_back(post);
    mixed.insert(mixed.end(), other_frames_to_a_post, like_like(post));
  }
  measure("one in ten a post", mixed, finder, wanted, rounds);
  return 0;
}
