// SPDX-License-Identifier: Apache-2.0
// How long the described structs take to read a post and to write a page of posts, beside nlohmann
// doing the same. One thread; the best of several rounds, in microseconds of processor time.
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include <kith/page.h>

#include "base/described_reader.h"
#include "base/described_writer.h"

namespace {

using namespace kith;

enum class PostKind : std::uint8_t { post, reply, review, mail };

struct PostAuthor {
  std::string handle;
  std::optional<std::string> display_name;
  std::int64_t followers = 0;
  bool verified = false;

  static consteval auto describe() {
    return described("Who wrote a post.",
                     field<&PostAuthor::handle>("The handle.", length{1, 200}, forms::any_line),
                     field<&PostAuthor::display_name>("The name shown.", length{0, 200}),
                     field<&PostAuthor::followers>("How many follow.", range{0, 1'000'000'000}),
                     field<&PostAuthor::verified>("Whether the network vouches.", defaults));
  }
};

struct PostAttachment {
  std::string url;
  std::string media_type;
  std::int64_t bytes = 0;

  static consteval auto describe() {
    return described("A file of a post.", field<&PostAttachment::url>("Where it is.", forms::url),
                     field<&PostAttachment::media_type>("What it is.", length{1, 100}),
                     field<&PostAttachment::bytes>("Its size.", range{0, 26'214'400}));
  }
};

struct Post {
  Id<Post> id;
  PostKind kind = PostKind::post;
  PostAuthor author;
  std::string text;
  Time posted_at;
  std::optional<std::string> language;
  std::optional<Id<Post>> reply_to;
  std::vector<std::string> labels;
  std::vector<PostAttachment> attachments;

  static consteval auto describe() {
    return described("A post.", field<&Post::id>("Its id."), field<&Post::kind>("What it is."),
                     field<&Post::author>("Who wrote it."),
                     field<&Post::text>("What it says.", length{0, 100'000}),
                     field<&Post::posted_at>("When."),
                     field<&Post::language>("Its language.", forms::language_tag),
                     field<&Post::reply_to>("What it answers."),
                     field<&Post::labels>("Labels.", items{0, 50}, forms::word, defaults),
                     field<&Post::attachments>("Files.", items{0, 20}, defaults));
  }
};

Post sample_post(std::size_t text_size) {
  Post post{.id = {412}, .kind = PostKind::review};
  post.author = {.handle = "anna.example.org", .display_name = "Anna Bäcker", .followers = 1203};
  while (post.text.size() < text_size) {
    post.text +=
        "The parcel came on Tuesday, but the lid was \"cracked\" again \u2013 second time! ";
  }
  post.text.resize(text_size);
  post.posted_at = {1'714'564'800'250'000};
  post.language = "en";
  post.reply_to = Id<Post>{398};
  post.labels = {"delivery.damaged", "repeat"};
  post.attachments = {{"https://cdn.example.org/img/7f3a91.jpg", "image/jpeg", 182'044},
                      {"https://cdn.example.org/img/7f3a92.jpg", "image/jpeg", 201'733}};
  return post;
}

/// Processor time, so that what else the machine does counts little.
double best_microseconds(const std::function<void()>& work) {
  constexpr int repeats = 5'000;
  double best = std::numeric_limits<double>::max();
  for (int round = 0; round < 10; ++round) {
    const std::clock_t start = std::clock();
    for (int i = 0; i < repeats; ++i) {
      work();
    }
    const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    best = std::min(best, seconds * 1e6 / repeats);
  }
  return best;
}

}  // namespace

int main() {
  const std::string json = to_json(sample_post(690));
  Page<Post> page;
  for (int i = 0; i < 25; ++i) {
    page.items.push_back(sample_post(248));
  }
  page.next = "b2Zmc2V0PTI1";
  const std::string list = to_json(page);

  JsonReader reader;
  if (!reader.read<Post>(json) || !reader.read<Page<Post>>(list)) {
    std::puts("the sample does not read");
    return 1;
  }
  std::size_t used = 0;
  const double read = best_microseconds([&] { used += reader.read<Post>(json)->text.size(); });
  const double read_list =
      best_microseconds([&] { used += reader.read<Page<Post>>(list)->items.size(); });
  std::string out;
  const double write = best_microseconds([&] {
    out.clear();
    write_json(out, TypeOf<Page<Post>>::type, &page);
    used += out.size();
  });
  const double other = best_microseconds([&] { used += nlohmann::json::parse(json).size(); });
  std::printf("read and validate a post of %zu bytes: %.2f us\n", json.size(), read);
  std::printf("nlohmann, parse alone: %.2f us\n", other);
  std::printf("read and validate a list of 25, %zu bytes: %.2f us\n", list.size(), read_list);
  std::printf("write that list: %.2f us\n", write);
  return used == 0 ? 1 : 0;
}
