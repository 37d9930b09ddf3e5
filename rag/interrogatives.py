"""The words of questions, by language, folded (no case, no accents): data for ``question.py``.

``KINDS``: patterns that ask for a kind of answer; where two begin at one place, the first listed counts.
``FUNCTION_WORDS``: words without content, which also tell the languages apart. ``FILLERS``: words with
content elsewhere that in a question only ask (*quelle date*, *what time*, *take place*).
"""

from __future__ import annotations

KINDS: dict[str, list[tuple[str, str]]] = {
    "fr": [
        ("reason", r"\bpourquoi\b|\bpour quelles? raisons?\b|\bquelles? (?:est|sont|etai(?:t|ent)) (?:la|les) (?:raison|cause)s?\b|\bdans quel but\b|\ba cause de quoi\b"),
        ("date", r"\bquand\b|\bquelles? dates?\b|\b(?:en |de |a )?quel(?:le)? (?:jour|mois|annee|an|epoque|moment)\b|\bdate de\b(?! naissance)|\bla date\b|\bdepuis quand\b"),
        ("number", r"\bcombien\b|\bquel(?:le)? (?:est |etait )?(?:le |la )?(?:nombre|montant|somme|chiffre|pourcentage|proportion|effectif)\b|\bnombre d"),
        ("place", r"\b(?:d')?ou\b(?= |\?|$)|\b(?:dans|en|vers|a|de) quel(?:le|s|les)? (?:villes?|pays|lieux?|endroits?|regions?|continent|capitale|desert)\b|\bquel(?:le|s|les)? (?:est |etait )?(?:la |le |les )?(?:villes?|lieux?|endroits?|capitale)\b"),
        ("person", r"\b(?:a |avec |par |pour |de |chez |contre )?qui\b(?! est-ce qui\b)|\bquel(?:le|s|les)? (?:est |etait |etaient )?(?:le |la |les )?(?:nom|personne|responsable|ministre|president|dirigeant|secretaire|envoye|diplomate|representant|general|chef)s?\b|\bcomment s'appelle"),
        ("manner", r"\bcomment\b|\bde quelle (?:maniere|facon)\b"),
        ("yes_no", r"^(?!.*\b(?:quel|quelle|quels|quelles|quoi|lequel|laquelle|que|qu')(?:\b|(?<=')))(?:est-ce que?\b|(?:le|la|les|l'|un|une)? ?[^?]{2,60}[- ]t?-?(?:il|elle|ils|elles)\b(?=[ ?])|[^?]{2,60}\b(?:a|ont|est|sont) t (?:il|elle|ils|elles)\b)"),
    ],
    "en": [
        ("reason", r"\bwhy\b|\bwhat (?:was|is|were) the (?:reason|cause)s?\b|\bfor what (?:reason|purpose)\b|\bhow come\b"),
        ("date", r"\bwhen\b|\b(?:on |in |at )?(?:what|which) (?:day|date|month|year|time)\b|\bdate of\b|\bthe date\b"),
        ("number", r"\bhow (?:many|much)\b|\bwhat (?:is|was|were) the (?:number|amount|total|percentage|share|size)\b|\bwhat (?:number|percentage|share)\b"),
        ("place", r"\bwhere\b|\b(?:in |to |from )?(?:what|which) (?:city|cities|town|towns|country|countries|place|places|location|region|venue|capital|desert)\b"),
        ("person", r"\b(?:by |with |for |to )?who(?:m|se)?\b|\b(?:what|which) (?:minister|official|person|leader|general|president|envoy|diplomat|secretary)s?\b|\bname of the\b"),
        ("manner", r"\bhow\b"),
        ("yes_no", r"^(?:is|are|was|were|did|does|do|has|have|had|will|would|can|could|should)\b"),
    ],
    "es": [
        ("reason", r"\bpor que\b|\bcual (?:es|fue|era) la (?:razon|causa)\b|\bpara que\b|\bpor cual (?:motivo|razon)\b"),
        ("date", r"\bcuando\b|\b(?:en |de |a )?(?:que|cual) (?:dia|fecha|mes|ano|momento)\b|\bcual (?:es|fue|era) la fecha\b|\bfecha de\b"),
        ("number", r"\bcuant[oa]s?\b|\bcual (?:es|fue|era) el (?:numero|importe|monto|porcentaje)\b|\bque (?:numero|porcentaje|cantidad)\b"),
        ("place", r"\b(?:a|de|en)?\s?donde\b|\b(?:en |a |de )?(?:que|cual) (?:ciudad|ciudades|pais|paises|lugar|lugares|sitio|region|capital|desierto)\b"),
        ("person", r"\b(?:a |con |por |de |para )?quien(?:es)?\b|\b(?:que|cual) (?:ministro|responsable|persona|presidente|secretario|general|enviado|dirigente)s?\b|\bcomo se llama"),
        ("manner", r"\bcomo\b|\bde que (?:manera|forma|modo)\b"),
        ("yes_no", r"^¿?(?:es|son|fue|fueron|era|eran|esta|estan|ha|han|habia|hay|hubo|tiene|se|la|el|los|las)\b(?!.*\b(?:que|quien|cual|cuando|donde|como|cuant))"),
    ],
    "ar": [
        ("reason", r"\bلماذا\b|\bلم\b(?= )|\bما (?:هو |هي )?(?:سبب|اسباب)\b|\bلاي سبب\b"),
        ("date", r"\bمتي\b|\b(?:في )?(?:اي|اية|ايه) (?:يوم|تاريخ|شهر|سنه|عام)\b|\bما (?:هو )?تاريخ\b"),
        ("number", r"\b[بل]?كم\b|\bما (?:هو )?عدد\b"),
        ("place", r"\b(?:من |الي )?اين\b|\b(?:في )?(?:اي|ايه) (?:مدينه|بلد|دوله|مكان|منطقه)\b"),
        ("person", r"^و?من\b(?! اجل)|\bمن (?:هو|هي|هم|الذي|التي)\b|\bمع من\b|\bما اسم\b"),
        ("manner", r"\bكيف\b"),
        ("yes_no", r"^و?هل\b"),
    ],
}

