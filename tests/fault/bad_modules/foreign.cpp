// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>

#include <kith/module.h>

/// What a module exports that was compiled with other flags. Its module must never be asked for.
extern "C" {
__attribute__((visibility("default"))) extern const kith::ModuleStamp kith_module_stamp;
const kith::ModuleStamp kith_module_stamp{kith::sdk_version, __VERSION__, "another layout"};
__attribute__((visibility("default"))) const kith::Module* kith_module() {
  std::abort();
}
}
