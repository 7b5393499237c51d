// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <array>

#include "access/members.h"
#include "access/tokens.h"
#include "base/described_writer.h"
#include "conversation/conversations_api.h"
#include "host/commands/finish_modules.h"
#include "host/demo/cast.h"
#include "host/demo/healthy.h"
#include "host/demo/plans.h"
#include "host/demo/story.h"
#include "host/figures_views.h"
#include "host/with_api.h"

namespace kith::host {
namespace {

constexpr std::size_t posts_in_a_request = 500;

/// What was put into the workspace.
struct DemoDone {
  std::int64_t messages = 0;
  std::int64_t members = 0;
  std::string email;
  std::string password;

  static consteval auto describe() {
    return described("The demonstration.", field<&DemoDone::messages>("Messages taken in."),
                     field<&DemoDone::members>("Colleagues added."),
                     field<&DemoDone::email>("Who leads the company, to sign in as."),
                     field<&DemoDone::password>("The password of all colleagues."));
  }
};

struct Colleague {
  std::string_view name;
  std::string_view role;
  Department department;
};
constexpr std::array colleagues = {Colleague{"Ada", "owner", Department::none},
                                   Colleague{"Mara", "agent", Department::service},
                                   Colleague{"Tobias", "product_manager", Department::product},
                                   Colleague{"Yuki", "sales", Department::sales},
                                   Colleague{"Samir", "logistics", Department::logistics},
                                   Colleague{"Lotte", "people", Department::people},
                                   Colleague{"Noor", "marketer", Department::marketing}};

/// Which company it is.
enum class Scenario : std::uint8_t { everyday, healthy };

struct DemoOptions {
  std::uint64_t seed = 1;
  Scenario scenario = Scenario::everyday;
  std::int64_t figure_days = 35;
  bool only_if_empty = false;
};

Result<bool> is_empty(LocalApi& api) {
  using List = Page<conversation::ConversationView>;
  const auto page = KITH_TRY(api.ask<List>(http::Method::get, "/api/v1/conversations?limit=1"));
  return page.items.empty();
}

/// Who was added, in the order of `colleagues`, and the password of all.
struct Added {
  std::vector<MemberId> members;
  std::string password;
};

Result<Added> add_colleagues(LocalApi& api, Random& random) {
  Added added{.password = random.token(12)};
  for (const Colleague& each : colleagues) {
    const access::AddMember member{.name = std::string(each.name),
                                   .email = demo::address_of(each.name),
                                   .role = std::string(each.role),
                                   .department = each.department,
                                   .password = added.password};
    const auto card = KITH_TRY(api.ask<access::MemberCard>(http::Method::post, "/api/v1/members",
                                                           to_json(member, Secrets::shown)));
    added.members.push_back(card.id);
  }
  // What they wrote is theirs only where they are known by then.
  if (Server* const server = api.own_server()) {
    server->workspaces().refresh_members();
  }
  return added;
}

Result<void> make_plans(LocalApi& api) {
  for (const demo::Plan& plan : demo::plans()) {
    const Result<void> made = api.tell(http::Method::post, plan.path, std::string(plan.body));
    if (!made && made.error().code != ErrorCode::not_found) {
      return made;
    }
  }
  return {};
}

Result<std::int64_t> take_in(LocalApi& api, std::span<const intake::Post> posts, bool is_history) {
  std::int64_t stored = 0;
  while (!posts.empty()) {
    const std::span<const intake::Post> some =
        posts.first(std::min(posts.size(), posts_in_a_request));
    posts = posts.subspan(some.size());
    const intake::IntakeRequest request{.posts = {some.begin(), some.end()},
                                        .is_history = is_history};
    const auto answer = KITH_TRY(
        api.ask<intake::IntakeAnswer>(http::Method::post, "/api/v1/intake", to_json(request)));
    for (const intake::PostResult& result : answer.results) {
      if (result.status == intake::PostStatus::rejected) {
        return fail(ErrorCode::internal, "A post of the demonstration was rejected.",
                    result.reason.value_or(""));
      }
      stored += result.status == intake::PostStatus::stored ? 1 : 0;
    }
  }
  return stored;
}

Result<std::int64_t> live_everyday(LocalApi& api, const DemoOptions& options, Time now) {
  const demo::Story story = demo::tell_story({.seed = options.seed, .until = now});
  const std::int64_t past = KITH_TRY(take_in(api, story.past, true));
  return past + KITH_TRY(take_in(api, story.recent, false));
}

// As an import does: one line that changes where somebody looks, else a line now and then.
void say_day(int day) {
  const bool is_looked_at = ::isatty(STDERR_FILENO) == 1;
  if (is_looked_at || day % 7 == 0) {
    fmt::print(stderr, "day {} of {}{}", day, demo::healthy_days,
               is_looked_at && day < demo::healthy_days ? "   \r" : "\n");
  }
}

Result<std::int64_t> live_healthily(LocalApi& api, const DemoOptions& options, const Added& added,
                                    demo::StoryClock& clock) {
  const Time until = clock.now();
  clock.set(until - std::chrono::hours(24 * (demo::healthy_days + 1)));
  const access::CreateToken wanted{
      .name = "demonstration", .scopes = {"*"}, .member_id = added.members.front()};
  const auto token = KITH_TRY(
      api.ask<access::CreatedToken>(http::Method::post, "/api/v1/tokens", to_json(wanted)));
  const WorkspaceId id = KITH_TRY(api.workspace());
  Workspace* const workspace = KITH_TRY(api.own_server()->workspaces().find(id));
  const auto let_it_happen = [&]() -> Result<void> {
    workspace->do_what_is_due();
    return finish_modules(api, id);
  };
  return demo::live_healthy_days(api, clock,
                                 {.seed = options.seed,
                                  .until = until,
                                  .colleague_token = token.secret,
                                  .owners = {added.members.begin() + 1, added.members.begin() + 6},
                                  .let_it_happen = let_it_happen,
                                  .lived = say_day});
}

// The days that insight would have worked out each night.
Result<void> work_figures_out(LocalApi& api, std::int64_t days) {
  ComputedFigures done{.left = days};
  while (done.left > 0) {
    const ComputeFigures wanted{.days = days};
    done = KITH_TRY(
        api.ask<ComputedFigures>(http::Method::post, "/api/v1/figures/days", to_json(wanted)));
  }
  return {};
}

// A workspace with real conversations is no place for made-up ones.
Result<void> tell_demo(LocalApi& api, const DemoOptions& options, const Invocation& invocation,
                       demo::StoryClock& clock) {
  if (options.scenario == Scenario::healthy && api.own_server() == nullptr) {
    return fail(ErrorCode::conflict,
                "The healthy company lives on a clock of its own, while no server runs on the "
                "folder. Stop the server, or give another folder with --data.");
  }
  KITH_CHECK(api.ensure_workspace("Halden Bottles"));
  if (!KITH_TRY(is_empty(api))) {
    if (options.only_if_empty) {
      fmt::print(stderr, "There are conversations already; nothing was added.\n");
      return {};
    }
    return fail(ErrorCode::conflict,
                "The demonstration goes into an empty workspace, and this one has conversations. "
                "Give another folder with --data.");
  }
  const Added added = KITH_TRY(add_colleagues(api, invocation.random));
  DemoDone done{.members = static_cast<std::int64_t>(added.members.size()),
                .email = demo::address_of(colleagues.front().name),
                .password = added.password};
  KITH_CHECK(make_plans(api));
  done.messages = options.scenario == Scenario::healthy
                      ? KITH_TRY(live_healthily(api, options, added, clock))
                      : KITH_TRY(live_everyday(api, options, clock.now()));
  const WorkspaceId id = KITH_TRY(api.workspace());
  KITH_CHECK(finish_modules(api, id));
  // The password is told all the same: it is nowhere else.
  if (const Result<void> worked_out = work_figures_out(api, options.figure_days); !worked_out) {
    fmt::print(stderr, "The figures of past days are missing: {} Try: kith figures --days {}\n",
               worked_out.error().message, options.figure_days);
  }
  KITH_CHECK(finish_modules(api, id));
  if (invocation.json) {
    fmt::print("{}\n", to_json(done));
    return {};
  }
  fmt::print(
      "Halden Bottles has {} messages and {} colleagues.\n"
      "Sign in as {} with the password {} (all colleagues have it).\n",
      done.messages, done.members, done.email, done.password);
  return {};
}

}  // namespace

void add_demo(CLI::App& program, Invocation& invocation) {
  auto options = std::make_shared<DemoOptions>();
  CLI::App* const command = program.add_subcommand(
      "demo",
      "Fills an empty workspace with twelve weeks of a company that makes bottles: its customers "
      "in four languages, on five channels, and seven colleagues.");
  command->add_option("--seed", options->seed, "Another number tells another story.")
      ->capture_default_str();
  command
      ->add_option("--figures", options->figure_days,
                   "For how many days past the figures are worked out.")
      ->check(CLI::Range(0, 400))
      ->capture_default_str();
  command->add_flag("--if-empty", options->only_if_empty,
                    "Where there are conversations already, does nothing and is content.");
  command
      ->add_option(
          "--scenario", options->scenario,
          "everyday: twelve weeks in which one batch leaks and some wait too long. healthy: "
          "six weeks of a company that answers everybody, for which marketing opens.")
      ->transform(CLI::CheckedTransformer(std::map<std::string, Scenario>{
          {"everyday", Scenario::everyday}, {"healthy", Scenario::healthy}}));
  command->callback([&invocation, options] {
    demo::StoryClock clock(invocation.clock);
    with_api(
        invocation, [&](LocalApi& api) { return tell_demo(api, *options, invocation, clock); },
        options->scenario == Scenario::healthy ? &clock : nullptr);
  });
}

}  // namespace kith::host
