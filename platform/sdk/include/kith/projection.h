// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include <kith/key.h>
#include <kith/reader.h>
#include <kith/write_set.h>

namespace kith {

/// How the rows of one projection are read and written, by key:
///
///     struct CaseTable {
///       using Key = ConversationId;
///       using Row = Case;
///       static Result<std::optional<Case>> load(Reader& reader, Key key);
///       static void save(WriteSet& writes, const Case& row);
///       static void remove(WriteSet& writes, Key key);  // where rows are ever removed
///     };
///
/// `load` reads projections alone. A key of several parts is a kith::Key. A table of which rows
/// often change without changing their places in its indexes says what those places are made of,
/// and how a row is written that keeps them:
///
///       static Placement placement(const Case& row);  // all columns that are indexed
///       static void save_in_place(WriteSet& writes, const Case& row);  // the other columns
template <class Table>
concept ProjectionTable = requires(Reader& reader, WriteSet& writes, typename Table::Key key,
                                   const typename Table::Row& row) {
  { Table::load(reader, key) } -> std::same_as<Result<std::optional<typename Table::Row>>>;
  Table::save(writes, row);
};

template <class Table>
concept PlacedTable =
    ProjectionTable<Table> && requires(WriteSet& writes, const typename Table::Row& row) {
      { Table::placement(row) == Table::placement(row) } -> std::same_as<bool>;
      Table::save_in_place(writes, row);
    };

/// The rows that a run touches: each is read once, folded in memory, and written once at the end.
/// What a handler folds, the next handler sees, also in a later run: nobody else writes a module's
/// projections, so rows that were committed may be kept. Owned by the lane's worker.
class ProjectionRows {
 public:
  /// The row, or nullptr when there is none. Valid until the run ends.
  template <ProjectionTable Table>
  Result<const typename Table::Row*> find(Reader& reader, typename Table::Key key) {
    Slot<Table>& slot = KITH_TRY(slot_of<Table>(reader, key));
    return slot.row ? &*slot.row : nullptr;
  }

  /// The row to change, made with its own initialisers when there is none.
  template <ProjectionTable Table>
  Result<typename Table::Row*> edit(Reader& reader, typename Table::Key key) {
    Slot<Table>& slot = KITH_TRY(slot_of<Table>(reader, key));
    if (!slot.row) {
      slot.row.emplace();
    }
    if (!slot.is_changed) {
      slot.is_changed = true;
      cache_of<Table>().changed.push_back(key);
    }
    return &*slot.row;
  }

  /// Takes the row away, there or not. Statements that were queued before meet it still, later ones
  /// do not; an edit() makes it anew. Ends what find() and edit() gave for this key.
  template <ProjectionTable Table>
  void remove(WriteSet& writes, typename Table::Key key) {
    Table::remove(writes, key);
    TableCache<Table>& cache = cache_of<Table>();
    Slot<Table>& slot = cache.slots[key];
    slot.row.reset();
    slot.stored.reset();
    slot.used_in = run_;
  }

  /// Queues every changed row that is still there, in the order of its first change.
  void save(WriteSet& writes) {
    for (const std::unique_ptr<Cache>& cache : caches_) {
      cache->save(writes);
    }
  }

  /// What was saved is committed: the next run goes on with the rows of this one and of those
  /// before it. Of a table with more than `most`, those go that were not used for longest.
  void keep(std::size_t most) {
    for (const std::unique_ptr<Cache>& cache : caches_) {
      cache->keep(most, run_);
    }
    ++run_;
  }

  /// What was folded did not come to be, or rows were written in another way: all are read anew.
  void forget() { caches_.clear(); }

 private:
  struct Cache {
    explicit Cache(const void* table) : table(table) {}
    virtual ~Cache() = default;
    virtual void save(WriteSet& writes) = 0;
    virtual void keep(std::size_t most, std::uint64_t run) = 0;
    const void* table;
  };
  struct Nowhere {};
  template <class Table>
  struct PlaceOf {
    using Type = Nowhere;
  };
  template <PlacedTable Table>
  struct PlaceOf<Table> {
    using Type = decltype(Table::placement(std::declval<const typename Table::Row&>()));
  };
  template <class Table>
  struct Slot {
    std::optional<typename Table::Row> row;
    std::uint64_t used_in = 0;
    bool is_changed = false;
    std::optional<typename PlaceOf<Table>::Type>
        stored;  ///< where the stored row is; none: nowhere

    void note_stored() {
      if constexpr (PlacedTable<Table>) {
        stored.reset();
        if (row) {
          stored = Table::placement(*row);
        }
      }
    }
    void save(WriteSet& writes) {
      if constexpr (PlacedTable<Table>) {
        if (stored && *stored == Table::placement(*row)) {
          Table::save_in_place(writes, *row);
          return;
        }
      }
      Table::save(writes, *row);
      note_stored();
    }
  };
  template <class Table>
  struct TableCache final : Cache {
    using Cache::Cache;
    void save(WriteSet& writes) override {
      for (const typename Table::Key& key : changed) {
        if (Slot<Table>& slot = slots.at(key); slot.row) {
          slot.save(writes);
        }
      }
    }
    void keep(std::size_t most, std::uint64_t run) override {
      for (const typename Table::Key& key : changed) {
        slots.at(key).is_changed = false;
      }
      changed.clear();
      if (slots.size() > most) {
        drop_oldest(most / 4 * 3, run);
      }
    }
    // The rows that were not used for longest go, whole runs of them.
    void drop_oldest(std::size_t most, std::uint64_t run) {
      std::map<std::uint64_t, std::size_t> used;
      for (const auto& each : slots) {
        ++used[each.second.used_in];
      }
      std::size_t left = slots.size();
      std::uint64_t from = 0;
      for (auto oldest = used.begin(); left > most && oldest != used.end(); ++oldest) {
        left -= oldest->second;
        from = oldest->first + 1;
      }
      from > run ? slots.clear() : static_cast<void>(std::erase_if(slots, [&](const auto& each) {
        return each.second.used_in < from;
      }));
    }
    std::unordered_map<typename Table::Key, Slot<Table>> slots;
    std::vector<typename Table::Key> changed;
  };

  template <class Table>
  static const void* identity() {
    static constexpr char here = 0;
    return &here;
  }

  template <class Table>
  TableCache<Table>& cache_of() {
    for (const std::unique_ptr<Cache>& cache : caches_) {
      if (cache->table == identity<Table>()) {
        return static_cast<TableCache<Table>&>(*cache);
      }
    }
    caches_.push_back(std::make_unique<TableCache<Table>>(identity<Table>()));
    return static_cast<TableCache<Table>&>(*caches_.back());
  }

  template <class Table>
  Result<std::reference_wrapper<Slot<Table>>> slot_of(Reader& reader, typename Table::Key key) {
    TableCache<Table>& cache = cache_of<Table>();
    if (const auto known = cache.slots.find(key); known != cache.slots.end()) {
      known->second.used_in = run_;
      return std::ref(known->second);
    }
    Slot<Table> slot{.row = KITH_TRY(Table::load(reader, key)), .used_in = run_};
    slot.note_stored();
    return std::ref(cache.slots.emplace(key, std::move(slot)).first->second);
  }

  std::vector<std::unique_ptr<Cache>> caches_;
  std::uint64_t run_ = 0;
};

}  // namespace kith
