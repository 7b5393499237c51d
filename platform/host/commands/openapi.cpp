// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "host/with_api.h"

namespace kith::host {

void add_openapi(CLI::App& program, Invocation& invocation) {
  program.add_subcommand("openapi", "Prints the description of the API (OpenAPI 3.1).")
      ->callback([&invocation] {
        with_api(invocation, [](LocalApi& api) -> Result<void> {
          const http::Response response =
              KITH_TRY(api.request(http::Method::get, "/api/openapi.json"));
          if (response.status != 200) {
            return std::unexpected(error_of(response));
          }
          fmt::print("{}\n", response.body);
          return {};
        });
      });
}

}  // namespace kith::host
