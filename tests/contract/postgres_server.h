// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include <memory>
#include <string>
#include <vector>

#include <kith/result.h>

#include "store/tests/store_fixture.h"

namespace kith::contract {

/// A PostgreSQL of a test's own. Its files are in a temporary folder, it is reached through a Unix
/// socket there and by no network, and it runs as a user without rights where the test is root. It
/// goes with its owner, and with the test's process however that ends.
class PostgresServer {
 public:
  /// Makes the files, starts the server and waits until it answers: a second or two.
  static Result<std::unique_ptr<PostgresServer>> start();
  PostgresServer(const PostgresServer&) = delete;
  PostgresServer& operator=(const PostgresServer&) = delete;
  ~PostgresServer();

  /// What libpq connects with.
  std::string address() const;

 private:
  PostgresServer() = default;
  Result<void> make_files();
  Result<void> wait_until_ready();
  pid_t spawn(std::vector<std::string> arguments) const;
  /// What initdb and the server said so far.
  std::string said() const;

  store::TemporaryFolder folder_;
  pid_t process_ = -1;
};

}  // namespace kith::contract
