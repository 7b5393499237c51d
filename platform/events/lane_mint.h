// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include <kith/mint.h>
#include <kith/write_set.h>

#include "store/transaction.h"

namespace kith::events {

/// Gives the things of one module their numbers, behind those that are stored. A module has one
/// lane and a lane one mint at work, so that nobody else gives the same; what a write set was given
/// is stored in its own savepoint, by save_minted. Used by the lane's thread alone.
class LaneMint final : public Mint {
 public:
  explicit LaneMint(std::string_view module) : module_(module) {}
  Result<std::int64_t> next(Reader& reader, std::string_view noun) override;

 private:
  std::string module_;
  std::map<std::string, std::int64_t, std::less<>> last_;  ///< by noun
};

/// The platform's own things get their numbers from verbs: a command of the platform mints none.
class NoMint final : public Mint {
 public:
  Result<std::int64_t> next(Reader& reader, std::string_view noun) override;
};

/// Notes on the writer how far the numbers have been given that `writes` brings.
Result<void> save_minted(store::Transaction& transaction, std::string_view module,
                         const WriteSet& writes);

}  // namespace kith::events
