// SPDX-License-Identifier: Apache-2.0
#include "host/demo/phrases.h"

#include <array>

namespace kith::host::demo {
namespace {

using Words = std::span<const std::string_view>;

template <std::size_t Size>
using Lines = std::array<std::string_view, Size>;

/// The lines of one matter, a list for each tongue in the order of Tongue.
struct Talk {
  std::array<Words, tongues> openings;
  std::array<Words, tongues> answers;
};

constexpr Lines<3> delivery_en = {
    "My order {order} should have come on Tuesday. Where is it?",
    "The tracking of {order} has not moved for four days. Can you look?",
    "Still waiting for the {product} I ordered. Has {order} left your house at all?"};
constexpr Lines<3> delivery_de = {
    "Meine Bestellung {order} sollte am Dienstag kommen. Wo ist sie?",
    "Die Sendungsverfolgung von {order} steht seit vier Tagen. Können Sie nachsehen?",
    "Ich warte noch auf {product}. Ist {order} überhaupt unterwegs?"};
constexpr Lines<3> delivery_es = {
    "Mi pedido {order} tenía que llegar el martes. ¿Dónde está?",
    "El seguimiento de {order} no cambia desde hace cuatro días. ¿Pueden mirarlo?",
    "Sigo esperando {product}. ¿Ha salido ya el pedido {order}?"};
constexpr Lines<3> delivery_fr = {
    "Ma commande {order} devait arriver mardi. Où est-elle ?",
    "Le suivi de {order} ne bouge plus depuis quatre jours. Pouvez-vous regarder ?",
    "J'attends toujours {product}. La commande {order} est-elle partie ?"};
constexpr Lines<2> delivered_en = {
    "It is held at the depot near you and comes tomorrow. We write to you when it is on the van.",
    "The parcel was lost on the way. A new one left today, number {order}-2."};
constexpr Lines<2> delivered_de = {
    "Das Paket liegt im Depot und kommt morgen. Wir melden uns, sobald es im Wagen ist.",
    "Das Paket ging unterwegs verloren. Heute ist ein neues gegangen, Nummer {order}-2."};
constexpr Lines<2> delivered_es = {
    "El paquete está en el almacén de su zona y llega mañana. Le avisamos.",
    "El paquete se perdió. Hoy ha salido otro, con el número {order}-2."};
constexpr Lines<2> delivered_fr = {
    "Le colis est au dépôt et arrive demain. Nous vous prévenons.",
    "Le colis s'est perdu. Un autre est parti aujourd'hui, numéro {order}-2."};

constexpr Lines<3> damage_en = {
    "The {product} came with a dent in the side. What can be done?",
    "Box open, {product} scratched all over. Order {order}. This is not good.",
    "The handle of my new {product} broke on the second day. Can I get another one?"};
constexpr Lines<2> damage_de = {
    "{product} kam mit einer Delle an. Was machen wir nun?",
    "Der Griff von {product} ist am zweiten Tag gebrochen. Bekomme ich Ersatz für {order}?"};
constexpr Lines<2> damage_es = {
    "{product} llegó con un golpe en el lado. ¿Qué podemos hacer?",
    "El asa de {product} se rompió el segundo día. ¿Me mandan otra? Pedido {order}."};
constexpr Lines<2> damage_fr = {
    "{product} est arrivé avec une bosse. Que peut-on faire ?",
    "L'anse de {product} a cassé le deuxième jour. Puis-je en avoir une autre ? Commande {order}."};
constexpr Lines<2> damaged_en = {
    "That should not happen. A new one leaves today, and you can keep the old one.",
    "Please send us a picture, then a new one is on its way within the hour."};
constexpr Lines<2> damaged_de = {
    "Das darf nicht sein. Heute geht ein neues Stück raus, das alte können Sie behalten.",
    "Schicken Sie uns bitte ein Bild, dann geht sofort Ersatz raus."};
constexpr Lines<2> damaged_es = {
    "Eso no debe pasar. Hoy sale uno nuevo; puede quedarse con el otro.",
    "Mándenos una foto, por favor, y enviamos otro enseguida."};
constexpr Lines<2> damaged_fr = {
    "Cela ne doit pas arriver. Un nouveau part aujourd'hui, gardez l'ancien.",
    "Envoyez-nous une photo, et un autre part dans l'heure."};

constexpr Lines<3> use_en = {
    "How do I take the lid of the {product} apart to clean it?",
    "Does the {product} keep soup hot for eight hours, or is that only tea?",
    "Can I put sparkling water into the {product}?"};
constexpr Lines<2> use_de = {"Wie nehme ich den Deckel von {product} zum Reinigen auseinander?",
                             "Darf Sprudel in {product}?"};
constexpr Lines<2> use_es = {"¿Cómo se desmonta la tapa de {product} para limpiarla?",
                             "¿Puedo poner agua con gas en {product}?"};
constexpr Lines<2> use_fr = {"Comment démonter le couvercle de {product} pour le nettoyer ?",
                             "Peut-on mettre de l'eau gazeuse dans {product} ?"};
constexpr Lines<2> used_en = {
    "Press the two tabs below the rim and pull the ring up; it clicks back by itself.",
    "Yes. Fill it to two fingers below the rim and let it stand open for a minute first."};
constexpr Lines<2> used_de = {
    "Die beiden Laschen unter dem Rand drücken und den Ring nach oben ziehen.",
    "Ja. Bis zwei Finger unter den Rand füllen und erst eine Minute offen stehen lassen."};
constexpr Lines<2> used_es = {
    "Presione las dos pestañas bajo el borde y tire del anillo hacia arriba.",
    "Sí. Llénela hasta dos dedos del borde y déjela abierta un minuto."};
constexpr Lines<2> used_fr = {
    "Appuyez sur les deux languettes sous le bord et tirez l'anneau vers le haut.",
    "Oui. Remplissez jusqu'à deux doigts du bord et laissez ouvert une minute."};

constexpr Lines<2> refund_en = {
    "I want to send the {product} back, it is too large for my bag. How does that work?",
    "Returned {order} two weeks ago and have seen no money yet. When does it come?"};
constexpr Lines<2> refund_de = {
    "Ich möchte {product} zurückgeben, es ist zu groß. Wie geht das?",
    "{order} ging vor zwei Wochen zurück, das Geld ist noch nicht da. Wann kommt es?"};
constexpr Lines<2> refund_es = {
    "Quiero devolver {product}, es demasiado grande. ¿Cómo se hace?",
    "Devolví {order} hace dos semanas y no he visto el dinero. ¿Cuándo llega?"};
constexpr Lines<2> refund_fr = {
    "Je voudrais rendre {product}, trop grand pour mon sac. Comment faire ?",
    "J'ai renvoyé {order} il y a deux semaines, sans remboursement. Quand arrive-t-il ?"};
constexpr Lines<2> refunded_en = {
    "The label is in your mailbox; drop the parcel at any shop. The money follows in three days.",
    "The money left today and is with you by Friday. Sorry that you had to ask."};
constexpr Lines<2> refunded_de = {
    "Der Aufkleber ist in Ihrem Postfach. Das Geld folgt in drei Tagen.",
    "Das Geld ist heute raus und bis Freitag da. Entschuldigung, dass Sie fragen mussten."};
constexpr Lines<2> refunded_es = {
    "La etiqueta está en su correo. El dinero llega en tres días.",
    "El dinero ha salido hoy y llega antes del viernes. Perdone la espera."};
constexpr Lines<2> refunded_fr = {
    "L'étiquette est dans votre boîte. L'argent suit sous trois jours.",
    "L'argent est parti aujourd'hui et arrive avant vendredi. Pardon pour l'attente."};

constexpr Lines<3> seals_en = {
    "Please sell the seals of the {product} alone. I do not want a whole lid for a rubber ring.",
    "I wish I could buy replacement seals, mine is worn after two years.",
    "Would be great to have spare sealing rings in the shop!"};
constexpr Lines<2> seals_de = {
    "Bitte verkaufen Sie die Dichtungen einzeln, ein ganzer Deckel wegen eines Rings ist schade.",
    "Ich wünsche mir Ersatzdichtungen für {product}."};
constexpr Lines<2> seals_es = {"Por favor vendan las juntas de {product} por separado.",
                               "Me gustaría poder comprar juntas de repuesto."};
constexpr Lines<2> seals_fr = {"Vendez les joints de {product} à part, s'il vous plaît.",
                               "J'aimerais pouvoir acheter des joints de rechange."};
constexpr Lines<3> dishwasher_en = {
    "Could you make a lid that may go into the dishwasher? Washing by hand every day is tiresome.",
    "Please add a dishwasher safe lid for the {product}.",
    "It would be great if the lid were dishwasher safe like the bottle."};
constexpr Lines<2> dishwasher_de = {
    "Bitte einen Deckel, der in die Spülmaschine darf!",
    "Ich wünsche mir, dass der Deckel von {product} spülmaschinenfest ist."};
constexpr Lines<2> dishwasher_es = {"Por favor, una tapa que pueda ir al lavavajillas.",
                                    "Me gustaría que la tapa de {product} fuera apta para el "
                                    "lavavajillas."};
constexpr Lines<2> dishwasher_fr = {"S'il vous plaît, un couvercle qui passe au lave-vaisselle !",
                                    "J'aimerais que le couvercle de {product} aille au "
                                    "lave-vaisselle."};
constexpr Lines<2> strap_en = {
    "A shoulder strap for the {product} would be great on walks. Please make one.",
    "I wish there was a strap to carry the {product} by."};
constexpr Lines<2> strap_de = {"Ein Trageriemen für {product} wäre toll. Bitte!",
                               "Ich wünsche mir einen Riemen zum Umhängen."};
constexpr Lines<2> strap_es = {"Por favor hagan una correa para llevar {product}.",
                               "Me gustaría una correa para el hombro."};
constexpr Lines<2> strap_fr = {"Une sangle pour porter {product}, s'il vous plaît !",
                               "J'aimerais une bandoulière pour mes randonnées."};
constexpr Lines<2> wished_en = {
    "Thank you, that goes to the people who design them. We write to you when there is news.",
    "Good point, and you are not the first. We have noted it with your words."};
constexpr Lines<2> wished_de = {
    "Danke, das geht an die Entwicklung. Wir melden uns, wenn es Neues gibt.",
    "Guter Gedanke, und Sie sind nicht die Ersten. Notiert, mit Ihren Worten."};
constexpr Lines<2> wished_es = {
    "Gracias, se lo pasamos a quienes los diseñan. Le escribimos si hay novedades.",
    "Buena idea; no es la primera persona que lo pide. Lo hemos anotado."};
constexpr Lines<2> wished_fr = {
    "Merci, cela part chez ceux qui les dessinent. Nous vous écrirons.",
    "Bonne idée, et vous n'êtes pas le premier. C'est noté, avec vos mots."};

constexpr Lines<4> leak_en = {
    "The lid of my {product} leaks, my bag is soaked. The batch on the bottom is {batch}.",
    "Leaking lid on the {product}, batch {batch}. Coffee on my laptop. I am really angry.",
    "My {product} drips from the lid even when it is closed. Batch {batch}, order {order}.",
    "New bottle, lid leaks from day one. It says {batch}. Please help, quickly."};
constexpr Lines<3> leak_de = {
    "Der Deckel von {product} läuft aus, Charge {batch}. Meine Tasche ist nass.",
    "{product} ist undicht, obwohl der Deckel zu ist. Auf dem Boden steht {batch}.",
    "Deckel undicht, Kaffee im Rucksack. Charge {batch}. Ich bin sauer."};
constexpr Lines<2> leak_es = {"La tapa de {product} gotea, lote {batch}. Tengo el bolso mojado.",
                              "{product} pierde agua con la tapa cerrada. Lote {batch}."};
constexpr Lines<2> leak_fr = {"Le couvercle de {product} fuit, lot {batch}. Mon sac est trempé.",
                              "{product} goutte même fermé. Lot {batch}, commande {order}."};
constexpr Lines<2> leaked_en = {
    "We are sorry for your bag. A new lid leaves today. May we ask you to keep the old one for us?",
    "Thank you for the number of the batch. We look into it now and send you a new lid at once."};
constexpr Lines<2> leaked_de = {
    "Das tut uns leid. Heute geht ein neuer Deckel raus. Heben Sie den alten bitte für uns auf?",
    "Danke für die Charge. Wir gehen dem nach und schicken sofort einen neuen Deckel."};
constexpr Lines<2> leaked_es = {"Lo sentimos. Hoy sale una tapa nueva. ¿Puede guardar la otra?",
                                "Gracias por el lote. Lo miramos ahora y mandamos otra tapa."};
constexpr Lines<2> leaked_fr = {"Nous sommes désolés. Un nouveau couvercle part aujourd'hui.",
                                "Merci pour le numéro du lot. Nous cherchons et remplaçons."};

constexpr Lines<2> wholesale_en = {
    "We are an office of sixty and would like a {product} for each. Do you have a price for that?",
    "Can you print our name on two hundred of the {product}? What would it cost?"};
constexpr Lines<2> wholesale_de = {
    "Wir sind ein Büro mit sechzig Leuten und hätten gern {product} für alle. Was kostet das?",
    "Können Sie unser Logo auf zweihundert Stück drucken? Was kostet das?"};
constexpr Lines<2> wholesale_es = {
    "Somos una oficina de sesenta y queremos {product} para todos. ¿Qué precio tiene?",
    "¿Pueden imprimir nuestro nombre en doscientas? ¿Cuánto costaría?"};
constexpr Lines<2> wholesale_fr = {
    "Nous sommes soixante au bureau et voulons {product} pour chacun. Quel prix ?",
    "Pouvez-vous imprimer notre nom sur deux cents pièces ? Combien ?"};
constexpr Lines<1> sold_en = {
    "From fifty pieces we make a price for you. I call you tomorrow, at which number?"};
constexpr Lines<1> sold_de = {"Ab fünfzig Stück machen wir Ihnen einen Preis. Ich rufe morgen an."};
constexpr Lines<1> sold_es = {"A partir de cincuenta hacemos precio. Le llamo mañana."};
constexpr Lines<1> sold_fr = {
    "À partir de cinquante nous faisons un prix. Je vous appelle demain."};

constexpr Lines<3> praise_en = {
    "Three winters with the {product} and the tea is still hot at noon. Told my whole choir.",
    "The {product} fell down a flight of stairs and only has a scratch. I recommend it to everyone "
    "who hikes.",
    "Your people sent me a new lid without a question. That is why I tell my friends to buy here."};
constexpr Lines<2> praise_de = {
    "Drei Winter mit {product}, der Tee ist mittags noch heiß. Ich empfehle sie allen.",
    "Der neue Deckel kam ohne eine Frage. Deshalb erzähle ich von euch."};
constexpr Lines<2> praise_es = {
    "Tres inviernos con {product} y el té sigue caliente. Se la recomiendo a todos.",
    "Me mandaron otra tapa sin preguntar. Por eso hablo bien de ustedes."};
constexpr Lines<2> praise_fr = {
    "Trois hivers avec {product}, le thé est encore chaud à midi. Je la recommande à tous.",
    "Un couvercle neuf sans une question. Voilà pourquoi je parle de vous."};
constexpr Lines<1> praised_en = {"That made our day, thank you for telling us."};
constexpr Lines<1> praised_de = {"Das freut uns sehr, danke fürs Erzählen."};
constexpr Lines<1> praised_es = {"Nos alegra el día, gracias por contarlo."};
constexpr Lines<1> praised_fr = {"Cela nous fait très plaisir, merci."};

constexpr std::array<Words, tongues> wished = {wished_en, wished_de, wished_es, wished_fr};

// In the order of Matter.
constexpr std::array<Talk, matters> talks = {{
    {{delivery_en, delivery_de, delivery_es, delivery_fr},
     {delivered_en, delivered_de, delivered_es, delivered_fr}},
    {{damage_en, damage_de, damage_es, damage_fr},
     {damaged_en, damaged_de, damaged_es, damaged_fr}},
    {{use_en, use_de, use_es, use_fr}, {used_en, used_de, used_es, used_fr}},
    {{refund_en, refund_de, refund_es, refund_fr},
     {refunded_en, refunded_de, refunded_es, refunded_fr}},
    {{seals_en, seals_de, seals_es, seals_fr}, wished},
    {{dishwasher_en, dishwasher_de, dishwasher_es, dishwasher_fr}, wished},
    {{strap_en, strap_de, strap_es, strap_fr}, wished},
    {{leak_en, leak_de, leak_es, leak_fr}, {leaked_en, leaked_de, leaked_es, leaked_fr}},
    {{wholesale_en, wholesale_de, wholesale_es, wholesale_fr},
     {sold_en, sold_de, sold_es, sold_fr}},
    {{praise_en, praise_de, praise_es, praise_fr},
     {praised_en, praised_de, praised_es, praised_fr}},
}};

constexpr Lines<2> reminders_en = {"Any news? I asked yesterday.", "Hello? Is anybody there?"};
constexpr Lines<2> reminders_de = {"Gibt es etwas Neues? Ich hatte gestern gefragt.",
                                   "Hallo? Liest das jemand?"};
constexpr Lines<2> reminders_es = {"¿Hay novedades? Pregunté ayer.", "¿Hola? ¿Hay alguien?"};
constexpr Lines<2> reminders_fr = {"Des nouvelles ? J'ai demandé hier.",
                                   "Allô ? Il y a quelqu'un ?"};
constexpr Lines<2> closings_en = {"Thank you, that helped!", "Great, it works. Thanks a lot."};
constexpr Lines<2> closings_de = {"Danke, das hat geholfen!", "Super, vielen Dank."};
constexpr Lines<2> closings_es = {"¡Gracias, me ha ayudado!", "Perfecto, muchas gracias."};
constexpr Lines<2> closings_fr = {"Merci, cela m'a aidé !", "Parfait, merci beaucoup."};
constexpr Lines<2> hints_en = {
    "I have had mine for years: press both tabs below the rim, then the ring comes up easily.",
    "Warm the lid under the tap for a moment first, then it opens without force."};
constexpr Lines<2> hints_de = {"Ich habe meine seit Jahren: beide Laschen drücken, dann geht es.",
                               "Den Deckel kurz warm abspülen, dann geht er leicht auf."};
constexpr Lines<2> hints_es = {"Tengo la mía desde hace años: presiona las dos pestañas.",
                               "Calienta la tapa un momento bajo el grifo y se abre sola."};
constexpr Lines<2> hints_fr = {
    "J'ai la mienne depuis des années : appuyez sur les deux languettes.",
    "Passez le couvercle sous l'eau chaude, il s'ouvre sans forcer."};

constexpr std::array<Words, tongues> all_reminders = {reminders_en, reminders_de, reminders_es,
                                                      reminders_fr};
constexpr std::array<Words, tongues> all_closings = {closings_en, closings_de, closings_es,
                                                     closings_fr};
constexpr std::array<Words, tongues> all_hints = {hints_en, hints_de, hints_es, hints_fr};

std::size_t at(Tongue tongue) {
  return static_cast<std::size_t>(tongue);
}

}  // namespace

std::string_view word_of(Tongue tongue) {
  static constexpr std::array<std::string_view, tongues> words = {"en", "de", "es", "fr"};
  return words[at(tongue)];
}

std::span<const std::string_view> openings(Matter matter, Tongue tongue) {
  return talks[static_cast<std::size_t>(matter)].openings[at(tongue)];
}

std::span<const std::string_view> answers(Matter matter, Tongue tongue) {
  return talks[static_cast<std::size_t>(matter)].answers[at(tongue)];
}

std::span<const std::string_view> reminders(Tongue tongue) {
  return all_reminders[at(tongue)];
}

std::span<const std::string_view> closings(Tongue tongue) {
  return all_closings[at(tongue)];
}

std::span<const std::string_view> hints(Tongue tongue) {
  return all_hints[at(tongue)];
}

std::string filled(std::string_view line, const StoryNames& names) {
  std::string text(line);
  const auto put = [&](std::string_view name, std::string_view value) {
    for (std::size_t at = text.find(name); at != text.npos; at = text.find(name, at)) {
      text.replace(at, name.size(), value);
    }
  };
  put("{product}", names.product);
  put("{order}", names.order);
  put("{batch}", names.batch);
  return text;
}

}  // namespace kith::host::demo
