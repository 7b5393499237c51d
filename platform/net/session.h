// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/intrusive/list.hpp>
#include <boost/intrusive/list_hook.hpp>

#include "net/timer_wheel.h"

namespace kith::net {

struct SessionTag;

/// One connection of a server, in whatever stage. Lives on one worker's thread; leaves the
/// worker's list by itself when it is destroyed.
class Session : public Deadline,
                public boost::intrusive::list_base_hook<
                    boost::intrusive::tag<SessionTag>,
                    boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
 public:
  /// The server is stopping: end once what was begun is done.
  virtual void drain() = 0;
  /// End now.
  virtual void abort() = 0;
  /// Ends, and says so, if its client waits for nothing: another one is to have its place.
  virtual bool give_way() { return false; }
};

/// The sessions of one thread, none of them owned.
using SessionList =
    boost::intrusive::list<Session,
                           boost::intrusive::base_hook<boost::intrusive::list_base_hook<
                               boost::intrusive::tag<SessionTag>,
                               boost::intrusive::link_mode<boost::intrusive::auto_unlink>>>,
                           boost::intrusive::constant_time_size<false>>;

}  // namespace kith::net
