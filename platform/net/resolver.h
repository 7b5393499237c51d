// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <kith/result.h>

#include "net/ip_address.h"

namespace kith::net {

/// Finds the addresses of a host name. An interface, so that tests can lie.
class Resolver {
 public:
  using Found = std::move_only_function<void(Result<std::vector<IpAddress>>)>;

  virtual ~Resolver() = default;
  /// Calls `found` once, on any thread, possibly before it returns and possibly after the
  /// resolver is gone; never for a question that was still waiting then.
  virtual void resolve(std::string host, Found found) = 0;
};

/// Asks the system (hosts file, DNS). A few threads at most, which exist only while names are
/// looked up; names beyond them wait their turn.
class SystemResolver final : public Resolver {
 public:
  SystemResolver();
  ~SystemResolver() override;
  void resolve(std::string host, Found found) override;

 private:
  struct Work;
  std::shared_ptr<Work> work_;
};

}  // namespace kith::net
