// SPDX-License-Identifier: Apache-2.0
#include "http/answer.h"

#include <fmt/format.h>

#include <algorithm>

#include "http/preconditions.h"

namespace kith::http {

bool is_paged(const Operation& operation) {
  const Type* input = operation.endpoint.input;
  const Type* output = operation.endpoint.output;
  return operation.endpoint.method == Method::get && input != nullptr && output != nullptr &&
         !output->fields.empty() && output->fields.back().name == "next" &&
         std::ranges::find(input->fields, "cursor", &Field::name) != input->fields.end();
}

bool has_revision(const Operation& operation) {
  const Type* output = operation.endpoint.output;
  return output != nullptr && std::ranges::any_of(output->fields, [](const Field& field) {
           return field.name == "revision" && field.type->kind == Kind::integer;
         });
}

std::string_view next_cursor(std::string_view body) {
  static constexpr std::string_view key = "\"next\":\"";
  static constexpr std::string_view end = "\"}";
  const std::size_t at = body.rfind(key);
  if (at == std::string_view::npos || !body.ends_with(end)) {
    return {};
  }
  // Within a text the quotes of the key would be escaped, so it is the member; and it is the whole
  // object's own where nothing but the object's end comes after it.
  const std::string_view rest = body.substr(at + key.size());
  const std::size_t close = rest.find('"');
  return close + end.size() == rest.size() ? rest.substr(0, close) : std::string_view{};
}

std::string address_with(const Request& request, std::string_view name, std::string_view value) {
  std::string address = request.path + "?";
  std::string_view query = request.query;
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view pair = query.substr(0, end);
    if (pair.substr(0, pair.find('=')) != name) {
      address.append(pair).append("&");
    }
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  return address.append(name).append("=").append(percent_encoded(value));
}

Header link_to_next(std::string_view address) {
  return {"Link", fmt::format("<{}>; rel=\"next\"", address)};
}

Response answer_response(const Operation& operation, const Request& request,
                         events::Answer answer) {
  Response response{.status = operation.endpoint.status};
  if (answer.revision) {
    response.headers.emplace_back("ETag", entity_tag(*answer.revision));
    if (operation.endpoint.method == Method::get && client_has(request, *answer.revision)) {
      response.status = 304;
      return response;
    }
  }
  if (operation.endpoint.output == nullptr) {
    return response;
  }
  response.headers.emplace_back("Content-Type", "application/json");
  if (is_paged(operation)) {
    const std::string_view cursor = next_cursor(answer.body);
    if (!cursor.empty()) {
      response.headers.push_back(link_to_next(address_with(request, "cursor", cursor)));
    }
  }
  response.body = std::move(answer.body);
  return response;
}

}  // namespace kith::http
