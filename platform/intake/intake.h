// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <mutex>

#include "conversation/verbs.h"
#include "intake/key_index.h"
#include "intake/order.h"
#include "intake/person_index.h"
#include "store/writer.h"

namespace kith::intake {

/// From posts to stored, read messages: drops repeats, resolves the author, finds or opens the
/// conversation by reply references alone, and writes message, keys and events in one piece. One
/// for each workspace.
class Intake {
 public:
  /// All must outlive the intake; `writer` is not started yet.
  struct Services {
    store::Writer& writer;
    conversation::Mints& mints;
    events::VerbHandler& verbs;
    const conversation::MemberDirectory& members;
    conversation::PostKeyFilter& post_keys;
    HashKey key;
  };
  using Done = std::move_only_function<void(Result<std::vector<PostResult>>)>;

  static Result<std::unique_ptr<Intake>> create(Services services);

  /// `unavailable` while more posts wait to be written than are written in about a second: whoever
  /// brings more is to come back. Any thread.
  Result<void> look_for_room() const;
  /// Takes posts in; `done` is told after the commit, on the writer's thread. Any thread but that.
  void submit(std::vector<Post> posts, Order order, Done done);
  /// The same, waiting for the outcome.
  Result<std::vector<PostResult>> take_in(std::vector<Post> posts, Order order);

  /// The first half, on any thread: for callers that prepare ahead.
  Result<std::vector<PreparedPost>> prepare(std::vector<Post> posts);
  void submit(std::vector<PreparedPost> posts, Order order, Done done);

  /// Drops what is kept in memory of authors, because some were erased. On the writer's thread.
  void forget_persons() { persons_.forget(); }

  /// The channel of that name, made with kind "api" when there is none.
  Result<ChannelId> channel(const std::string& name);

 private:
  explicit Intake(Services services) : services_(services), persons_(services.mints) {}
  Result<void> read_channels();

  Services services_;
  std::optional<KeyIndex> keys_;
  PersonIndex persons_;
  std::mutex mutex_;
  std::map<std::string, ChannelId, std::less<>> channels_;
};

/// The statements of intake, for the registry.
void register_statements(store::StatementRegistry& registry);

}  // namespace kith::intake
