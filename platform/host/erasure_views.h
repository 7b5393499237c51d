// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <kith/described.h>
#include <kith/id.h>
#include <kith/time.h>

/// What the API says of erasures, and the command line reads.
namespace kith::host {

/// How far one erasure is.
struct ErasureView {
  JobId job_id;
  std::vector<PersonId> person_ids;
  std::int64_t done = 0;
  std::int64_t total = 0;
  bool is_finished = false;
  Time started_at;

  static consteval auto describe() {
    return described(
        "The erasure of a person.", field<&ErasureView::job_id>("The job that finishes it."),
        field<&ErasureView::person_ids>("The person, with all that were part of the same."),
        field<&ErasureView::done>("How many messages lost their text."),
        field<&ErasureView::total>("How many will, as far as is known."),
        field<&ErasureView::is_finished>("Whether all their rows are erased."),
        field<&ErasureView::started_at>("When they were gone from all answers."));
  }
};

/// How far the erasures of a workspace are.
struct ErasuresView {
  std::vector<ErasureView> items;
  std::optional<Time> in_files_since;
  bool is_done = false;
  std::string problem;

  static consteval auto describe() {
    return described(
        "The erasures of a workspace, the newest first, at most 100.",
        field<&ErasuresView::items>("The erasures."),
        field<&ErasuresView::in_files_since>(
            "Since when erased text may still lie in the bytes of the files; absent when it lies "
            "nowhere."),
        field<&ErasuresView::is_done>("Whether all that was asked for is done."),
        field<&ErasuresView::problem>("Why the last try failed; it is tried again."));
  }
};

}  // namespace kith::host
