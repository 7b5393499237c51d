// SPDX-License-Identifier: Apache-2.0
#include "module.h"

#include "draft.h"
#include "evidence_api.h"
#include "evidence_store.h"
#include "facets.h"
#include "folds.h"
#include "judge.h"
#include "measures.h"
#include "permissions.h"
#include "product_migrations.h"
#include "request_actions.h"
#include "requests_api.h"
#include "similar_api.h"
#include "standing.h"
#include "telling.h"
#include "wishes_api.h"

namespace kith::product {
namespace {

constexpr const Statement* statements[] = {&find_request,
                                           &insert_request,
                                           &update_request,
                                           &list_parts,
                                           &move_parts,
                                           &move_part,
                                           &list_open_sketches,
                                           &list_root_sketches,
                                           &find_message,
                                           &find_evidence_in,
                                           &count_evidence_of,
                                           &insert_evidence,
                                           &delete_evidence,
                                           &list_evidence_rows,
                                           &list_untold,
                                           &note_telling,
                                           &list_tellings,
                                           &forget_tellings,
                                           &add_standing,
                                           &set_state,
                                           &join_standings,
                                           &set_root,
                                           &recount_standing,
                                           &count_asker,
                                           &discount_asker,
                                           &remove_asker,
                                           &add_told,
                                           &find_draft,
                                           &save_draft,
                                           &find_thread,
                                           &save_thread,
                                           &find_wish,
                                           &save_wish,
                                           &remove_wish,
                                           &find_rejection,
                                           &save_rejection,
                                           &show_request,
                                           &list_askers,
                                           &count_told,
                                           &count_drafted,
                                           &list_newest,
                                           &list_most_asked,
                                           &list_part_ids,
                                           &list_wishes_newest,
                                           &show_wish,
                                           &list_requests_of_message,
                                           &list_requests_of_person,
                                           &list_requests_of_conversation,
                                           &count_open_wishes,
                                           &list_asker_outcomes};

constexpr const Permission* permissions[] = {&request_read, &request_change, &request_decide,
                                             &evidence_add};

constexpr EventType events[] = {
    event_type<RequestHeard>(),    event_type<RequestChanged>(),  event_type<EvidenceAdded>(),
    event_type<EvidenceRemoved>(), event_type<RequestDecided>(),  event_type<RequestShipped>(),
    event_type<RequestMerged>(),   event_type<RequestUnmerged>(), event_type<AskerTold>(),
    event_type<WishFound>(),       event_type<WishWithdrawn>(),   event_type<WishDismissed>(),
    event_type<LikenessFound>(),   event_type<LikenessRejected>()};

constexpr Subscription heard[] = {
    on<&fold_heard>(),           on<&fold_evidence_added>(), on<&fold_evidence_removed>(),
    on<&fold_decision>(),        on<&fold_shipment>(),       on<&fold_merge>(),
    on<&fold_unmerge>(),         on<&fold_told>(),           on<&fold_draft>(),
    on<&fold_discarded_draft>(), on<&fold_reply>(),          on<&fold_wish>(),
    on<&fold_withdrawal>(),      on<&fold_dismissal>(),      on<&fold_likeness>(),
    on<&fold_rejection>(),       on<&fold_deletion>(),

    on<&judge_message>(),        on<&judge_edit>(),          on<&judge_again>(),
    on<&announce_told>(),        on<&release_discarded>(),   on_timer<"tell", &draft_replies>()};

constexpr auto get = HttpMethod::get;
constexpr auto post = HttpMethod::post;

constexpr Route routes[] = {
    query<&list_requests>(get, "/requests", request_read, "Lists the requests of one state."),
    command<&create_request, &created_request>(post, "/requests", request_change,
                                               "Tracks a request."),
    query<&find_similar>(get, "/requests/similar", request_read,
                         "Finds requests like a text or a message."),
    query<&get_request>(get, "/requests/{request_id}", request_read,
                        "Shows one request, who asked and what they said."),
    command<&change_request, &changed_request<ChangeRequest>>(
        HttpMethod::patch, "/requests/{request_id}", request_change, "Changes a request."),
    command<&decide_request, &changed_request<DecideRequest>>(
        post, "/requests/{request_id}/decide", request_decide, "Plans or declines a request."),
    command<&ship_request, &changed_request<ShipRequest>>(
        post, "/requests/{request_id}/ship", request_decide,
        "Ships a request and has those who asked told."),
    command<&merge_request, &changed_request<MergeRequest>>(
        post, "/requests/{request_id}/merge", request_change, "Makes one request of two."),
    command<&unmerge_request, &changed_request<OneRequest>>(post, "/requests/{request_id}/unmerge",
                                                            request_change, "Undoes a merge."),
    query<&list_evidence>(get, "/requests/{request_id}/evidence", request_read,
                          "Lists the messages that ask for a request."),
    command<&add_evidence, &changed_request<AddEvidence>>(
        post, "/requests/{request_id}/evidence", evidence_add,
        "Says that a message asks for a request."),
    command<&remove_evidence, &changed_request<RemoveEvidence>>(
        HttpMethod::del, "/requests/{request_id}/evidence/{message_id}", request_change,
        "Takes evidence back."),
    query<&list_wishes>(get, "/wishes", request_read, "Lists the wishes of one state."),
    command<&confirm_wish, &changed_wish>(post, "/wishes/{message_id}/confirm", evidence_add,
                                          "Says that a wish is for the request suggested."),
    command<&reject_wish, &changed_wish>(post, "/wishes/{message_id}/reject", evidence_add,
                                         "Says that a wish is not for the request suggested."),
    command<&dismiss_wish, &changed_wish>(post, "/wishes/{message_id}/dismiss", evidence_add,
                                          "Says that a message holds no wish.")};

constexpr Facet facets[] = {facet<&message_facet>(request_read), facet<&person_facet>(request_read),
                            facet<&conversation_facet>(request_read)};

constexpr std::string_view own_words =
    "colleagues' words about a request; people are quoted by "
    "the place in their message, which is never copied";

constexpr TextColumn text_columns[] = {
    {"product_request", "title", std::nullopt, own_words},
    {"product_request", "description", std::nullopt, own_words},
    {"product_request", "reason", std::nullopt, "why the company decided so"},
    {"product_request", "reply", std::nullopt, "what the company tells all who asked"},
    {"product_request", "title_sketch", std::nullopt, "what the title is like"},
    {"product_request", "whole_sketch", std::nullopt, "what title and description are like"}};

constexpr Measure measures[] = {{"product.told",
                                 "share",
                                 "Whether somebody who asked for what was shipped was told so.",
                                 Statistic::share,
                                 &observe_told,
                                 {.days = 90},
                                 3}};

}  // namespace

const Module& module() {
  static constexpr Module product{
      .name = module_name,
      .version = "1",
      .department = Department::product,
      .summary = "Requests: what people wish for, who asked, what was decided, and who was told.",
      .migrations = product_migrations,
      .statements = statements,
      .permissions = permissions,
      .events = events,
      .subscriptions = heard,
      .routes = routes,
      .facets = facets,
      .measures = measures,
      .text_columns = text_columns,
      // No erasers: a quote is a place in a message, which is read when it is shown, so that it is
      // gone with the text. Ids stay, as tombstones do, because who asked counts on.
  };
  return product;
}

}  // namespace kith::product
