// SPDX-License-Identifier: Apache-2.0
#include "contract/access_matrix_product.h"

namespace kith::contract {

std::map<std::string, Example> examples_of_product() {
  const std::string requests = "/api/v1/product/requests";
  const std::string request = requests + "/{request}";
  const std::string wish = "/api/v1/product/wishes/{wish_message}";
  const auto post = [](std::string target, nlohmann::json body = {}) {
    return Example{.target = std::move(target), .body = std::move(body)};
  };
  const nlohmann::json new_words{{"title", "Other words {number}"}, {"owner", "me"}};
  return {
      {"get_product_requests", {.target = requests + "?limit=1"}},
      {"post_product_requests",
       post(requests,
            {{"title", "canary_ours {number}"}, {"owner", "me"}, {"message_id", "{message}"}})},
      {"get_product_requests_similar", {.target = requests + "/similar?message_id={message}"}},
      {"get_product_requests_by_request_id", {request}},
      {"patch_product_requests_by_request_id",
       {.target = request, .body = new_words, .etag_of = request}},
      {"get_product_requests_by_request_id_evidence", {request + "/evidence"}},
      {"post_product_requests_by_request_id_evidence",
       post(request + "/evidence", {{"message_id", "{message}"}})},
      {"delete_product_requests_by_request_id_evidence_by_message_id",
       {.target = request + "/evidence/{evidence_message}", .etag_of = request}},
      {"post_product_requests_by_request_id_decide",
       post(requests + "/{fresh_request}/decide", {{"state", "planned"}})},
      {"post_product_requests_by_request_id_ship",
       post(requests + "/{fresh_request}/ship", {{"text", "canary_ours: it is there."}})},
      {"post_product_requests_by_request_id_merge",
       post(requests + "/{fresh_request}/merge", {{"into", "{request}"}})},
      {"post_product_requests_by_request_id_unmerge", post(requests + "/{merged_request}/unmerge")},
      {"get_product_wishes", {.target = "/api/v1/product/wishes?limit=1"}},
      {"post_product_wishes_by_message_id_confirm", post(wish + "/confirm")},
      {"post_product_wishes_by_message_id_reject", post(wish + "/reject")},
      {"post_product_wishes_by_message_id_dismiss", post(wish + "/dismiss")}};
}

}  // namespace kith::contract
