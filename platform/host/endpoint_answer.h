// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/described_writer.h"
#include "http/endpoint.h"

namespace kith::host {

/// A described value as the JSON answer to a raw call.
template <class Output>
http::Response json_response(const Output& output, int status = 200) {
  http::Response response{.status = status};
  response.headers.emplace_back("content-type", "application/json");
  response.body = to_json(output);
  return response;
}

/// Answers a raw call with what a use case gave.
template <class Output>
void answer_with(const http::Reply& reply, const Result<Output>& result, int status = 200) {
  if (result) {
    reply.answer(json_response(*result, status));
  } else {
    reply.refuse(result.error());
  }
}

inline void answer_with(const http::Reply& reply, const Result<void>& result) {
  if (result) {
    reply.answer({.status = 204});
  } else {
    reply.refuse(result.error());
  }
}

}  // namespace kith::host
