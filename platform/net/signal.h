// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <utility>

#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>

#include "net/asio_types.h"

namespace kith::net {

/// Lets one coroutine wait for something that is no operation of Asio. Both sides are on the
/// thread of `context`; a signal without a waiter is lost.
class Signal {
 public:
  explicit Signal(boost::asio::io_context& context) : context_(context) {}

  Task<void> wait() {
    Starter starter{this};
    boost::asio::use_awaitable_t<Executor> token;
    return boost::asio::async_initiate<boost::asio::use_awaitable_t<Executor>, void()>(starter,
                                                                                       token);
  }

  /// Resumes the waiter soon, never from within this call.
  void set() {
    if (resume_) {
      boost::asio::post(context_, std::exchange(resume_, nullptr));
    }
  }

 private:
  struct Starter {
    Signal* signal;

    template <class Handler>
    void operator()(Handler&& handler) {
      signal->resume_ = std::move_only_function<void()>(std::forward<Handler>(handler));
    }
  };

  boost::asio::io_context& context_;
  std::move_only_function<void()> resume_;
};

}  // namespace kith::net
