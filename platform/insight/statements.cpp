// SPDX-License-Identifier: Apache-2.0
#include "insight/statements.h"

#include "insight/figure_store.h"
#include "insight/figures_api.h"
#include "insight/handoff_measures.h"

namespace kith::insight {

void register_statements(store::StatementRegistry& registry) {
  const store::Owner owner{"insight"};
  registry.add(owner, figure_store_statements());
  registry.add(owner, figures_api_statements());
  registry.add(owner, handoff_measure_statements());
}

}  // namespace kith::insight
