// SPDX-License-Identifier: Apache-2.0
#include "host/demo/plans.h"

#include <array>

namespace kith::host::demo {

namespace {

constexpr std::string_view watches = "/api/v1/logistics/watches";
constexpr std::string_view requests = "/api/v1/product/requests";

}  // namespace

std::span<const Plan> plans() {
  static constexpr std::array<Plan, 5> all{
      Plan{watches, R"({"name": "Leaking lids", "topic": "leak", "product": "lid",
                        "topic_terms": ["leak*", "drip*", "undicht*", "läuft aus", "gotea*",
                                        "pierde agua", "fuit", "goutte*"]})"},
      Plan{watches, R"({"name": "Late parcels", "topic": "delivery",
                        "topic_terms": ["late", "where is my parcel", "not arrived",
                                        "nicht angekommen", "no ha llegado", "pas arrivé"]})"},
      Plan{requests, R"({"title": "Sell the seals alone",
                         "description": "Sell the sealing rings alone, without a new lid."})"},
      Plan{requests, R"({"title": "A lid for the dishwasher",
                         "description": "Make a lid that may go into the dishwasher."})"},
      Plan{requests, R"({"title": "A strap to carry it",
                         "description": "Add a carrying strap or a loop to the bottle."})"}};
  return all;
}

}  // namespace kith::host::demo
