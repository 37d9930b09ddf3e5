"""Verbs and their surroundings in four languages, as regular expressions: what tells past from future."""

from __future__ import annotations

import re

_DONE = (  # French participles that end in neither -é nor -uit, by how they end
    r"(?!(?:plus|puis|depuis|ainsi|aussi|lui|qui|midi|ici|trois|mais|jamais|pays|avis|parmi|moins"
    r"|ceux|nous|vous|sous"
    r"|dessus|abus|refus|menu|vertu|tribu|début|but|crédit|délit|droit|bruit|petite?s?|récit|lundi"
    r"|mardi|jeudi"
    r"|mercredi|vendredi|samedi|appui|ennemi|ami|parti pris|merci|demi|paris|suis"
    r"|lieu|peu|jeu|feu|milieu|\w*oi|point|saint|concert|expert|vert|désert)\b)"
    r"(?:\w+(?:u|i|[pm]is|[uo]mis|sis|quis|clus|crit|dit|ert|[aeo]int)|mis|pris|dit|mort|fait|eu|dû"
    r"|absous|dissous)"
)
_IMPERFECT = (  # not what was meant to come: "devait", "comptait", "prévoyait"
    r"(?!(?:dev|all|compt|prévoy|attend|entend|souhait|espér|pouv|voul|fall|pens|envisage|s[ou]h|f|l"
    r"|p|pl|tr|ab|part|(?:re|por|ex|at|abs"
    r"|dis|con)tr|(?:par|bien|mé|for|re|dé|sur|satis|imp?ar)f)ai(?:ent|ts?)\b)\w{2,}[^\W\dr]ai(?:ent|t)"
)
FRENCH_PAST = (
    rf"(?:(?:(?:a|ont|avait|avaient)(?:-t)?-(?:il|elle|on|ils|elles)|a|ont|ai|avons|avait|avaient|ait"
    rf"|aient|aurait"
    rf"|auraient|avoir|ayant) (?:été )?(?:(?:\w+ment|déjà|aussi|encore|pas|jamais|rien|toujours|ainsi"
    rf"|ensuite|tous|toutes|bien|par ailleurs|enfin) ){{0,2}}(?:été )?|(?:s['’]est|se sont"
    rf"|s['’]était"
    rf"|s['’]étaient) )(?:\w{{2,}}(?:é|ée|és|ées|uite?s?)|(?:{_DONE})e?s?)"
    r"|(?:est|sont) (?:(?:re)?tombée?s?|(?:re)?montée?s?|descendue?s?|restée?s?|r?entrée?s?"
    r"|retournée?s?|sortie?s?"
    r"|passée?s?|(?:ré)?apparue?s?|survenue?s?|parvenue?s?|disparue?s?|arrivée?s?|venue?s?|partie?s?"
    r"|mort(?:e|s|es)?|née?s?|devenue?s?|allée?s?|entrée?s?"
    r"|décédée?s?|revenue?s?|intervenue?s?)|était|étaient|"
    rf"{_IMPERFECT}"
    r"|fut|furent|eut|eurent|tint|tinrent|\w+èrent|\w+irent"
)
ENGLISH_PAST = (
    r"(?<!\bbe )(?:was|were|said|had|told|met|held|took|began|made|came|went|did|won|lost|gave|saw|spoke"
    r"|fell|rose|grew|struck|broke|brought|built|bought|caught|chose|drew|flew|found|fought|kept|knew|paid"
    r"|(?<!to )(?<!will )(?<!would )(?<!could )(?<!should )(?<!may )(?<!might )(?<!can )(?<!must )"
    r"(?:hit|cut|put|shut|burst|spread|quit)|ran|sat|stood|swore|threw|wrote|became|swept|sank"
    r"|sought|drove|shot|stole|withdrew|sent|led"
    r"|left(?!-)|felt|sold|spent|fled|shrank|froze|dug|dealt|slid|rode|overtook|undertook|overthrew|heard|got"
    r"|lent|oversaw|lay|sprang|sang|swam|shook|hid|bore|tore|wore|clung|taught|understood|forgot|drank"
    r"|(?<!are )(?<!is )(?!sched|expec|plann|need|fixed|slated|sacred|hundred|indeed|unit)[a-z]{2,}ed)"
)
SPANISH_PAST = (
    r"\w+(?:aron|ieron)|\w{3,}ó|fue|\w*tuvo|\w*dujo|\w*dijo|\w*hizo|\w*puso|\w*vino|dio|vio|pudo|supo"
    r"|quiso|murió|pidió"
    r"|han? (?:sido )?\w+(?:ado|ido|cho|sto)"
)
FUTURE = (
    r"\b(?!(?:(?:(?:prim|esp|band|man|carret|front|delant|cant|rib|carr|barr|op|cam|hubi)|\w*(?:qui"
    r"|[md]ad|[st]i))era"
    r"|(?:pu|an|per|acce|enten)?diera|(?:\w*tu|vol|vi|mo|sir)?viera|fuera"
    r"|(?:re|at|s?ou)?tira|\w*[sxm]pira|a?dmira|mira|gira|mentira)\b)"
    r"\w{2,}(?:era|ira|dra|[eidvr]ront|[eidvr]raient|[eidv]rait)\b|\b(?:\w+(?:[iu]|ce|de)vra|(?:re"
    r"|de)vra|\w*verra|(?!attrait)\w+[tî]t(?:ra|ront|rait|raient)|(?:con)?vaincra|\w*rompra"
    r"|pourra|courra|mourra|[dlr]ira|ira|iront)\b|\b(?:sera|seront|aura|auront|va|vont|doit"
    r"|doivent"
    r"|devrait|devraient|prévue?s?|attendue?s?|fera|feront|pourra|prochaine?s?)\b"
    r"|\b(?:will|would|shall|due|expected|scheduled|planned|plans?|to be|is to|are to|set to|going to"
    r"|upcoming)\b"
    r"|\b\w{2,}(?:[aei]r|[db]r)(?:á|án)\b|\b(?:previst[oa]s?|va a|van a|debe)\b"
    r"|(?<!\w)(?:س[يتن]\w{3,}|سوف|المقرر|المرتقب)"
)


