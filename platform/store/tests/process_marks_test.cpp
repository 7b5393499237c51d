// SPDX-License-Identifier: Apache-2.0
#include "store/process_marks.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "store_fixture.h"

namespace kith::store {
namespace {

TEST(ProcessMarks, outlive_a_process_that_is_killed) {
  const TemporaryFolder folder;
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    const auto marks = ProcessMarks::open(folder.file("marks"));
    marks->find("service")->at = 7;
    marks->find("sales")->alone_at = 8;
    ::kill(::getpid(), SIGKILL);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status));
  const auto marks = ProcessMarks::open(folder.file("marks"));
  EXPECT_EQ(marks->find("service")->at, 7);
  EXPECT_EQ(marks->find("sales")->alone_at, 8);
  EXPECT_EQ(marks->find("people")->at, 0);
}

TEST(ProcessMarks, remember_nothing_where_there_is_no_file_to_be_had) {
  const TemporaryFolder folder;
  const std::string nowhere = folder.file("absent/marks");
  ProcessMarks::open(nowhere)->find("service")->at = 7;
  EXPECT_EQ(ProcessMarks::open(nowhere)->find("service")->at, 0);
}

TEST(ProcessMarks, have_no_place_for_too_many) {
  const TemporaryFolder folder;
  const auto marks = ProcessMarks::open(folder.file("marks"));
  for (int name = 0; name < 64; ++name) {
    ASSERT_NE(marks->find(std::to_string(name)), nullptr);
  }
  EXPECT_EQ(marks->find("one more"), nullptr);
  EXPECT_EQ(marks->find(std::string(48, 'x')), nullptr);
}

}  // namespace
}  // namespace kith::store
