// SPDX-License-Identifier: Apache-2.0
#include "access/common_words.h"

#include <algorithm>

namespace kith::access {
namespace {

// Sorted, for the search.
constexpr std::string_view words[] = {
    "abcabc",     "access",     "account",    "admin",      "administrator", "airborne",
    "alexander",  "alexandra",  "amanda",     "america",    "anderson",      "andrea",
    "andrew",     "angel",      "angelina",   "angels",     "anthony",       "apollo",
    "arsenal",    "asdf",       "asdfasdf",   "asdfgh",     "ashley",        "asshole",
    "august",     "austin",     "babygirl",   "babylon",    "backup",        "badboy",
    "bailey",     "banana",     "barbara",    "barcelona",  "barney",        "baseball",
    "basketball", "batman",     "beautiful",  "benjamin",   "bigdaddy",      "blahblah",
    "blessed",    "blink",      "bonjour",    "brandon",    "brooklyn",      "bulldog",
    "business",   "butterfly",  "calvin",     "cameron",    "captain",       "caroline",
    "cassandra",  "catherine",  "celtic",     "champion",   "changeit",      "changeme",
    "charles",    "charlie",    "charlotte",  "cheese",     "chelsea",       "chester",
    "chicago",    "chocolate",  "christian",  "christina",  "christine",     "christopher",
    "cocacola",   "college",    "company",    "computer",   "consumer",      "cookie",
    "corvette",   "cowboy",     "cowboys",    "creative",   "crystal",       "customer",
    "dallas",     "daniel",     "danielle",   "december",   "default",       "deutschland",
    "diamond",    "dolphin",    "dolphins",   "donald",     "dragon",        "dreams",
    "eagles",     "einstein",   "elephant",   "elizabeth",  "eminem",        "england",
    "enter",      "everton",    "explorer",   "facebook",   "falcon",        "family",
    "february",   "ferrari",    "florida",    "flower",     "football",      "forever",
    "france",     "freedom",    "friday",     "friend",     "friends",       "fuckyou",
    "garfield",   "gateway",    "george",     "gfhjkm",     "giants",        "golfer",
    "google",     "guest",      "guitar",     "hallo",      "hammer",        "hannah",
    "hardcore",   "harley",     "hello",      "hellokitty", "helpdesk",      "hockey",
    "hottie",     "hunter",     "iloveu",     "iloveyou",   "infinity",      "internet",
    "isabella",   "italia",     "jackson",    "january",    "jasmine",       "jennifer",
    "jessica",    "jesus",      "johnny",     "jonathan",   "jordan",        "joseph",
    "joshua",     "junior",     "justin",     "juventus",   "kennwort",      "killer",
    "kimberly",   "kith",       "letmein",    "liberty",    "lifehack",      "linkedin",
    "liverpool",  "login",      "lovely",     "loveme",     "loveyou",       "maggie",
    "manager",    "manchester", "marina",     "marine",     "marketing",     "marlboro",
    "martin",     "master",     "matrix",     "matthew",    "maverick",      "melissa",
    "mercedes",   "merlin",     "metallica",  "michael",    "michelle",      "midnight",
    "minecraft",  "monday",     "monkey",     "monster",    "morgan",        "motdepasse",
    "mountain",   "mustang",    "myspace",    "naruto",     "nascar",        "natasha",
    "nicholas",   "nicole",     "nintendo",   "nirvana",    "november",      "october",
    "office",     "oliver",     "online",     "operator",   "orange",        "pakistan",
    "panther",    "parola",     "pass",       "passord",    "passw",         "passwd",
    "password",   "passwort",   "patricia",   "patrick",    "peanut",        "pepper",
    "phoenix",    "please",     "pokemon",    "porsche",    "prince",        "princess",
    "private",    "purple",     "qazwsx",     "qazwsxedc",  "qwer",          "qwert",
    "qwerty",     "qwertyuiop", "qwertz",     "rainbow",    "ranger",        "rangers",
    "realmadrid", "rebecca",    "richard",    "robert",     "root",          "rosebud",
    "russia",     "salasana",   "samantha",   "samsung",    "saturday",      "scooter",
    "secret",     "senha",      "september",  "server",     "service",       "shadow",
    "shannon",    "silver",     "slipknot",   "snoopy",     "soccer",        "sommer",
    "sophie",     "spiderman",  "spring",     "startrek",   "starwars",      "steelers",
    "stephanie",  "student",    "success",    "summer",     "sunday",        "sunflower",
    "sunshine",   "superman",   "superstar",  "support",    "sweety",        "system",
    "taylor",     "teacher",    "tennis",     "test",       "testing",       "theman",
    "thomas",     "thunder",    "thursday",   "tigers",     "tigger",        "tinkerbell",
    "toyota",     "travis",     "trustno",    "tuesday",    "unknown",       "user",
    "valentina",  "vanessa",    "victoria",   "vincent",    "wednesday",     "welcome",
    "whatever",   "william",    "willkommen", "windows",    "winner",        "winter",
    "wolverine",  "wordpass",   "yankees",    "yellow",     "zaq",           "zxcvbn",
    "zxcvbnm",
};

static_assert(std::ranges::is_sorted(words));

}  // namespace

bool is_common_word(std::string_view word) {
  return std::ranges::binary_search(words, word);
}

}  // namespace kith::access
