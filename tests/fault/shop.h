// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "keep_alive.h"
#include "scenario/kith_process.h"

namespace kith::fault {

/// A company for one test: a data folder of its own with one owner, a server that is started and
/// killed, and a look into the files past the server.
class Shop : public testing::Test {
 protected:
  void SetUp() override;
  void TearDown() override;

  /// Makes the data folder with its first member, with nobody serving.
  void found(const std::string& data);
  /// Serves with these modules loaded; how long it took until it was ready.
  std::chrono::milliseconds start(const std::vector<std::string>& modules = {},
                                  const std::vector<std::string>& options = {});
  /// The same, where the server may end by itself before it is ready; whether it is ready.
  bool launch(const std::vector<std::string>& modules,
              const std::vector<std::string>& options = {});
  void kill();
  int stop();
  bool is_ready() const { return scenario::Api(data_).get("/readyz").status == 200; }

  /// A number from the workspace's database as it is committed now; 0 for NULL.
  std::int64_t number(const std::string& sql) const;
  std::vector<std::string> texts(const std::string& sql) const;
  /// Waits, at most for so long, until `sql` gives `wanted`.
  bool wait_for(const std::string& sql, std::int64_t wanted, std::chrono::seconds most) const;

  /// The TCP port of a server whose words go into `output_`.
  std::uint16_t port() const;
  /// What somebody with all rights signs with; made anew.
  std::string make_token() const;

  std::string workspace_file() const;
  /// The file of a module that was built beside this program; a path stays as it is.
  static std::string module_file(const std::string& name);

  std::filesystem::path folder_;
  std::string data_;
  std::string output_ = "/dev/null";  ///< where the server's words go
  std::vector<std::string> before_;   ///< what the server is called by
  std::unique_ptr<scenario::KithProcess> server_;
};

/// The modules that the executable has built in.
std::vector<std::string> departments();

/// A post as the API takes it, with a question that nobody has asked yet.
nlohmann::json question(const std::string& native_id);

/// A variable of the environment of processes that are started while this lives.
class Variable {
 public:
  Variable(const char* name, const std::string& value) : name_(name) {
    ::setenv(name, value.c_str(), 1);
  }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;
  ~Variable() { ::unsetenv(name_); }

 private:
  const char* name_;
};

/// How many of something tests do: what the variable says, else `usual`.
int trials(const char* variable, int usual);

}  // namespace kith::fault
