// SPDX-License-Identifier: Apache-2.0
#include "host/figures_endpoints.h"

#include "host/endpoint_answer.h"
#include "host/figures_views.h"
#include "insight/figures_api.h"
#include "insight/permissions.h"

namespace kith::host {
namespace {

using Run = std::function<void(std::move_only_function<void()>)>;

/// A question of insight that knows the measures.
template <class Output, class Input>
using FigureQuestion = Result<Output> (*)(QueryContext& context, const Input& input,
                                          const insight::MeasureList& measures);

template <class Output, class Input>
Result<Output> ask(Workspaces& workspaces, const Clock& clock, const Caller& caller,
                   const Input& input, FigureQuestion<Output, Input> question) {
  Workspace* workspace = KITH_TRY(workspaces.find(caller.workspace));
  store::ReaderPool::Lease lease = KITH_TRY(workspace->readers().acquire());
  const text::TextTools texts;
  QueryContext context(caller, *lease, texts, clock.now());
  return question(context, input, workspace->figures().measures());
}

Result<ComputedFigures> compute(Workspaces& workspaces, const Caller& caller, std::int64_t days) {
  Workspace* workspace = KITH_TRY(workspaces.find(caller.workspace));
  const ComputedDays done = KITH_TRY(workspace->figures().compute(days));
  return ComputedFigures{done.computed, done.left, done.to};
}

template <class Output, class Input>
http::RawEndpoint question_endpoint(Workspaces& workspaces, const Clock& clock, Run run,
                                    std::string_view path, std::string_view summary,
                                    FigureQuestion<Output, Input> question) {
  return {.method = http::Method::get,
          .path = std::string(path),
          .owner = "insight",
          .summary = std::string(summary),
          .gate = http::Gate::behind(insight::figure_read),
          .handler =
              [&workspaces, &clock, run = std::move(run), question](http::RawCall call,
                                                                    const http::Reply& reply) {
                run([&workspaces, &clock, question, call = std::move(call), reply] {
                  answer_with(reply, ask(workspaces, clock, call.admitted->caller,
                                         call.input_as<Input>(), question));
                });
              },
          .input = &TypeOf<Input>::type,
          .output = &TypeOf<Output>::type};
}

}  // namespace

void add_figures_endpoints(http::RouteTable& table, Workspaces& workspaces, const Clock& clock,
                           Run run) {
  table.add(question_endpoint(workspaces, clock, run, "/api/v1/figures",
                              "The newest figure of each metric, or one metric's by day.",
                              &insight::list_figures));
  table.add(question_endpoint(workspaces, clock, run, "/api/v1/figures/{metric}/inputs",
                              "The observations behind a figure, by their messages.",
                              &insight::list_inputs));
  table.add({.method = http::Method::post,
             .path = "/api/v1/figures/days",
             .owner = "insight",
             .summary = "Works out the figures of past days, in order, a few at a time.",
             .gate = http::Gate::behind(insight::figure_compute),
             .handler =
                 [&workspaces, run = std::move(run)](http::RawCall call, const http::Reply& reply) {
                   run([&workspaces, call = std::move(call), reply] {
                     answer_with(reply, compute(workspaces, call.admitted->caller,
                                                call.input_as<ComputeFigures>().days));
                   });
                 },
             .input = &TypeOf<ComputeFigures>::type,
             .output = &TypeOf<ComputedFigures>::type,
             .rate_class = http::RateClass::write});
}

}  // namespace kith::host
