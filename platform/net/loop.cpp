// SPDX-License-Identifier: Apache-2.0
#include "net/loop.h"

#include <pthread.h>

#include <chrono>
#include <system_error>
#include <thread>
#include <utility>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

namespace kith::net {

namespace asio = boost::asio;
using boost::system::error_code;

class Loop::Impl {
 public:
  explicit Impl(Duration tick)
      : guard_(asio::make_work_guard(context_)), ticker_(context_), wheel_(tick) {
    wheel_.on_filled([this] {
      turned_to_ = std::chrono::steady_clock::now();
      await_tick();
    });
  }

  ~Impl() {
    context_.stop();
    if (thread_.joinable()) {
      thread_.join();
    }
  }

  void start(const std::string& name) {
    thread_ = std::thread([this] { run(); });
    pthread_setname_np(thread_.native_handle(), name.substr(0, 15).c_str());
  }

  asio::io_context& context() { return context_; }
  TimerWheel& wheel() { return wheel_; }

 private:
  // A callback that throws has a defect or ran out of memory; the others on this thread go on.
  void run() {
    for (;;) {
      try {
        context_.run();
        return;
      } catch (const std::exception&) {
        continue;
      }
    }
  }

  void await_tick() {
    ticker_.expires_after(wheel_.tick());
    ticker_.async_wait([this](error_code error) {
      if (!error) {
        turn();
      }
    });
  }

  void turn() {
    const auto elapsed = std::chrono::steady_clock::now() - turned_to_;
    const auto ticks = elapsed / wheel_.tick();
    turned_to_ += ticks * wheel_.tick();
    wheel_.advance(static_cast<std::uint64_t>(ticks));
    if (!wheel_.idle()) {
      await_tick();
    }
  }

  asio::io_context context_{1};
  asio::executor_work_guard<asio::io_context::executor_type> guard_;
  asio::steady_timer ticker_;
  TimerWheel wheel_;
  std::chrono::steady_clock::time_point turned_to_;
  std::thread thread_;
};

Result<std::unique_ptr<Loop>> Loop::create(const std::string& thread_name, Duration tick) {
  try {
    auto impl = std::make_unique<Impl>(tick);
    impl->start(thread_name);
    return std::unique_ptr<Loop>(new Loop(std::move(impl)));
  } catch (const std::system_error& error) {
    return fail(ErrorCode::unavailable, "A network thread could not be started.", error.what());
  }
}

Loop::Loop(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Loop::~Loop() = default;

void Loop::post(std::move_only_function<void()> work) {
  asio::post(impl_->context(), std::move(work));
}

void Loop::post_after(Duration delay, std::move_only_function<void()> work) {
  post([this, delay, waiting = std::move(work)]() mutable {
    auto timer = std::make_shared<asio::steady_timer>(impl_->context(), delay);
    timer->async_wait([timer, due = std::move(waiting)](error_code error) mutable {
      if (!error) {
        due();
      }
    });
  });
}

TimerWheel& Loop::wheel() {
  return impl_->wheel();
}

asio::io_context& Loop::context() {
  return impl_->context();
}

}  // namespace kith::net
