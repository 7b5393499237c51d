// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>

#include "base/described_writer.h"
#include "http/endpoint.h"
#include "http/preconditions.h"

namespace kith::host {

/// What has a revision, by which it is changed.
template <class Output>
concept Revisioned = requires(const Output& output) {
  { output.revision } -> std::convertible_to<std::int64_t>;
};

/// A described value as the JSON answer to a raw call, its revision as ETag.
template <class Output>
http::Response json_response(const Output& output, int status = 200) {
  http::Response response{.status = status};
  response.headers.emplace_back("content-type", "application/json");
  if constexpr (Revisioned<Output>) {
    response.headers.emplace_back("ETag", http::entity_tag(output.revision));
  }
  response.body = to_json(output);
  return response;
}

/// Answers a GET; with 304 where the client has this revision already.
template <class Output>
void answer_read(const http::Reply& reply, const http::Request& request,
                 const Result<Output>& result) {
  if (!result) {
    reply.refuse(result.error());
    return;
  }
  http::Response response = json_response(*result);
  if constexpr (Revisioned<Output>) {
    if (http::client_has(request, result->revision)) {
      response.status = 304;
      response.body.clear();
    }
  }
  reply.answer(std::move(response));
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
