// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/page.h>
#include <kith/route.h>

#include "evidence_view.h"
#include "request_view.h"

/// The routes that read requests.
namespace kith::product {

extern const Statement list_newest;
extern const Statement list_most_asked;
extern const Statement list_part_ids;

/// What comes first in a list of requests.
enum class RequestOrder : std::uint8_t { newest, most_asked };

struct ListRequests {
  RequestState state = RequestState::heard;
  RequestOrder order = RequestOrder::newest;
  std::int32_t limit = 50;
  std::optional<std::string> cursor;

  static consteval auto describe() {
    return described("Requests of one state.",
                     field<&ListRequests::state>(
                         "Which: heard, planned, declined, shipped or merged.", defaults),
                     field<&ListRequests::order>("newest first, or most_asked first.", defaults),
                     field<&ListRequests::limit>("How many to a page.", range{1, 200}, defaults),
                     field<&ListRequests::cursor>("Where the page before ended."));
  }
};

struct OneRequest {
  RequestId request_id;

  static consteval auto describe() {
    return described("One request.", field<&OneRequest::request_id>("Which."));
  }
};

struct RequestDetail {
  RequestView request;
  Askers askers;
  std::string reply;
  std::vector<RequestId> parts;
  std::vector<EvidenceView> evidence;
  std::int64_t revision = 0;

  static consteval auto describe() {
    return described(
        "A request with who asked and what they said.",
        field<&RequestDetail::request>("The request."), field<&RequestDetail::askers>("Who asked."),
        field<&RequestDetail::reply>("What those who asked are told, once it is shipped."),
        field<&RequestDetail::parts>("The requests that were merged into it."),
        field<&RequestDetail::evidence>("The newest twenty messages that ask for it."),
        field<&RequestDetail::revision>("Which state of the request this is."));
  }
};

struct ListEvidence {
  RequestId request_id;
  std::int32_t limit = 50;
  std::optional<std::string> cursor;

  static consteval auto describe() {
    return described("The messages that ask for a request, the newest first.",
                     field<&ListEvidence::request_id>("Which request."),
                     field<&ListEvidence::limit>("How many to a page.", range{1, 200}, defaults),
                     field<&ListEvidence::cursor>("Where the page before ended."));
  }
};

Result<Page<RequestView>> list_requests(QueryContext& context, const ListRequests& input);
Result<RequestDetail> get_request(QueryContext& context, const OneRequest& input);
Result<Page<EvidenceView>> list_evidence(QueryContext& context, const ListEvidence& input);

}  // namespace kith::product
