// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <kith/result.h>
#include <kith/route.h>

#include "events/executor.h"
#include "http/endpoint.h"

namespace kith::http {

/// One method on one path, however it was mounted.
struct Operation {
  RawEndpoint endpoint;  ///< what both kinds have; its handler is empty for a described route
  const Route* route = nullptr;
  events::Executor* executor = nullptr;      ///< runs `route`
  std::vector<std::string_view> parameters;  ///< of the path, in its order

  bool writes() const {
    return route != nullptr ? route->kind == RouteKind::command
                            : endpoint.method != Method::get && endpoint.method != Method::head;
  }
  /// Whether its input comes as a JSON body.
  bool takes_body() const {
    return endpoint.body_type.empty() &&
           (endpoint.method == Method::post || endpoint.method == Method::put ||
            endpoint.method == Method::patch);
  }
  /// Whether it changes what has a revision, and must say which: the described PATCH, PUT and
  /// DELETE, and what is raw and says so. Compatibility routes and webhooks do not.
  bool needs_revision() const {
    return route != nullptr ? writes() && endpoint.method != Method::post : endpoint.needs_revision;
  }
  /// Whether it takes an Idempotency-Key.
  bool is_repeatable() const {
    return route != nullptr ? writes() && endpoint.method == Method::post : endpoint.is_repeatable;
  }
};

/// The word of a method, as "GET".
std::string_view method_word(Method method);

/// Every operation that the server knows, found by path. Filled while the server starts, then only
/// read, by any thread.
class RouteTable {
 public:
  RouteTable() = default;
  RouteTable(RouteTable&&) = default;
  RouteTable& operator=(RouteTable&&) = default;

  /// Mounts an owner's routes: shared nouns at "/api/v1", a module's at "/api/v1/<module>".
  /// `routes` and `executor` outlive the table.
  void mount(std::string_view owner, std::string_view prefix, std::span<const Route> routes,
             events::Executor& executor);
  void add(RawEndpoint endpoint);
  /// Whatever is added from now on is a fault: the table was described.
  void close() { is_closed_ = true; }

  /// Everything for which start-up is refused, one fault for each: no permission, two operations
  /// in one place, one that came after the table was described, a path's parameters named
  /// differently or unknown to the input, a GET that changes something. Nothing wrong: an empty
  /// list.
  std::vector<std::string> faults() const;

  /// What a path leads to.
  struct Match {
    const Operation* operation = nullptr;
    std::vector<std::string_view> values;  ///< of the operation's parameters, views into the path
    /// The path's methods where it has none for this one; "" where the path is unknown.
    std::string allowed;
  };
  Match match(Method method, std::span<const std::string> segments) const;

  /// In order of path, then method.
  std::vector<const Operation*> operations() const;

 private:
  struct Node {
    std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
    std::unique_ptr<Node> parameter;
    std::string parameter_name;
    std::array<const Operation*, 7> operations{};

    bool is_place() const;
    std::string allowed() const;
  };

  void insert(std::unique_ptr<Operation> operation);
  Node* node_for(Operation& operation);
  Node* parameter_node(Node& node, Operation& operation, std::string_view name);
  static const Node* find(const Node& node, std::span<const std::string> segments,
                          std::vector<std::string_view>& values);
  void complain(const Operation& operation, std::string_view what);

  std::vector<std::unique_ptr<Operation>> operations_;
  std::unique_ptr<Node> root_ = std::make_unique<Node>();
  std::vector<std::string> faults_;
  bool is_closed_ = false;
};

}  // namespace kith::http
