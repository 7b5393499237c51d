// SPDX-License-Identifier: Apache-2.0
#include "http/docs.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <vector>

#include "base/described_schema.h"
#include "http/event_text.h"
#include "http/html_page.h"
#include "http/problem.h"
#include "http/sample.h"

namespace kith::http {
namespace {

constexpr Time example_time{1'700'000'000'000'000};

std::string errors_body() {
  std::string body =
      "<p>Every refusal is an <code>application/problem+json</code> body. Its <code>code</code> is "
      "one of these words, and its <code>type</code> leads here.</p>\n";
  for (const ProblemKind& kind : problem_kinds()) {
    const std::string_view word = error_word(kind.code);
    body += fmt::format(
        "<section id=\"{0}\">\n<h2>{1} <code>{0}</code>: {2}</h2>\n<p>{3}</p>\n</section>\n", word,
        error_status(kind.code), html_text(kind.title), html_text(kind.meaning));
  }
  return body;
}

std::string example_of(const EventType& type) {
  store::LoggedEvent event;
  event.head = {.sequence = 1042,
                .type = type.name,
                .noun = type.noun,
                .subject = 412,
                .occurred_at = example_time};
  event.body = sample_json(*type.body);
  std::string json;
  JsonWriter writer(json);
  write_event(writer, event);
  return nlohmann::ordered_json::parse(json).dump(2);
}

Result<std::string> events_body(std::span<const EventType> events) {
  std::vector<EventType> sorted(events.begin(), events.end());
  std::ranges::sort(sorted, {}, &EventType::name);
  std::string body =
      "<p>What kith says that happened: in the live stream <code>/api/v1/events/stream</code>, in "
      "the feed <code>/api/v1/events</code> and to webhooks. Bodies hold ids, labels and figures, "
      "never text or names. Members are only added; anything else would be a new version.</p>\n";
  for (const EventType& type : sorted) {
    const nlohmann::ordered_json schema = KITH_TRY(schema_document(*type.body, SchemaUse::output));
    body += fmt::format(
        "<section id=\"{0}\">\n<h2><code>{0}</code></h2>\n<p>{1}</p>\n<h3>Example</h3>\n"
        "<pre>{2}</pre>\n<h3>JSON Schema of <code>data</code></h3>\n<pre>{3}</pre>\n</section>\n",
        html_text(type.name), html_text(type.body->meaning), html_text(example_of(type)),
        html_text(schema.dump(2)));
  }
  return body;
}

/// A GET that always answers the same.
RawEndpoint fixed(std::string path, std::string summary, Response response) {
  RawEndpoint endpoint{.method = Method::get,
                       .path = std::move(path),
                       .owner = "docs",
                       .summary = std::move(summary),
                       .gate = Gate::public_because("It describes the API and holds no data."),
                       .profile = HeaderProfile::docs};
  endpoint.content_type = response.headers.front().second;
  response.shared_body = std::make_shared<const std::string>(std::move(response.body));
  response.body.clear();
  endpoint.handler = [response = std::move(response)](const RawCall&, const Reply& reply) {
    reply.answer(response);
  };
  return endpoint;
}

}  // namespace

Result<void> add_docs(RouteTable& table, std::span<const EventType> events) {
  table.add(fixed("/api/docs/errors", "What each code of error means",
                  docs_page("Errors", errors_body())));
  table.add(fixed("/api/docs/events", "Every type of event, with schema and example",
                  docs_page("Events", KITH_TRY(events_body(events)))));
  Response style;
  style.headers.emplace_back("Content-Type", "text/css; charset=utf-8");
  style.body = docs_style();
  table.add(fixed(std::string(docs_style_path), "The style of these pages", std::move(style)));
  return {};
}

}  // namespace kith::http
