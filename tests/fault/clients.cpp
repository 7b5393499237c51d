// SPDX-License-Identifier: Apache-2.0
#include "clients.h"

#include <algorithm>
#include <chrono>

#include "shop.h"

namespace kith::fault {
namespace {

constexpr int posters = 6;
constexpr int posts_in_a_request = 4;

}  // namespace

void Ledger::send(const std::string& text) {
  const std::lock_guard lock(mutex_);
  doubtful_.insert(text);
}

void Ledger::acknowledge(const std::string& text) {
  const std::lock_guard lock(mutex_);
  doubtful_.erase(text);
  acknowledged_.insert(text);
}

void Ledger::acknowledge_message(const std::string& message_id,
                                 const std::string& conversation_id) {
  const std::lock_guard lock(mutex_);
  messages_.insert(message_id);
  newest_ = {conversation_id, message_id};
}

void Ledger::hand_out(const std::string& outbox_id, const std::string& key) {
  const std::lock_guard lock(mutex_);
  keys_[outbox_id].push_back(key);
}

std::set<std::string> Ledger::acknowledged() const {
  const std::lock_guard lock(mutex_);
  return acknowledged_;
}

std::set<std::string> Ledger::doubtful() const {
  const std::lock_guard lock(mutex_);
  return doubtful_;
}

bool Ledger::is_acknowledged_message(const std::string& message_id) const {
  const std::lock_guard lock(mutex_);
  return messages_.contains(message_id);
}

std::pair<std::string, std::string> Ledger::somebody_waiting() const {
  const std::lock_guard lock(mutex_);
  return newest_;
}

std::size_t Ledger::handed_out() const {
  const std::lock_guard lock(mutex_);
  return keys_.size();
}

std::size_t Ledger::handed_out_twice() const {
  const std::lock_guard lock(mutex_);
  std::size_t twice = 0;
  std::set<std::string> keys;
  for (const auto& [id, handed] : keys_) {
    const bool is_new = keys.insert(handed.front()).second;
    twice += handed.size() > 1 || !is_new ? 1U : 0U;
  }
  return twice;
}

Clients::Clients(std::string data, std::string token, Ledger& ledger, std::string round)
    : data_(std::move(data)), token_(std::move(token)), ledger_(ledger), round_(std::move(round)) {
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
    const std::string text = "Reply " + round_ + "-" + std::to_string(reply);
    ledger_.send(text);
    const auto answer = api.post("/api/v1/conversations/" + conversation + "/replies",
                                 {{"text", text}, {"seen", seen}, {"hold_seconds", 0}}, text);
    if (!answer) {
      return;
    }
    if (answer->status < 300) {
      ledger_.acknowledge(text);
    }
  }
}

void Clients::take() {
  KeepAlive api(data_, token_);
  while (true) {
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
