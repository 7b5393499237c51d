// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace kith::host {

/// Where the files of messages lie that an exported file names, each called by its hash.
inline std::string attachments_folder(const std::string& exported) {
  return exported + ".files";
}

}  // namespace kith::host
