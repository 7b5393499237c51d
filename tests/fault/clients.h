// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <chrono>
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

  /// What is known now, to go back to it where the server's disk does.
  struct Moment {
    std::set<std::string> acknowledged;
    std::set<std::string> messages;
    std::pair<std::string, std::string> newest;
    std::map<std::string, std::vector<std::string>> keys;
  };
  Moment now() const;
  /// What was acknowledged after that moment is in doubt; what was handed out then never was.
  void go_back_to(Moment moment);

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
  Moment known_;
  std::set<std::string> doubtful_;
};

/// The texts of all that `Clients` wrote, as the database has them.
inline constexpr const char* what_they_wrote =
    "SELECT text FROM message WHERE text <> '' UNION ALL SELECT note FROM sales_touch";

/// Several who post, one who replies, with a file, and notes that in the sales module, and one who
/// takes replies out, each on a connection of its own, until their connection breaks.
class Clients {
 public:
  /// So many post at once, and each client waits for `pause` between two requests.
  Clients(std::string data, std::string token, Ledger& ledger, std::string round, int posters = 6,
          std::chrono::milliseconds pause = {});
  ~Clients() { join(); }
  /// Once the server is dead: waits until all have noticed.
  void join();

 private:
  void post(int poster);
  void reply();
  bool note(KeepAlive& api, const std::string& conversation, const std::string& text);
  void take();

  const std::string data_;
  const std::string token_;
  Ledger& ledger_;
  const std::string round_;
  const std::chrono::milliseconds pause_;
  std::atomic<bool> is_over_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace kith::fault
