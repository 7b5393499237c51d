// SPDX-License-Identifier: Apache-2.0
#include "product_test.h"

namespace kith::product {
namespace {

using RoutesTest = ProductTest;
using Ids = std::vector<std::int64_t>;

Ids ids_of(const Page<RequestView>& page) {
  Ids ids;
  for (const RequestView& each : page.items) {
    ids.push_back(each.id.value);
  }
  return ids;
}

TEST_F(RoutesTest, make_a_request_of_a_message_and_quote_it) {
  bench.add_person(1);
  const MessageId message = bench.writes(1, "Hello. Where is the dark mode? Bye.");
  const auto made = bench.call<RequestView>(
      HttpMethod::post, "/requests",
      CreateRequest{.title = "Dark mode", .message_id = message, .first = 7, .length = 23},
      bench.caller(anna));
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_EQ(made->state, RequestState::heard);
  EXPECT_EQ(made->created_by, anna);
  EXPECT_EQ(made->evidence, 1);
  EXPECT_EQ(made->asked, 1);
  const RequestDetail shown = bench.shows(made->id);
  ASSERT_EQ(shown.evidence.size(), 1U);
  EXPECT_EQ(shown.evidence[0].quote, "Where is the dark mode?");
  EXPECT_EQ(shown.evidence[0].added_by, anna);
  EXPECT_EQ(shown.askers.persons, 1);
}

TEST_F(RoutesTest, quote_all_of_a_message_that_was_edited_since) {
  bench.add_person(1);
  const RequestId request = bench.creates("Dark mode");
  const MessageId message = bench.writes(1, "Dark mode");
  const auto added = bench.call<RequestView>(
      HttpMethod::post, "/requests/{request_id}/evidence",
      AddEvidence{.request_id = request, .message_id = message, .first = 0, .length = 4},
      bench.caller(anna));
  ASSERT_TRUE(added);
  EXPECT_EQ(bench.shows(request).evidence[0].quote, "Dark");
  bench.edits(message, "A light mode, please");
  const EvidenceView edited = bench.shows(request).evidence.at(0);
  EXPECT_EQ(edited.quote, "A light mode, please");
  EXPECT_TRUE(edited.is_edited);
}

TEST_F(RoutesTest, keep_what_was_deleted_as_a_counted_tombstone) {
  bench.add_person(1);
  const RequestId request = bench.creates("Dark mode");
  const MessageId message = bench.writes(1, "I wish there was a dark mode");
  ASSERT_TRUE(bench.adds(request, message));
  bench.deletes(message);
  const RequestDetail shown = bench.shows(request);
  EXPECT_EQ(shown.request.asked, 1);
  EXPECT_TRUE(shown.evidence.at(0).is_gone);
  EXPECT_FALSE(shown.evidence.at(0).quote);
}

TEST_F(RoutesTest, quote_nothing_of_an_erased_person) {
  bench.add_person(1);
  const RequestId request = bench.creates("Dark mode");
  ASSERT_TRUE(bench.adds(request, bench.writes(1, "Dark mode?")));
  bench.execute("UPDATE person SET erased_at = 7 WHERE id = 1");
  bench.happens(1, PersonErased{.messages = 1});
  EXPECT_TRUE(bench.shows(request).evidence.at(0).is_gone);
  EXPECT_FALSE(bench.shows(request).evidence.at(0).quote);
}

TEST_F(RoutesTest, take_evidence_from_outside_alone_and_once) {
  bench.add_person(1);
  const RequestId request = bench.creates("Dark mode");
  const MessageId note = bench.writes(1, "They want it dark", 1, Direction::note);
  EXPECT_EQ(bench.adds(request, note).error().code, ErrorCode::rule);
  const MessageId message = bench.writes(1, "Dark mode?");
  ASSERT_TRUE(bench.adds(request, message));
  EXPECT_EQ(bench.adds(request, message).error().code, ErrorCode::conflict);
  EXPECT_EQ(bench.adds(request, MessageId{1}).error().code, ErrorCode::not_found);
  EXPECT_EQ(bench.adds(RequestId{99}, message).error().code, ErrorCode::not_found);
  const auto beyond = bench.call<RequestView>(
      HttpMethod::post, "/requests/{request_id}/evidence",
      AddEvidence{.request_id = request, .message_id = bench.writes(1, "Short"), .first = 6},
      bench.caller(anna));
  EXPECT_EQ(beyond.error().field, "/first");
}

TEST_F(RoutesTest, take_evidence_back) {
  bench.add_person(1);
  const RequestId request = bench.creates("Dark mode");
  const MessageId first = bench.writes(1, "Dark mode?");
  const MessageId second = bench.writes(1, "Dark mode!");
  ASSERT_TRUE(bench.adds(request, first));
  ASSERT_TRUE(bench.adds(request, second));
  const auto left = bench.takes_back(request, first);
  ASSERT_TRUE(left) << left.error().message;
  EXPECT_EQ(left->evidence, 1);
  EXPECT_EQ(left->asked, 1);
  EXPECT_EQ(bench.takes_back(request, first).error().code, ErrorCode::not_found);
  EXPECT_EQ(bench.takes_back(request, second)->asked, 0);
}

TEST_F(RoutesTest, change_a_request_that_was_read) {
  const RequestId request = bench.creates("Dark mode");
  const auto change = [&](std::int64_t revision) {
    return bench.call<RequestView>(
        HttpMethod::patch, one_request,
        ChangeRequest{.request_id = request, .title = "Night mode", .owner = Ownership::me},
        bench.caller(anna), revision);
  };
  const auto changed = change(1);
  ASSERT_TRUE(changed) << changed.error().message;
  EXPECT_EQ(changed->title, "Night mode");
  EXPECT_EQ(changed->owner_id, anna);
  EXPECT_EQ(changed->revision, 2);
  EXPECT_EQ(change(1).error().code, ErrorCode::stale);
  EXPECT_EQ(bench.told<RequestChanged>().at(0).second.revision, 2);
}

TEST_F(RoutesTest, list_by_state_newest_or_most_asked_first_page_by_page) {
  Ids all;
  for (int each = 1; each <= 5; ++each) {
    all.insert(all.begin(), bench.creates("Wish " + std::to_string(each)).value);
    bench.add_person(each);
  }
  ASSERT_TRUE(bench.adds({2}, bench.writes(1, "two")));
  ASSERT_TRUE(bench.adds({2}, bench.writes(2, "two")));
  ASSERT_TRUE(bench.adds({4}, bench.writes(3, "four")));
  ASSERT_TRUE(bench.decides({5}, RequestState::planned));
  const auto pages = [&](RequestOrder order) {
    Ids seen;
    ListRequests input{.order = order, .limit = 3};
    do {
      const auto page =
          bench.call<Page<RequestView>>(HttpMethod::get, "/requests", input, bench.caller(anna));
      EXPECT_TRUE(page) << page.error().message;
      const Ids ids = ids_of(*page);
      seen.insert(seen.end(), ids.begin(), ids.end());
      input.cursor = page->next;
    } while (input.cursor);
    return seen;
  };
  EXPECT_EQ(pages(RequestOrder::newest), (Ids{4, 3, 2, 1}));
  EXPECT_EQ(pages(RequestOrder::most_asked), (Ids{2, 4, 3, 1}));
}

TEST_F(RoutesTest, count_persons_as_they_are_now_and_organisations) {
  for (int person = 1; person <= 5; ++person) {
    bench.add_person(person, person <= 3 ? 7 : 8);
  }
  const RequestId request = bench.creates("Dark mode");
  for (int person = 1; person <= 5; ++person) {
    ASSERT_TRUE(bench.adds(request, bench.writes(person, "Dark mode?")));
  }
  Askers askers = bench.shows(request).askers;
  EXPECT_EQ(askers.persons, 5);
  EXPECT_EQ(askers.organisations, 2);
  EXPECT_EQ(askers.of_largest_organisation, 3);
  bench.merge_person(2, 1);
  EXPECT_EQ(bench.shows(request).askers.persons, 4);
  bench.unmerge_person(2, 1);
  EXPECT_EQ(bench.shows(request).askers.persons, 5);
  bench.execute("UPDATE person SET is_excluded = 1 WHERE id = 3");
  EXPECT_EQ(bench.shows(request).askers.persons, 4);
}

TEST_F(RoutesTest, merge_requests_and_undo_it_with_all_that_was_said) {
  for (int person = 1; person <= 3; ++person) {
    bench.add_person(person);
  }
  const RequestId dark = bench.creates("Dark mode");
  const RequestId night = bench.creates("Night mode");
  const RequestId theme = bench.creates("Themes");
  const MessageId both = bench.writes(1, "Dark mode?");
  ASSERT_TRUE(bench.adds(dark, both));
  ASSERT_TRUE(bench.adds(night, bench.writes(1, "Night mode?")));
  ASSERT_TRUE(bench.adds(night, bench.writes(2, "Night mode?")));
  ASSERT_TRUE(bench.adds(theme, bench.writes(3, "Themes?")));
  ASSERT_TRUE(bench.decides(dark, RequestState::planned));

  ASSERT_TRUE(bench.merges(dark, night));
  EXPECT_EQ(bench.shows(dark).request.state, RequestState::merged);
  EXPECT_EQ(bench.shows(night).request.asked, 2);
  EXPECT_EQ(bench.shows(night).request.evidence, 3);
  EXPECT_EQ(bench.adds(night, both).error().code, ErrorCode::conflict);
  EXPECT_EQ(bench.adds(dark, both).error().code, ErrorCode::conflict);
  EXPECT_EQ(bench.merges(dark, theme).error().code, ErrorCode::conflict);
  EXPECT_EQ(bench.merges(theme, dark).error().code, ErrorCode::conflict);

  ASSERT_TRUE(bench.merges(night, theme));
  const RequestDetail whole = bench.shows(theme);
  EXPECT_EQ(whole.request.asked, 3);
  EXPECT_EQ(whole.parts, (std::vector<RequestId>{dark, night}));
  EXPECT_EQ(whole.evidence.size(), 4U);

  ASSERT_TRUE(bench.unmerges(night));
  EXPECT_EQ(bench.shows(theme).request.asked, 1);
  EXPECT_EQ(bench.shows(night).request.asked, 2);
  EXPECT_EQ(bench.shows(night).request.state, RequestState::heard);
  ASSERT_TRUE(bench.unmerges(dark));
  EXPECT_EQ(bench.shows(dark).request.asked, 1);
  EXPECT_EQ(bench.shows(dark).request.state, RequestState::planned);
  EXPECT_EQ(bench.unmerges(dark).error().code, ErrorCode::conflict);
  EXPECT_EQ(bench.told<RequestUnmerged>().at(0).second.parts,
            (std::vector<RequestId>{night, dark}));
}

TEST_F(RoutesTest, merge_nothing_into_itself) {
  const RequestId request = bench.creates("Dark mode");
  EXPECT_EQ(bench.merges(request, request).error().code, ErrorCode::rule);
  EXPECT_EQ(bench.merges(request, RequestId{99}).error().field, "/into");
}

TEST_F(RoutesTest, find_similar_requests_of_a_text_or_a_message) {
  bench.add_person(1);
  const RequestId dark = bench.creates("Dark mode for the app");
  bench.creates("Export of invoices as PDF");
  const auto find = [&](const FindSimilar& input) {
    return bench.call<Page<SimilarRequest>>(HttpMethod::get, "/requests/similar", input,
                                            bench.caller(anna));
  };
  const auto found = find({.text = "a dark mode in the app"});
  ASSERT_TRUE(found) << found.error().message;
  ASSERT_EQ(found->items.size(), 1U);
  EXPECT_EQ(found->items[0].request_id, dark);
  EXPECT_EQ(found->items[0].title, "Dark mode for the app");
  const MessageId message = bench.writes(
      1, "My parcel came late and wet. It would be great if the app had a dark mode. Thanks");
  const auto by_message = find({.message_id = message});
  ASSERT_EQ(by_message->items.size(), 1U);
  EXPECT_EQ(by_message->items[0].request_id, dark);
  EXPECT_TRUE(find({.text = "when do you open on Sunday"})->items.empty());
  EXPECT_EQ(find({}).error().code, ErrorCode::invalid);
  EXPECT_EQ(find({.text = "x", .message_id = message}).error().code, ErrorCode::invalid);
}

}  // namespace
}  // namespace kith::product