# Verbs that open an Arabic sentence and go on to the weekday without another verb between.
ARABIC_SAID = (
    r"و?(?:قال|أعلن|أكد|صرح|التقى|التق|وصل|اجتمع|عقد|زار|ضرب|قتل|قُتل|أصيب|لقي|توفي|وقع|وقّع|انفجر"
    r"|هاجم|أطلق|اعتقل|أوقف"
    r"|كشف|أفاد|ذكر|نفى|دعا|طالب|رفض|وافق|أقر|صوت|صوّت|فاز|خسر|انتخب|عين|عيّن|استقال|افتتح|انطلق|بدأ"
    r"|انته[ىت]|سقط|تحطم|غرق"
    r"|اندلع|شن|سيطر|انسحب|غادر|عاد|بحث|ناقش|تظاهر|أدان|حكم|قض[ىت]|نشر|شارك|استقبل|أجرى|أجر|قدم|سجل"
    r"|بلغ|شهد|تبنى|فرض)ت?"
)
PARTICIPLE = (
    r"(?<!\w)(?!(?:prévu|attendu|programmé|fixé|annoncé|planned|scheduled|expected|due"
    r"|prevista?|previsto)e?s?(?:\s|\Z))"
    r"(?:(?:con|ex|in)clue?s?|(?:r?é)?lue?s?|(?:re|dé|aper)çue?s?|(?:con)?vaincue?s?|vécue?s?|promue?s?"
    r"|(?:dé|re)?faite?s?|(?:é|ins|décr|pres)crite?s?|(?:at|é|re|con)[jt]?(?:ein|oin)te?s?|morte?s?|(?:re)?vue?s?"
    r"|\w{2,}(?:ée?s?|erte?s?|ise?s?|[nrtd]ue?s?|uite?s?|ados?|adas?|idos?|idas?|ed))\Z"
)


