// SPDX-License-Identifier: Apache-2.0
// The walls, held against the source tree that this program was built from. How each wall fails is
// shown by the test beside it.
#include <gtest/gtest.h>

#include <array>

#include "architecture/walls/dead_code.h"
#include "architecture/walls/effects.h"
#include "architecture/walls/includes.h"
#include "architecture/walls/migrations.h"
#include "architecture/walls/parts.h"
#include "architecture/walls/repeats.h"
#include "architecture/walls/style.h"

namespace kith::architecture {
namespace {

constexpr std::size_t longest_file = 400;
constexpr std::size_t shortest_repeat = 8;
constexpr std::size_t most_asio_units = 6;

/// The interfaces to clock, chance, disk and network, and what works on files that people name or
/// on the data folder before a store is open. Nothing that the simulation runs is among them.
constexpr std::array allowances{
    Allowance{"platform/access/key_file.cpp", Effect::disk,
              "the sealing key lies in a file of its own, outside the data folder"},
    Allowance{"platform/base/clock.cpp", Effect::clock, "the one clock that is real"},
    Allowance{"platform/base/random.cpp", Effect::chance, "the one chance that is real"},
    Allowance{"platform/events/rebuild.cpp", Effect::disk, "clears the scratch store of a rebuild"},
    Allowance{"platform/events/tests/", Effect::waiting, "lanes are tested with real threads"},
    Allowance{"platform/host/backup_run.cpp", Effect::disk, "reads what a backup is made of"},
    Allowance{"platform/host/checkpointer.cpp", Effect::disk,
              "looks how long the log of SQLite is"},
    Allowance{"platform/host/commands/", Effect::disk, "files that people name"},
    Allowance{"platform/host/commands/", Effect::waiting, "shows the progress of long work"},
    Allowance{"platform/host/config.cpp", Effect::disk, "the file of settings"},
    Allowance{"platform/host/data_folder.cpp", Effect::disk, "the data folder and its lock"},
    Allowance{"platform/host/erasure_files.cpp", Effect::disk,
              "lists of erasures beside the backups"},
    Allowance{"platform/host/import_run.cpp", Effect::disk, "state and rejected rows of an import"},
    Allowance{"platform/host/import_run.cpp", Effect::waiting,
              "a command that comes back when the server has room"},
    Allowance{"platform/host/import_run.h", Effect::disk, "the file of rejected rows"},
    Allowance{"platform/host/module_loader.cpp", Effect::disk, "a module's file"},
    Allowance{"platform/host/restore_run.cpp", Effect::disk, "writes a data folder anew"},
    Allowance{"platform/host/usable_memory.cpp", Effect::disk,
              "the system says in files what a group of processes may use"},
    Allowance{"platform/host/verification.cpp", Effect::disk,
              "looks which databases a data folder has"},
    Allowance{"platform/host/workspace.cpp", Effect::disk, "makes the folder of a workspace"},
    Allowance{"platform/host/workspace_folder.cpp", Effect::disk, "the folders of workspaces"},
    Allowance{"platform/intake/jetstream_source.cpp", Effect::disk,
              "reads a file that is imported"},
    Allowance{"platform/intake/jsonl_source.cpp", Effect::disk, "reads a file that is imported"},
    Allowance{"platform/intake/twcs_index.cpp", Effect::disk, "reads a file that is imported"},
    Allowance{"platform/intake/twcs_source.cpp", Effect::disk, "reads a file that is imported"},
    Allowance{"platform/net/listen_probe.cpp", Effect::network, "asks whether an address is free"},
    Allowance{"platform/net/loop.cpp", Effect::clock, "turns the timers of real connections"},
    Allowance{"platform/net/resolver.cpp", Effect::network, "asks the system for addresses"},
    Allowance{"platform/net/tests/", Effect::clock, "net is tested over real connections"},
    Allowance{"platform/net/tests/", Effect::network, "net is tested over real connections"},
    Allowance{"platform/net/tests/", Effect::waiting, "net is tested over real connections"},
    Allowance{"platform/net/worker.cpp", Effect::clock,
              "the Date of each answer, coarse and cheap"},
    Allowance{"platform/store/archive_reader.cpp", Effect::disk, "the file of a backup"},
    Allowance{"platform/store/archive_writer.cpp", Effect::disk, "the file of a backup"},
    Allowance{"platform/store/database_copy.cpp", Effect::disk, "a copy for a backup"},
    Allowance{"platform/store/durable_file.cpp", Effect::disk, "the one file that is synced"},
    Allowance{"platform/store/folder.cpp", Effect::disk, "folders as a whole"},
    Allowance{"platform/store/process_marks.cpp", Effect::disk,
              "what outlives the process is a mapped file"},
    Allowance{"platform/text/fold_generator.cpp", Effect::disk, "runs while kith is built"},
};

constexpr std::array<CalledFromOutside, 0> called_from_outside{};

/// Read once for all tests.
class ThisTree : public testing::Test {
 protected:
  static void SetUpTestSuite() { tree_ = read_tree(KITH_SOURCE_TREE); }
  static const Tree& tree() { return tree_; }

