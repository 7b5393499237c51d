// SPDX-License-Identifier: Apache-2.0
#include "http/route_table.h"

#include <fmt/format.h>

#include <algorithm>

#include "http/route_check.h"

namespace kith::http {
namespace {

Method method_of(HttpMethod method) {
  switch (method) {
    case HttpMethod::get: return Method::get;
    case HttpMethod::post: return Method::post;
    case HttpMethod::put: return Method::put;
    case HttpMethod::patch: return Method::patch;
    case HttpMethod::del: return Method::del;
  }
  return Method::get;
}

constexpr std::array methods{Method::get,   Method::head, Method::post,   Method::put,
                             Method::patch, Method::del,  Method::options};

std::size_t slot(Method method) {
  return static_cast<std::size_t>(method);
}

/// A plural at the end of a path is a collection, and a POST to it adds to the collection.
bool names_collection(std::string_view path) {
  const std::vector<std::string_view> segments = template_segments(path);
  return !segments.empty() && segments.back().ends_with('s') && !segments.back().ends_with("ss");
}

int success_status(const Route& route, std::string_view path) {
  if (route.output == nullptr) {
    return 204;
  }
  const bool creates = route.kind == RouteKind::command && route.method == HttpMethod::post &&
                       names_collection(path);
  return creates ? 201 : 200;
}

}  // namespace

std::string_view method_word(Method method) {
  switch (method) {
    case Method::get: return "GET";
    case Method::head: return "HEAD";
    case Method::post: return "POST";
    case Method::put: return "PUT";
    case Method::patch: return "PATCH";
    case Method::del: return "DELETE";
    case Method::options: return "OPTIONS";
  }
  return "GET";
}

void RouteTable::mount(std::string_view owner, std::string_view prefix,
                       std::span<const Route> routes, events::Executor& executor) {
  for (const Route& route : routes) {
    auto operation = std::make_unique<Operation>();
    RawEndpoint& endpoint = operation->endpoint;
    endpoint.method = method_of(route.method);
    endpoint.path = fmt::format("{}{}", prefix, route.path);
    endpoint.owner = owner;
    endpoint.summary = route.summary;
    endpoint.gate = route.permission == nullptr ? Gate() : Gate::behind(*route.permission);
    endpoint.input = route.input;
    endpoint.output = route.output;
    endpoint.status = success_status(route, endpoint.path);
    endpoint.rate_class = route.kind == RouteKind::command ? RateClass::write : RateClass::read;
    operation->route = &route;
    operation->executor = &executor;
    insert(std::move(operation));
  }
}

void RouteTable::add(RawEndpoint endpoint) {
  auto operation = std::make_unique<Operation>();
  operation->endpoint = std::move(endpoint);
  insert(std::move(operation));
}

void RouteTable::complain(const Operation& operation, std::string_view what) {
  faults_.push_back(fmt::format("{} {} of {}: {}.", method_word(operation.endpoint.method),
                                operation.endpoint.path, operation.endpoint.owner, what));
}

void RouteTable::insert(std::unique_ptr<Operation> operation) {
  for (const std::string_view segment : template_segments(operation->endpoint.path)) {
    if (is_parameter(segment)) {
      operation->parameters.push_back(segment.substr(1, segment.size() - 2));
    }
  }
  Operation& kept = *operations_.emplace_back(std::move(operation));
  for (const std::string& fault : faults_of(kept)) {
    complain(kept, fault);
  }
  if (is_closed_) {
    complain(kept, "it was added after the table was described, so nobody would know of it");
  }
  Node* node = node_for(kept);
  if (node == nullptr) {
    return;
  }
  const Operation*& place = node->operations[slot(kept.endpoint.method)];
  if (place != nullptr) {
    complain(kept, fmt::format("{} has mounted it already", place->endpoint.owner));
    return;
  }
  place = &kept;
}

RouteTable::Node* RouteTable::node_for(Operation& operation) {
  Node* node = root_.get();
  for (const std::string_view segment : template_segments(operation.endpoint.path)) {
    if (is_parameter(segment)) {
      node = parameter_node(*node, operation, segment);
      if (node == nullptr) {
        return nullptr;
      }
      continue;
    }
    auto found = node->literals.find(segment);
    if (found == node->literals.end()) {
      found = node->literals.emplace(segment, std::make_unique<Node>()).first;
    }
    node = found->second.get();
  }
  return node;
}

RouteTable::Node* RouteTable::parameter_node(Node& node, Operation& operation,
                                             std::string_view name) {
  if (node.parameter == nullptr) {
    node.parameter = std::make_unique<Node>();
    node.parameter_name = name;
  }
  if (node.parameter_name != name) {
    complain(operation,
             fmt::format("another route calls {} in the same place {}", name, node.parameter_name));
    return nullptr;
  }
  return node.parameter.get();
}

std::vector<std::string> RouteTable::faults() const {
  return faults_;
}

bool RouteTable::Node::is_place() const {
  return std::ranges::any_of(operations, [](const Operation* each) { return each != nullptr; });
}

std::string RouteTable::Node::allowed() const {
  std::string list;
  for (const Method method : methods) {
    const bool head = method == Method::head && operations[slot(Method::get)] != nullptr;
    if (head || method == Method::options || operations[slot(method)] != nullptr) {
      list.append(list.empty() ? "" : ", ").append(method_word(method));
    }
  }
  return list;
}

const RouteTable::Node* RouteTable::find(const Node& node, std::span<const std::string> segments,
                                         std::vector<std::string_view>& values) {
  if (segments.empty()) {
    return node.is_place() ? &node : nullptr;
  }
  const auto literal = node.literals.find(segments.front());
  if (literal != node.literals.end()) {
    if (const Node* found = find(*literal->second, segments.subspan(1), values)) {
      return found;
    }
  }
  if (node.parameter == nullptr || segments.front().empty()) {
    return nullptr;
  }
  values.emplace_back(segments.front());
  const Node* found = find(*node.parameter, segments.subspan(1), values);
  if (found == nullptr) {
    values.pop_back();
  }
  return found;
}

RouteTable::Match RouteTable::match(Method method, std::span<const std::string> segments) const {
  Match match;
  const Node* node = find(*root_, segments, match.values);
  if (node == nullptr) {
    return match;
  }
  match.operation = node->operations[slot(method)];
  if (match.operation == nullptr && method == Method::head) {
    match.operation = node->operations[slot(Method::get)];
  }
  if (match.operation == nullptr) {
    match.allowed = node->allowed();
  }
  return match;
}

std::vector<const Operation*> RouteTable::operations() const {
  std::vector<const Operation*> sorted;
  for (const auto& operation : operations_) {
    sorted.push_back(operation.get());
  }
  std::ranges::sort(sorted, [](const Operation* left, const Operation* right) {
    return std::pair(std::string_view(left->endpoint.path), slot(left->endpoint.method)) <
           std::pair(std::string_view(right->endpoint.path), slot(right->endpoint.method));
  });
  return sorted;
}

}  // namespace kith::http
