// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "base/logger.h"
#include "base/random.h"
#include "conversation/member_directory.h"
#include "conversation/mints.h"
#include "conversation/post_key_filter.h"
#include "conversation/search_indexer.h"
#include "conversation/verbs.h"
#include "events/bus.h"
#include "events/platform_executor.h"
#include "host/checkpointer.h"
#include "host/erasure_run.h"
#include "host/figures_run.h"
#include "host/push_run.h"
#include "host/ticker.h"
#include "intake/intake.h"

namespace kith::host {

/// Everything that works on one company's data: its database, its log, its lanes. Owned by the
/// server, or by a command that works on the data while no server does.
class Workspace {
 public:
  /// What a workspace is made with; all of it outlives the workspace.
  struct Services {
    std::span<const Module* const> modules;
    const Clock& clock;
    Random& random;
    const conversation::MemberDirectory& members;
    const Logger& log;
    /// What pushes replies to their receivers; without it nothing is pushed.
    struct Pushing {
      net::Client& client;
      const access::SealingKey& sealing;
    };
    std::optional<Pushing> pushing = {};
  };
  static constexpr std::size_t usual_page_bytes = std::size_t{64} * 1024 * 1024;
  struct Settings {
    std::string folder;  ///< DIR/workspaces/<id>; made when it is not there
    std::size_t readers = 6;
    events::LaneSettings lanes;
    std::size_t most_bytes_of_answers = events::AnswerCache::usual_bytes;
    std::size_t page_bytes = usual_page_bytes;  ///< of the database that the writer holds in memory
  };

  /// Opens, migrates and checks the data; starts no thread. Fails closed.
  static Result<std::unique_ptr<Workspace>> open(WorkspaceId id, Settings settings,
                                                 const Services& services);
  ~Workspace();

  /// Called after each commit, on the writer's thread, with its events. Before start().
  void on_publish(std::function<void(const std::vector<store::LoggedEvent>&)> publish) {
    published_ = std::move(publish);
  }
  /// Told of an I/O error: the process must end and recover at its next start. Before start().
  void on_fatal(const store::Writer::Fatal& fatal);

  void start();
  /// Finishes what was accepted and ends all threads.
  void stop();
  /// Does what is due by the clock, without waiting for its thread to look. Any thread.
  void do_what_is_due() { ticker_->tick(); }
  /// Without threads: does all there is to do, on the caller's thread.
  void run_until_idle();

  WorkspaceId id() const { return id_; }
  const std::string& path() const { return path_; }
  store::Writer& writer() { return *writer_; }
  store::ReaderPool& readers() { return *readers_; }
  store::StatementRegistry& registry() { return registry_; }
  intake::Intake& intake() { return *intake_; }
  conversation::Verbs& verbs() { return *verbs_; }
  conversation::Mints& mints() { return *mints_; }
  conversation::PostKeyFilter& post_keys() { return post_keys_; }
  events::Bus& bus() { return *bus_; }
  events::EventRing& ring() { return ring_; }
  conversation::SearchIndexer& indexer() { return *indexer_; }
  events::PlatformExecutor& executor() { return *executor_; }
  ErasureRun& erasure() { return *erasure_; }
  FiguresRun& figures() { return *figures_; }
  /// The bytes of this workspace's attachments.
  const store::BlobFolder& blobs() const { return blobs_; }
  /// nullptr where nothing is pushed.
  PushRun* push() { return push_.get(); }

 private:
  Workspace(WorkspaceId id, Settings settings, const Services& services);
  Result<void> open_store();
  Result<void> open_parts();
  Result<void> record_interrupted();
  Result<void> read_or_make_key(store::Connection& connection);

  const WorkspaceId id_;
  const Settings settings_;
  const Services services_;
  std::string path_;
  const store::BlobFolder blobs_;
  HashKey hash_key_{};
  store::StatementRegistry registry_;
  events::EventRing ring_;
  events::JsonCodec codec_;
  std::function<void(const std::vector<store::LoggedEvent>&)> published_;
  std::unique_ptr<store::Writer> writer_;
  std::unique_ptr<store::ReaderPool> readers_;
  std::optional<conversation::Mints> mints_;
  conversation::PostKeyFilter post_keys_;
  std::unique_ptr<conversation::Verbs> verbs_;
  std::unique_ptr<intake::Intake> intake_;
  std::unique_ptr<conversation::SearchIndexer> indexer_;
  std::unique_ptr<events::PlatformExecutor> executor_;
  std::unique_ptr<events::Bus> bus_;
  std::unique_ptr<Ticker> ticker_;
  std::unique_ptr<ErasureRun> erasure_;
  std::unique_ptr<PushRun> push_;
  std::unique_ptr<FiguresRun> figures_;
  std::unique_ptr<Checkpointer> checkpointer_;
  store::Writer::Fatal fatal_;
  bool is_started_ = false;
};

/// The migrations of everything that lives in a workspace's database, in order.
std::vector<Migration> workspace_migrations(std::span<const Module* const> modules);

}  // namespace kith::host
