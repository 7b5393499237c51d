// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <future>
#include <memory>
#include <utility>

#include "net/client.h"

namespace kith::net::test {

/// Sends the request and waits for the answer.
inline Result<ClientResponse> ask(Client& client, ClientRequest request) {
  auto promise = std::make_shared<std::promise<Result<ClientResponse>>>();
  std::future<Result<ClientResponse>> answer = promise->get_future();
  client.send(std::move(request),
              [promise](Result<ClientResponse> result) { promise->set_value(std::move(result)); });
  return answer.get();
}

}  // namespace kith::net::test
