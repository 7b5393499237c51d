// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace kith::text {

/// What a phrase says about whether its writer waits for an answer.
enum class Cue : std::uint8_t {
  thanks,
  closing,  ///< nothing more to say
  solved,   ///< it works, it came; with a negation before it, a problem
  question,
  request,  ///< something is asked for, announced or handed over
  problem,  ///< it is not well, whatever else is said
  trouble,  ///< the name of a problem, which may be over
  negation,
};

/// Phrases of one language for one cue, parted by '|'.
struct CueWords {
  std::string_view language;
  Cue cue;
  std::string_view phrases;
};

/// The declared list behind the model `cues-1`: every phrase that the choice rests on. Phrases are
/// written as the tokeniser folds them: small letters, no accents, don't as dont, l'avion as two
/// words. A phrase counts in a text of any language.
inline constexpr CueWords cue_word_table[] = {
    {"en", Cue::thanks,
     "thank|thanks|thankyou|thx|thanx|tnx|ty|tysm|tyvm|cheers|appreciate|appreciated|grateful|"
     "kudos|much obliged"},
    {"en", Cue::closing,
     "ok|okay|k|great|perfect|awesome|excellent|all good|got it|gotcha|no worries|never mind|"
     "nevermind|no problem|no problems|will do|bye|goodbye|cool|brilliant|lovely|wonderful|"
     "fantastic|sounds good|good to know|have a nice day|have a good day|have a great day|"
     "have a good one|you too|yay|legend|legends|noted|understood|good job|great job|"
     "well done|amazing|no need|you re welcome|no more questions|no further questions|"
     "that s all|thats all|have a great weekend|have a good weekend|will try|i ll try"},
    {"en", Cue::solved,
     "fixed|solved|resolved|sorted|works now|working now|works again|working again|is working|"
     "it works|it worked|that worked|works fine|works perfectly|seems to be working|found it|"
     "figured it out|all set|recovered|arrived|turned up|received it|got it now|did the trick|"
     "good now|fine now|back to normal"},
    {"en", Cue::question,
     "where is|where s|where are|when will|when is|when can|when do|how do|how can|how long|"
     "how much|how many|how come|what is|what s|what about|what do|why is|why do|why did|"
     "why are|can you|can i|can we|could you|could i|could we|would you|will you|do you|"
     "did you|is there|are there|are you|is it possible|any update|any updates|any news|"
     "any idea|any chance|one more question|one question|a question|which one|who do i"},
    {"en", Cue::request,
     "please|pls|plz|kindly|let me know|in advance|send me|sent|sending|i need|we need|"
     "need help|need to know|help me|help us|i want|i would like|i d like|id like|"
     "look forward|looking forward|hear from you|hear back|get back to me|call me|call back|"
     "contact me|email me|dm me|dmd|dm d|messaged|emailed|refund me|here is|here s|here are|"
     "attached|my number is|my name is|my email is|advise|awaiting|will wait|explain|"
     "get this fixed|get it fixed|fix this|fix it|i expect|expect a"},
    {"en", Cue::problem,
     "still|broken|not working|doesnt work|didnt work|dont work|isnt working|aint working|"
     "stopped working|cant|cannot|wont|unable|not received|havent received|havent got|"
     "hasnt arrived|never received|never arrived|never came|no response|no reply|no answer|"
     "no one|nobody|waiting|ridiculous|unacceptable|disgusting|disgusted|disgrace|terrible|"
     "awful|horrible|worst|worse|useless|pathetic|joke|scam|fraud|angry|disappointed|"
     "disappointing|upset|frustrated|frustrating|furious|for nothing|complaint|complain|wrong|"
     "failed|fails|failing|crash|crashes|crashing|crashed|stuck|missing|too late|delayed|"
     "cancel|overcharged|charged twice|double charged|not happy|unhappy|no thanks|"
     "no thank you|but|however|although|lied|lying|liars|rude|wtf|smh|ffs|shame|"
     "not good enough|no help|happened again|happening again|no luck|not helpful|unhelpful|"
     "dont care|not impressed|poor|nothanks|thanksnothanks|thanksfornothing|cancelled|canceled|to "
     "be fixed|to be solved|to be resolved|to be sorted"},
    {"en", Cue::trouble,
     "problem|problems|issue|issues|error|errors|trouble|bug|bugs|fault|delay|delays|damaged|lost"},
    {"en", Cue::negation,
     "not|isnt|wasnt|arent|werent|hasnt|havent|hadnt|didnt|doesnt|never|nothing|nowhere|yet to"},

    {"de", Cue::thanks, "danke|dank|dankeschon|dankesehr|bedanke"},
    {"de", Cue::closing,
     "alles klar|alles gut|super|perfekt|prima|toll|passt|schonen tag|schones wochenende|"
     "tschuss|kein problem|keine ursache|einverstanden|verstanden|wunderbar|klasse"},
    {"de", Cue::solved,
     "gelost|erledigt|geklart|behoben|funktioniert wieder|funktioniert jetzt|geht wieder|"
     "geht jetzt|klappt jetzt|klappt wieder|hat geklappt|angekommen|ist da"},
    {"de", Cue::question,
     "wann|warum|wieso|weshalb|wo ist|wo bleibt|wo finde|wie kann|wie lange|wie komme|"
     "konnen sie|konnt ihr|kann ich|konnten sie|konntet ihr|gibt es|haben sie"},
    {"de", Cue::request,
     "bitte|im voraus|melden sie sich|meldet euch|brauche|mochte|hatte gern|ich warte|"
     "warte auf|geschickt|gesendet|anbei"},
    {"de", Cue::problem,
     "immer noch|noch immer|noch nicht|kaputt|funktioniert nicht|geht nicht|klappt nicht|"
     "leider|aber|jedoch|trotzdem|falsch|fehlt|schlecht|unverschamt|frechheit|enttauscht|"
     "argerlich|beschwerde|niemand|keine antwort|fur nichts|defekt|beschadigt|nie wieder"},
    {"de", Cue::trouble, "probleme|fehler|storung|verspatung|schaden"},
    {"de", Cue::negation, "nicht|kein|keine|nie|nichts"},

    {"es", Cue::thanks, "gracias|agradezco|agradecido|agradecida"},
    {"es", Cue::closing,
     "perfecto|genial|vale|de acuerdo|listo|buen dia|buenas noches|excelente|adios|entendido|"
     "sin problema|estupendo|todo bien|saludos"},
    {"es", Cue::solved,
     "solucionado|resuelto|arreglado|ya funciona|ya me funciona|ya llego|ya me llego|ya esta|"
     "funciona bien|recibido"},
    {"es", Cue::question,
     "donde esta|cuando|por que|como puedo|como hago|pueden|podrian|puedo|cuanto tiempo|"
     "hay alguna|que hago|me pueden"},
    {"es", Cue::request,
     "por favor|porfa|necesito|quiero|quisiera|de antemano|por adelantado|espero respuesta|"
     "espero su|ayuda|ayudenme|adjunto|envie|enviado"},
    {"es", Cue::problem,
     "todavia|aun no|sigue sin|sigo sin|no funciona|no me funciona|no sirve|pero|sin embargo|"
     "roto|rota|no llega|no ha llegado|no llego|verguenza|pesimo|pesima|horrible|peor|estafa|"
     "nadie|sin respuesta|por nada|muy mal|va mal|esta mal|decepcionado|queja|reclamo|"
     "desafortunadamente|no puedo"},
    {"es", Cue::trouble, "problema|problemas|fallo|retraso|averia|danado"},
    {"es", Cue::negation, "no|nunca|nada|tampoco"},

    {"fr", Cue::thanks, "merci|remercie|remercier|remerciements"},
    {"fr", Cue::closing,
     "parfait|d accord|bonne journee|bonne soiree|au revoir|ca marche|c est bon|entendu|"
     "pas de souci|pas de soucis|pas de probleme|nickel|tres bien|bien note|cordialement"},
    {"fr", Cue::solved,
     "resolu|regle|reglee|marche maintenant|fonctionne maintenant|remarche|refonctionne|"
     "bien recu|bien arrive"},
    {"fr", Cue::question,
     "ou est|ou en est|quand|pourquoi|comment|pouvez vous|pourriez vous|est ce que|avez vous|"
     "puis je|y a t il|combien de temps"},
    {"fr", Cue::request,
     "s il vous plait|s il te plait|svp|stp|besoin|je voudrais|j aimerais|d avance|par avance|"
     "j attends|dans l attente|aidez moi|ci joint|envoye"},
    {"fr", Cue::problem,
     "toujours|ne marche pas|marche pas|ne fonctionne pas|fonctionne pas|mais|cependant|casse|"
     "cassee|pas recu|rien recu|honte|scandaleux|inadmissible|nul|pire|arnaque|personne|"
     "sans reponse|aucune reponse|pour rien|decu|decue|reclamation|malheureusement|abime"},
    {"fr", Cue::trouble, "probleme|souci|soucis|erreur|retard|panne"},
    {"fr", Cue::negation, "pas|jamais|rien|aucun|aucune"},

    {"pt", Cue::thanks, "obrigado|obrigada|obg|valeu|agradeco|agradecemos"},
    {"pt", Cue::closing,
     "perfeito|otimo|otima|beleza|blz|tudo certo|tudo bem|tchau|combinado|entendi|show|"
     "maravilha"},
    {"pt", Cue::solved,
     "resolvido|resolvida|ja funciona|ja resolveu|ja resolvi|funcionou|deu certo|chegou|"
     "consertado"},
    {"pt", Cue::question,
     "onde esta|cade|quando|por que|porque nao|como faco|como posso|podem|poderiam|posso|"
     "quanto tempo"},
    {"pt", Cue::request,
     "por favor|pfv|preciso|gostaria|quero|desde ja|antecipadamente|aguardo|no aguardo|"
     "me ajudem|em anexo|enviei"},
    {"pt", Cue::problem,
     "ainda|nao funciona|nao esta funcionando|mas|porem|quebrado|quebrada|nao chegou|"
     "nao recebi|vergonha|pessimo|pessima|horrivel|pior|golpe|ninguem|sem resposta|reclamacao|"
     "infelizmente|decepcionado|decepcionada|nao consigo|absurdo"},
    {"pt", Cue::trouble, "erro|falha|atraso|defeito"},
    {"pt", Cue::negation, "nao|nem"},

    {"it", Cue::thanks, "grazie|ringrazio|ringraziamo"},
    {"it", Cue::closing,
     "perfetto|ottimo|va bene|tutto ok|tutto bene|buona giornata|buona serata|arrivederci|"
     "capito|nessun problema|benissimo|fantastico"},
    {"it", Cue::solved,
     "risolto|risolta|ora funziona|adesso funziona|funziona di nuovo|tutto a posto|arrivato|"
     "arrivata|sistemato"},
    {"it", Cue::question,
     "dove|perche|come posso|come faccio|potete|potreste|quanto tempo|a che punto|posso"},
    {"it", Cue::request,
     "per favore|per piacere|ho bisogno|vorrei|in anticipo|cortesemente|attendo|"
     "resto in attesa|aiutatemi|in allegato|inviato"},
    {"it", Cue::problem,
     "ancora|non funziona|non va|ma non|ma il|ma la|ma dove|ma quando|ma mi|pero|purtroppo|"
     "rotto|rotta|non e arrivato|non ho ricevuto|vergogna|pessimo|pessima|orribile|peggio|"
     "truffa|nessuno|senza risposta|per niente|deluso|delusa|reclamo|non riesco"},
    {"it", Cue::trouble, "guasto|errore|ritardo|danneggiato"},
    {"it", Cue::negation, "non|mai|niente|nulla"},

    {"nl", Cue::thanks, "bedankt|dankjewel|dankuwel|bedank"},
    {"nl", Cue::closing,
     "top|fijne dag|prettige dag|fijn weekend|is goed|geen probleem|oke|begrepen|"
     "helemaal goed|doei|tot ziens|komt goed"},
    {"nl", Cue::solved,
     "opgelost|werkt weer|werkt nu|doet het weer|gelukt|aangekomen|geregeld|binnen gekregen"},
    {"nl", Cue::question,
     "waar is|waar blijft|wanneer|waarom|hoe kan|hoe lang|kunnen jullie|kunt u|kan ik|is er|"
     "hebben jullie"},
    {"nl", Cue::request,
     "alstublieft|alsjeblieft|aub|svp|ik wil|ik zou|nodig|bij voorbaat|alvast|ik wacht|"
     "graag wil|graag zou|help mij|verstuurd|bijlage"},
    {"nl", Cue::problem,
     "nog steeds|nog niet|kapot|werkt niet|doet het niet|maar|echter|helaas|verkeerd|"
     "ontbreekt|schandalig|belachelijk|slecht|teleurgesteld|klacht|niemand|geen antwoord|"
     "geen reactie|voor niets|nooit meer|beschadigd"},
    {"nl", Cue::trouble, "problemen|fout|storing|vertraging|schade"},
    {"nl", Cue::negation, "niet|geen|nooit|niks|niets"},

    {"ar", Cue::thanks, "شكرا|مشكور|مشكورين|تسلم|تسلمون|اشكركم|يعطيك العافيه|يعطيكم العافيه"},
    {"ar", Cue::closing, "تمام|ممتاز|حسنا|مع السلامه|لا مشكله|ماشي"},
    {"ar", Cue::solved, "تم الحل|انحلت|تم حل|وصلني|وصل الطلب|اشتغل"},
    {"ar", Cue::question, "متي|اين|كيف|هل|لماذا|ليش|وين|ممكن"},
    {"ar", Cue::request, "من فضلك|لو سمحت|ارجو|احتاج|اريد|ابغي|مقدما|بانتظار|ساعدوني|الرجاء"},
    {"ar", Cue::problem,
     "لكن|بس|لا يعمل|ما يشتغل|لم يصل|لم يصلني|ما وصل|للاسف|سيء|سييه|اسوا|نصب|لا احد|لا رد|"
     "ما احد رد|علي لا شيء"},
    {"ar", Cue::trouble, "مشكله|مشاكل|خطا|تاخير|عطل"},
    {"ar", Cue::negation, "لم|لا|ليس|ليست|ما|غير"},

    {"ja", Cue::thanks,
     "ありがとう|有難う|有り難う|感謝|助かりました|助かります|お世話になりました|サンキュー"},
    {"ja", Cue::closing,
     "了解|承知|大丈夫です|わかりました|分かりました|かしこまりました|オッケー"},
    {"ja", Cue::solved, "解決しました|直りました|治りました|届きました|できました|解決です"},
    {"ja", Cue::question,
     "ですか|ますか|でしょうか|ませんか|いつ|なぜ|どこ|どうすれば|どうやって|教えて"},
    {"ja", Cue::request, "お願い|ください|下さい|ほしい|欲しい|待って|お待ち|送りました|添付"},
    {"ja", Cue::problem,
     "しかし|けど|ですが|ますが|したが|まだ|動かない|動きません|できない|できません|届かない|"
     "届きません|届いていません|解決していません|解決していない|壊れ|最悪|"
     "ひどい|残念|返事がない|直っていません"},
    {"ja", Cue::trouble, "問題|不具合|エラー|遅延|故障"},

    {"zh", Cue::thanks, "谢谢|謝謝|多谢|多謝|感谢|感謝您|谢了|谢啦"},
    {"zh", Cue::closing, "好的|好滴|知道了|没事了|沒事了|明白|再见|辛苦了"},
    {"zh", Cue::solved, "解决了|解決了|修好了|收到了|可以了|搞定|好了"},
    {"zh", Cue::question,
     "吗|嗎|什么时候|什麼時候|怎么|怎麼|为什么|為什麼|哪里|哪裡|多久|请问|請問"},
    {"zh", Cue::request, "请|請|麻烦|麻煩|帮我|幫我|需要|希望|等你们|退款"},
    {"zh", Cue::problem,
     "但是|但|可是|不过|不過|还是|還是|还没|還沒|没有收到|沒有收到|没收到|不能|不行|坏了|壞了|太差|"
     "垃圾|失望|投诉|投訴|没解决|没有解决|骗"},
    {"zh", Cue::trouble, "问题|問題|错误|錯誤|延迟|故障"},

    {"ko", Cue::thanks, "감사합니다|감사해요|감사|고마워요|고맙습니다|고마워"},
    {"ko", Cue::closing, "네|알겠습니다|알겠어요|좋아요|괜찮아요|수고하세요"},
    {"ko", Cue::solved, "해결됐어요|해결되었습니다|해결했습니다|도착했어요|받았어요|됩니다"},
    {"ko", Cue::question, "언제|어디|왜|어떻게|얼마나"},
    {"ko", Cue::request, "부탁드립니다|부탁해요|주세요|해주세요|기다리고"},
    {"ko", Cue::problem, "그런데|근데|하지만|아직|아직도|안돼요|안되요|안됩니다|최악|실망|고장"},
    {"ko", Cue::trouble, "문제|오류|지연"},

    {"ru", Cue::thanks, "спасибо|благодарю|спс|благодарен|благодарна"},
    {"ru", Cue::closing, "ок|хорошо|отлично|понятно|понял|поняла|ладно|супер|до свидания"},
    {"ru", Cue::solved,
     "решено|решили|решена|заработало|работает|исправили|получил|получила|пришел"},
    {"ru", Cue::question, "где|когда|почему|как мне|сколько|можно ли|можете"},
    {"ru", Cue::request, "пожалуйста|прошу|нужно|нужна|жду|заранее|помогите|отправил|отправила"},
    {"ru", Cue::problem,
     "но|однако|до сих пор|все еще|не работает|не пришел|не пришло|не получил|не могу|ужас|"
     "ужасно|кошмар|обман|никто|сломан|сломался|жалоба|ни за что"},
    {"ru", Cue::trouble, "проблема|проблему|проблемы|ошибка|задержка"},
    {"ru", Cue::negation, "не|нет|никогда|так и не"},

    {"tr", Cue::thanks, "tesekkurler|tesekkur|sagol|sagolun|eyvallah"},
    {"tr", Cue::problem, "ama|fakat|hala|calismiyor|gelmedi|rezalet|sikayet|maalesef"},
    {"pl", Cue::thanks, "dziekuje|dzieki|dziekujemy"},
    {"pl", Cue::problem,
     "ale nie|ale nadal|ale gdzie|ale mi|nadal|nie dziala|niestety|wciaz|reklamacja"},
    {"sv", Cue::thanks, "tack|tackar"},
    {"sv", Cue::problem, "men det|men jag|men inte|men ni|fortfarande|fungerar inte|tyvarr"},
    {"da", Cue::thanks, "tak|takk"},
    {"da", Cue::problem, "stadig|virker ikke|desvaerre|fungerer ikke|dessverre"},
    {"uk", Cue::thanks, "дякую|дякуємо"},
    {"uk", Cue::problem, "але|досі|не працює|на жаль"},
    {"hi", Cue::thanks, "धन्यवाद|शुक्रिया"},
    {"hi", Cue::problem, "लेकिन|अभी तक|नहीं"},
    {"id", Cue::thanks, "terima kasih|makasih|terimakasih"},
    {"id", Cue::problem, "tapi|belum|tidak bisa|masih"},
    {"vi", Cue::thanks, "cam on"},
    {"vi", Cue::problem, "nhung|van chua|khong duoc"},

    {"emoji", Cue::thanks, "🙏|❤|🥰|💕|💖|😘"},
    {"emoji", Cue::closing, "👍|👌|😊|🙂|😀|😃|😁|🙌|💯|✅|✔|👏|😍|🎉|😉"},
    {"emoji", Cue::problem, "😡|🤬|😠|😤|👎|💔|🤦|🙄|😢|😭|😞|😒|🤮"},
};

/// Marks of a question in all scripts.
inline constexpr char32_t question_marks[] = {U'?', U'？', U'؟', U'¿', U'⁇', U'⁈', U'\u037E', U'՞'};

}  // namespace kith::text
