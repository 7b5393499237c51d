// SPDX-License-Identifier: Apache-2.0
#include "host/statements.h"

#include "conversation/fts5_tokenizer.h"
#include "conversation/statements.h"
#include "events/statements.h"
#include "host/figures_run.h"
#include "host/ticker.h"
#include "insight/statements.h"
#include "intake/intake.h"

namespace kith::host {

void register_workspace_statements(store::StatementRegistry& registry) {
  registry.add_extension(&conversation::register_tokenizer);
  events::register_statements(registry);
  registry.add({"conversation"}, conversation::statements());
  intake::register_statements(registry);
  insight::register_statements(registry);
  registry.add({"host"}, ticker_statements());
  registry.add({"host"}, figures_run_statements());
}

}  // namespace kith::host
