// SPDX-License-Identifier: Apache-2.0
#include "mention_words.h"

#include <iterator>

namespace kith::marketing {
namespace {

constexpr const char* recommending[] = {
    // English
    "i recommend", "highly recommend", "highly recommended", "would recommend", "d recommend",
    "can recommend", "strongly recommend", "definitely recommend", "totally recommend",
    "recommend it to", "recommend them to", "recommend this", "recommended it to",
    "recommended them to", "recommended this to", "we recommend", "told all my friends",
    "tell all my friends", "tell my friends", "told my friends", "tell everyone", "tell everybody",
    "told everyone", "told everybody", "told my whole", "told my entire", "told my colleagues",
    "everybody should buy", "everyone should buy", "everybody should try", "everyone should try",
    "you should buy", "go get one", "worth every penny", "worth every cent", "worth the money",
    "worth buying", "you can trust them", "trust these people", "do yourself a favour",
    "do yourself a favor",
    // German
    "empfehle", "weiterempfehlen", "kann ich empfehlen", "nur empfehlen", "zu empfehlen",
    "sehr empfehlenswert", "absolut empfehlenswert", "klare empfehlung", "klare kaufempfehlung",
    "kaufempfehlung", "erzähle ich allen", "erzähle ich von", "erzähle allen", "allen erzählt",
    "allen freunden", "meinen freunden erzählt", "sollte jeder kaufen", "sollte jeder haben",
    "jeden cent wert", "sein geld wert", "ihr geld wert", "kauft sie", "kauft euch",
    // Spanish
    "recomiendo", "recomendamos", "lo recomendaría", "la recomendaría", "muy recomendable",
    "totalmente recomendable", "hablo bien de", "hablamos bien de", "se lo cuento a todos",
    "se lo digo a todos", "se lo he dicho a todos", "todo el mundo debería", "vale cada euro",
    "vale cada céntimo", "vale la pena comprar", "cómprenla", "cómprenlo", "compradla", "compradlo",
    // French
    "je recommande", "la recommande", "le recommande", "les recommande", "vous recommande",
    "recommanderais", "recommandons", "parle de vous", "parlons de vous", "j en parle à",
    "j en ai parlé à", "je conseille à", "je le conseille", "je la conseille", "à recommander",
    "tout le monde devrait", "vaut chaque centime", "vaut son prix", "achetez la", "achetez le"};

constexpr const char* warning[] = {
    // English
    "not recommend", "never recommend", "wouldnt recommend", "dont recommend", "cant recommend",
    "cannot recommend", "no longer recommend", "not recommended", "stay away", "steer clear",
    "keep away from", "do not buy", "dont buy", "never buy", "would not buy", "wouldnt buy",
    "not worth the money", "not worth buying", "isnt worth", "waste of money", "save your money",
    "buy somewhere else", "buy elsewhere", "avoid this", "avoid them", "to avoid", "how bad",
    "avoid at all costs", "do not trust", "dont trust", "never again", "dont bother",
    "think twice before",
    // German
    "nicht empfehlen", "nicht weiterempfehlen", "nicht empfehlenswert", "nicht zu empfehlen",
    "keine empfehlung", "keine kaufempfehlung", "empfehle nicht", "empfehle sie nicht",
    "empfehle es nicht", "empfehle ihn nicht", "rate davon ab", "rate ab", "nur abraten",
    "finger weg", "finger davon", "nie wieder", "kauft nicht", "kauft das nicht", "kauft sie nicht",
    "nicht kaufen", "ihr geld nicht wert", "sein geld nicht wert", "geld nicht wert",
    "rausgeworfenes geld",
    // Spanish
    "no recomiendo", "no lo recomiendo", "no la recomiendo", "no los recomiendo",
    "no las recomiendo", "no se lo recomiendo", "no se la recomiendo", "no recomendaría",
    "no puedo recomendar", "no recomendable", "no compren", "no lo compren", "no la compren",
    "no compréis", "nunca más", "no vale la pena", "no vale lo que cuesta", "tirar el dinero",
    "no se fíen", "no os fiéis", "eviten",
    // French
    "recommande pas", "ne recommande plus", "ne la recommande plus", "ne le recommande plus",
    "recommanderais pas", "recommandons pas", "déconseille", "conseille pas", "à éviter", "à fuir",
    "fuyez", "n achetez pas", "achetez pas", "plus jamais", "ne vaut pas",
    "jeter l argent par les fenêtres", "ne leur faites pas confiance"};

constexpr const char* praising[] = {
    // English
    "i love my", "we love our", "love my new", "absolutely love my", "absolutely love this",
    "absolutely love it", "really love my", "really love this", "so happy with", "very happy with",
    "really happy with", "more than happy with", "so pleased with", "very pleased with",
    "delighted with", "very impressed", "so impressed", "really impressed", "great quality",
    "excellent quality", "excellent service", "great service", "amazing service",
    "fantastic service", "outstanding service", "great support", "excellent support",
    "best customer service", "best service", "best ever", "best purchase", "best thing i",
    "still works like new", "still looks like new", "works like new", "never let me down",
    "never had a problem", "never had any problem", "exceeded my expectations", "big fan of",
    "customer for life", "will buy again", "would buy again", "buy again any time",
    // German
    "bin begeistert", "sind begeistert", "total begeistert", "sehr zufrieden", "rundum zufrieden",
    "super zufrieden", "mehr als zufrieden", "liebe meine", "liebe meinen", "liebe mein",
    "tolle qualität", "super qualität", "beste qualität", "toller service", "super service",
    "bester service", "toller kundendienst", "immer wieder gerne", "immer wieder gern",
    "würde ich wieder kaufen", "nie probleme", "noch nie ein problem", "hält seit",
    // Spanish
    "me encanta mi", "me encanta esta", "me encanta este", "estoy encantado", "estoy encantada",
    "muy contento con", "muy contenta con", "muy satisfecho con", "muy satisfecha con",
    "gran calidad", "excelente calidad", "excelente servicio", "gran servicio",
    "servicio excelente", "la mejor compra", "el mejor servicio", "volveré a comprar",
    "volvería a comprar", "nunca me ha fallado",
    // French
    "j adore ma", "j adore mon", "j adore cette", "j adore ce", "très content de",
    "très contente de", "très satisfait de", "très satisfaite de", "ravi de mon", "ravie de ma",
    "ravi de ma", "ravie de mon", "excellente qualité", "superbe qualité", "excellent service",
    "service excellent", "service au top", "meilleur achat", "rachèterai", "rachèterais",
    "jamais eu de problème", "jamais déçu", "jamais déçue"};

constexpr const char* complaining[] = {
    // English
    "very disappointed", "so disappointed", "really disappointed", "disappointed with",
    "disappointing", "terrible service", "awful service", "horrible service", "worst service",
    "terrible quality", "poor quality", "bad quality", "worst purchase", "really angry",
    "very angry", "so angry", "furious", "fed up", "not happy", "very unhappy", "not satisfied",
    "not very happy", "not impressed", "let me down", "fell apart", "falls apart", "leaks",
    "leaking", "leaked", "broke after", "broke on", "already broken", "stopped working",
    "does not work", "doesnt work", "is defective", "is faulty", "drips from", "ruined my",
    "unacceptable",
    // German
    "sehr enttäuscht", "total enttäuscht", "bin enttäuscht", "leider enttäuscht", "enttäuschend",
    "schlechte qualität", "miese qualität", "schlechter service", "mieser service",
    "katastrophaler service", "bin sauer", "bin stinksauer", "bin verärgert", "nicht zufrieden",
    "unzufrieden", "läuft aus", "ist undicht", "undicht", "ist kaputt", "kaputt gegangen",
    "kaputtgegangen", "schon kaputt", "funktioniert nicht", "auseinandergefallen", "unverschämt",
    // Spanish
    "muy decepcionado", "muy decepcionada", "decepcionante", "pésimo servicio", "mal servicio",
    "servicio pésimo", "mala calidad", "pésima calidad", "estoy enfadado", "estoy enfadada",
    "estoy harto", "estoy harta", "no estoy contento", "no estoy contenta", "gotea", "pierde agua",
    "se rompió", "se ha roto", "no funciona", "dejó de funcionar", "inaceptable",
    // French
    "très déçu", "très déçue", "suis déçu", "suis déçue", "décevant", "décevante",
    "service déplorable", "mauvais service", "mauvaise qualité", "suis en colère", "suis furieux",
    "suis furieuse", "pas content", "pas contente", "pas satisfait", "pas satisfaite", "fuit",
    "goutte même", "a cassé", "est cassé", "est cassée", "ne fonctionne pas", "ne marche pas",
    "ne marche plus", "inadmissible"};

constexpr const char* advising[] = {
    "recommend that you",  "recommend you to",    "recommend adding",  "recommend making",
    "recommend fixing",    "recommend to add",    "can you recommend", "could you recommend",
    "do you recommend",    "would you recommend", "please recommend",  "which one would",
    "who would recommend", "empfehlen sie mir",   "empfehlt ihr",      "können sie empfehlen",
    "könnt ihr empfehlen", "was empfehlen",       "empfehle ihnen",    "empfehle euch zu",
    "me recomiendan",      "me recomienda",       "qué recomiendan",   "les recomiendo que añadan",
    "recommandez vous",    "me recommandez",      "que recommandez",   "vous recommande d ajouter",
    "vous recommande de"};

constexpr const char* doubting[] = {"if you fix",
                                    "if you add",
                                    "if they fix",
                                    "if it had",
                                    "if it worked",
                                    "if only",
                                    "as soon as",
                                    "once you fix",
                                    "unless",
                                    "until you",
                                    "until they",
                                    "not sure if",
                                    "not sure whether",
                                    "used to recommend",
                                    "used to love",
                                    "yeah right",
                                    "thanks for nothing",
                                    "what a joke",
                                    "so much for",
                                    "slow clap",
                                    "sarcasm",
                                    "just kidding",
                                    "recommend it if",
                                    "recommend this if",
                                    "wenn ihr das",
                                    "wenn sie das",
                                    "wenn es nicht",
                                    "sobald ihr",
                                    "sobald sie",
                                    "früher habe ich",
                                    "danke für nichts",
                                    "na toll",
                                    "na super",
                                    "schön wär s",
                                    "si arreglan",
                                    "si lo arreglan",
                                    "si tuviera",
                                    "antes la recomendaba",
                                    "antes lo recomendaba",
                                    "gracias por nada",
                                    "vaya broma",
                                    "si vous réparez",
                                    "si vous corrigez",
                                    "dès que vous",
                                    "avant je recommandais",
                                    "merci pour rien",
                                    "quelle blague",
                                    "🙄",
                                    "🤡"};

constexpr const char* first_person[] = {
    "i",          "my",     "mine",   "me",     "we",     "our",  "us",  "ich",     "mein",
    "meine",      "meinen", "meiner", "meinem", "mir",    "mich", "wir", "unser",   "unsere",
    "unseren",    "uns",    "yo",     "mi",     "mis",    "mía",  "nos", "nuestro", "nuestra",
    "recomiendo", "hablo",  "estoy",  "tengo",  "compré", "je",   "j",   "mon",     "ma",
    "mes",        "mien",   "mienne", "moi",    "nous",   "notre"};

constexpr const char* detailed[] = {
    // English
    "years", "a year", "one year", "year of", "months", "a month", "weeks", "a week", "winters",
    "summers", "seasons", "every day", "every morning", "daily", "since", "day one", "first day",
    "second day", "third day", "fell", "dropped it", "washed", "bought", "ordered", "arrived",
    "sent me", "replaced", "repaired", "refunded", "gave me", "called me", "answered within",
    "without a question", "no questions asked", "still hot", "still cold", "scratch", "leaks",
    "leaking", "leaked", "broke", "broken", "drips", "soaked", "stopped working", "batch",
    // German
    "jahre", "jahren", "einem jahr", "monate", "monaten", "wochen", "winter", "sommer", "täglich",
    "jeden tag", "jeden morgen", "seit", "ersten tag", "zweiten tag", "gekauft", "bestellt",
    "angekommen", "geschickt", "ersetzt", "repariert", "erstattet", "heruntergefallen",
    "runtergefallen", "ohne eine frage", "ohne nachfrage", "noch heiß", "noch kalt", "kratzer",
    "läuft aus", "undicht", "gebrochen", "kaputt", "charge",
    // Spanish
    "años", "un año", "meses", "semanas", "inviernos", "veranos", "cada día", "todos los días",
    "desde", "primer día", "segundo día", "compré", "compramos", "pedí", "llegó", "mandaron",
    "enviaron", "cambiaron", "repararon", "devolvieron", "se cayó", "sin preguntar",
    "sigue caliente", "sigue fría", "gotea", "pierde agua", "se rompió", "mojado", "lote",
    // French
    "ans", "un an", "mois", "semaines", "hivers", "étés", "chaque jour", "tous les jours", "depuis",
    "premier jour", "deuxième jour", "acheté", "achetée", "commandé", "reçu", "envoyé", "remplacé",
    "réparé", "remboursé", "tombé", "tombée", "sans une question", "sans poser de question",
    "encore chaud", "encore froid", "fuit", "goutte", "cassé", "cassée", "trempé", "numéro de lot"};

constexpr const char* disclosing_reward[] = {"sponsored",
                                             "paid partnership",
                                             "paid promotion",
                                             "gifted",
                                             "free sample",
                                             "free product",
                                             "got it for free",
                                             "received it for free",
                                             "in exchange for",
                                             "affiliate",
                                             "discount code",
                                             "promo code",
                                             "my code",
                                             "use code",
                                             "referral link",
                                             "referral code",
                                             "giveaway",
                                             "brand ambassador",
                                             "bezahlte werbung",
                                             "unbezahlte werbung",
                                             "gesponsert",
                                             "rabattcode",
                                             "gewinnspiel",
                                             "kostenlos zur verfügung",
                                             "produkttest",
                                             "kooperation mit",
                                             "patrocinado",
                                             "patrocinada",
                                             "colaboración pagada",
                                             "código de descuento",
                                             "sorteo",
                                             "me lo regalaron por",
                                             "sponsorisé",
                                             "sponsorisée",
                                             "partenariat rémunéré",
                                             "collaboration commerciale",
                                             "code promo",
                                             "concours",
                                             "produit offert"};

constexpr const char* disclosing_staff[] = {
    "i work for them",    "i work for this company", "i work there",      "i work here",
    "full disclosure i",  "as an employee",          "our team at",       "ich arbeite dort",
    "ich arbeite bei",    "als mitarbeiter",         "als mitarbeiterin", "trabajo en esta empresa",
    "trabajo para ellos", "como empleado",           "je travaille chez", "je travaille pour eux",
    "en tant qu employé"};

constexpr const char* asking[] = {"leave a review",        "write a review",
                                  "leave us a review",     "write us a review",
                                  "post a review",         "rate us",
                                  "recommend us",          "tell your friends",
                                  "tell a friend",         "share your experience",
                                  "spread the word",       "bewerten sie uns",
                                  "bewertet uns",          "eine bewertung",
                                  "empfehlen sie uns",     "empfehlt uns",
                                  "weitersagen",           "sagen sie es weiter",
                                  "deje una reseña",       "dejar una reseña",
                                  "déjenos una opinión",   "recomiéndenos",
                                  "cuéntelo a sus amigos", "laisser un avis",
                                  "laissez un avis",       "laissez nous un avis",
                                  "recommandez nous",      "parlez en autour de vous"};

template <std::size_t Size>
std::vector<std::string> list_of(const char* const (&terms)[Size]) {
  return {std::begin(terms), std::end(terms)};
}

}  // namespace

std::vector<std::vector<std::string>> cue_lists() {
  return {list_of(recommending), list_of(warning), list_of(praising), list_of(complaining)};
}

std::vector<std::vector<std::string>> sign_lists() {
  return {list_of(advising), list_of(doubting),          list_of(first_person),
          list_of(detailed), list_of(disclosing_reward), list_of(disclosing_staff),
          list_of(asking)};
}

}  // namespace kith::marketing
