// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <kith/module.h>

#include "base/described_reader.h"
#include "events/executor.h"
#include "events/lane_mint.h"
#include "events/statement_rules.h"
#include "store/log.h"
#include "text/term_finder.h"

namespace kith::events {

/// The host's one Codec: JSON by base's reader and writer, without the members that say nothing.
class JsonCodec final : public Codec {
 public:
  void write(std::string& out, const Type& type, const void* value) const override;
  Result<void> read(std::string_view json, const Type& type, void* value) const override;
};

/// What the decides and commands of a module share from one run to the next. Used by one thread at
/// a time.
struct LaneMemory {
  explicit LaneMemory(std::string_view module) : kept(texts), mint(module) {}
  LaneMemory(const LaneMemory&) = delete;
  LaneMemory& operator=(const LaneMemory&) = delete;
  const text::TextTools texts;
  KeptRecords kept;
  LaneMint mint;
};

/// What handlers of one run share: the snapshot, the write set they fill and the rows they fold.
struct RunState {
  RunState(Reader& reader, const Codec& codec, ProjectionRows& rows, LaneMemory& memory, Time now)
      : reader(reader), writes(codec), rows(rows), memory(memory), now(now) {}
  Reader& reader;
  WriteSet writes;
  ProjectionRows& rows;
  LaneMemory& memory;
  Time now;
};

/// Which of a module's subscribers see an event.
enum class Handle : std::uint8_t {
  apply_only,       ///< a rebuild
  apply_and_decide  ///< live
};

/// A module's subscribers and erasers, found by type of event. Used by one thread at a time.
class Handlers {
 public:
  /// All of them outlive it.
  Handlers(const Module& module, const Codec& codec, const StatementRules& rules);

  /// Whether a subscriber or eraser is for this event; for a timer's, whether it is the module's
  /// and of a key that it subscribes to.
  bool wants(const store::LoggedEvent& event) const { return entry_for(event) != nullptr; }
  /// Whether a subscriber of this event wants a run to itself.
  bool is_alone(const store::LoggedEvent& event) const;
  /// Runs all applies of the event and, live, its erasers and decides. An exception becomes an
  /// error, and so does a statement that the handler may not run. After an error the run's state is
  /// of no use.
  Result<void> handle(const store::LoggedEvent& event, RunState& run, Handle how);
  /// Queues the rows that were folded, at the end of a run; fails as handle() does.
  Result<void> save_rows(RunState& run);

 private:
  struct Entry {
    std::vector<const Subscription*> applies;
    std::vector<const Subscription*> decides;
    std::vector<const Eraser*> erasers;
    bool is_alone = false;
  };
  const Entry* entry_for(const store::LoggedEvent& event) const;
  const Entry* entry_for_timer(const store::LoggedEvent& event) const;
  Result<void> guarded(const std::function<Result<void>()>& stage) const;
  Result<void> call(const Entry& entry, const store::LoggedEvent& event, RunState& run, Handle how);
  Result<void> erase(const Entry& entry, const store::LoggedEvent& event, RunState& run,
                     std::optional<Object>& own);
  Result<const void*> body_for(const Type& type, const store::LoggedEvent& event,
                               std::optional<Object>& own) const;

  std::string_view module_;
  const Codec& codec_;
  const StatementRules& rules_;
  std::unordered_map<std::string_view, Entry> by_type_;
  std::unordered_map<std::string_view, Entry> by_timer_;  ///< by the first word of the key
};

}  // namespace kith::events
