// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lane_fixture.h"
#include "ledger_module.h"

namespace kith::events {

/// The module ledger on its lane, with two persons for those who look.
class LedgerTest : public ModuleLaneTest {
 protected:
  LedgerTest() : ModuleLaneTest(ledger::module) {}

  void prepare(store::Connection& connection) override {
    ASSERT_TRUE(
        connection.execute("CREATE TABLE person(id INTEGER PRIMARY KEY, root INTEGER NOT NULL); "
                           "INSERT INTO person VALUES(1, 1), (2, 2); "
                           "CREATE VIEW kith_person AS SELECT id, root FROM person"));
  }

  void change(std::int64_t conversation, std::int64_t person, ledger::Deed deed,
              std::int64_t amount = 0) {
    append(conversation, ledger::Changed{{person}, deed, amount});
  }

  // All rows as text, in order.
  std::string rows(const std::string& sql) {
    store::Prepared found = writer->connection().prepare(sql).value();
    std::string text;
    while (found.step().value()) {
      for (int column = 0; column < found.columns(); ++column) {
        text += std::string(found.text(column)) + (column + 1 < found.columns() ? " " : ";");
      }
    }
    return text;
  }
  std::string entries() {
    return rows("SELECT conversation, person, amount FROM ledger_entry ORDER BY 1, 2");
  }
  std::string notes() {
    return rows("SELECT conversation, count(*) FROM ledger_note GROUP BY 1 ORDER BY 1");
  }
  // "" when nothing is held, else why.
  std::string held() {
    const std::string reason = rows("SELECT reason FROM bus_hold WHERE state = 'retrying'");
    return reason.substr(0, reason.size() - (reason.empty() ? 0 : 1));
  }

  std::string rebuild_difference() {
    const auto report = Rebuild::check(rebuild());
    if (!report) {
      return report.error().message + report.error().detail;
    }
    std::string differences;
    for (const RebuiltTable& table : report->tables) {
      differences += table.is_equal ? "" : table.name + ": " + table.first_difference + "\n";
    }
    return differences;
  }
};

}  // namespace kith::events
