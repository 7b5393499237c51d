// SPDX-License-Identifier: Apache-2.0
#include "access/built_in_roles.h"

namespace kith::access {
namespace {

constexpr RoleRule own_things{
    "access.account.manage access.token.create access.workspace.read people.own.read",
    "Everybody keeps their own password, sessions and tokens, and sees what they answered "
    "themselves; a token never may more than they."};

constexpr RoleRule all_reads{
    "*.read", "Departments hear the same customers: what one of them sees, the others may see."};

constexpr RoleRule no_applicants{
    "!people.talent.* !people.event.*",
    "Records about applicants and colleagues' mood are for the people department and the owner; "
    "whoever else needs them is given the role, on the record."};

// Each noun of people but one's own; a test fails when one comes that is not named.
constexpr RoleRule no_people{
    "!people.answer.* !people.participation.* !people.talent.* !people.event.*",
    "What is known of colleagues and applicants is for the people department and those who answer "
    "for the workspace."};

constexpr RoleRule no_audit{
    "!access.audit.read",
    "Who did what, and who was refused, is for those who answer for the workspace."};

constexpr RoleRule no_erasing{
    "!person.data.erase", "What is erased for good is decided by those who answer for the data."};

constexpr RoleRule notes{"conversation.note.*", "A note is how one department tells another."};

constexpr RoleRule talks{
    "conversation.message.reply conversation.file.upload conversation.handoff.* "
    "conversation.promise.*",
    "Every department answers its customers itself, keeps its promises, and asks and answers the "
    "other departments."};

constexpr RoleRule owner[] = {
    {"*", "Answers for the company, and is where every right comes from."},
};

constexpr RoleRule administrator[] = {
    {"*", "Runs the workspace: channels, members, settings, and helps out anywhere."},
    {"!access.owner.transfer",
     "Only an owner makes or unmakes an owner, so that a workspace cannot be taken over."},
    no_applicants,
};

constexpr RoleRule agent[] = {
    own_things,
    {"conversation.* person.* service.*",
     "Works on conversations all day: answers, assigns, merges, resolves."},
    {"product.evidence.add",
     "Whoever reads a wish says what it asks for; what becomes of it is product's to say."},
    all_reads,
    no_people,
    no_audit,
    no_erasing,
};

constexpr RoleRule product_manager[] = {
    own_things, {"product.*", "Leads the product module."}, talks, notes, all_reads, no_people,
    no_audit,
};

constexpr RoleRule sales[] = {
    own_things, {"sales.*", "Leads the sales module."}, talks, notes, all_reads, no_people,
    no_audit,
};

constexpr RoleRule logistics[] = {
    own_things, {"logistics.*", "Leads the logistics module."}, talks, notes, all_reads, no_people,
    no_audit,
};

constexpr RoleRule people[] = {
    own_things,
    {"people.*", "Leads the people module, which nobody else but the owner can look into."},
    talks,
    all_reads,
    {"!conversation.note.* !sales.touch.* !sales.opt_out.*",
     "Colleagues' private notes on a case or a customer are no evidence about a person who may "
     "apply."},
    no_audit,
};

constexpr RoleRule marketer[] = {
    own_things,
    {"marketing.*", "Leads the marketing module."},
    {"!marketing.gate.override", "Whoever a gate keeps out is not who opens it."},
    talks,
    notes,
    all_reads,
    no_people,
    no_audit,
};

constexpr RoleRule viewer[] = {
    own_things,
    {"*.read", "Listens to customers without touching anything: a guest, or a chief executive."},
    no_people,
    no_audit,
};

constexpr RoleRule agency[] = {
    own_things,
    {"conversation.*.read service.*.read product.*.read logistics.*.read marketing.*.read",
     "A hired agency may listen and learn; relationships are not outsourced."},
    {"!conversation.note.*", "What colleagues say to each other stays in the company."},
    {"!*.reply !*.send !*.publish !*.submit",
     "An outsider never speaks as the company, whatever else this role is given one day."},
    no_people,
    no_audit,
};

constexpr BuiltInRole roles[] = {
    {owner_role, "May do everything, and is the only one who makes owners.", owner},
    {"administrator", "May do everything but make owners and see what people knows of applicants.",
     administrator},
    {"agent", "Works on conversations, persons and cases; reads what other departments do.", agent},
    {"product_manager", "Leads product; reads, answers and notes in conversations.",
     product_manager},
    {"sales", "Leads sales; reads, answers and notes in conversations.", sales},
    {"logistics", "Leads logistics; reads, answers and notes in conversations.", logistics},
    {"people", "Leads people; reads and answers in conversations, without private notes.", people},
    {"marketer", "Leads marketing; reads, answers and notes in conversations.", marketer},
    {"viewer", "Reads everything but the people module.", viewer},
    {"agency", "An outside agency: reads conversations, service, product, logistics and marketing.",
     agency},
};

}  // namespace

std::span<const BuiltInRole> built_in_roles() {
  return roles;
}

}  // namespace kith::access
