// SPDX-License-Identifier: Apache-2.0
#include "insight/day.h"

namespace kith::insight {

Time beginning_of_day(Time moment) {
  const std::int64_t into = moment.microseconds % day.count();
  return {moment.microseconds - (into < 0 ? into + day.count() : into)};
}

Window days_before(Time to, std::int64_t days) {
  return {to - days * day, to};
}

}  // namespace kith::insight
