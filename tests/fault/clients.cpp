// SPDX-License-Identifier: Apache-2.0
#include "clients.h"

#include <algorithm>

#include "shop.h"

namespace kith::fault {
namespace {

constexpr int posts_in_a_request = 4;

}  // namespace

void Ledger::send(const std::string& text) {
  const std::lock_guard lock(mutex_);
  doubtful_.insert(text);
}

void Ledger::acknowledge(const std::string& text) {
  const std::lock_guard lock(mutex_);
  doubtful_.erase(text);
  known_.acknowledged.insert(text);
}

void Ledger::acknowledge_message(const std::string& message_id,
                                 const std::string& conversation_id) {
  const std::lock_guard lock(mutex_);
  known_.messages.insert(message_id);
  known_.newest = {conversation_id, message_id};
}

void Ledger::hand_out(const std::string& outbox_id, const std::string& key) {
  const std::lock_guard lock(mutex_);
  known_.keys[outbox_id].push_back(key);
}

Ledger::Moment Ledger::now() const {
  const std::lock_guard lock(mutex_);
  return known_;
}

void Ledger::go_back_to(Moment moment) {
  const std::lock_guard lock(mutex_);
  doubtful_.merge(known_.acknowledged);
  known_ = std::move(moment);
  std::erase_if(doubtful_,
                [this](const std::string& text) { return known_.acknowledged.contains(text); });
}

std::set<std::string> Ledger::acknowledged() const {
  const std::lock_guard lock(mutex_);
  return known_.acknowledged;
}

std::set<std::string> Ledger::doubtful() const {
  const std::lock_guard lock(mutex_);
  return doubtful_;
}

bool Ledger::is_acknowledged_message(const std::string& message_id) const {
  const std::lock_guard lock(mutex_);
  return known_.messages.contains(message_id);
}

std::pair<std::string, std::string> Ledger::somebody_waiting() const {
  const std::lock_guard lock(mutex_);
  return known_.newest;
}

std::size_t Ledger::handed_out() const {
  const std::lock_guard lock(mutex_);
  return known_.keys.size();
}

std::size_t Ledger::handed_out_twice() const {
  const std::lock_guard lock(mutex_);
  std::size_t twice = 0;
  std::set<std::string> keys;
  for (const auto& [id, handed] : known_.keys) {
    const bool is_new = keys.insert(handed.front()).second;
    twice += handed.size() > 1 || !is_new ? 1U : 0U;
  }
  return twice;
}

Clients::Clients(std::string data, std::string token, Ledger& ledger, std::string round,
                 int posters, std::chrono::milliseconds pause)
    : data_(std::move(data)),
      token_(std::move(token)),
      ledger_(ledger),
      round_(std::move(round)),
      pause_(pause) {
  for (int poster = 0; poster < posters; ++poster) {
    threads_.emplace_back([this, poster] { post(poster); });
  }
  threads_.emplace_back([this] { reply(); });
  threads_.emplace_back([this] { take(); });
}

void Clients::join() {
  is_over_ = true;
  for (std::thread& thread : threads_) {
    thread.join();
  }
  threads_.clear();
}

void Clients::post(int poster) {
  KeepAlive api(data_);
  for (int request = 0;; ++request) {
    nlohmann::json posts;
    for (int post = 0; post < posts_in_a_request; ++post) {
      posts.push_back(question(round_ + "-" + std::to_string(poster) + "-" +
                               std::to_string(request) + "-" + std::to_string(post)));
      ledger_.send(posts.back()["text"]);
    }
    const auto answer = api.post("/api/v1/intake", {{"posts", posts}});
    if (!answer || answer->status != 200) {
      return;
    }
    const nlohmann::json& results = answer->body["results"];
    for (std::size_t post = 0; post < results.size(); ++post) {
      if (results[post]["status"] == "stored") {
        ledger_.acknowledge(posts[post]["text"]);
        ledger_.acknowledge_message(results[post]["message_id"], results[post]["conversation_id"]);
      }
    }
    std::this_thread::sleep_for(pause_);
  }
}

void Clients::reply() {
  KeepAlive api(data_, token_);
  for (int reply = 0; !is_over_; ++reply) {
    const auto [conversation, seen] = ledger_.somebody_waiting();
    if (conversation.empty()) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
      continue;
    }
    const std::string number = round_ + "-" + std::to_string(reply);
    const std::string text = "Reply " + number;
    const auto file = api.upload("picture.txt", "A picture for " + number, "file " + number);
    if (!file) {
      return;
    }
    ledger_.send(text);
    const auto answer = api.post("/api/v1/conversations/" + conversation + "/replies",
                                 {{"text", text},
                                  {"seen", seen},
                                  {"hold_seconds", 0},
                                  {"attachments", {file->body.value("id", "")}}},
                                 text);
    if (!answer) {
      return;
    }
    if (answer->status < 300) {
      ledger_.acknowledge(text);
    }
    if (!note(api, conversation, "Note " + number)) {
      return;
    }
    std::this_thread::sleep_for(pause_);
  }
}

// A command of a module. False once the connection broke.
bool Clients::note(KeepAlive& api, const std::string& conversation, const std::string& text) {
  const auto found = api.get("/api/v1/conversations/" + conversation);
  if (!found || found->status != 200) {
    return found.has_value();
  }
  ledger_.send(text);
  const auto answer = api.post("/api/v1/sales/touches",
                               {{"person_id", found->body["conversation"]["person_id"]},
                                {"kind", "meeting"},
                                {"note", text}},
                               text);
  if (answer && answer->status < 300) {
    ledger_.acknowledge(text);
  }
  return answer.has_value();
}

void Clients::take() {
  KeepAlive api(data_, token_);
  while (true) {
    std::this_thread::sleep_for(pause_);
    const auto answer = api.post("/api/v1/outbox/take", {{"limit", 5}});
    if (!answer) {
      return;
    }
    for (const nlohmann::json& reply : answer->body.value("items", nlohmann::json::array())) {
      const std::string id = reply["id"];
      ledger_.hand_out(id, reply["idempotency_key"]);
      if (!api.post("/api/v1/outbox/" + id + "/report",
                    {{"outcome", "sent"}, {"native_id", "network " + id}})) {
        return;
      }
    }
  }
}

}  // namespace kith::fault
