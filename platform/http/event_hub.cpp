// SPDX-License-Identifier: Apache-2.0
#include "http/event_hub.h"

#include <algorithm>
#include <utility>

namespace kith::http {
namespace {

constexpr Duration wait_for_room = std::chrono::milliseconds(20);
constexpr std::int64_t beats_in_a_heartbeat = 15;

}  // namespace

EventHub::EventHub(HubSettings settings, const Clock& clock, Background background)
    : settings_(settings),
      clock_(clock),
      background_(std::move(background)),
      seats_(std::make_shared<StreamSeats>(settings.streams, settings.streams_per_member)) {}

EventHub::~EventHub() {
  inbox_->close();
}

Result<void> EventHub::open(WorkspaceId workspace, EventReader reader, Sequence last) {
  const Sequence after = std::max<Sequence>(0, last - static_cast<Sequence>(settings_.warm_events));
  auto tail = std::make_shared<std::vector<store::LoggedEvent>>();
  if (after < last) {
    *tail = KITH_TRY(reader(after, static_cast<std::size_t>(last - after)));
  }
  {
    const std::lock_guard lock(readers_mutex_);
    readers_.insert_or_assign(workspace, reader);
  }
  inbox_->put(workspace, HubLetter::Open{.reader = std::move(reader), .last = last, .tail = tail});
  return {};
}

void EventHub::close(WorkspaceId workspace) {
  {
    const std::lock_guard lock(readers_mutex_);
    readers_.erase(workspace);
  }
  inbox_->put(workspace, HubLetter::Close{});
}

void EventHub::publish(WorkspaceId workspace, EventBatch events) {
  inbox_->put(workspace, HubLetter::Publish{.events = std::move(events)});
}

void EventHub::end_streams(WorkspaceId workspace, StreamEnd whose) {
  inbox_->put_end(workspace, whose);
}

Result<std::shared_ptr<StreamSource>> EventHub::follow(StreamWish wish) {
  Seat seat = KITH_TRY(seats_->take(wish.workspace, wish.mask.member()));
  return std::make_shared<EventStream>(inbox_, std::move(wish), std::move(seat));
}

Result<EventReader> EventHub::reader(WorkspaceId workspace) const {
  const std::lock_guard lock(readers_mutex_);
  const auto found = readers_.find(workspace);
  if (found == readers_.end()) {
    return fail(ErrorCode::unavailable, "The workspace is not open here now.");
  }
  return found->second;
}

Duration EventHub::step() {
  for (HubLetter& letter : inbox_->take()) {
    try {
      handle(letter);
    } catch (const std::exception&) {
      give_up(letter);
    }
  }
  const Duration now = clock_.steady();
  bool is_anyone_behind = false;
  for (auto& [id, workspace] : workspaces_) {
    try {
      tend(*workspace, now);
    } catch (const std::exception&) {
      workspace->end_all();
    }
    is_anyone_behind |= workspace->is_anyone_behind();
  }
  if (now >= next_beat_) {
    next_beat_ = now + settings_.heartbeat / beats_in_a_heartbeat;
  }
  return is_anyone_behind ? std::min(wait_for_room, next_beat_ - now) : next_beat_ - now;
}

void EventHub::tend(LiveWorkspace& workspace, Duration now) {
  workspace.bring_up();
  if (now >= next_beat_) {
    workspace.beat();
  }
}

// Memory may be exhausted halfway through, with a stream left out or a letter half read. Whoever
// comes again with the last id misses nothing; whoever stayed might.
void EventHub::give_up(HubLetter& letter) {
  if (auto* join = std::get_if<HubLetter::Join>(&letter.content)) {
    join->sink->close();
  }
  const auto found = workspaces_.find(letter.workspace);
  if (found != workspaces_.end()) {
    found->second->end_all();
  }
}

void EventHub::handle(HubLetter& letter) {
  if (auto* open = std::get_if<HubLetter::Open>(&letter.content)) {
    workspaces_[letter.workspace] = std::make_unique<LiveWorkspace>(
        letter.workspace, std::move(*open),
        LiveWorkspace::Services{settings_, clock_, background_, inbox_});
    return;
  }
  const auto found = workspaces_.find(letter.workspace);
  if (found == workspaces_.end()) {
    if (auto* join = std::get_if<HubLetter::Join>(&letter.content)) {
      join->sink->close();
    }
  } else if (std::holds_alternative<HubLetter::Close>(letter.content)) {
    workspaces_.erase(found);
  } else {
    hand_over(*found->second, letter);
  }
}

void EventHub::hand_over(LiveWorkspace& workspace, HubLetter& letter) {
  if (auto* publish = std::get_if<HubLetter::Publish>(&letter.content)) {
    workspace.publish(*publish->events);
  } else if (auto* join = std::get_if<HubLetter::Join>(&letter.content)) {
    workspace.join(join->stream, join->sink);
  } else if (auto* leave = std::get_if<HubLetter::Leave>(&letter.content)) {
    workspace.leave(*leave->stream);
  } else if (auto* end = std::get_if<HubLetter::End>(&letter.content)) {
    workspace.end(end->whose, end->number);
  } else if (auto* page = std::get_if<HubLetter::PageRead>(&letter.content)) {
    workspace.take_page(page->stream, std::move(page->events));
  }
}

HubThread::HubThread(EventHub& hub)
    : hub_(hub), thread_([&hub](const std::stop_token& stop) {
        while (!stop.stop_requested()) {
          hub.wait(hub.step());
        }
      }) {}

HubThread::~HubThread() {
  thread_.request_stop();
  hub_.wake();
}

}  // namespace kith::http
