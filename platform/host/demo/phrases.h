// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

/// What the people of the demonstration say. `{product}`, `{order}` and `{batch}` stand for names.
namespace kith::host::demo {

/// The languages that are spoken.
enum class Tongue : std::uint8_t { english, german, spanish, french };
inline constexpr std::size_t tongues = 4;

/// The word of a language, as "en".
std::string_view word_of(Tongue tongue);

/// What a conversation is about.
enum class Matter : std::uint8_t {
  delivery,    ///< where an order is
  damage,      ///< something arrived broken
  use,         ///< how something works
  refund,      ///< sending something back
  seals,       ///< wished for: seals to buy alone
  dishwasher,  ///< wished for: a lid that bears the dishwasher
  strap,       ///< wished for: a strap to carry it by
  leak,        ///< the lid of one batch leaks
  wholesale,   ///< a company wants many
  praise,      ///< somebody is glad, and says why
};
inline constexpr std::size_t matters = 10;

/// What `{product}`, `{order}` and `{batch}` stand for in one conversation.
struct StoryNames {
  std::string_view product;
  std::string_view order;
  std::string_view batch;
};
std::string filled(std::string_view line, const StoryNames& names);

/// How people begin, at least two ways.
std::span<const std::string_view> openings(Matter matter, Tongue tongue);
/// How a colleague answers.
std::span<const std::string_view> answers(Matter matter, Tongue tongue);
/// How people ask again while they wait.
std::span<const std::string_view> reminders(Tongue tongue);
/// How people close.
std::span<const std::string_view> closings(Tongue tongue);
/// How somebody who knows helps somebody who asked how something works.
std::span<const std::string_view> hints(Tongue tongue);

}  // namespace kith::host::demo
