// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <iostream>

#include "access/members.h"
#include "access/tokens.h"
#include "access/workspaces.h"
#include "base/described_writer.h"
#include "host/command_line.h"
#include "host/commands/department.h"
#include "host/with_api.h"

namespace kith::host {
namespace {

struct MemberOptions {
  std::string email;
  std::string name;
  std::string role = "agent";
  std::string department;
  std::string workspace_name = "My company";
  std::int64_t workspace = 0;
  bool password_from_input = false;
};

struct TokenOptions {
  std::string member;
  std::string name = "command line";
  std::vector<std::string> scopes;
  std::int64_t workspace = 0;
};

Result<void> add(LocalApi& api, const MemberOptions& options, const Invocation& invocation) {
  std::string password;
  if (!options.password_from_input || !std::getline(std::cin, password)) {
    return fail(ErrorCode::invalid,
                "Give the password on the standard input, with --password-stdin.");
  }
  api.use_workspace({options.workspace});
  KITH_CHECK(api.ensure_workspace(options.workspace_name));
  access::AddMember member{.name = options.name.empty() ? options.email : options.name,
                           .email = options.email,
                           .role = options.role,
                           .password = password};
  if (!options.department.empty()) {
    member.department = KITH_TRY(department_of(options.department));
  }
  const access::MemberCard card =
      KITH_TRY(api.ask<access::MemberCard>(http::Method::post, "/api/v1/members", to_json(member)));
  fmt::print("{}\n", invocation.json ? to_json(card)
                                     : fmt::format("Member {} may sign in as {} ({}).",
                                                   card.id.value, card.email, card.role));
  return {};
}

Result<MemberId> find_member(LocalApi& api, const std::string& email) {
  std::string cursor;
  while (true) {
    const Page<access::MemberCard> page = KITH_TRY(api.ask<Page<access::MemberCard>>(
        http::Method::get,
        "/api/v1/members?limit=200" + (cursor.empty() ? "" : "&cursor=" + cursor)));
    for (const access::MemberCard& member : page.items) {
      if (member.email == email) {
        return member.id;
      }
    }
    if (!page.next) {
      return fail(ErrorCode::not_found, fmt::format("No member signs in as {}.", email));
    }
    cursor = *page.next;
  }
}

Result<void> list(LocalApi& api, const Invocation& invocation) {
  const Page<access::MemberCard> page =
      KITH_TRY(api.ask<Page<access::MemberCard>>(http::Method::get, "/api/v1/members?limit=200"));
  for (const access::MemberCard& member : page.items) {
    fmt::print("{}\n", invocation.json ? to_json(member)
                                       : fmt::format("{:>6}  {:<14} {}  {}", member.id.value,
                                                     member.role, member.email, member.name));
  }
  return {};
}

Result<void> create_token(LocalApi& api, const TokenOptions& options,
                          const Invocation& invocation) {
  api.use_workspace({options.workspace});
  const MemberId member = KITH_TRY(find_member(api, options.member));
  const access::CreateToken input{
      .name = options.name, .scopes = options.scopes, .member_id = member};
  const access::CreatedToken token =
      KITH_TRY(api.ask<access::CreatedToken>(http::Method::post, "/api/v1/tokens", to_json(input)));
  fmt::print("{}\n", invocation.json ? to_json(token) : token.secret);
  return {};
}

}  // namespace

void add_member(CLI::App& program, Invocation& invocation) {
  CLI::App* members = program.add_subcommand("member", "Adds and lists members.");
  members->require_subcommand(1);
  auto options = std::make_shared<MemberOptions>();
  CLI::App* adding = members->add_subcommand("add", "Adds a member who can sign in at once.");
  adding->add_option("--email", options->email, "The address they sign in with.")->required();
  adding->add_option("--name", options->name, "What they are called.");
  adding->add_option("--role", options->role, "What they may do, as owner, agent or viewer.");
  adding->add_option("--department", options->department, "Where they work, as service.");
  adding->add_option("--workspace", options->workspace, "Which workspace; the oldest without it.");
  adding->add_option("--workspace-name", options->workspace_name,
                     "What a first workspace is to be called.");
  adding->add_flag("--password-stdin", options->password_from_input,
                   "The password comes on the standard input.");
  adding->callback([options, &invocation] {
    with_api(invocation, [&](LocalApi& api) { return add(api, *options, invocation); });
  });
  members->add_subcommand("list", "Lists the members.")->callback([&invocation] {
    with_api(invocation, [&](LocalApi& api) { return list(api, invocation); });
  });
}

void add_token(CLI::App& program, Invocation& invocation) {
  CLI::App* tokens = program.add_subcommand("token", "Makes tokens for programs.");
  tokens->require_subcommand(1);
  auto options = std::make_shared<TokenOptions>();
  CLI::App* creating =
      tokens->add_subcommand("create", "Makes a token and prints its secret, this once.");
  creating->add_option("--member", options->member, "Whom it acts for, by e-mail.")->required();
  creating
      ->add_option("--scope", options->scopes,
                   "What it may do: permissions or patterns, as conversation.*; repeatable.")
      ->required();
  creating->add_option("--name", options->name, "What it is for.");
  creating->add_option("--workspace", options->workspace,
                       "Which workspace; the oldest without it.");
  creating->callback([options, &invocation] {
    with_api(invocation, [&](LocalApi& api) { return create_token(api, *options, invocation); });
  });
}

}  // namespace kith::host
