"""Words of dates in French, English, Spanish and Arabic: months, weekdays, and how dates are said."""

from __future__ import annotations

# One line a month, January first. Abbreviations stand apart: some of them are words as well.
_MONTHS = """
janvier january enero يناير جانفي كانون_الثاني
février fevrier february febrero فبراير فيفري شباط
mars march marzo مارس آذار اذار
avril april abril أبريل ابريل إبريل أفريل نيسان
mai may mayo مايو ماي أيار ايار
juin june junio يونيو يونيه جوان حزيران
juillet july julio يوليو يوليوز يوليه جويلية تموز
août aout august agosto أغسطس اغسطس غشت أوت آب
septembre september septiembre setiembre سبتمبر شتنبر أيلول ايلول
octobre october octubre أكتوبر اكتوبر تشرين_الأول
novembre november noviembre نوفمبر نونبر تشرين_الثاني
décembre decembre december diciembre ديسمبر دجنبر كانون_الأول
"""
_SHORT = """
janv jan ene
févr fév fevr fev feb
mar
avr apr abr
may
jun
juil jul
aug ago
sept sep
oct
nov
déc dec dic
"""
_WEEKDAYS = """
lundi monday lunes الاثنين الإثنين
mardi tuesday martes الثلاثاء
mercredi wednesday miércoles miercoles الأربعاء الاربعاء
jeudi thursday jueves الخميس
vendredi friday viernes الجمعة
samedi saturday sábado sabado السبت
dimanche sunday domingo الأحد الاحد
"""


def _number(table: str, first: int) -> dict[str, int]:
    return {
        name.replace("_", " "): number
        for number, line in enumerate(table.split("\n")[1:-1], first)
        for name in line.split()
    }


MONTHS = _number(_MONTHS, 1)
MONTHS_SHORT = _number(_SHORT, 1)
WEEKDAYS = _number(_WEEKDAYS, 0)  # Monday is 0, as in datetime

SAID_MONTHS: dict[str, tuple[str, ...]] = {
    "fr": ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
           "novembre", "décembre"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December"),
    "es": ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre",
           "noviembre", "diciembre"),
    "ar": ("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر",
           "نوفمبر", "ديسمبر"),
}  # fmt: skip
SAID_WEEKDAYS: dict[str, tuple[str, ...]] = {
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    "ar": ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"),
}
