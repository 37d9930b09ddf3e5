"""Words of numbers in French, English, Spanish and Arabic."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _table(text: str) -> dict[str, int]:
    pairs = (item.rsplit("=", 1) for item in text.split())
    return {word: int(value) for names, value in pairs for word in names.split("/")}


# What adds up below a hundred, hundreds, and nothing that multiplies.
WORDS: dict[str, dict[str, int]] = {
    "fr": _table(
        "zéro=0 un/une=1 deux=2 trois=3 quatre=4 cinq=5 six=6 sept=7 huit=8 neuf=9 dix=10 onze=11 douze=12"
        " treize=13"
        " quatorze=14 quinze=15 seize=16 vingt/vingts=20 trente=30 quarante=40 cinquante=50 soixante=60"
        " septante=70"
        " huitante/octante=80 nonante=90"
    ),
    "en": _table(
        "zero=0 one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 eleven=11 twelve=12"
        " thirteen=13"
        " fourteen=14 fifteen=15 sixteen=16 seventeen=17 eighteen=18 nineteen=19 twenty=20 thirty=30"
        " forty=40 fifty=50"
        " sixty=60 seventy=70 eighty=80 ninety=90"
    ),
    "es": _table(
        "cero=0 un/uno/una/ún=1 dos=2 tres=3 cuatro=4 cinco=5 seis=6 siete=7 ocho=8 nueve=9 diez=10"
        " once=11 doce=12"
        " trece=13 catorce=14 quince=15 dieciséis/dieciseis=16 diecisiete=17 dieciocho=18 diecinueve=19"
        " veinte=20"
        " veintiuno/veintiún/veintiuna=21 veintidós/veintidos=22 veintitrés/veintitres=23 veinticuatro=24"
        " veinticinco=25"
        " veintiséis/veintiseis=26 veintisiete=27 veintiocho=28 veintinueve=29 treinta=30 cuarenta=40"
        " cincuenta=50"
        " sesenta=60 setenta=70 ochenta=80 noventa=90 cien/ciento=100 doscientos/doscientas=200"
        " trescientos/trescientas=300"
        " cuatrocientos/cuatrocientas=400 quinientos/quinientas=500 seiscientos/seiscientas=600"
        " setecientos/setecientas=700 ochocientos/ochocientas=800 novecientos/novecientas=900"
    ),
    "ar": _table(
        "اثنان/اثنين/إثنان/اثنتان/اثنتين/اثنا/اثني/اثنتا/اثنتي=2"
        " ثلاثة/ثلاث=3 أربعة/أربع/اربعة/اربع=4 خمسة/خمس=5 ستة/ست=6 سبعة=7"
        " ثمانية/ثماني/ثمان=8"
        " تسعة/تسع=9 عشرة/عشر=10 عشرون/عشرين=20 ثلاثون/ثلاثين=30"
        " أربعون/أربعين/اربعون/اربعين=40 خمسون/خمسين=50"
        " ستون/ستين=60"
        " سبعون/سبعين=70 ثمانون/ثمانين=80 تسعون/تسعين=90 مئة/مائة=100"
        " مئتان/مئتين/مائتان/مائتين/مئتي/مائتي=200"
        " ثلاثمئة/ثلاثمائة=300"
        " أربعمئة/أربعمائة=400 خمسمئة/خمسمائة=500 ستمئة/ستمائة=600 سبعمئة/سبعمائة=700 ثمانمئة/ثمانمائة=800"
        " تسعمئة/تسعمائة=900"
    ),
}
# What multiplies what stands before it.
SCALES: dict[str, dict[str, int]] = {
    "fr": _table(
        "cent/cents=100 mille/milles=1000 million/millions=1000000 milliard/milliards=1000000000"
        " billion/billions=1000000000000 Md/Mds/md/mds=1000000000"
    ),
    "en": _table(
        "hundred=100 thousand=1000 million/mn/millions=1000000 billion/bn/billions=1000000000"
        " trillion/tn/trillions=1000000000000"
    ),
    "es": _table(
        "mil=1000 millón/millon/millones=1000000 millardo/millardos=1000000000 billón/billones=1000000000000"
    ),
    "ar": _table(
        "ألف/ألفا/آلاف/الف/الاف=1000 مليون/مليونا/ملايين=1000000 مليار/مليارا/مليارات=1000000000"
        " بليون/بلايين=1000000000 تريليون/تريليونات=1000000000000"
    ),
}
DUALS = _table("ألفان/ألفين/ألفي=2000 مليونان/مليونين/مليوني=2000000 ملياران/مليارين/ملياري=2000000000")
# "une dizaine de", "a dozen", "decenas de": about as many; alone in the plural, at least as many.
COLLECTIVES: dict[str, dict[str, int]] = {
    "fr": _table(
        "dizaine/dizaines=10 douzaine/douzaines=12 demi-douzaine=6 quinzaine=15 vingtaine=20 "
        "trentaine=30 quarantaine=40 cinquantaine=50 soixantaine=60 centaine/centaines=100 "
        "millier/milliers=1000"
    ),
    "en": _table(
        "dozen=12 dozens=12 tens=10 hundreds=100 thousands=1000 millions=1000000 billions=1000000000"
    ),
    "es": _table(
        "decena/decenas=10 docena/docenas=12 quincena=15 veintena=20 treintena=30 cincuentena=50"
        " centena/centenas=100"
        " centenar/centenares=100 cientos=100 millar/millares=1000 miles=1000 millones=1000000"
    ),
    "ar": _table("عشرات=10 مئات=100 آلاف=1000 ملايين=1000000"),
}
PLURALS = _words(
    "dizaines douzaines centaines milliers millions milliards dozens tens hundreds thousands billions"
    " decenas docenas"
    " centenas centenares cientos millares miles millones عشرات مئات آلاف ملايين مليارات"
)
# Words that are a number by themselves in one of the languages, an article or a new ("neuf") thing apart.
ANY_WORD = frozenset(w for table in WORDS.values() for w, value in table.items() if value > 1) - {
    "neuf",
    "once",
}
# What "il y a … jours" may hold.
SMALL = {w: v for lang in ("es", "en", "fr", "ar") for w, v in WORDS[lang].items() if v} | {
    "un": 1,
    "a": 1,
    "an": 1,
}
