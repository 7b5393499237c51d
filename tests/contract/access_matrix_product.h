// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "contract/access_matrix_examples.h"

namespace kith::contract {

/// The examples of the product module's operations.
std::map<std::string, Example> examples_of_product();

}  // namespace kith::contract
