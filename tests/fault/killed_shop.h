// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "clients.h"
#include "shop.h"

namespace kith::fault {

/// A company whose server is killed again and again while posts come in and are worked on, and what
/// must hold whenever it has come back.
class KilledShop : public Shop {
 protected:
  /// The events that say that a message came in.
  static constexpr const char* added =
      "FROM log_event JOIN log_event_type ON number = type WHERE name = 'message.added.v1'";

  /// Makes a data folder with its owner and a token, and begins a new ledger.
  void open_shop(const std::string& data);

  /// Everything acknowledged is here once, everything else at most once, and nothing that nobody
  /// sent. Of the files alone.
  void expect_stored_once() const;
  /// What was acknowledged and is not here.
  std::vector<std::string> lost() const;
  /// Who never got an answer posts the same again.
  void ask_again();
  /// Waits until the modules have heard of everything; each post had its effects once, each reply
  /// was handed out once at most, and log and files hold.
  void expect_handled_once() const;
  void expect_rebuilt_equal() const;
  /// All of these after a start.
  void expect_whole();

  std::string token_;
  std::unique_ptr<Ledger> ledger_;
};

}  // namespace kith::fault
