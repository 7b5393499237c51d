// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace kith::net {

// Only the units that talk to Asio include this header. The executor is named rather than erased,
// which saves an indirection on every completion.

using Executor = boost::asio::io_context::executor_type;

/// A connected socket of either kind, TCP or local.
using Socket = boost::asio::basic_stream_socket<boost::asio::generic::stream_protocol, Executor>;

template <class T>
using Task = boost::asio::awaitable<T, Executor>;

/// The completion token of every wait: errors come back as values.
using AwaitToken = boost::asio::as_tuple_t<boost::asio::use_awaitable_t<Executor>>;

}  // namespace kith::net
