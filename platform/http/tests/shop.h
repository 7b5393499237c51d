// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <kith/page.h>
#include <kith/route.h>

/// A small module for the tests of the router: every method, every place that input comes from.
namespace kith::shop {

using OrderId = Id<struct OrderNoun>;

enum class State : std::uint8_t { open, sent, returned };

struct Order {
  OrderId id;
  std::string title;
  State state = State::open;
  std::int64_t revision = 0;

  static consteval auto describe() {
    return described("An order.", field<&Order::id>("Its number.", example{"\"412\""}),
                     field<&Order::title>("What was ordered."),
                     field<&Order::state>("How far it is."),
                     field<&Order::revision>("Counts its changes."));
  }
};

struct ListOrders {
  std::optional<std::string> cursor;
  std::int32_t limit = 50;
  std::vector<State> states;

  static consteval auto describe() {
    return described("Lists orders.", field<&ListOrders::cursor>("Where the page before ended."),
                     field<&ListOrders::limit>("How many.", defaults, range{1, 200}),
                     field<&ListOrders::states>("Only these.", defaults, items{0, 3}));
  }
};

struct OneOrder {
  OrderId order_id;

  static consteval auto describe() {
    return described("One order.", field<&OneOrder::order_id>("Which."));
  }
};

struct PlaceOrder {
  std::string title;
  std::string note;
  std::vector<std::string> tags;

  static consteval auto describe() {
    return described("Places an order.",
                     field<&PlaceOrder::title>("What is ordered.", length{1, 100}),
                     field<&PlaceOrder::note>("For the packers.", length{0, 2000}, defaults),
                     field<&PlaceOrder::tags>("Labels.", defaults, forms::word));
  }
};

struct ChangeOrder {
  OrderId order_id;
  std::optional<std::string> title;
  Change<std::string> note;

  static consteval auto describe() {
    return described("Changes an order.", field<&ChangeOrder::order_id>("Which."),
                     field<&ChangeOrder::title>("The new title."),
                     field<&ChangeOrder::note>("The new note, or none."));
  }
};

struct SendOrder {
  OrderId order_id;
  std::string carrier;

  static consteval auto describe() {
    return described("Sends an order.", field<&SendOrder::order_id>("Which."),
                     field<&SendOrder::carrier>("By whom.", length{1, 50}));
  }
};

inline constexpr Permission read_orders{"shop.order.read", "read orders"};
inline constexpr Permission write_orders{"shop.order.write", "place and change orders"};

// The fake executor answers by itself, so what the handlers do does not matter.
inline Result<Page<Order>> list(QueryContext&, const ListOrders&) {
  return Page<Order>{};
}
inline Result<Order> read(QueryContext&, const OneOrder&) {
  return Order{};
}
inline Result<Page<Order>> find(QueryContext&, const ListOrders&) {
  return Page<Order>{};
}
inline Result<void> place(CommandContext&, const PlaceOrder&) {
  return {};
}
inline Result<Order> placed(QueryContext&, const PlaceOrder&, const Created&) {
  return Order{};
}
inline Result<void> change(CommandContext&, const ChangeOrder&) {
  return {};
}
inline Result<Order> changed(QueryContext&, const ChangeOrder&, const Created&) {
  return Order{};
}
inline Result<void> replace(CommandContext&, const SendOrder&) {
  return {};
}
inline Result<void> remove(CommandContext&, const OneOrder&) {
  return {};
}
inline Result<void> send(CommandContext&, const SendOrder&) {
  return {};
}
inline Result<Order> sent(QueryContext&, const SendOrder&, const Created&) {
  return Order{};
}

inline constexpr Route routes[] = {
    query<&list>(HttpMethod::get, "/orders", read_orders, "Lists orders"),
    command<&place, &placed>(HttpMethod::post, "/orders", write_orders, "Places an order"),
    query<&find>(HttpMethod::post, "/orders/search", read_orders, "Finds orders"),
    query<&read>(HttpMethod::get, "/orders/{order_id}", read_orders, "One order"),
    command<&change, &changed>(HttpMethod::patch, "/orders/{order_id}", write_orders,
                               "Changes an order"),
    command<&replace>(HttpMethod::put, "/orders/{order_id}", write_orders, "Replaces an order"),
    command<&remove>(HttpMethod::del, "/orders/{order_id}", write_orders, "Removes an order"),
    command<&send, &sent>(HttpMethod::post, "/orders/{order_id}/send", write_orders,
                          "Sends an order"),
};

}  // namespace kith::shop
