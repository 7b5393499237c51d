// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "store/registry.h"

namespace kith::events {

std::span<const Statement* const> log_reader_statements();
std::span<const Statement* const> repeat_statements();
std::span<const Statement* const> hold_statements();
std::span<const Statement* const> bus_statements();
std::span<const Statement* const> mint_statements();

/// Puts every statement of the bus and of reading the log into the registry.
void register_statements(store::StatementRegistry& registry);

}  // namespace kith::events
