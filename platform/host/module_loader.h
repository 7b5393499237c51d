// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include <kith/module.h>

namespace kith::host {

/// The modules of a process: the built-in ones, then those of the files, in their order. Each file
/// is a `.so` made with `kith_module()`; its stamp is looked at before anything of it is called,
/// and it stays mapped until the process ends, because threads that hang may still be in it. Then
/// all of them are held to check_modules(). Called once, at start, by the thread that starts.
Result<std::vector<const Module*>> load_modules(std::span<const Module* const> built_in,
                                                std::span<const std::string> files);

/// Whether a module that is stamped so was compiled as this process was; an `invalid` error names
/// what differs: SDK version, compiler or flags.
Result<void> check_stamp(const ModuleStamp& stamp, std::string_view file);

/// Whether what the modules say of themselves can be mounted together: names that are unique and
/// nobody else's, tables, permissions and events under the module's own name, a permission of its
/// own on each route, erasers that the bus knows how to call, subscriptions that are as
/// check_subscriptions() wants them. What they say in SQL is held to their rights where the store
/// is opened. `invalid` names the first fault.
Result<void> check_modules(std::span<const Module* const> modules);

}  // namespace kith::host
