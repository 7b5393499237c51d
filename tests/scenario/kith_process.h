// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include <chrono>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "http/message.h"

namespace kith::scenario {

/// What a command of the real binary gave.
struct Ran {
  int exit_code = -1;
  std::string output;
  std::string errors;
};

/// Runs a program, found as a shell would find it, with `input` on its standard input, and waits.
Ran run_program(std::vector<std::string> command, const std::string& input = "");

/// Runs the real binary with `input` on its standard input, and waits.
Ran run_kith(std::vector<std::string> arguments, const std::string& input = "");

/// A running `kith` in a process of its own, which ends with the test's at the latest.
class KithProcess {
 public:
  /// What it says goes into the file `output`, which is made anew. `before` stands before its name:
  /// a program that calls it, as `prlimit --nofile=400`.
  explicit KithProcess(std::vector<std::string> arguments, const std::string& output = "/dev/null",
                       const std::vector<std::string>& before = {});
  KithProcess(const KithProcess&) = delete;
  KithProcess& operator=(const KithProcess&) = delete;
  ~KithProcess();

  pid_t id() const { return process_; }
  void kill_at_once();
  void ask_to_stop() const;
  /// Whether it has not ended by itself.
  bool is_running();
  /// Of one that has ended by itself, as is_running() found; -1 where a signal ended it.
  int exit_code() const { return exit_code_; }
  /// Waits, at most for so long, until it has ended by itself; whether it has.
  bool wait_until_ended(std::chrono::milliseconds most);
  /// Asks it to end and waits; its exit code.
  int stop();

 private:
  pid_t process_ = -1;
  int exit_code_ = -1;
};

/// The API of the server that holds `data`, asked through its socket: as the machine's owner, or
/// as whom a token acts for.
class Api {
 public:
  explicit Api(std::string data, std::string token = "")
      : socket_(std::move(data) + "/kith.sock"), token_(std::move(token)) {}

  struct Answer {
    int status = 0;
    nlohmann::json body;
  };
  Answer get(const std::string& target) const { return ask(0, target, ""); }
  Answer post(const std::string& target, const nlohmann::json& body,
              const std::string& repeat_key = "") const {
    return ask(1, target, body.dump(), repeat_key);
  }
  /// An answer whose body is no JSON, with its headers' names in small letters.
  struct File {
    int status = 0;
    std::string body;
    std::map<std::string, std::string> headers;
  };
  File fetch(const std::string& target,
             const std::map<std::string, std::string>& headers = {}) const;
  /// Hands in a file.
  Answer upload(const std::string& name, const std::string& bytes,
                const std::string& repeat_key = "") const;
  Answer remove(const std::string& target) const;
  /// Changes what has this revision.
  Answer put(const std::string& target, const nlohmann::json& body, std::int64_t revision) const;
  /// Waits until the server answers.
  bool wait_until_ready() const;

 private:
  http::Request request_of(http::Method method, const std::string& target) const;
  Answer ask(int method, const std::string& target, std::string body,
             const std::string& repeat_key = "") const;
  std::string socket_;
  std::string token_;
};

}  // namespace kith::scenario
