// SPDX-License-Identifier: Apache-2.0
#include "intake/jetstream_frame.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "base/rfc3339.h"

namespace kith::intake {
namespace {

using nlohmann::json;

constexpr std::string_view ada = "did:plc:ada";
constexpr std::string_view uri = "at://did:plc:ada/app.bsky.feed.post/3kq";
constexpr std::int64_t seen = 1'783'175'888'000'000;  // 2026-07-04T14:38:08Z

json record(const std::string& text = "Where is my parcel?") {
  return {
      {"$type", "app.bsky.feed.post"}, {"createdAt", "2026-07-04T14:38:06.24Z"}, {"text", text}};
}

json commit(const std::string& operation, const json& said = nullptr) {
  json body = {{"rev", "3rev"},
               {"operation", operation},
               {"collection", "app.bsky.feed.post"},
               {"rkey", "3kq"}};
  if (!said.is_null()) {
    body["record"] = said;
    body["cid"] = "bafy";
  }
  return body;
}

json first_form(const std::string& kind, json body) {
  return {{"did", ada}, {"time_us", seen}, {"kind", kind}, {kind, std::move(body)}};
}

json second_form(const std::string& kind, json body) {
  body["$type"] = "network.bsky.jetstream.subscribeEvents#" + kind;
  body["seq"] = 12345;
  body["did"] = ada;
  body["time"] = "2026-07-04T14:38:08.000000Z";
  return {{"$type", "message"}, {"payload", std::move(body)}};
}

Result<std::optional<Post>> read(const json& frame) {
  return JetstreamFrames().read(frame.dump());
}
/// The post of a frame that must have one.
Post post_of(const json& frame) {
  const Result<std::optional<Post>> post = read(frame);
  EXPECT_TRUE(post && *post) << frame;
  return post && *post ? **post : Post{};
}
Post said(const json& record) {
  return post_of(first_form("commit", commit("create", record)));
}
bool is_passed_over(const json& frame) {
  const Result<std::optional<Post>> post = read(frame);
  return post && !*post;
}
std::string refusal(std::string_view line) {
  const Result<std::optional<Post>> post = JetstreamFrames().read(line);
  return post ? "" : post.error().message;
}

TEST(JetstreamFrame, both_forms_say_the_same_of_a_post) {
  json answer = record();
  answer["langs"] = {"de", "en"};
  answer["reply"] = {{"root", {{"uri", "at://did:plc:bea/app.bsky.feed.post/1"}, {"cid", "x"}}},
                     {"parent", {{"uri", "at://did:plc:cem/app.bsky.feed.post/2"}, {"cid", "y"}}}};
  for (const json& frame : {first_form("commit", commit("create", answer)),
                            second_form("commit", commit("create", answer))}) {
    const Post post = post_of(frame);
    EXPECT_EQ(post.channel, "bluesky");
    EXPECT_EQ(post.kind, PostKind::create);
    EXPECT_EQ(post.native_id, uri);
    EXPECT_EQ(post.uri, uri);
    EXPECT_EQ(post.author.native_id, ada);
    EXPECT_EQ(post.text, "Where is my parcel?");
    EXPECT_EQ(post.language, "de");
    EXPECT_EQ(post.thread, "at://did:plc:bea/app.bsky.feed.post/1");
    EXPECT_EQ(post.in_reply_to, "at://did:plc:cem/app.bsky.feed.post/2");
    EXPECT_EQ(post.posted_at, parse_rfc3339("2026-07-04T14:38:06.24Z"));
    EXPECT_FALSE(post.has_stable_time) << "an author writes any time there";
    EXPECT_TRUE(post.is_from_stream);
    EXPECT_EQ(post.html, "");
  }
}

TEST(JetstreamFrame, an_update_is_an_edit_known_by_its_revision) {
  for (const json& frame : {first_form("commit", commit("update", record("Found it."))),
                            second_form("commit", commit("update", record("Found it.")))}) {
    const Post post = post_of(frame);
    EXPECT_EQ(post.kind, PostKind::edit);
    EXPECT_EQ(post.uri, uri);
    EXPECT_EQ(post.version, "3rev");
    EXPECT_EQ(post.text, "Found it.");
  }
}

TEST(JetstreamFrame, a_deletion_needs_no_record) {
  for (const json& frame :
       {first_form("commit", commit("delete")), second_form("commit", commit("delete"))}) {
    const Post post = post_of(frame);
    EXPECT_EQ(post.kind, PostKind::delete_);
    EXPECT_EQ(post.uri, uri);
    EXPECT_EQ(post.author.native_id, ada);
  }
}

TEST(JetstreamFrame, an_update_that_leaves_nothing_takes_the_post_back) {
  EXPECT_EQ(post_of(first_form("commit", commit("update", record("")))).kind, PostKind::delete_);
}

TEST(JetstreamFrame, an_account_that_is_gone_or_hidden_takes_its_posts_with_it) {
  for (const char* status : {"deleted", "takendown", "deactivated", "suspended"}) {
    const json account = {{"active", false}, {"did", ada}, {"seq", 7}, {"status", status}};
    for (const json& frame :
         {first_form("account", account), second_form("account", {{"account", account}}),
          second_form("account", account)}) {
      const Post post = post_of(frame);
      EXPECT_EQ(post.kind, PostKind::author_gone);
      EXPECT_EQ(post.author.native_id, ada);
      EXPECT_EQ(post.posted_at, Time{seen});
    }
  }
  EXPECT_TRUE(is_passed_over(first_form("account", {{"active", true}, {"did", ada}})));
  for (const char* status : {"throttled", "desynchronized"}) {
    EXPECT_TRUE(is_passed_over(first_form("account", {{"active", false}, {"status", status}})))
        << status;
  }
}

TEST(JetstreamFrame, whatever_is_no_post_is_passed_over) {
  json like = commit("create", {{"$type", "app.bsky.feed.like"}, {"text", 7}});
  like["collection"] = "app.bsky.feed.like";
  EXPECT_TRUE(is_passed_over(first_form("commit", like)));
  EXPECT_TRUE(is_passed_over(second_form("commit", like)));
  EXPECT_TRUE(is_passed_over(first_form("identity", {{"did", ada}, {"handle", "ada.example"}})));
  EXPECT_TRUE(is_passed_over(second_form("identity", {{"identity", {{"handle", "a.example"}}}})));
  for (const char* kind : {"sync", "info", "something_new"}) {
    EXPECT_TRUE(is_passed_over(second_form(kind, {})));
    EXPECT_TRUE(is_passed_over(first_form(kind, {})));
  }
  EXPECT_TRUE(is_passed_over({{"$type", "error"}, {"error", "ConsumerTooSlow"}}));
  EXPECT_TRUE(
      is_passed_over({{"$type", "message"}, {"payload", {{"$type", "other.event#commit"}}}}));
  EXPECT_TRUE(is_passed_over(first_form("commit", commit("resurrect", record()))));
}

TEST(JetstreamFrame, a_post_without_words_or_pictures_is_passed_over) {
  json video = record("");
  video["embed"] = {{"$type", "app.bsky.embed.video"}, {"video", {{"mimeType", "video/mp4"}}}};
  EXPECT_TRUE(is_passed_over(first_form("commit", commit("create", video))));
}

TEST(JetstreamFrame, pictures_are_named_by_where_they_lie) {
  const json image = {{"alt", "A lid"},
                      {"image", {{"ref", {{"$link", "bafkreia"}}}, {"mimeType", "image/png"}}}};
  json plain = record("");
  plain["embed"] = {{"images", {image, {{"image", {{"ref", {{"$link", "../x"}}}}}}, 7}}};
  json with_quote = record("");
  with_quote["embed"] = {{"record", json::object()}, {"media", {{"images", {image}}}}};
  for (const json& each : {plain, with_quote}) {
    const Post post = said(each);
    ASSERT_EQ(post.attachments.size(), 1U) << each;
    EXPECT_EQ(post.attachments[0].url,
              "https://cdn.bsky.app/img/feed_fullsize/plain/did:plc:ada/bafkreia@jpeg");
    EXPECT_EQ(post.attachments[0].media_type, "image/png");
  }
}

TEST(JetstreamFrame, a_card_alone_says_its_title) {
  json card = record("");
  card["embed"] = {{"external", {{"uri", "https://a.example/1"}, {"title", "A <lid>"}}}};
  EXPECT_EQ(said(card).html, "<a href=\"https://a.example/1\">A &lt;lid&gt;</a>");
  card["embed"]["external"]["uri"] = "javascript:alert(1)";
  EXPECT_TRUE(is_passed_over(first_form("commit", commit("create", card))));
}

TEST(JetstreamFrame, facets_lead_to_the_whole_address_and_leave_the_text_alone) {
  const auto facet = [](int begin, int end, const json& feature) {
    return json{{"index", {{"byteStart", begin}, {"byteEnd", end}}}, {"features", {feature}}};
  };
  const std::string type = "app.bsky.richtext.facet#";
  json linked = record("@bea shop.ex... #größe");
  linked["facets"] = {facet(0, 4, {{"$type", type + "mention"}, {"did", "did:plc:bea"}}),
                      facet(5, 15, {{"$type", type + "link"}, {"uri", "https://shop.example/1"}}),
                      facet(16, 24, {{"$type", type + "tag"}, {"tag", "größe"}})};
  const Post post = said(linked);
  EXPECT_EQ(post.text, "@bea shop.ex... #größe");
  EXPECT_EQ(post.html,
            "<a href=\"https://bsky.app/profile/did:plc:bea\">@bea</a> "
            "<a href=\"https://shop.example/1\">shop.ex...</a> "
            "<a href=\"https://bsky.app/hashtag/gr%C3%B6%C3%9Fe\">#größe</a>");
}

TEST(JetstreamFrame, a_broken_facet_is_passed_over_and_the_text_kept) {
  const json link = {{"$type", "app.bsky.richtext.facet#link"}, {"uri", "https://a.example"}};
  const json script = {{"$type", "app.bsky.richtext.facet#link"}, {"uri", "javascript:alert(1)"}};
  for (const json& facets : std::vector<json>{
           7,
           {7},
           {{{"index", 7}}},
           {{{"index", {{"byteStart", "0"}, {"byteEnd", 1.5}}}, {"features", {link}}}},
           {{{"index", {{"byteStart", 0}, {"byteEnd", 1}}}, {"features", 7}}},
           {{{"index", {{"byteStart", 0}, {"byteEnd", 1}}}, {"features", {7, json::object()}}}},
           {{{"index", {{"byteStart", 0}, {"byteEnd", 1}}}, {"features", {script}}}},
           {{{"index", {{"byteStart", 1}, {"byteEnd", 2}}}, {"features", {link}}}},
           {{{"index", {{"byteStart", 0}, {"byteEnd", 1'000'000}}}, {"features", {link}}}}}) {
    json said_with = record("ä");
    said_with["facets"] = facets;
    const Post post = said(said_with);
    EXPECT_EQ(post.text, "ä");
    EXPECT_EQ(post.html, "") << facets;
  }
}

TEST(JetstreamFrame, a_time_that_cannot_be_true_gives_way_to_when_it_was_seen) {
  for (const json& wrong :
       std::vector<json>{"1970-01-01T00:00:00Z", "1999-12-31T23:59:59Z", "2026-07-04T16:00:00Z",
                         "9999-01-01T00:00:00Z", "yesterday", 7, nullptr}) {
    json odd = record();
    odd["createdAt"] = wrong;
    EXPECT_EQ(said(odd).posted_at, Time{seen}) << wrong;
  }
  json ahead = record();
  ahead["createdAt"] = "2026-07-04T14:38:09.5Z";
  EXPECT_EQ(said(ahead).posted_at, Time{seen + 1'500'000}) << "clocks differ by seconds";
  json frame = first_form("commit", commit("create", record()));
  frame["time_us"] = "late";
  EXPECT_EQ(post_of(frame).posted_at, parse_rfc3339("2026-07-04T14:38:06.24Z"));
}

TEST(JetstreamFrame, what_is_optional_and_broken_costs_nothing) {
  json odd = record();
  odd["langs"] = {{"en", 7}};
  odd["reply"] = {{"root", 7}, {"parent", {{"uri", "https://a.example"}}}};
  odd["embed"] = {7};
  odd["something"] = {{"new", true}};
  const Post post = said(odd);
  EXPECT_EQ(post.text, "Where is my parcel?");
  EXPECT_EQ(post.language + post.thread + post.in_reply_to, "");
  for (const json& langs : std::vector<json>{"en", {7}, json::array(), {std::string(65, 'e')}}) {
    odd["langs"] = langs;
    EXPECT_EQ(said(odd).language, "") << langs;
  }
}

TEST(JetstreamFrame, what_breaks_the_form_is_refused_with_a_reason) {
  json no_text = record();
  no_text["text"] = 7;
  json zero = record("a");
  zero["text"] = std::string("a\0b", 3);
  json no_key = commit("create", record());
  no_key["rkey"] = "../../etc";
  json nobody = first_form("commit", commit("create", record()));
  nobody["did"] = "https://a.example";
  for (const std::string& line : std::vector<std::string>{
           "{\"kind\": \"commit\"",
           "",
           "[1, 2]",
           "7",
           "{}",
           "\xff\xfe",
           "{\"kind\": \"commit\", \"commit\": \"\\ud800\"}",
           std::string(2000, '['),
           json{{"kind", 7}}.dump(),
           json{{"kind", "commit"}}.dump(),
           json{{"kind", "commit"}, {"commit", "x"}}.dump(),
           json{{"kind", "commit"}, {"commit", json::object()}}.dump(),
           json{{"$type", "message"}}.dump(),
           first_form("commit", commit("create")).dump(),
           first_form("commit", commit("create", "x")).dump(),
           first_form("commit", commit("create", no_text)).dump(),
           first_form("commit", commit("create", zero)).dump(),
           first_form("commit", commit("create", record(std::string(3001, 'x')))).dump(),
           first_form("commit", no_key).dump(),
           nobody.dump(),
           first_form("commit", commit("create", record())).dump() + " {}"}) {
    EXPECT_NE(refusal(line), "") << line.substr(0, 100);
  }
  EXPECT_EQ(refusal(first_form("commit", commit("create", record(std::string(3000, 'x')))).dump()),
            "");
}

}  // namespace
}  // namespace kith::intake
