// SPDX-License-Identifier: Apache-2.0
#include "http/event_stream.h"

namespace kith::http {

void EventStream::start(std::shared_ptr<StreamSink> sink) {
  inbox_->put(wish_.workspace,
              HubLetter::Join{.stream = shared_from_this(), .sink = std::move(sink)});
}

void EventStream::stop() {
  inbox_->put(wish_.workspace, HubLetter::Leave{.stream = shared_from_this()});
}

}  // namespace kith::http
