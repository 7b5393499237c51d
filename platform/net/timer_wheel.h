// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include <boost/intrusive/list.hpp>
#include <boost/intrusive/list_hook.hpp>

#include <kith/time.h>

namespace kith::net {

/// Something with a deadline, kept in a TimerWheel without owning it or being owned by it. Leaves
/// the wheel by itself when it is destroyed.
class Deadline : public boost::intrusive::list_base_hook<
                     boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
 public:
  Deadline() = default;
  Deadline(const Deadline&) = delete;
  Deadline& operator=(const Deadline&) = delete;
  virtual ~Deadline() = default;

  /// The deadline has passed; called once, by the wheel's thread.
  virtual void expire() = 0;

 private:
  friend class TimerWheel;
  std::uint64_t due_ = 0;   ///< tick at which it expires
  std::uint64_t slot_ = 0;  ///< tick at which the wheel looks at it next, never after `due_`
};

/// The deadlines of all connections of one thread, exact to one tick. Moving a deadline further
/// away, which every request does, costs a store: the wheel finds it too early and files it anew.
/// Knows no clock: its owner tells it how many ticks have passed. Used by one thread.
class TimerWheel {
 public:
  explicit TimerWheel(Duration tick);

  Duration tick() const { return tick_; }
  /// How much time has been told of.
  Duration now() const { return tick_ * static_cast<std::int64_t>(now_); }
  /// A whole turn found nothing to wait for, so that nobody need wake up to turn it further.
  bool idle() const { return quiet_ticks_ > slots_.size(); }
  /// Called when the wheel stops being idle.
  void on_filled(std::function<void()> callback) { on_filled_ = std::move(callback); }

  /// `deadline` expires `delay` from now, at the end of a tick, instead of whenever it did.
  void set(Deadline& deadline, Duration delay);
  /// `deadline` does not expire any more.
  void clear(Deadline& deadline);
  /// Time has passed.
  void advance(std::uint64_t ticks);

 private:
  using Slot = boost::intrusive::list<Deadline, boost::intrusive::constant_time_size<false>>;

  void file(Deadline& deadline);
  void turn();

  Duration tick_;
  std::uint64_t now_ = 0;
  std::vector<Slot> slots_;
  std::size_t quiet_ticks_;
  std::function<void()> on_filled_;
};

}  // namespace kith::net
