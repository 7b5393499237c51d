// SPDX-License-Identifier: Apache-2.0
#include "host/access_endpoints.h"

#include <kith/page.h>

#include "access/audit.h"
#include "access/invitations.h"
#include "access/members.h"
#include "access/owner_link.h"
#include "access/passwords.h"
#include "access/permissions.h"
#include "access/roles.h"
#include "access/sessions.h"
#include "access/sign_in.h"
#include "access/tokens.h"
#include "access/workspaces.h"
#include "host/access_use_case.h"
#include "host/endpoint_answer.h"
#include "http/preconditions.h"

namespace kith::host {
namespace {

using access::Access;
using http::Gate;
using http::Method;

/// An input without members.
struct NoInput {
  static consteval auto describe() { return described("Nothing."); }
};

/// Who is asking, and what they may do here.
struct Me {
  MemberId member_id;
  WorkspaceId workspace_id;
  Department department = Department::none;
  std::vector<std::string> permissions;

  static consteval auto describe() {
    return described("Who is asking.", field<&Me::member_id>("The member, 0 at the console."),
                     field<&Me::workspace_id>("The workspace."),
                     field<&Me::department>("Where they work."),
                     field<&Me::permissions>("What they may do, by name."));
  }
};

/// The secret part of a one-time link.
struct LinkToken {
  std::string token;