# Verbs of the past that arrange what is to come: "a convoqué une réunion mardi".
ARRANGED = re.compile(
    r"convoqu|convoc|annonc|announc|anunci|prév|previ|fix|fij|report|aplaz|postpon|delay|programm"
    r"|schedul|planifi|plan"
    r"|prom[ie]|propos|propus|demand|pidi|ask|invit|appel|call|décid|decid|accept|agre|acord|ordonn"
    r"|order|orden"
    r"|organi|obten|conven|confirm|repouss|avanc|vow|pledg|expect|attend|urg|set\b|donn|gave|diffus"
    r"|retransm|air(?:ed|s)|broadcast"
)
NAMED = re.compile(r"(?<=[\w,’'] )[A-ZÀ-Ý][\w’'-]*|(?<=['’])[A-ZÀ-Ý][\w-]*")
# Words before a weekday that look ahead to it, whatever the verb.
TOWARDS = re.compile(
    r"(?:\b(?:for|until|till|by|before|to|pour|d['’]ici(?: à)?|jusqu['’](?:à|au)|avant|para|hasta"
    r"|antes d[e']l?|from|dès"
    r"|à partir de|as of|starting)|حتى|قبل)(?: le| the| el)? ?\Z"
)
UNTIL = re.compile(
    r"(?:d['’]ici(?: à| au)?|à partir de|a partir del|as of|starting|jusqu['’]à|until|till|hasta(?: el)?) ?\Z"
)
SINCE = re.compile(r"(?:\b(?:depuis|since|desde)(?: le| el)?|منذ(?: يوم)?) ?\Z")
PLUPERFECT = re.compile(r"\b(?:avait|avaient|had|había|habían)\b")
BEING = frozenset(
    (
        "est sont être sera seront is are be es son será l la le"
        " les une un des de du sa cette ma en à aux the a"
    ).split()
)
# Between a verb and its date: objects and places, and no other clause, which may be of another time.
OBJECT = re.compile(
    r"(?: (?!qui |que |qu'|qu’|dont |who |that |which |to (?![\d$€£])|pour |afin |como |para )"
    r"[\w'’.%$€£-]+(?:,\d[\w-]*)*){0,9}"
    r"(?:, (?:or|ou|soit|o) [\d.,]+ ?%?(?: \w+)?,)?"
)
INFINITIVE = re.compile(r"(?:\b(?:de|à|a) |\bd['’])\w+(?:er|ir|re)\b")
OPENS_OBJECT = re.compile(
    r"(?: (?:x|m\.|mme))+\Z| (?:\w+ment|par|by|through|across|near|outside|inside|after|against|with"
    r"|from|into|over|off|down|out|several"
    r"|many|all|both|lieu|fin|part|apart|away|back|home|again|dead|alone|together|open|[a-z]+ly"
    r"|place|effect|office|effet|feu|acte"
    r"|dozens|hundreds|thousands|près|après|avec|contre|devant|chez|vers|plusieurs|quelques|tous"
    r"|toutes|cet|cette|ces?"
    r"|tras|ante|entre|l[ea]s?|l['’]|une?|des?|du|aux?|à|en|dans|sur|the|an?|in|at|on|his|her|its"
    r"|their|el|los|un[ao]s?|al|por|con"
    r"|sa|son|ses|leurs?|\d+|deux|trois|two|three|four|five|six|dos|tres|late|early|plus|more"
    r"|some)\b| to [\d$€£]"
    r"| for (?:\d|(?:\w+ )?(?:minutes|hours|days|weeks|months|years))"
)
# Verbs of saying and wanting, after which another subject may begin: "said talks on Friday would".
OF_SPEECH = re.compile(
    r"said|told|warn|hop|wish|want|need|expect|fear|believ|thought|claim|suggest|argu|insist|admit|hint"
    r"|predict|promis"
    r"|dit|déclar|indiqu|estim|affirm|assur|averti|prévenu|cru|pens|espér|voulu|souhait|jug|craint"
    r"|demand|dij|quis|cre"
)
NO_OBJECT = re.compile(
    r" (?:he|she|they|it|we|you|i|il|elle|ils|elles|on|nous|vous|that|que|to|be|been|being|not|if|si"
    r"|whether|él|ella)\b"
)
RELATIVE = re.compile(r"\b(?:qui|que|dont|who|that|which|whose)\b[^,]*\Z|qu['’][^,]*\Z")
PART_OF_DAY = re.compile(
    r"(?:(?:dans|durant|pendant) )?(?:la |l['’]|le )?"
    r"(?:nuit|soirée|matinée|journée|après-midi|soir|matin) (?:de|du)\b ?(?:\w+ (?:à|au) ?)?\Z"
    r"|(?: (?:late|early|le|la))+\s?\Z"
)


