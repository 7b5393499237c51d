// SPDX-License-Identifier: Apache-2.0
#include "people.h"

#include <fmt/format.h>

#include <stdexcept>

#include "base/described_reader.h"
#include "conversation/permissions.h"
#include "conversation/routes.h"
#include "journal_module.h"
#include "support/need.h"

namespace kith::simulation {
namespace {

using support::need;

constexpr const char* questions[] = {"Where is my parcel?", "The lid broke.", "Thank you!",
                                     "Can I have it in blue?", "When do you open?"};

/// What is read of an answer that names one message.
struct NamedMessage {
  MessageId id;
  static consteval auto describe() {
    return described("A message.", field<&NamedMessage::id>("Its id."));
  }
};

const Route& route_of(std::span<const Route> routes, HttpMethod method, std::string_view path) {
  for (const Route& route : routes) {
    if (route.method == method && route.path == path) {
      return route;
    }
  }
  throw std::runtime_error(fmt::format("there is no route {}", path));
}

Caller colleague() {
  std::vector<std::string> names{std::string(journal::permission.name)};
  for (const Permission* permission : conversation::conversation_permissions) {
    names.emplace_back(permission->name);
  }
  return {.workspace = {1},
          .member = {1},
          .permissions = std::make_shared<const PermissionSet>(std::move(names))};
}

}  // namespace

People::People(const Around& around)
    : around_(around), house_(around.house), chance_(around.chance), caller_(colleague()) {}

std::int64_t People::any(const std::string& rows) {
  const std::int64_t count = need(house_.look().number("SELECT count(*) FROM " + rows));
  return count == 0
             ? 0
             : need(house_.look().number(fmt::format(
                   "SELECT id FROM {} ORDER BY id LIMIT 1 OFFSET {}", rows, chance_.below(count))));
}

People::WrittenPost& People::new_post() {
  WrittenPost written{.mark = fmt::format("p{}", posts_.size()), .post = {}};
  intake::Post& post = written.post;
  post.channel = chance_.one_in(2) ? "pushed" : "pulled";
  post.native_id = "native-" + written.mark;
  post.author.native_id = fmt::format("author-{}", chance_.below(6));
  post.author.name = post.author.native_id;
  post.text = fmt::format("{} {}", written.mark, questions[chance_.below(5)]);
  if (!posts_.empty() && chance_.one_in(2)) {
    const intake::Post& before = chance_.any(posts_).post;
    post.in_reply_to = before.native_id;
    post.channel = before.channel;
  }
  if (chance_.one_in(3)) {
    post.posted_at = house_.clock().now() - std::chrono::minutes(chance_.below(100'000));
  } else {
    post.has_stable_time = false;
  }
  if (chance_.one_in(12)) {
    post.direction = Direction::outbound;
  }
  posts_.push_back(std::move(written));
  return posts_.back();
}

void People::hand_in(std::vector<WrittenPost> written, bool is_history) {
  std::vector<intake::Post> posts;
  std::vector<std::pair<std::string, intake::PostKind>> handed_in;
  for (WrittenPost& each : written) {
    handed_in.emplace_back(std::move(each.mark), each.post.kind);
    posts.push_back(std::move(each.post));
  }
  const intake::Order order{
      .urgency = is_history ? store::Urgency::background : store::Urgency::person,
      .is_history = is_history,
      .member = {1}};
  house_.workspace().intake().submit(
      std::move(posts), order,
      [this,
       handed_in = std::move(handed_in)](const Result<std::vector<intake::PostResult>>& results) {
        for (std::size_t place = 0; results && place < results->size(); ++place) {
          const auto& [mark, kind] = handed_in[place];
          around_.ledger.heard_of_post(mark, kind, (*results)[place]);
        }
      });
}

std::string People::post() {
  std::vector<WrittenPost> batch;
  for (std::int64_t left = 1 + chance_.below(4); left > 0; --left) {
    batch.push_back(new_post());
    if (chance_.one_in(4)) {
      batch.push_back(chance_.any(posts_));
    }
  }
  const std::string said = fmt::format("{} posts, {} the first", batch.size(), batch[0].mark);
  hand_in(std::move(batch), false);
  return said;
}

std::string People::post_again() {
  if (posts_.empty()) {
    return "";
  }
  const WrittenPost again = chance_.any(posts_);
  hand_in({again, again}, false);
  return again.mark + " again";
}

std::string People::change_post() {
  if (posts_.empty()) {
    return "";
  }
  WrittenPost changed = chance_.any(posts_);
  const bool is_edit = !chance_.one_in(4);
  changed.post.kind = is_edit ? intake::PostKind::edit : intake::PostKind::delete_;
  changed.post.text = is_edit ? fmt::format("{} changed {}", changed.mark, chance_.below(100)) : "";
  const std::string said = changed.mark + (is_edit ? " is edited" : " is deleted");
  hand_in({std::move(changed)}, false);
  return said;
}

std::string People::bring_history() {
  std::vector<WrittenPost> batch;
  for (std::int64_t left = 1 + chance_.below(6); left > 0; --left) {
    WrittenPost& written = new_post();
    written.post.has_stable_time = true;
    written.post.posted_at = house_.clock().now() - std::chrono::hours(24 * chance_.below(900));
    batch.push_back(written);
  }
  const std::string said = fmt::format("{} posts of history", batch.size());
  hand_in(std::move(batch), true);
  return said;
}

events::Call People::call_of(const Route& route, const Request& request, Told told) {
  events::Call call{.route = &route, .caller = caller_, .input = events::Object(*route.input)};
  need(JsonReader().read(request.json, *route.input, call.input.get()));
  call.expected_revision = request.revision;
  if (!request.key.empty()) {
    call.repeat = events::RepeatKey{.key = sha256(request.key),
                                    .request = sha256(request.path + request.json)};
  }
  call.done = [this, told = std::move(told),
               process = house_.process()](const Result<events::Answer>& answer) {
    if (answer && process == house_.process()) {
      told(*answer);
    }
  };
  return call;
}

void People::ask(const Request& request, Told told) {
  house_.workspace().executor().execute(call_of(
      route_of(conversation::routes(), request.method, request.path), request, std::move(told)));
}

void People::ask_journal(const Request& request, Told told) {
  house_.workspace().bus().lane("journal")->execute(
      call_of(route_of(journal::routes, request.method, request.path), request, std::move(told)));
}

std::string People::reply() {
  const std::int64_t conversation = any_conversation();
  if (conversation == 0) {
    return "";
  }
  const std::string mark = fmt::format("r{}", replies_.size());
  const std::int64_t seen = need(house_.look().number(
      fmt::format("SELECT last_message FROM conversation WHERE id = {}", conversation)));
  replies_.push_back(
      {.path = "/conversations/{conversation_id}/replies",
       .json = fmt::format(R"({{"conversation_id": "{}", "text": "{} It left today.", )"
                           R"("seen": "{}", "hold_seconds": {}}})",
                           conversation, mark, std::max<std::int64_t>(seen, 1),
                           chance_.one_in(2) ? 0 : chance_.below(31)),
       .key = mark});
  const Request request = replies_.back();
  ask(request, [this, mark](const events::Answer& answer) {
    around_.ledger.heard_of_writing(
        mark, need(read_json<NamedMessage>(answer.body, Strictness::tolerant)).id);
  });
  return fmt::format("{} to {}", mark, conversation);
}

std::string People::reply_again() {
  if (replies_.empty()) {
    return "";
  }
  const Request request = chance_.any(replies_);
  ask(request, [this, mark = request.key](const events::Answer& answer) {
    around_.ledger.heard_of_writing(
        mark, need(read_json<NamedMessage>(answer.body, Strictness::tolerant)).id);
  });
  return request.key + " again";
}

std::string People::take_back() {
  const std::int64_t message =
      any(chance_.one_in(6) ? "message WHERE direction = 1" : "message WHERE delivery = 1");
  if (message == 0) {
    return "";
  }
  ask({.path = "/messages/{message_id}/undo",
       .json = fmt::format(R"({{"message_id": "{}"}})", message)},
      [this, message](const events::Answer&) { around_.receivers.taken_back({message}); });
  return fmt::format("message {}", message);
}

std::string People::note() {
  const std::int64_t conversation = any_conversation();
  if (conversation == 0) {
    return "";
  }
  ask({.path = "/conversations/{conversation_id}/notes",
       .json = fmt::format(R"({{"conversation_id": "{}", "text": "n{} Waits for the lab."}})",
                           conversation, chance_.number())},
      [](const events::Answer&) {});
  return fmt::format("in {}", conversation);
}

std::string People::edit_conversation() {
  const std::int64_t conversation = any_conversation();
  if (conversation == 0) {
    return "";
  }
  constexpr const char* changes[] = {R"("status": "pending")", R"("status": "resolved")",
                                     R"("status": "open")",    R"("assignee": "2")",
                                     R"("priority": "high")",  R"("add_labels": ["lid"])"};
  const char* change = changes[chance_.below(6)];
  const std::int64_t revision = need(house_.look().number(
      fmt::format("SELECT revision FROM conversation WHERE id = {}", conversation)));
  ask({.method = HttpMethod::patch,
       .path = "/conversations/{conversation_id}",
       .json = fmt::format(R"({{"conversation_id": "{}", {}}})", conversation, change),
       .revision = revision},
      [](const events::Answer&) {});
  return fmt::format("{} to {}", conversation, change);
}

std::string People::merge_conversations() {
  const std::int64_t from = any_conversation();
  const std::int64_t into = any_conversation();
  if (from == 0) {
    return "";
  }
  ask({.path = "/conversations/{conversation_id}/merge",
       .json = fmt::format(R"({{"conversation_id": "{}", "into": "{}"}})", from, into)},
      [](const events::Answer&) {});
  return fmt::format("{} into {}", from, into);
}

std::string People::unmerge_conversation() {
  const std::int64_t part = any("conversation WHERE merged_into > 0");
  if (part == 0) {
    return "";
  }
  ask({.path = "/conversations/{conversation_id}/unmerge",
       .json = fmt::format(R"({{"conversation_id": "{}"}})", part)},
      [](const events::Answer&) {});
  return fmt::format("{}", part);
}

std::string People::merge_persons() {
  const std::int64_t from = any("person WHERE merged_into = 0");
  const std::int64_t into = any("person WHERE merged_into = 0");
  if (from == 0) {
    return "";
  }
  ask({.path = "/persons/{person_id}/merge",
       .json = fmt::format(R"({{"person_id": "{}", "into": "{}"}})", from, into)},
      [](const events::Answer&) {});
  return fmt::format("{} into {}", from, into);
}

std::string People::unmerge_person() {
  const std::int64_t part = any("person WHERE merged_into > 0");
  if (part == 0) {
    return "";
  }
  ask({.path = "/persons/{person_id}/unmerge",
       .json = fmt::format(R"({{"person_id": "{}"}})", part)},
      [](const events::Answer&) {});
  return fmt::format("{}", part);
}

std::string People::erase_person() {
  const std::int64_t person = any("person WHERE erased_at = 0");
  if (person == 0) {
    return "";
  }
  const bool is_done = house_.workspace().erasure().erase({person}, {1}).has_value();
  return fmt::format("{} {}", person, is_done ? "is begun" : "is refused");
}

std::string People::search() {
  constexpr const char* words[] = {"parcel", "lid", "blue", "open", "changed"};
  const char* word = words[chance_.below(5)];
  ask({.method = HttpMethod::get, .path = "/search", .json = fmt::format(R"({{"q": "{}"}})", word)},
      [](const events::Answer&) {});
  return word;
}

std::string People::turn_page() {
  const std::int64_t mark = 1 + static_cast<std::int64_t>(pages_.size());
  pages_.push_back({.path = "/pages",
                    .json = fmt::format(R"({{"mark": {}}})", mark),
                    .key = fmt::format("page {}", mark)});
  const Request request = pages_.back();
  ask_journal(request, [this, key = request.key](const events::Answer& answer) {
    const auto page = need(read_json<journal::Page>(answer.body));
    around_.ledger.heard_answer(key, answer.body);
    around_.ledger.heard_of_page(page.mark, page.number);
  });
  return request.key;
}

std::string People::turn_page_again() {
  if (pages_.empty()) {
    return "";
  }
  const Request request = chance_.any(pages_);
  ask_journal(request, [this, key = request.key](const events::Answer& answer) {
    const auto page = need(read_json<journal::Page>(answer.body));
    around_.ledger.heard_answer(key, answer.body);
    around_.ledger.heard_of_page(page.mark, page.number);
  });
  ask_journal({.method = HttpMethod::get, .path = "/pages", .json = "{}"},
              [](const events::Answer&) {});
  return request.key + " again";
}

}  // namespace kith::simulation