  static consteval auto describe() {
    return described("Names a one-time link.",
                     field<&LinkToken::token>("Its secret part.", length{1, 100}, secret));
  }
};

access::Origin origin_of(const http::Request& request) {
  return access::Origin::of(request.peer, request.header("user-agent"));
}

http::Header session_header(std::string_view cookie, std::string_view age) {
  std::string value(access::session_cookie);
  value += '=';
  value += cookie;
  value += "; Path=/; Secure; HttpOnly; SameSite=Lax";
  value += age;
  return {"set-cookie", std::move(value)};
}

access::SessionDone answer_session(const http::Reply& reply) {
  return [reply](Result<access::NewSession> session) {
    if (!session) {
      reply.refuse(session.error());
      return;
    }
    http::Response response = json_response(session->answer);
    response.headers.push_back(session_header(session->cookie, ""));
    reply.answer(std::move(response));
  };
}

void add_public(http::RouteTable& table, Access& access) {
  const auto open = [&]<class Input>(std::string_view path, std::string_view summary,
                                     std::string_view reason, auto use_case) {
    table.add({.method = Method::post,
               .path = std::string(path),
               .owner = "access",
               .summary = std::string(summary),
               .gate = Gate::public_because(reason),
               .handler =
                   [&access, use_case](http::RawCall call, const http::Reply& reply) {
                     use_case(access, call.input_as<Input>(), origin_of(call.request),
                              answer_session(reply));
                   },
               .input = &TypeOf<Input>::type,
               .output = &TypeOf<access::SignedIn>::type,
               .rate_class = http::RateClass::open});
  };
  open.operator()<access::SignIn>("/api/v1/session", "Signs in with a password.",
                                  "Nobody is signed in before.", &access::sign_in);
  open.operator()<access::ClaimOwner>("/api/v1/links/owner", "Makes the first owner.",
                                      "The one-time link is the proof.", &access::claim_owner);
  open.operator()<access::AcceptInvitation>("/api/v1/links/invitation", "Accepts an invitation.",
                                            "The one-time link is the proof.",
                                            &access::accept_invitation);
  open.operator()<access::ResetPassword>("/api/v1/links/reset", "Sets a new password.",
                                         "The one-time link is the proof.",
                                         &access::reset_password);
  table.add({.method = Method::post,
             .path = "/api/v1/links/look",
             .owner = "access",
             .summary = "Says what a one-time link is for, without using it up.",
             .gate = Gate::public_because("The one-time link is the proof."),
             .handler =
                 [&access](http::RawCall call, const http::Reply& reply) {
                   answer_with(reply,
                               access::look_at_link(access, call.input_as<LinkToken>().token));
                 },
             .input = &TypeOf<LinkToken>::type,
             .output = &TypeOf<access::LinkCard>::type,
             .rate_class = http::RateClass::open});
}

// The operations that are about the caller's own session.
void add_own(http::RouteTable& table, Access& access, AccessGatekeeper& gatekeeper) {
  table.add({.method = Method::get,
             .path = "/api/v1/me",
             .owner = "access",
             .summary = "Says who is asking and what they may do.",
             .gate = Gate::any_member_because("It tells callers about themselves alone."),
             .handler =
                 [](http::RawCall call, const http::Reply& reply) {
                   const Caller& caller = call.admitted->caller;
                   reply.answer(json_response(Me{caller.member, caller.workspace, caller.department,
                                                 caller.permissions->names()}));
                 },
             .input = &TypeOf<NoInput>::type,
             .output = &TypeOf<Me>::type});
  table.add({.method = Method::get,
             .path = "/api/v1/sessions",
             .owner = "access",
             .summary = "Lists where you are signed in.",
             .gate = Gate::behind(access::account_manage),
             .handler =
                 [&access, &gatekeeper](http::RawCall call, const http::Reply& reply) {
                   const auto who = gatekeeper.identify(call.request);
                   answer_with(reply, who ? access::list_sessions(access, **who)
                                          : std::unexpected(who.error()));
                 },
             .input = &TypeOf<NoInput>::type,
             .output = &TypeOf<access::SessionList>::type});
  table.add({.method = Method::del,
             .path = "/api/v1/sessions/{session_id}",
             .owner = "access",
             .summary = "Signs out there.",
             .gate = Gate::behind(access::account_manage),
             .handler =
                 [&access, &gatekeeper](http::RawCall call, const http::Reply& reply) {
                   const auto who = gatekeeper.identify(call.request);
                   answer_with(reply, who ? access::end_session(access, **who,
                                                                call.input_as<access::SessionRef>())
                                          : std::unexpected(who.error()));
                 },
             .input = &TypeOf<access::SessionRef>::type,
             .status = 204,
             .rate_class = http::RateClass::write});
  table.add({.method = Method::post,
             .path = "/api/v1/session/end",
             .owner = "access",
             .summary = "Signs out here.",
             .gate = Gate::any_member_because("Everybody may sign out."),
             .handler =
                 [&access, &gatekeeper](http::RawCall call, const http::Reply& reply) {
                   const auto who = gatekeeper.identify(call.request);
                   if (who && (*who)->session) {
                     const auto ended = access::end_session(access, **who, {(*who)->session});
                     if (!ended) {
                       reply.refuse(ended.error());
                       return;
                     }
                   }
                   http::Response response{.status = 204};
                   response.headers.push_back(session_header("", "; Max-Age=0"));
                   reply.answer(std::move(response));
                 },
             .input = &TypeOf<NoInput>::type,
             .status = 204,
             .rate_class = http::RateClass::write});
}

// Makes a member who can sign in at once; the hashing of the password takes its time.
void add_adding(http::RouteTable& table, Access& access) {
  table.add({.method = Method::post,
             .path = "/api/v1/members",
             .owner = "access",
             .summary = "Adds a member with a password.",
             .gate = Gate::behind(access::member_manage),
             .handler =
                 [&access](http::RawCall call, http::Reply reply) {
                   const Caller& caller = call.admitted->caller;
                   const AnswerOnce once(access, call, std::move(reply));
                   if (!once.begin([&](std::int64_t member) -> Result<http::Response> {
                         return json_response(
                             KITH_TRY(access::get_member(access, caller, {{member}})), 201);
                       })) {
                     return;
                   }
                   access::add_member(access, caller, call.input_as<access::AddMember>(),
                                      [once](const Result<access::MemberCard>& member) {
                                        once.end(member, member ? member->id.value : 0, 201);
                                      });
                 },
             .input = &TypeOf<access::AddMember>::type,
             .output = &TypeOf<access::MemberCard>::type,
             .status = 201,
             .rate_class = http::RateClass::write,
             .is_repeatable = true});
}

void add_members(http::RouteTable& table, Access& access) {
  table.add(Mounted<&access::list_members>::make(access, Method::get, "/api/v1/members",
                                                 access::member_read, "Lists the members."));
  table.add(Mounted<&access::get_member>::make(access, Method::get, "/api/v1/members/{member_id}",
                                               access::member_read, "Shows a member."));
  table.add(MadeOnce<&access::invite_member>::make(
      access, "/api/v1/members/invite", access::member_manage, "Invites a colleague.",
      "the invitation of member", [](const access::Invitation& made, const access::InviteMember&) {
        return made.member.id.value;
      }));
  table.add(Revised<&access::change_member>::make(access, Method::patch,
                                                  "/api/v1/members/{member_id}",
                                                  access::member_manage, "Changes a member."));
  table.add(Revised<&access::disable_member>::make(
      access, Method::post, "/api/v1/members/{member_id}/disable", access::member_manage,
      "Ends a member's access at once."));
  table.add(Revised<&access::enable_member>::make(
      access, Method::post, "/api/v1/members/{member_id}/enable", access::member_manage,
      "Lets a member in again."));
  table.add(MadeOnce<&access::offer_reset>::make(
      access, "/api/v1/members/{member_id}/reset", access::member_manage,
      "Makes a link to set a new password.", "the link of member",
      [](const access::OneTimeLink&, const access::MemberRef& input) {
        return input.member_id.value;
      }));
}

void add_workspaces(http::RouteTable& table, Access& access, AccessGatekeeper& gatekeeper) {
  table.add({.method = Method::post,
             .path = "/api/v1/workspaces",
             .owner = "access",
             .summary = "Makes another workspace.",
             .gate = Gate::behind(access::workspace_create),
             .handler =
                 [&access, &gatekeeper](http::RawCall call, http::Reply reply) {
                   const auto who = gatekeeper.identify(call.request);
                   const AnswerOnce once(access, call, std::move(reply));
                   if (!once.begin([&](std::int64_t made) -> Result<http::Response> {
                         Caller there = call.admitted->caller;
                         there.workspace = {made};
                         return json_response(KITH_TRY(access::get_workspace(access, there)), 201);
                       })) {
                     return;
                   }
                   const Result<access::WorkspaceCard> made =
                       who ? access::create_workspace(access, **who,
                                                      call.input_as<access::NameWorkspace>())
                           : std::unexpected(who.error());
                   once.end(made, made ? made->id.value : 0, 201);
                 },
             .input = &TypeOf<access::NameWorkspace>::type,
             .output = &TypeOf<access::WorkspaceCard>::type,
             .status = 201,
             .rate_class = http::RateClass::write,
             .is_repeatable = true});
}

void add_rest(http::RouteTable& table, Access& access) {
  table.add(Mounted<&access::list_tokens>::make(access, Method::get, "/api/v1/tokens",
                                                access::token_create, "Lists tokens."));
  table.add(MadeOnce<&access::create_token>::make(
      access, "/api/v1/tokens", access::token_create, "Makes a token; its secret is shown once.",
      "token", [](const access::CreatedToken& made, const access::CreateToken&) {
        return made.token.id.value;
      }));
  table.add(Mounted<&access::revoke_token>::make(access, Method::del, "/api/v1/tokens/{token_id}",
                                                 access::token_create, "Revokes a token."));
  table.add(Mounted<&access::list_audit>::make(access, Method::get, "/api/v1/audit",
                                               access::audit_read, "Reads who did what."));
  table.add({.method = Method::get,
             .path = "/api/v1/roles",
             .owner = "access",
             .summary = "Lists the roles and what each may do.",
             .gate = Gate::behind(access::role_read),
             .handler =
                 [&access](http::RawCall call, const http::Reply& reply) {
                   answer_with(reply, access::list_roles(access, call.admitted->caller));
                 },
             .input = &TypeOf<NoInput>::type,
             .output = &TypeOf<access::RoleList>::type});
  table.add({.method = Method::get,
             .path = "/api/v1/workspace",
             .owner = "access",
             .summary = "Shows the workspace.",
             .gate = Gate::behind(access::workspace_read),
             .handler =
                 [&access](http::RawCall call, const http::Reply& reply) {
                   answer_read(reply, call.request,
                               access::get_workspace(access, call.admitted->caller));
                 },
             .input = &TypeOf<NoInput>::type,
             .output = &TypeOf<access::WorkspaceCard>::type});
  table.add(Revised<&access::rename_workspace>::make(access, Method::patch, "/api/v1/workspace",
                                                     access::workspace_manage,
                                                     "Renames the workspace."));
}

}  // namespace

void add_access_endpoints(http::RouteTable& table, Access& access, AccessGatekeeper& gatekeeper) {
  add_public(table, access);
  add_own(table, access, gatekeeper);
  add_members(table, access);
  add_adding(table, access);
  add_workspaces(table, access, gatekeeper);
  add_rest(table, access);
}

}  // namespace kith::host
