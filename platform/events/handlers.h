// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <unordered_map>
#include <vector>

#include <kith/module.h>

#include "base/described_reader.h"
#include "events/executor.h"
#include "store/log.h"

namespace kith::events {

/// The host's one Codec: JSON by base's reader and writer, without the members that say nothing.
class JsonCodec final : public Codec {
 public:
  void write(std::string& out, const Type& type, const void* value) const override;
  Result<void> read(std::string_view json, const Type& type, void* value) const override;
};

/// What handlers of one run share: the snapshot, the write set they fill and the rows they fold.
struct RunState {
  RunState(Reader& reader, const Codec& codec, ProjectionRows& rows, Time now)
      : reader(reader), writes(codec), rows(rows), now(now) {}
  Reader& reader;
  WriteSet writes;
  ProjectionRows& rows;
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
  Handlers(const Module& module, const Codec& codec);

  bool wants(std::string_view event_type) const { return by_type_.contains(event_type); }
  /// Runs all applies of the event, then its decides. An exception becomes an error. After an
  /// error the run's state is of no use.
  Result<void> handle(const store::LoggedEvent& event, RunState& run, Handle how);

 private:
  struct Entry {
    std::vector<const Subscription*> applies;
    std::vector<const Subscription*> decides;
    std::vector<const Eraser*> erasers;
  };
  Result<void> call(const Entry& entry, const store::LoggedEvent& event, RunState& run, Handle how);
  Result<const void*> body_for(const Type& type, const store::LoggedEvent& event,
                               std::optional<Object>& own) const;

  std::string_view module_;
  const Codec& codec_;
  std::unordered_map<std::string_view, Entry> by_type_;
};

}  // namespace kith::events
