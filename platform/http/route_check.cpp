// SPDX-License-Identifier: Apache-2.0
#include "http/route_check.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/described_input.h"

namespace kith::http {
namespace {

bool is_name(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

bool is_literal(std::string_view text) {
  return !text.empty() && text != "." && text != ".." && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
  });
}

const Field* field_named(const Type& type, std::string_view name) {
  const auto found = std::ranges::find(type.fields, name, &Field::name);
  return found == type.fields.end() ? nullptr : &*found;
}

void check_path(const Operation& operation, std::vector<std::string>& faults) {
  const std::string& path = operation.endpoint.path;
  const bool apart = operation.route == nullptr || operation.route->path.starts_with('/');
  if (!path.starts_with('/') || !apart) {
    faults.emplace_back("its path does not start with a slash");
    return;
  }
  for (const std::string_view segment : template_segments(path)) {
    const bool fine = is_parameter(segment) ? is_name(segment.substr(1, segment.size() - 2))
                                            : is_literal(segment);
    if (!fine) {
      faults.push_back(fmt::format("\"{}\" is no segment of a path", segment));
    }
  }
  std::vector<std::string_view> names = operation.parameters;
  std::ranges::sort(names);
  if (std::ranges::adjacent_find(names) != names.end()) {
    faults.emplace_back("its path names a parameter twice");
  }
}

void check_gate(const Operation& operation, std::vector<std::string>& faults) {
  const Gate& gate = operation.endpoint.gate;
  if (gate.permission() == nullptr && gate.reason().empty()) {
    faults.emplace_back("it has no permission, and no reason to be open");
  } else if (gate.permission() != nullptr && gate.permission()->name.empty()) {
    faults.emplace_back("its permission has no name");
  }
}

void check_input(const Operation& operation, std::vector<std::string>& faults) {
  const Type* input = operation.endpoint.input;
  if (input == nullptr) {
    if (operation.route != nullptr) {
      faults.emplace_back("it has no input");
    }
    return;
  }
  for (const std::string_view name : operation.parameters) {
    const Field* field = field_named(*input, name);
    if (field == nullptr || !fits_parameter(*field)) {
      faults.push_back(fmt::format("its input has no member {} that a path can carry", name));
    }
  }
  if (operation.takes_body()) {
    return;
  }
  if (input->kind != Kind::object) {
    faults.emplace_back("its input is a choice, which a query cannot carry");
  }
  for (const Field& field : input->fields) {
    if (!fits_parameter(field)) {
      faults.push_back(fmt::format("a query cannot carry its member {}", field.name));
    }
  }
}

void check_route(const Operation& operation, std::vector<std::string>& faults) {
  const Route* route = operation.route;
  if (route == nullptr) {
    if (!operation.endpoint.handler) {
      faults.emplace_back("it has no handler");
    }
    if (operation.endpoint.is_repeatable && operation.endpoint.gate.is_public()) {
      faults.emplace_back("it takes a key for repeats from nobody who is known");
    }
    return;
  }
  const bool reads = route->kind == RouteKind::query;
  if (!reads && route->method == HttpMethod::get) {
    faults.emplace_back("it is a command, and a GET changes nothing");
  }
  if (reads && route->method != HttpMethod::get && route->method != HttpMethod::post) {
    faults.emplace_back("it is a question, which is asked by GET or POST");
  }
  if (reads ? route->query == nullptr || route->output == nullptr : route->command == nullptr) {
    faults.emplace_back("it has no handler");
  }
}

}  // namespace

bool is_parameter(std::string_view segment) {
  return segment.starts_with('{') && segment.ends_with('}') && segment.size() > 2;
}

std::vector<std::string_view> template_segments(std::string_view path) {
  std::vector<std::string_view> segments;
  while (path.starts_with('/')) {
    path.remove_prefix(1);
    const std::size_t end = std::min(path.find('/'), path.size());
    segments.push_back(path.substr(0, end));
    path.remove_prefix(end);
  }
  return segments;
}

std::vector<std::string> faults_of(const Operation& operation) {
  std::vector<std::string> faults;
  check_path(operation, faults);
  check_gate(operation, faults);
  check_input(operation, faults);
  check_route(operation, faults);
  if (operation.endpoint.summary.empty()) {
    faults.emplace_back("it does not say what it does");
  }
  return faults;
}

}  // namespace kith::http
