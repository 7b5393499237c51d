// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace kith::text {

/// `text` with the numbers of payment cards replaced by asterisks up to their last four digits.
/// A card number has 13 to 19 digits, together or in groups parted by one space or hyphen each,
/// begins as issuers' numbers do (2 to 6) and passes Luhn's check. Other long numbers (orders,
/// parcels, accounts) that fail it stay. Digits are ASCII. Linear time, any thread.
std::string mask_cards(std::string_view text);

}  // namespace kith::text
