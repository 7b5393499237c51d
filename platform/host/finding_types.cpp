// SPDX-License-Identifier: Apache-2.0
#include "host/finding_types.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace kith::host {

FindingTypes::FindingTypes(std::span<const Module* const> modules, Noun noun, std::string_view word)
    : name_(fmt::format("kith::{}Findings", word)) {
  for (const Module* module : modules) {
    add(*module, facet_for(*module, noun), word);
  }
  for (std::size_t place = 0; place < modules.size(); ++place) {
    fields_.push_back({.name = modules[place]->name,
                       .meaning = modules[place]->summary,
                       .type = &modules_[place].type});
  }
  whole_ = {.kind = Kind::object,
            .name = name_,
            .meaning = "What each department made of it.",
            .fields = fields_};
}

void FindingTypes::add(const Module& module, const Facet* facet, std::string_view word) {
  OfModule& added = modules_.emplace_back();
  added.name = fmt::format("kith::{}::{}Finding", module.name, word);
  added.fields.push_back(
      {.name = "state", .meaning = "What came of asking.", .type = &TypeOf<FindingState>::type});
  added.fields.push_back({.name = "reason",
                          .meaning = "Why there is no finding.",
                          .type = &TypeOf<std::optional<std::string>>::type,
                          .presence = Presence::optional});
  if (facet != nullptr) {
    added.inner = {facet->output};
    added.finding = {.kind = Kind::optional, .inner = added.inner};
    added.fields.push_back({.name = "finding",
                            .meaning = "What it says, with links to more.",
                            .type = &added.finding,
                            .presence = Presence::optional});
  }
  added.type = {.kind = Kind::object,
                .name = added.name,
                .meaning = "What one module says, or why nothing.",
                .fields = added.fields};
}

const Facet* facet_for(const Module& module, Noun noun) {
  const auto found = std::ranges::find(module.facets, noun, &Facet::noun);
  return found == module.facets.end() ? nullptr : &*found;
}

}  // namespace kith::host
