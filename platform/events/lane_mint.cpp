// SPDX-License-Identifier: Apache-2.0
#include "events/lane_mint.h"

#include "events/statements.h"

namespace kith::events {

constexpr Statement find_minted{
    "find_minted", "SELECT last FROM bus_mint WHERE module = $module AND noun = $noun"};
constexpr Statement put_minted{
    "put_minted",
    "INSERT INTO bus_mint(module, noun, last) VALUES($module, $noun, $last) "
    "ON CONFLICT(module, noun) DO UPDATE SET last = excluded.last "
    "WHERE excluded.last > bus_mint.last"};

std::span<const Statement* const> mint_statements() {
  static constexpr const Statement* all[] = {&find_minted, &put_minted};
  return all;
}

Result<std::int64_t> LaneMint::next(Reader& reader, std::string_view noun) {
  auto known = last_.find(noun);
  if (known == last_.end()) {
    const std::optional<std::int64_t> stored =
        KITH_TRY(reader.number(find_minted, {{"module", module_}, {"noun", noun}}));
    known = last_.emplace(noun, stored.value_or(0)).first;
  }
  return ++known->second;
}

Result<std::int64_t> NoMint::next(Reader&, std::string_view noun) {
  return fail(ErrorCode::internal, "kith made a mistake; nothing was changed.",
              "the platform has no " + std::string(noun) + " to mint");
}

Result<void> save_minted(store::Transaction& transaction, std::string_view module,
                         const WriteSet& writes) {
  std::map<std::string_view, std::int64_t> last;
  for (const WriteSet::Minted& minted : writes.minted()) {
    last[minted.noun] = minted.number;
  }
  for (const auto& [noun, number] : last) {
    KITH_CHECK(transaction.run(put_minted, {{"module", module}, {"noun", noun}, {"last", number}}));
  }
  return {};
}

}  // namespace kith::events
