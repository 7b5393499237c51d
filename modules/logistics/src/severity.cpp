// SPDX-License-Identifier: Apache-2.0
#include "severity.h"

#include <algorithm>
#include <array>

namespace kith::logistics {
namespace {

struct Node {
  std::int64_t score;
  Severity severity;
};

// Between the nodes a straight line is at most 0.02 off.
constexpr std::array<Node, 36> nodes{
    {{0, 30},        {250, 39},     {500, 50},      {1000, 74},     {1500, 101},
     {2000, 129},    {2500, 156},   {3000, 182},    {3500, 206},    {4000, 229},
     {5000, 269},    {6000, 303},   {7000, 334},    {8000, 361},    {9000, 385},
     {10'000, 407},  {12'000, 445}, {14'000, 478},  {16'000, 506},  {18'000, 531},
     {20'000, 554},  {24'000, 593}, {28'000, 626},  {32'000, 655},  {36'000, 681},
     {40'000, 704},  {48'000, 743}, {56'000, 777},  {64'000, 805},  {72'000, 831},
     {80'000, 854},  {96'000, 893}, {112'000, 927}, {128'000, 956}, {144'000, 981},
     {157'000, 1000}}};

}  // namespace

Severity severity_of(std::int64_t score) {
  if (score < nodes.front().score) {
    return least_severity;
  }
  const auto above = std::ranges::upper_bound(nodes, score, {}, &Node::score);
  if (above == nodes.end()) {
    return most_severity;
  }
  const Node& below = *std::prev(above);
  return below.severity +
         (score - below.score) * (above->severity - below.severity) / (above->score - below.score);
}

}  // namespace kith::logistics
