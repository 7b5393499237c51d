// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <string>
#include <thread>
#include <vector>

namespace kith::fault {

/// How much comes in, and how.
struct FloodSettings {
  std::uint16_t port = 0;
  std::string token;     ///< whom the requests act for
  std::string name;      ///< begins every post's own id
  int connections = 64;  ///< each with one request under way at most
  int posts_in_a_request = 100;
  double posts_per_second = 0;  ///< offered; 0: as many as are answered
  std::size_t letters = 0;      ///< further letters in each post
};

/// What became of a flood.
struct FloodResult {
  std::vector<std::string> accepted;     ///< texts of the posts that were answered 200
  std::map<int, std::int64_t> requests;  ///< by the status of their answers
  std::int64_t without_retry_after = 0;  ///< 429 and 503 that do not say when to come back
  std::int64_t broken = 0;               ///< requests whose connection ended before the answer
};

/// Posts that come in over many connections, on a thread of its own, from its making to `stop`. A
/// request that was refused is not repeated.
class Flood {
 public:
  explicit Flood(FloodSettings settings);
  ~Flood() { stop(); }
  /// Waits for the answers under way, a few seconds at most.
  const FloodResult& stop();
  /// Posts answered 200 so far.
  std::int64_t accepted() const { return accepted_; }
  /// Requests refused so far.
  std::int64_t refused() const { return refused_; }

 private:
  struct Client {
    int socket = -1;
    std::string request;
    std::size_t sent = 0;  ///< of it
    std::string received;
    std::vector<std::string> texts;  ///< of the request under way
    bool is_waiting = false;
    bool is_sent() const { return sent == request.size(); }
  };
  void run();
  void begin(Client& client);
  void go_on(Client& client, short events);
  void take_answer(Client& client);
  void drop(Client& client);

  const FloodSettings settings_;
  FloodResult result_;
  std::atomic<bool> is_over_ = false;
  std::atomic<std::int64_t> accepted_ = 0;
  std::atomic<std::int64_t> refused_ = 0;
  std::int64_t posted_ = 0;
  std::vector<Client> clients_;
  std::thread thread_;
};

/// A TCP connection to this machine, non-blocking; -1 where there is none to be had.
int connect_to(std::uint16_t port);

/// Clients that begin a request and hardly go on with it, each with a connection of its own that it
/// opens anew when it is ended.
class SlowClients {
 public:
  SlowClients(std::uint16_t port, int clients);
  ~SlowClients() { stop(); }
  void stop();
  /// How often a connection was opened anew.
  std::int64_t ended() const { return ended_; }

 private:
  void run(std::uint16_t port, int clients);

  std::atomic<bool> is_over_ = false;
  std::atomic<std::int64_t> ended_ = 0;
  std::thread thread_;
};

}  // namespace kith::fault
