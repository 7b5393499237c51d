// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/module.h>

namespace kith {

/// What a module that is compiled here and now is stamped with; the host's own stamp is the same
/// constant, so a module loads where the two are equal, text by text.
inline constexpr ModuleStamp build_stamp{sdk_version, __VERSION__, KITH_ABI_FLAGS};

}  // namespace kith

/// Makes a shared object a loadable module: `KITH_EXPORT_MODULE(kith::service::module)`, once, in
/// a unit that is not part of the executable. The function returns `const kith::Module&`. Exports
/// `kith_module_stamp`, which the host reads first, and `kith_module()`.
#define KITH_EXPORT_MODULE(module_function)                                                \
  extern "C" {                                                                             \
  __attribute__((visibility("default"))) extern const kith::ModuleStamp kith_module_stamp; \
  const kith::ModuleStamp kith_module_stamp = kith::build_stamp;                           \
  __attribute__((visibility("default"))) const kith::Module* kith_module() {               \
    return &module_function();                                                             \
  }                                                                                        \
  }
