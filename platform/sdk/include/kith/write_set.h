// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <kith/codec.h>
#include <kith/event.h>
#include <kith/statement.h>
#include <kith/verbs.h>

namespace kith {

/// What a handler wants changed: registered statements with their values, verbs on shared nouns
/// and events, in order. Flat: values in one array, bytes in one string. Nothing happens until the
/// writer applies the whole of it in one savepoint.
class WriteSet {
 public:
  explicit WriteSet(const Codec& codec) : codec_(&codec) {}

  /// Queues a statement of the module's own table. The values are copied.
  void run(const Statement& statement, Parameters parameters) {
    run(statement, std::span(parameters.begin(), parameters.size()));
  }

  /// The same, of values that several statements have in common.
  void run(const Statement& statement, std::span<const Parameter> parameters) {
    statements_.push_back({&statement, values_.size(), parameters.size()});
    for (const Parameter& parameter : parameters) {
      const std::string_view bytes = parameter.value.bytes();
      values_.push_back({parameter.name, parameter.value.kind(), parameter.value.integer(),
                         bytes_.size(), bytes.size()});
      bytes_.append(bytes);
    }
    steps_.push_back({Step::Kind::statement, statements_.size() - 1});
  }

  /// The same, of a statement that changes a record: what was kept of the records is read anew.
  void run_on_record(const Statement& statement, Parameters parameters) {
    run(statement, parameters);
    changes_records_ = true;
  }

  /// The event that the following verbs and events follow from; 0 for a caller's wish.
  void set_cause(Sequence sequence) { cause_ = sequence; }

  void apply(Verb verb) {
    verbs_.push_back({std::move(verb), cause_});
    steps_.push_back({Step::Kind::verb, verbs_.size() - 1});
  }

  /// Appends an event about `subject`, a number of Body::event_noun.
  template <class Body>
  void emit(std::int64_t subject, Body body, Visibility visibility = {}) {
    QueuedEvent event{Body::event_type,   Body::event_noun, subject, visibility, cause_, {}, {},
                      &TypeOf<Body>::type};
    codec_->write(event.body, *event.decoded_type, &body);
    event.decoded = std::make_shared<const Body>(std::move(body));
    events_.push_back(std::move(event));
    steps_.push_back({Step::Kind::event, events_.size() - 1});
  }

  /// Notes that `number` was given to a new thing of the noun whose word this is, so that it is
  /// stored with the rest and told in the answer.
  void note_minted(std::string_view noun, std::int64_t number) {
    minted_.push_back({noun, number});
  }

  /// One thing to do, in order: which list it is in and where.
  struct Step {
    enum class Kind : std::uint8_t { statement, verb, event };
    Kind kind;
    std::size_t index;
  };
  struct QueuedStatement {
    const Statement* statement;
    std::size_t first_value;
    std::size_t values;
  };
  struct QueuedValue {
    std::string_view name;
    Value::Kind kind;
    std::int64_t integer;
    std::size_t offset;
    std::size_t size;
  };
  struct QueuedEvent {
    std::string_view type;
    Noun noun;
    std::int64_t subject;
    Visibility visibility;
    Sequence caused_by;
    std::string body;
    std::shared_ptr<const void> decoded;
    const Type* decoded_type;
  };
  struct QueuedVerb {
    Verb verb;
    Sequence caused_by;
  };

  /// A number that was given to a new thing of the module's own.
  struct Minted {
    std::string_view noun;
    std::int64_t number;
  };

  std::span<const Minted> minted() const { return minted_; }
  std::span<const Step> steps() const { return steps_; }
  const QueuedStatement& statement(std::size_t index) const { return statements_[index]; }
  QueuedEvent& event(std::size_t index) { return events_[index]; }
  const QueuedVerb& verb(std::size_t index) const { return verbs_[index]; }
  std::size_t events() const { return events_.size(); }
  std::size_t verbs() const { return verbs_.size(); }
  std::size_t statements() const { return statements_.size(); }
  std::size_t size() const { return steps_.size(); }
  std::size_t bytes() const { return bytes_.size() + values_.size() * sizeof(QueuedValue); }
  bool changes_records() const { return changes_records_; }
  bool is_empty() const { return steps_.empty() && minted_.empty(); }

  /// The value at `place` of a queued statement, looking into this write set's bytes.
  Parameter parameter(const QueuedStatement& queued, std::size_t place) const {
    const QueuedValue& value = values_[queued.first_value + place];
    const std::string_view bytes(bytes_.data() + value.offset, value.size);
    switch (value.kind) {
      case Value::Kind::null: return {value.name, nullptr};
      case Value::Kind::integer: return {value.name, value.integer};
      case Value::Kind::text: return {value.name, bytes};
      case Value::Kind::blob: return {value.name, Value::blob(bytes)};
    }
    return {value.name, nullptr};
  }

 private:
  const Codec* codec_;
  std::vector<Step> steps_;
  std::vector<QueuedStatement> statements_;
  std::vector<QueuedValue> values_;
  std::vector<QueuedVerb> verbs_;
  std::vector<QueuedEvent> events_;
  std::vector<Minted> minted_;
  std::string bytes_;
  Sequence cause_ = 0;
  bool changes_records_ = false;
};

}  // namespace kith