 private:
  static inline Tree tree_;
};

TEST_F(ThisTree, was_found) {
  EXPECT_GT(tree().files.size(), 40U);
  EXPECT_TRUE(tree().top.contains("platform"));
}

TEST_F(ThisTree, has_no_module_that_includes_another) {
  EXPECT_EQ(report(includes_between_modules(tree())), "");
}

TEST_F(ThisTree, has_modules_that_see_the_sdk_and_themselves_only) {
  EXPECT_EQ(report(module_includes_beyond_sdk(tree())), "");
}

TEST_F(ThisTree, has_a_platform_that_includes_no_module) {
  EXPECT_EQ(report(platform_includes_of_modules(tree())), "");
}

TEST_F(ThisTree, has_only_parts_that_the_order_knows) {
  EXPECT_EQ(report(unknown_parts(tree())), "");
}

TEST_F(ThisTree, keeps_the_order_of_the_parts_in_its_includes) {
  EXPECT_EQ(report(includes_against_order(tree())), "");
}

TEST_F(ThisTree, keeps_the_order_of_the_parts_in_what_is_linked) {
  EXPECT_EQ(report(links_against_order(tree())), "");
}

TEST_F(ThisTree, has_a_readme_for_each_part_and_module) {
  EXPECT_EQ(report(parts_without_readme(tree())), "");
}

TEST_F(ThisTree, includes_asio_in_net_only) {
  EXPECT_EQ(report(asio_outside_net(tree())), "");
}

TEST_F(ThisTree, has_few_units_that_see_asio) {
  EXPECT_EQ(report(asio_units_beyond(tree(), most_asio_units)), "");
}

TEST_F(ThisTree, has_sdk_headers_that_reach_no_heavy_library) {
  EXPECT_EQ(report(libraries_behind_sdk(tree())), "");
}

TEST_F(ThisTree, has_coroutines_in_net_only) {
  EXPECT_EQ(report(coroutines_outside_net(tree())), "");
}

TEST_F(ThisTree, has_no_co_await_that_gcc_12_may_miscompile) {
  EXPECT_EQ(report(risky_awaits(tree())), "");
}

TEST_F(ThisTree, reaches_clock_chance_disk_and_network_through_interfaces) {
  EXPECT_EQ(report(effects_beyond(tree(), allowances)), "");
}

TEST_F(ThisTree, needs_every_effect_that_it_is_allowed) {
  EXPECT_EQ(report(idle_allowances(tree(), allowances)), "");
}

TEST_F(ThisTree, has_no_file_that_is_too_long) {
  EXPECT_EQ(report(files_longer_than(tree(), longest_file)), "");
}

TEST_F(ThisTree, names_its_licence_in_each_source) {
  EXPECT_EQ(report(files_without_licence(tree())), "");
}

TEST_F(ThisTree, says_of_each_public_type_what_it_is_for) {
  EXPECT_EQ(report(types_without_comment(tree())), "");
}

TEST_F(ThisTree, uses_nothing_that_the_library_of_gcc_12_has_not) {
  EXPECT_EQ(report(missing_library_features(tree())), "");
}

TEST_F(ThisTree, says_nowhere_that_something_is_unfinished) {
  EXPECT_EQ(report(unfinished_words(tree())), "");
}

TEST_F(ThisTree, names_no_path_of_one_machine) {
  EXPECT_EQ(report(machine_paths(tree())), "");
}

TEST_F(ThisTree, has_nothing_at_the_top_but_the_layout) {
  EXPECT_EQ(report(unknown_top_entries(tree())), "");
}

TEST_F(ThisTree, has_no_block_that_stands_in_two_places) {
  EXPECT_EQ(report(repeated_blocks(tree(), shortest_repeat)), "");
}

TEST_F(ThisTree, has_no_function_that_nobody_calls) {
  EXPECT_EQ(report(uncalled_functions(tree(), called_from_outside)), "");
}

TEST_F(ThisTree, needs_every_entry_of_what_is_called_from_outside) {
  EXPECT_EQ(report(idle_entries(tree(), called_from_outside)), "");
}

TEST_F(ThisTree, numbers_its_migrations_without_gaps) {
  EXPECT_EQ(report(misnumbered_migrations(tree())), "");
}

TEST_F(ThisTree, declares_each_table_a_record_or_a_projection) {
  EXPECT_EQ(report(undeclared_tables(tree())), "");
}

TEST_F(ThisTree, names_tables_after_their_owner) {
  EXPECT_EQ(report(misnamed_tables(tree())), "");
}

}  // namespace
}  // namespace kith::architecture
