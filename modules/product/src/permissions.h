// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/caller.h>

/// What a role may be allowed in product.
namespace kith::product {

inline constexpr Permission request_read{
    "product.request.read",
    "see the requests, the wishes, who asked and the words that are quoted"};
inline constexpr Permission request_change{
    "product.request.change", "make, change and merge requests, and take evidence back"};
inline constexpr Permission request_decide{
    "product.request.decide",
    "plan, decline and ship requests, and have the askers' replies drafted"};
inline constexpr Permission evidence_add{
    "product.evidence.add", "say of a message that it asks for a request, or that it does not"};

}  // namespace kith::product