FUNCTION_WORDS: dict[str, frozenset[str]] = {
    "fr": frozenset(
        "a ai aient ait alors apres as au aucun aujourd aussi autre autres aux avait avaient avant avec avez avoir "
        "avons c ca ce cela celle celles celui ces cet cette ceux chaque chez ci comme comment d dans de depuis des "
        "donc dont du durant elle elles en encore entre es est et etaient etait etant etc ete etes etre eu eue eut eux "
        "fait faire font fut furent hui hors il ils j je jusqu jusque l la le lequel les leur leurs lors lui m ma mais "
        "me meme memes mes moi moins mon n ne ni non nos notre nous on ont ou par parmi pas pendant peu peut peuvent "
        "plus plutot pour pourquoi pres pu qu quand que quel quelle quelles quels qui quoi quelque quelques s sa sans "
        "se sera serait seront ses si soit son sont sous sur t ta te tel telle tels tes toi ton tous tout toute toutes "
        "tres tu un une va vers voici vont vos votre vous y combien svp stp".split()
    ),
    "en": frozenset(
        "a about after all also am an and any are as at be been before being both but by can could did do does doing "
        "during each for from get gets got had has have having he her here hers him his how i if in into is it its just "
        "many may me might more most much must my no nor not of off on once one only or other our out over own per she "
        "should so some such than that the their them then there these they this those through to too under until up "
        "us very was we were what when where which while who whom whose why will with would you your s t ll re ve please".split()
    ),
    "es": frozenset(
        "a al algo alguna alguno algunos ante antes aquel aquella asi aun aunque cada como con cual cuales cuando cuanta "
        "cuantas cuanto cuantos de del desde donde dos e el ella ellas ellos en entre era eran es esa esas ese eso esos "
        "esta estaba estado estan estar este esto estos fue fueron ha habia hace hacia han hasta hay hubo la las le les "
        "lo los mas me mi mientras muy nada ni no nos nosotros o os otra otro otros para pero poco por porque que quien "
        "quienes se sea segun ser si sin sobre solo son su sus tal tambien tan tanto te tiene todo todos tras tu tus un "
        "una uno unos vez y ya yo".split()
    ),
    "ar": frozenset(
        "في من علي الي عن مع هذا هذه ذلك تلك الذي التي الذين ان انه انها كان كانت يكون تكون هو هي هم ما ماذا متي اين كيف "
        "كم لماذا هل اي ايه و او ثم قد لقد لم لن لا ليس بعد قبل بين حتي عند كل بعض غير منذ خلال ضد حول لدي له لها لهم به "
        "بها فيه فيها عليه عليها اذا كما لكن بل ايضا وما ومن وهل بكم".split()
    ),
}

FILLERS: dict[str, frozenset[str]] = {
    "fr": frozenset(
        "quand date dates jour mois annee an annees lieu lieux place endroit ville villes nombre nom noms appelle "
        "s'appelle qui raison raisons heure moment exactement precisement juste dit-on passe passee tient tenait tenue "
        "tenir deroule deroulee deroulait sais dis dire moi peux dites article articles presse journaux selon "
        "est-ce qu'est-ce c'est savoir personne personnes gens sert".split()
    ),
    "en": frozenset(
        "date day month year time place places take takes took taking happen happened happens held hold occur occurred "
        "city town country name named called number amount reason exactly precisely tell know say said according "
        "article articles press newspapers people person roughly many".split()
    ),
    "es": frozenset(
        "fecha dia mes ano lugar sitio ciudad pais nombre llama numero razon motivo tuvo tener celebro celebrada "
        "celebra ocurrio paso exactamente diga dime saber segun articulo articulos prensa persona personas".split()
    ),
    "ar": frozenset("تاريخ يوم شهر سنه عام مكان مدينه بلد دوله عدد اسم سبب عقد انعقد تم جري وقع حسب مقال".split()),
}
