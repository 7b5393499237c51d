// SPDX-License-Identifier: Apache-2.0
#include "events/statements.h"

namespace kith::events {

void register_statements(store::StatementRegistry& registry) {
  const store::Owner owner{"events"};
  registry.add(owner, log_reader_statements());
  registry.add(owner, repeat_statements());
  registry.add(owner, hold_statements());
  registry.add(owner, bus_statements());
  registry.add(owner, mint_statements());
}

}  // namespace kith::events
