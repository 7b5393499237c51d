// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/id.h>
#include <kith/reader.h>

#include "conversation/merge_tree.h"

namespace kith::conversation {

/// A person and all that were merged into them, at any depth.
Result<MergeTree> load_person_tree(Reader& reader, PersonId root);

}  // namespace kith::conversation
