// SPDX-License-Identifier: Apache-2.0
// One operation, again and again, with its first, second, … n-th allocation, write, sync or other
// call failing, until it passes without one: every index. After each the same process goes on, and
// another one starts on what a cut of the power left.
#include <gtest/gtest.h>

#include "failing_memory.h"
#include "faulty_company.h"
#include "findings.h"

namespace kith::fault {
namespace {

std::string said_by(const Answered& answered) {
  return answered.error ? answered.error->message + " " + answered.error->detail : "";
}

class NthFault : public testing::Test {
 protected:
  static void SetUpTestSuite() { FailingMemory::install(); }

  /// What `look` sees once `operation` has passed without a fault.
  std::string after(const std::function<void()>& operation,
                    std::string (FaultyCompany::*look)() const) {
    return in_a_process([&] {
             operation();
             return Trial{true, (acme.*look)()};
           })
        .violation;
  }

  /// A process that must stop does; another one starts on what it has written.
  void restart_if_told(Findings& findings) {
    if (!acme.must_stop()) {
      return;
    }
    findings.expect(!acme.take_in(FaultyCompany::batch()).is_acknowledged,
                    "goes on after a fatal error");
    acme.disk().restore(acme.disk().snapshot());
    findings.expect(acme.open().has_value(), "does not start again");
  }

  FaultyCompany acme;
};

TEST_F(NthFault, neither_loses_nor_halves_a_batch_of_posts) {
  const auto take_in = [&] { return acme.take_in(FaultyCompany::batch()); };
  const std::string before = acme.rows();
  const std::string taken_in = after([&] { take_in(); }, &FaultyCompany::rows);
  const std::string counts = after([&] { take_in(); }, &FaultyCompany::counts);
  ASSERT_NE(before, taken_in);

  const auto trial = [&](const FaultKind& kind, std::int64_t index) {
    std::vector<intake::Post> posts = FaultyCompany::batch();
    PlannedFault fault(acme.disk(), kind, index);
    const Answered answered = acme.take_in(std::move(posts));
    const bool has_failed = fault.end();
    const auto left = acme.disk().snapshot();

    Findings findings;
    findings.expect(!answered.error || answered.error->code == ErrorCode::unavailable,
                    "refused otherwise than promised: " + said_by(answered));
    findings.expect(has_failed || answered.is_acknowledged, "refused without a fault");
    restart_if_told(findings);
    findings.expect(take_in().is_acknowledged, "takes in nothing more");
    findings.expect_same(acme.counts(), counts, "lost or doubled something going on");
    findings.expect(acme.damage().empty(), "damaged going on: " + acme.damage());

    acme.disk().restore(left);
    acme.disk().cut_power(fault.seed());
    findings.expect(acme.damage().empty(), "damaged by the cut: " + acme.damage());
    const std::string found = acme.rows();
    if (answered.is_acknowledged) {
      findings.expect_same(found, taken_in, "acknowledged and lost");
    } else if (found != before) {
      findings.expect_same(found, taken_in, "half there after the cut");
    }
    return Trial{has_failed, findings.text()};
  };
  EXPECT_EQ(run_every_fault("a batch of posts", Trials::from_the_start, trial), "");
}

// What the trials look for is there to be seen: a store that does not sync loses at some cuts.
TEST_F(NthFault, sees_what_a_store_without_syncs_loses) {
  ASSERT_TRUE(acme.workspace().writer().connection().execute("PRAGMA synchronous=OFF"));
  int lost = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const Trial trial = in_a_process([&] {
      const bool is_acknowledged = acme.take_in(FaultyCompany::batch()).is_acknowledged;
      const std::string taken_in = acme.rows();
      acme.disk().cut_power(seed);
      const bool is_there = acme.damage().empty() && acme.rows() == taken_in;
      return Trial{is_acknowledged, is_there ? "" : "lost"};
    });
    EXPECT_TRUE(trial.has_failed) << "not acknowledged";
    lost += trial.violation.empty() ? 0 : 1;
  }
  EXPECT_GT(lost, 0);
}

TEST_F(NthFault, has_every_event_take_effect_once) {
  ASSERT_TRUE(acme.take_in(FaultyCompany::batch()).is_acknowledged);
  const std::string before = acme.rows();
  const std::string dispatched = after([&] { acme.step_lane(); }, &FaultyCompany::rows);
  const std::string counts = after([&] { acme.step_lane(); }, &FaultyCompany::counts);
  ASSERT_NE(before, dispatched);

  const auto trial = [&](const FaultKind& kind, std::int64_t index) {
    PlannedFault fault(acme.disk(), kind, index);
    acme.step_lane();
    const bool has_failed = fault.end();
    const auto left = acme.disk().snapshot();

    Findings findings;
    findings.expect(has_failed || acme.rows() == dispatched, "not dispatched without a fault");
    restart_if_told(findings);
    findings.expect(acme.finish_lane(), "the lane stands still");
    findings.expect_same(acme.counts(), counts, "lost or doubled an effect going on");
    findings.expect(acme.damage().empty(), "damaged going on: " + acme.damage());

    acme.disk().restore(left);
    acme.disk().cut_power(fault.seed());
    findings.expect(acme.damage().empty(), "damaged by the cut: " + acme.damage());
    // From what it was before, and from where it ended, the rest of the way is known.
    if (const std::string found = acme.rows(); found != before && found != dispatched) {
      findings.expect(acme.open().has_value(), "does not start after the cut");
      findings.expect(acme.finish_lane(), "the lane stands still after the cut");
      findings.expect_same(acme.counts(), counts, "lost or doubled an effect after the cut");
    }
    return Trial{has_failed, findings.text()};
  };
  EXPECT_EQ(run_every_fault("a run of events of the service module", Trials::from_the_start, trial),
            "");
}

}  // namespace
}  // namespace kith::fault
