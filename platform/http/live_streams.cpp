// SPDX-License-Identifier: Apache-2.0
// How a stream of a LiveWorkspace comes, is brought up to what is live, and goes.
#include <algorithm>
#include <array>
#include <utility>

#include "http/event_text.h"
#include "http/live_workspace.h"

namespace kith::http {
namespace {

constexpr std::string_view retry_hint = "retry: 2000\n";
// Streams that began together must not all come again together.
constexpr std::int64_t lifetime_steps = 64;
constexpr std::size_t most_ends = 1'024;

}  // namespace

void LiveWorkspace::join(const StreamRef& stream, const std::shared_ptr<StreamSink>& sink) {
  const StreamWish& wish = stream->wish();
  if (has_ended(wish)) {
    sink->close();
    return;
  }
  const Duration now = services_.clock.steady();
  const Duration step = services_.settings.lifetime / (4 * lifetime_steps);
  EventStream::Notes& notes = stream->notes;
  notes.sink = sink;
  notes.ends_at = now + services_.settings.lifetime - step * (joined_++ % lifetime_steps);
  streams_.emplace(stream.get(), stream);
  const Sequence last = ring_.last();
  const bool unknown = wish.after && *wish.after > last;
  const Sequence from = unknown ? last : wish.after.value_or(last);
  std::string first(retry_hint);
  first += unknown ? reset_frame(from) : heartbeat_frame(from);
  if (send(*stream, shared_text(std::move(first)), from)) {
    bring_up_one(stream);
  }
}

void LiveWorkspace::leave(EventStream& stream) {
  if (streams_.contains(&stream)) {
    drop(stream, Farewell::none);
  }
}

bool LiveWorkspace::has_ended(const StreamWish& wish) const {
  using Of = StreamEnd::Of;
  const StreamOwner& owner = wish.owner;
  const std::array<StreamEnd, 4> possible{{{Of::member, owner.member.value},
                                           {Of::account, owner.account},
                                           {Of::session, owner.session},
                                           {Of::token, owner.token}}};
  return end_of_all_ > wish.ends || std::ranges::any_of(possible, [&](const StreamEnd& each) {
           const auto ended = ends_.find(each);
           return ended != ends_.end() && ended->second > wish.ends;
         });
}

void LiveWorkspace::end(StreamEnd whose, std::uint64_t number) {
  if (whose.of == StreamEnd::Of::everybody || ends_.size() >= most_ends) {
    // Nothing is lost by ending streams that are only just on their way: they come again.
    end_of_all_ = std::max(end_of_all_, number);
    for (const auto& [each, newest] : ends_) {
      end_of_all_ = std::max(end_of_all_, newest);
    }
    ends_.clear();
  } else {
    std::uint64_t& newest = ends_[whose];
    newest = std::max(newest, number);
  }
  std::vector<StreamRef> ended;
  for (const auto& [key, stream] : streams_) {
    if (whose.concerns(stream->wish().owner)) {
      ended.push_back(stream);
    }
  }
  for (const StreamRef& stream : ended) {
    drop(*stream, Farewell::close);
  }
}

void LiveWorkspace::end_all() {
  while (!streams_.empty()) {
    const StreamRef stream = streams_.begin()->second;
    drop(*stream, Farewell::close);
  }
}

void LiveWorkspace::bring_up() {
  for (const StreamRef& stream : std::exchange(behind_, {})) {
    if (stream->notes.pace == Pace::behind) {
      bring_up_one(stream);
    }
  }
}

void LiveWorkspace::bring_up_one(const StreamRef& stream) {
  while (stream->notes.pace == Pace::behind && advance(stream)) {
  }
  if (stream->notes.pace == Pace::behind) {
    behind_.push_back(stream);
  }
}

/// One step of a stream that is behind; false when it can go no further now.
bool LiveWorkspace::advance(const StreamRef& stream) {
  const Sequence at = stream->notes.at;
  if (at == ring_.last()) {
    make_live(*stream);
    return true;
  }
  if (!has_room(*stream)) {
    return false;
  }
  if (ring_.follows(at)) {
    Sequence upto = 0;
    SharedText text = next_piece(*stream, upto);
    return send(*stream, std::move(text), upto);
  }
  if (ring_.last() - at > services_.settings.resume_limit) {
    return send(*stream, shared_text(reset_frame(ring_.last())), ring_.last());
  }
  read_page(stream);
  return false;
}

SharedText LiveWorkspace::next_piece(const EventStream& stream, Sequence& upto) const {
  std::string text;
  upto = stream.notes.at;
  while (upto < ring_.last() && text.size() < services_.settings.piece_bytes) {
    const Frame& frame = ring_.at(++upto);
    if (stream.wants(frame.visibility, *frame.type)) {
      text += *frame.text;
    }
  }
  return text.empty() ? nullptr : shared_text(std::move(text));
}

void LiveWorkspace::read_page(const StreamRef& stream) {
  stream->notes.pace = Pace::reading;
  services_.background([reader = reader_, inbox = services_.inbox, workspace = workspace_, stream,
                        after = stream->notes.at, most = services_.settings.page] {
    inbox->put(workspace,
               HubLetter::PageRead{.stream = stream, .events = read_events(*reader, after, most)});
  });
}

void LiveWorkspace::take_page(const StreamRef& stream,
                              Result<std::vector<store::LoggedEvent>> events) {
  EventStream::Notes& notes = stream->notes;
  if (notes.pace != Pace::reading) {
    return;
  }
  if (!events) {
    drop(*stream, Farewell::close);
    return;
  }
  notes.pace = Pace::behind;
  if (events->empty() || events->front().head.sequence != notes.at + 1) {
    // The log is not kept that far back any more.
    if (send(*stream, shared_text(reset_frame(ring_.last())), ring_.last())) {
      bring_up_one(stream);
    }
    return;
  }
  std::string text;
  Sequence upto = notes.at;
  for (const store::LoggedEvent& event : *events) {
    if (event.head.sequence > ring_.last()) {
      break;  // it is on its way here, and would come twice
    }
    upto = event.head.sequence;
    if (stream->wants(event.head.visibility, event.head.type)) {
      text += event_frame(event);
    }
  }
  if (send(*stream, text.empty() ? nullptr : shared_text(std::move(text)), upto)) {
    bring_up_one(stream);
  }
}

void LiveWorkspace::beat() {
  const Duration now = services_.clock.steady();
  SharedText heartbeat;
  std::vector<StreamRef> quiet;
  for (const auto& [key, stream] : streams_) {
    const EventStream::Notes& notes = stream->notes;
    const bool silent = now - notes.sent_at >= services_.settings.heartbeat;
    if (now >= notes.ends_at || (notes.pace == Pace::live && silent)) {
      quiet.push_back(stream);
    }
  }
  for (const StreamRef& stream : quiet) {
    if (now >= stream->notes.ends_at) {
      drop(*stream, Farewell::close);
      continue;
    }
    if (heartbeat == nullptr) {
      heartbeat = shared_text(heartbeat_frame(ring_.last()));
    }
    send(*stream, heartbeat, ring_.last());
  }
  std::erase_if(audiences_, [](const auto& each) { return each.second.streams.empty(); });
}

}  // namespace kith::http
