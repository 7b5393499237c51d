// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

/// The words by which mentions are known, in English, German, Spanish and French. Compared as the
/// search compares words; an apostrophe separates, but n't joins.
namespace kith::marketing {

/// The lists of cues, of which a message holds at least one before anything else is looked at.
enum class Cue : std::uint8_t { recommends, warns_off, praises, complains };

/// The lists that tell what a sentence with a cue is worth.
enum class Sign : std::uint8_t {
  advice,    ///< recommends or asks for something else than us
  doubt,     ///< it depends, or is not meant: nobody can say which way
  self,      ///< somebody speaks of themselves
  detail,    ///< something that only who was there can tell
  rewarded,  ///< they had something of it
  staff,     ///< they work for us
  asks       ///< in words of ours: asks for a recommendation
};

/// In the order of Cue.
std::vector<std::vector<std::string>> cue_lists();
/// In the order of Sign.
std::vector<std::vector<std::string>> sign_lists();

}  // namespace kith::marketing