# What nobody plans: of a weekday, it is of the one that is past.
_UNPLANNED = (
    r"(?:séisme|secousse|attentat|attaque|explosion|accident|crash|fusillade|incendie|inondation"
    r"|massacre|naufrage"
    r"|tuerie|tempête|bombardement|meurtre|assassinat|déraillement|collision|éboulement|effondrement"
    r"|coup d['’]état"
    r"|(?:earth)?quake|tremor|shooting|bombing|attack|blast|explosion|fire|storm|flood|killing"
    r"|airstrike|shelling|stabbing"
    r"|derailment|collapse|temblor|terremoto|sismo|atentado|ataque|explosión|accidente|incendio"
    r"|tiroteo|naufragio"
    r"|زلزال|هجوم|انفجار|حادث|حريق)s?"
)
OF_EVENT = re.compile(rf"(?<!\w)(?:ال)?{_UNPLANNED}(?: [\w'’-]+){{0,2}}? (?:d[ue]|of|on|del)(?: le)? ?\Z")
EVENT_OF = re.compile(rf"['’]s (?:[a-z-]+ ){{0,2}}{_UNPLANNED}\b")
# The present of what is fixed: with a weekday, it looks ahead where no verb says otherwise.
OPENING = re.compile(
    r"\b(?P<en>opens|begins|starts|resumes|reopens|kicks off)(?: on)?\Z|\b(?:opens|begins|starts"
    r"|resumes|débute|commence|s['’]ouvre|rouvre|démarre|reprend"
    r"|empieza|comienza|arranca)(?: [\w'’-]+){0,4}\Z"
)

# The present of an appointment, right before a weekday.
APPOINTED = re.compile(
    r"\b(?:votent|élisent|se (?:tient|tiennent|réunit|réunissent)|(?:a|ont) lieu|votan"
    r"|se (?:celebran?|reúnen?))\Z"
)
GATHERED = re.compile(r"réuni|rassembl|convi|invit|gather|reunid|convocad")
NOUN = re.compile(
    r"(?:\b(?:la|une|un|cette|cet|ce|du|de|des|sa|son|ses|aux?|en)|\b[ld]['’]) ?\Z"
)  # "de rentrée"
TO_BE = re.compile(
    r"\b(?:sera|seront|serait|seraient|être|will be|to be|be|será|serán|ser)"
    r"(?: (?:\w+ment|cependant|encore|aussi|également|ensuite|donc|bien|tous|toutes|again|also"
    r"|[dà]e? nouveau)){0,2} \Z"
)
# "rapporte Le Monde mercredi": the present of what was said
REPORTS = re.compile(
    r"\b(?:rapport|affirm|indiqu|révèl|assur|expliqu|précis|racont|déclar|soulign|not|relat|confi"
    r"|témoign|relèv|report|say)"
    r"(?:e|ent|s)(?:[- ]t[- ]\w+)?(?: (?:x|le|la|les|l['’]\w+|du|de|un|une|\w+ien|\w+enne|ministre"
    r"|porte-parole"
    r"|journal|quotidien|site|chaîne|agence)){0,5},?(?: ce| on)? ?\Z"
)
PERFECT = re.compile(r"(?:aura|auront) (?:\w+ )?(?:fallu|été|eu|\w+é)\b")
TO_APPEAR = re.compile(r"\b(?:à|to|por|pour) \w+(?:er|ir|re|ear)\Z")
QUOTE = re.compile('["»”]')
