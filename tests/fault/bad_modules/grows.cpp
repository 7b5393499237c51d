// SPDX-License-Identifier: Apache-2.0
#include <kith/export_module.h>

/// Whose tables change from one version to the next; GROWS_TO is how many steps it has.
namespace kith::grows {
namespace {

// What a step writes takes so long that a kill finds it half done.
constexpr Migration migrations[] = {{"grows", 1, "lines", R"sql(
-- record: what a test put in
CREATE TABLE grows_line(id INTEGER PRIMARY KEY, size INTEGER NOT NULL);
WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < 20000)
INSERT INTO grows_line SELECT id, id * 2 FROM n;
)sql"},
                                    {"grows", 2, "copy", R"sql(
-- record: every line, made anew
CREATE TABLE grows_copy(id INTEGER PRIMARY KEY, size INTEGER NOT NULL, half INTEGER NOT NULL);
INSERT INTO grows_copy SELECT id, size + id, id / 2 FROM grows_line;
CREATE INDEX grows_copy_size ON grows_copy(size);
)sql"},
                                    {"grows", 3, "move", R"sql(
DROP TABLE grows_line;
ALTER TABLE grows_copy ADD COLUMN seen INTEGER NOT NULL DEFAULT 0;
UPDATE grows_copy SET seen = half + 1;
)sql"}};

const Module& module() {
  static constexpr Module grows{.name = "grows",
                                .version = GROWS_VERSION,
                                .summary = "Its tables change from version to version.",
                                .migrations = {migrations, GROWS_TO}};
  return grows;
}

}  // namespace
}  // namespace kith::grows

KITH_EXPORT_MODULE(kith::grows::module)
