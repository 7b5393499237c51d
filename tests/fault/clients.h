// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "keep_alive.h"

namespace kith::fault {

/// What the customers and colleagues of a server that is killed again and again know of what they
/// sent. Safe from any thread.
class Ledger {
 public:
  /// A post or reply under way; `acknowledge` once the answer said that it is stored.
  void send(const std::string& text);
  void acknowledge(const std::string& text);
  void acknowledge_message(const std::string& message_id, const std::string& conversation_id);
  /// A reply that was handed out to be sent to the network, under its key.
  void hand_out(const std::string& outbox_id, const std::string& key);

  std::set<std::string> acknowledged() const;
  /// Sent, and never answered.
  std::set<std::string> doubtful() const;
  bool is_acknowledged_message(const std::string& message_id) const;
  /// A conversation with its newest message, of those acknowledged last; "" for none.
  std::pair<std::string, std::string> somebody_waiting() const;
  std::size_t handed_out() const;
  /// Replies that were handed out twice, or under two keys.
  std::size_t handed_out_twice() const;

 private:
  mutable std::mutex mutex_;
  std::set<std::string> acknowledged_;
  std::set<std::string> doubtful_;
  std::set<std::string> messages_;
  std::pair<std::string, std::string> newest_;
  std::map<std::string, std::vector<std::string>> keys_;
};

/// Several who post, one who replies and one who takes replies out, each on a connection of its
/// own, until their connection breaks.
class Clients {
 public:
  Clients(std::string data, std::string token, Ledger& ledger, std::string round);
  ~Clients() { join(); }
  /// Once the server is dead: waits until all have noticed.
  void join();

 private:
  void post(int poster);
  void reply();
  void take();

  const std::string data_;
  const std::string token_;
  Ledger& ledger_;
  const std::string round_;
  std::atomic<bool> is_over_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace kith::fault
