// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "contract/access_matrix_examples.h"

namespace kith::contract {

/// The examples of the service module's operations.
std::map<std::string, Example> examples_of_service();

}  // namespace kith::contract
