// SPDX-License-Identifier: Apache-2.0
#include "act.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <unordered_map>

namespace kith::marketing {
namespace {

/// Which mentions are near copies of each other, also by way of others. What was said to the
/// company alone leads from one to another, and is no member.
class Clusters {
 public:
  explicit Clusters(const std::vector<Weighed>& all) : all_(all), parents_(all.size()) {
    std::iota(parents_.begin(), parents_.end(), std::size_t{0});
    std::unordered_map<MessageId, std::size_t> places;
    for (std::size_t place = 0; place < all.size(); ++place) {
      places.emplace(all[place].spoken.message, place);
    }
    for (std::size_t place = 0; place < all.size(); ++place) {
      if (const auto like = places.find(all[place].spoken.alike); like != places.end()) {
        parents_[top_of(place)] = top_of(like->second);
      }
    }
  }

  /// The members of each that has more than one, in the order of time.
  std::vector<std::vector<std::size_t>> members() {
    std::map<std::size_t, std::vector<std::size_t>> by_top;
    for (std::size_t place = 0; place < parents_.size(); ++place) {
      if (all_[place].spoken.audience == Audience::peers) {
        by_top[top_of(place)].push_back(place);
      }
    }
    std::vector<std::vector<std::size_t>> clusters;
    for (auto& [top, places] : by_top) {
      if (places.size() > 1) {
        clusters.push_back(std::move(places));
      }
    }
    return clusters;
  }

 private:
  std::size_t top_of(std::size_t place) {
    while (parents_[place] != place) {
      parents_[place] = parents_[parents_[place]];
      place = parents_[place];
    }
    return place;
  }

  const std::vector<Weighed>& all_;
  std::vector<std::size_t> parents_;
};

/// Whether enough people posted within a short time that they must have acted together.
bool is_coordinated(const std::vector<Weighed>& all, const std::vector<std::size_t>& members) {
  std::map<PersonId, int> present;
  std::size_t first = 0;
  for (const std::size_t member : members) {
    ++present[all[member].spoken.person];
    while (all[member].spoken.at - all[members[first]].spoken.at > together_within) {
      const auto gone = present.find(all[members[first]].spoken.person);
      if (--gone->second == 0) {
        present.erase(gone);
      }
      ++first;
    }
    if (present.size() >= least_together) {
      return true;
    }
  }
  return false;
}

void weigh_cluster(std::vector<Weighed>& all, const std::vector<std::size_t>& members) {
  const bool are_together = is_coordinated(all, members);
  std::size_t first = 0;
  std::size_t end = 0;
  for (std::size_t place = 0; place < members.size(); ++place) {
    const Time at = all[members[place]].spoken.at;
    while (at - all[members[first]].spoken.at > copies_within) {
      ++first;
    }
    while (end < members.size() && all[members[end]].spoken.at - at <= copies_within) {
      ++end;
    }
    Weight& weight = all[members[place]].weight;
    weight.copies = static_cast<std::int64_t>(end - first);
    weight.is_copy = first < place;
    weight.apart = are_together ? 0 : full_weight;
  }
}

std::int64_t factor_of(Experience experience) {
  switch (experience) {
    case Experience::none: return 0;
    case Experience::bare: return 300'000;
    case Experience::detail: return 600'000;
    case Experience::verified: return full_weight;
  }
  return 0;
}

Weight weight_alone(const Spoken& spoken) {
  const bool to_peers = spoken.audience == Audience::peers && !spoken.answers_us;
  return {.addressed = to_peers ? full_weight : 0,
          .experience = factor_of(spoken.verdict.experience),
          .independent = spoken.verdict.independence == Independence::earned ? full_weight : 0,
          .apart = full_weight,
          .unprompted = spoken.is_prompted ? full_weight / 2 : full_weight};
}

}  // namespace

std::int64_t rounded_quotient(std::int64_t part, std::int64_t all) {
  const std::int64_t half = part < 0 ? -(all / 2) : all / 2;
  return (part + half) / all;
}

std::int64_t Weight::product() const {
  if (addressed == 0 || independent == 0 || apart == 0) {
    return 0;
  }
  return rounded_quotient(experience * unprompted / full_weight, copies);
}

std::vector<Weighed> weigh(std::vector<Spoken> spoken) {
  std::ranges::sort(spoken, {},
                    [](const Spoken& each) { return std::pair(each.at, each.message); });
  std::vector<Weighed> all;
  all.reserve(spoken.size());
  for (const Spoken& each : spoken) {
    all.push_back({each, weight_alone(each)});
  }
  for (const std::vector<std::size_t>& members : Clusters(all).members()) {
    weigh_cluster(all, members);
  }
  return all;
}

}  // namespace kith::marketing
