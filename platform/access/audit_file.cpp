// SPDX-License-Identifier: Apache-2.0
#include "access/audit_file.h"

#include "access/statements.h"
#include "access_migrations.h"
#include "store/migrate.h"
#include "store/writer.h"
#include "store_migrations.h"

namespace kith::access {

Result<void> record_in_file(const std::string& path, std::span<const AuditRecord> entries,
                            const Clock& clock) {
  {
    auto connection = KITH_TRY(store::Connection::open(path, store::OpenMode::read_write));
    KITH_TRY(store::migrate(connection, store_migrations, clock.now()));
    KITH_TRY(store::migrate(connection, access_migrations, clock.now()));
  }
  store::StatementRegistry registry;
  register_statements(registry);
  const auto writer = KITH_TRY(store::Writer::create({.path = path}, registry, clock));
  KITH_TRY(
      writer->run(store::Urgency::person, [&](store::Transaction& transaction) -> Result<void> {
        for (const AuditRecord& entry : entries) {
          KITH_CHECK(record(transaction, entry));
        }
        return {};
      }));
  return writer->connection().execute("PRAGMA wal_checkpoint(TRUNCATE)");
}

}  // namespace kith::access
