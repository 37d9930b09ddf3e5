"""Names in Arabic, which has no capitals: institutions, what follows a title, and known given names."""

from __future__ import annotations

from collections.abc import Container

from index.alias_file import Kind
from index.folding import Token, arabic_forms
from index.name_shapes import Shapes

# What a title is of: its holder's name comes after.
_OFFICES = frozenset(
    "المعارضه بلديه البلديه مجلس المجلس الوفد الحزب الحكومه البرلمان النقابه الاتحاد الشرطه الجيش الاركان"
    " لجنه اللجنه محكمه المحكمه جامعه الجامعه شركه الشركه نادي النادي اقليم الاقليم منظمه المنظمه هييه الهييه"
    " وكاله الوكاله".split()
)


class ArabicShapes(Shapes):
    """A text's names in Arabic, each from its first token."""

    def arabic_organisation(self, i: int) -> int:
        """A head and the words with an article after it: وزارة الشؤون الخارجية."""
        words = self.words
        if not any(form in words.arabic_organisations for form in arabic_forms(self.tokens[i].folded)):
            return i
        last = i + 1
        while last < i + 4 and self.glued(last):
            folded = self.tokens[last].folded
            if not folded.startswith(("ال", "لل")) or folded in words.arabic_common and last > i + 1:
                break
            if last in self.inside and last not in self.hits or folded in words.calendar:
                break
            last += 1
        return last if last > i + 1 else i

    def after_arabic_given(self, i: int) -> tuple[int, Kind]:
        """A given name that is no other word, and the one after it: أنطونيو غوتيريش."""
        words = self.words
        if not _any_form(self.tokens[i], words.arabic_given):
            return i, "other"
        last = i + 1
        while last < i + 3 and self.glued(last) and last not in self.inside:
            token = self.tokens[last]
            if (
                token.folded not in ("بن", "ولد", "عبد")
                and last > i + 1
                and self.tokens[last - 1].folded != "بن"
            ):
                break
            if token.folded in words.arabic_common or len(token.folded) < 2 or token.folded in words.calendar:
                break
            last += 1
        return (last, "person") if last > i + 1 else (i, "other")

    def after_arabic_title(self, i: int) -> tuple[int, Kind]:
        """The one or two words after a title: السيد ناصر بوريطة."""
        titles = self.words.arabic_honorifics
        if not self.glued(i) or not _any_form(self.tokens[i - 1], titles):
            return i, "other"
        last = i
        while last < i + 2 and (last == i or self.glued(last)) and last not in self.inside:
            token = self.tokens[last]
            if _any_form(token, titles) or token.folded in self.words.arabic_ordinary:
                break
            if len(token.folded) < 3 or token.folded.startswith("لل"):  # "to the": للقاء
                break
            if _any_form(token, _OFFICES):  # "head of the opposition", "of a town's council"
                break
            last += 1
        return last, "person"


def _any_form(token: Token, among: Container[str]) -> bool:
    return any(form in among for form in arabic_forms(token.folded))
