// SPDX-License-Identifier: Apache-2.0
#include "contract/postgres_session.h"

#include <fmt/format.h>
#include <libpq-fe.h>

namespace kith::contract {
namespace {

// From PostgreSQL's catalogue of types.
constexpr Oid type_bytea = 17;
constexpr Oid type_bigint = 20;
constexpr Oid type_integer = 23;
constexpr Oid type_text = 25;

struct Clear {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Answer = std::unique_ptr<PGresult, Clear>;

Result<void> expect(const Answer& answer, ExecStatusType wanted) {
  if (PQresultStatus(answer.get()) == wanted) {
    return {};
  }
  return fail(ErrorCode::internal, "PostgreSQL refused.", PQresultErrorMessage(answer.get()));
}

// A number that is compared with a literal alone is taken for one of 32 bits, and our times and ids
// would overflow it.
Result<void> check_types(const Answer& description, const store::PostgresQuery& query) {
  for (int place = 0; place < PQnparams(description.get()); ++place) {
    const Oid type = PQparamtype(description.get(), place);
    if (type != type_bigint && type != type_text && type != type_bytea) {
      return fail(ErrorCode::internal, "PostgreSQL guessed wrong.",
                  fmt::format("${} is of type {}, and our values are bigint (20), text (25) or "
                              "bytea (17)",
                              query.parameters.at(static_cast<std::size_t>(place)), type));
    }
  }
  for (int column = 0; column < PQnfields(description.get()); ++column) {
    const Oid type = PQftype(description.get(), column);
    if (type != type_bigint && type != type_integer && type != type_text && type != type_bytea) {
      return fail(ErrorCode::internal, "PostgreSQL guessed wrong.",
                  fmt::format("column {} is of type {}, and our rows hold whole numbers, text and "
                              "bytes",
                              PQfname(description.get(), column), type));
    }
  }
  return {};
}

}  // namespace

void PostgresSession::Close::operator()(pg_conn* connection) const {
  PQfinish(connection);
}

Result<PostgresSession> PostgresSession::open(const std::string& address) {
  PostgresSession session(PQconnectdb(address.c_str()));
  if (PQstatus(session.connection_.get()) != CONNECTION_OK) {
    return fail(ErrorCode::unavailable, "PostgreSQL does not answer.",
                PQerrorMessage(session.connection_.get()));
  }
  PQsetNoticeProcessor(session.connection_.get(), [](void*, const char*) {}, nullptr);
  return session;
}

Result<void> PostgresSession::execute(const std::string& sql) {
  return expect(Answer(PQexec(connection_.get(), sql.c_str())), PGRES_COMMAND_OK);
}

Result<std::string> PostgresSession::plan_of(const std::string& sql) {
  const Answer answer(PQexec(connection_.get(), ("EXPLAIN " + sql).c_str()));
  KITH_CHECK(expect(answer, PGRES_TUPLES_OK));
  std::string plan;
  for (int row = 0; row < PQntuples(answer.get()); ++row) {
    plan += PQgetvalue(answer.get(), row, 0);
    plan += '\n';
  }
  return plan;
}

Result<void> PostgresSession::prepare(const store::PostgresQuery& query) {
  const Answer prepared(PQprepare(connection_.get(), "", query.text.c_str(), 0, nullptr));
  KITH_CHECK(expect(prepared, PGRES_COMMAND_OK));
  const Answer description(PQdescribePrepared(connection_.get(), ""));
  KITH_CHECK(expect(description, PGRES_COMMAND_OK));
  return check_types(description, query);
}

}  // namespace kith::contract
