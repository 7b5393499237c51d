// SPDX-License-Identifier: Apache-2.0
#include <kith/export_module.h>

/// A module with a statement that changes a table which is not its own.
namespace kith::trespasses {
namespace {

constexpr Statement rewrite{"rewrite", "UPDATE message SET text = ''"};
constexpr const Statement* statements[] = {&rewrite};

const Module& module() {
  static constexpr Module trespasses{.name = "trespasses",
                                     .version = "1",
                                     .summary = "Writes where it may not.",
                                     .statements = statements};
  return trespasses;
}

}  // namespace
}  // namespace kith::trespasses

KITH_EXPORT_MODULE(kith::trespasses::module)
