// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include <kith/reader.h>
#include <kith/texts.h>

namespace kith {

namespace detail {

template <class F>
struct LoaderSignature;
template <class T>
struct LoaderSignature<Result<T> (*)(Reader&)> {
  using Value = T;
  static Result<T> load(Result<T> (*loader)(Reader&), Reader& reader, const Texts&) {
    return loader(reader);
  }
};
template <class T>
struct LoaderSignature<Result<T> (*)(Reader&, const Texts&)> {
  using Value = T;
  static Result<T> load(Result<T> (*loader)(Reader&, const Texts&), Reader& reader,
                        const Texts& texts) {
    return loader(reader, texts);
  }
};

}  // namespace detail

/// What a module has read of its own records and needs at every event, such as its settings or
/// what it compiled from them: read once, kept until a record of the module changes. Owned by the
/// lane's worker and used by its thread alone.
class KeptRecords {
 public:
  /// `texts` outlives it.
  explicit KeptRecords(const Texts& texts) : texts_(texts) {}

  /// What `Result<T> Load(Reader&)` or `Result<T> Load(Reader&, const Texts&)` gave; it reads
  /// records of its module and nothing else. Valid until the handler returns.
  template <auto Load>
  auto get(Reader& reader)
      -> Result<const typename detail::LoaderSignature<decltype(Load)>::Value*> {
    using Value = typename detail::LoaderSignature<decltype(Load)>::Value;
    for (const auto& [loader, value] : values_) {
      if (loader == identity<Load>()) {
        return static_cast<const Value*>(value.get());
      }
    }
    auto loaded = std::make_shared<const Value>(
        KITH_TRY(detail::LoaderSignature<decltype(Load)>::load(Load, reader, texts_)));
    const Value* const value = loaded.get();
    values_.emplace_back(identity<Load>(), std::move(loaded));
    return value;
  }

  /// A record of the module changed: all is read anew.
  void forget() { values_.clear(); }

 private:
  template <auto Load>
  static const void* identity() {
    static constexpr char here = 0;
    return &here;
  }

  const Texts& texts_;
  std::vector<std::pair<const void*, std::shared_ptr<const void>>> values_;
};

}  // namespace kith
