// SPDX-License-Identifier: Apache-2.0
#include "http/live_workspace.h"

#include <algorithm>
#include <utility>

#include "http/event_text.h"

namespace kith::http {
LiveWorkspace::LiveWorkspace(WorkspaceId workspace, HubLetter::Open open, Services services)
    : workspace_(workspace),
      services_(services),
      reader_(std::make_shared<const EventReader>(std::move(open.reader))),
      ring_(services.settings.ring_events, services.settings.ring_bytes) {
  ring_.start_after(open.last);
  if (open.tail != nullptr && !open.tail->empty() && open.tail->back().head.sequence == open.last) {
    ring_.start_after(open.tail->front().head.sequence - 1);
    publish(*open.tail);
  }
}

LiveWorkspace::~LiveWorkspace() {
  end_all();
}

Frame LiveWorkspace::frame_of(const store::LoggedEvent& event) {
  const std::string& type = *types_.emplace(event.head.type).first;
  return {event.head.sequence, event.head.visibility, &type, shared_text(event_frame(event))};
}

void LiveWorkspace::publish(std::span<const store::LoggedEvent> events) {
  std::vector<Frame> run;
  std::size_t bytes = 0;
  for (const store::LoggedEvent& event : events) {
    const Sequence sequence = event.head.sequence;
    if (sequence <= ring_.last()) {
      continue;
    }
    if (sequence != ring_.last() + 1) {
      // What is missing here is on disk, where those who are behind find it.
      ring_.start_after(sequence - 1);
      for (auto& [key, audience] : audiences_) {
        while (!audience.streams.empty()) {
          make_behind(*audience.streams.back());
        }
      }
    }
    ring_.push(run.emplace_back(frame_of(event)));
    bytes += run.back().text->size();
    if (bytes >= services_.settings.piece_bytes) {
      deliver(run);
      run.clear();
      bytes = 0;
    }
  }
  deliver(run);
}

void LiveWorkspace::deliver(std::span<const Frame> run) {
  if (run.empty()) {
    return;
  }
  std::vector<MemberId> with_private;
  for (const Frame& frame : run) {
    if (frame.visibility.key < 0) {
      with_private.push_back(MemberId{-frame.visibility.key});
    }
  }
  std::ranges::sort(with_private);
  for (auto& [key, audience] : audiences_) {
    deliver_to(audience, run, with_private);
  }
}

void LiveWorkspace::deliver_to(Audience& audience, std::span<const Frame> run,
                               std::span<const MemberId> with_private) {
  bool is_joined = false;
  SharedText common;
  // Backwards, because a stream that leaves the audience is replaced by its last one.
  for (std::size_t i = audience.streams.size(); i-- > 0;) {
    EventStream& stream = *audience.streams[i];
    if (std::ranges::binary_search(with_private, stream.wish().mask.member())) {
      send(stream, joined(stream, run), run.back().sequence);
      continue;
    }
    if (!is_joined) {
      common = joined(stream, run);
      is_joined = true;
    }
    send(stream, common, run.back().sequence);
  }
}

SharedText LiveWorkspace::joined(const EventStream& stream, std::span<const Frame> run) const {
  SharedText only;
  std::string text;
  for (const Frame& frame : run) {
    if (!stream.wants(frame.visibility, *frame.type)) {
      continue;
    }
    if (only == nullptr) {
      only = frame.text;
      continue;
    }
    text.append(text.empty() ? *only : "").append(*frame.text);
  }
  return text.empty() ? only : shared_text(std::move(text));
}

bool LiveWorkspace::has_room(const EventStream& stream) const {
  return stream.notes.sink->backlog() < services_.settings.backlog_bytes;
}

bool LiveWorkspace::send(EventStream& stream, SharedText text, Sequence upto) {
  if (text != nullptr) {
    if (stream.notes.pace == Pace::live && !has_room(stream)) {
      make_behind(stream);
      return true;
    }
    if (!stream.notes.sink->send(std::move(text))) {
      drop(stream, Farewell::none);
      return false;
    }
    stream.notes.sent_at = services_.clock.steady();
  }
  stream.notes.at = upto;
  return true;
}

void LiveWorkspace::make_live(EventStream& stream) {
  const TypeFilter& filter = stream.wish().filter;
  const std::uint64_t mask = stream.wish().mask.shared_part();
  Audience& audience = audiences_[{mask, filter.prefixes()}];
  stream.notes.pace = Pace::live;
  stream.notes.audience = &audience;
  stream.notes.place = audience.streams.size();
  audience.streams.push_back(&stream);
}

void LiveWorkspace::make_behind(EventStream& stream) {
  remove_from_audience(stream);
  stream.notes.pace = Pace::behind;
  behind_.push_back(streams_.at(&stream));
}

void LiveWorkspace::remove_from_audience(EventStream& stream) {
  Audience* audience = std::exchange(stream.notes.audience, nullptr);
  if (audience == nullptr) {
    return;
  }
  EventStream* last = audience->streams.back();
  audience->streams[stream.notes.place] = last;
  last->notes.place = stream.notes.place;
  audience->streams.pop_back();
}

void LiveWorkspace::drop(EventStream& stream, Farewell farewell) {
  remove_from_audience(stream);
  stream.notes.pace = Pace::ended;
  const std::shared_ptr<StreamSink> sink = std::move(stream.notes.sink);
  if (farewell == Farewell::close && sink != nullptr) {
    sink->close();
  }
  streams_.erase(&stream);
}

}  // namespace kith::http
