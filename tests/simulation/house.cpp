// SPDX-License-Identifier: Apache-2.0
#include "house.h"

#include <fmt/format.h>

#include <stdexcept>

#include "events/tests/tally_module.h"
#include "host/push_secrets.h"
#include "journal_module.h"
#include "support/need.h"

namespace kith::simulation {
namespace {

constexpr const Module* modules[] = {&journal::module, &tally::module};

std::span<const Module* const> modules_of(Crew crew) {
  return std::span(modules).first(crew == Crew::journal ? 1 : 2);
}
constexpr WorkspaceId workspace_id{1};

}  // namespace

House::House(net::Client& network)
    : disk_(std::make_unique<support::SimulatedDisk>(folder_.file("data"))), network_(network) {}

House::~House() {
  end(End::killed, 0);
}

void House::found() {
  support::need(open({}, Crew::journal));
  support::need(connect_channels());
  end(End::in_order, 0);
}

Result<void> House::connect_channels() {
  const ChannelId pushed = KITH_TRY(workspace_->intake().channel("pushed"));
  KITH_TRY(workspace_->intake().channel("pulled"));
  const std::string sealed =
      host::seal_push_secrets(sealing_, {workspace_id, pushed},
                              {.current = channels::api::new_signing_secret(random_)}, random_);
  KITH_TRY(workspace_->writer().run(
      store::Urgency::person, [&](store::Transaction& transaction) -> Result<void> {
        return conversation::save_push(transaction, {},
                                       {.channel = pushed,
                                        .url = "https://receiver.example/kith",
                                        .secrets = sealed,
                                        .state = conversation::PushState::on});
      }));
  workspace_->run_until_idle();
  return {};
}

Result<void> House::open(const events::LaneSettings& lanes, Crew crew) {
  has_failed_ = false;
  ++process_;
  workspace_ = KITH_TRY(host::Workspace::open(
      workspace_id, {.folder = folder_.file("data/workspaces/1"), .readers = 2, .lanes = lanes},
      {.modules = modules_of(crew),
       .clock = clock_,
       .random = random_,
       .members = members_,
       .log = log_,
       .pushing = host::Workspace::Services::Pushing{network_, sealing_}}));
  workspace_->on_fatal([this](const Error&) { has_failed_ = true; });
  look_ = KITH_TRY(store::Connection::open(path(), store::OpenMode::read_only));
  return {};
}

void House::end(End how, std::uint64_t seed) {
  if (how == End::killed) {
    disk_->restore(disk_->snapshot());
  } else if (how == End::power_lost) {
    disk_->cut_power(seed);
  }
  look_ = {};
  workspace_.reset();
  disk_->mend();
}

std::string House::scratch_on_disk() {
  return folder_.file(fmt::format("data/scratch-{}.db", ++scratches_));
}

void House::begin(const std::shared_ptr<const support::DiskState>& state) {
  look_ = {};
  disk_->restore(state);
  workspace_.reset();
  disk_->mend();
  clock_ = JumpingClock();
  scratches_ = 0;
}

}  // namespace kith::simulation
