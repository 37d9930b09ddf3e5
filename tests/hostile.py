"""A folder of articles that mean harm: made by ``write``, opened by the page's tests in every view."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

# Each would set ``window.__pwned`` if anything of it ran.
PAYLOAD = (
    "<script>window.__pwned=1</script><img src=x onerror=window.__pwned=2><svg/onload=window.__pwned=3>"
    '<iframe srcdoc="<script>parent.__pwned=4</script>"></iframe><style>*{display:none!important}</style>'
    '<a href="javascript:window.__pwned=5">lien</a> [x](javascript:window.__pwned=6) ![y](data:text/html,z) '
    "\"><b autofocus onfocus=window.__pwned=7> ' onmouseover='window.__pwned=8 ${window.__pwned=9} {{7*7}}"
)
LONG = "mot" * 1700  # a title of 5,100 characters without a space
NAMES = (
    "<img src=x onerror=window.__pwned=10>.txt",
    '" onmouseover="window.__pwned=11.txt',
    "{{7*7}} ${7*7}.txt",
    "-rf --.txt",
    "article\u202etxt.exe.txt",
    "zero\u200bwidth\u2060.txt",
    "deux\nlignes.txt",
    "&lt;b&gt;.txt",
    "x..\\..\\y.txt",
    "é" * 120 + ".txt",
)
IDS = ("../../x", "/etc/passwd", "a\x00b", PAYLOAD, "C:\\x", ".", "../uploads/y.txt")
TEXTS = {
    "piege.md": f"---\ntitle: {json.dumps(PAYLOAD)}\ndate: 2020-01-02\npublisher: {json.dumps(PAYLOAD)}\n"
    "url: javascript:window.__pwned=12\nlanguage: '<b>'\n---\n\n"
    f"Le 2 janvier 2020, le maire de Quimper {PAYLOAD} a parlé.\n",
    "titre.md": f"---\ntitle: {LONG}\ndate: 2020-02-03\n---\n\n"
    "Le 3 février 2020, le pont de Morlaix a fermé.\n",
    "dates.md": "---\ntitle: Dates\ndate: '<img src=x onerror=window.__pwned=13>'\n---\n\n"
    "La tour de Lannion a été bâtie le 99 mai 2020, puis le 4 mai 2020.\n",
    "envers.txt": "Texte \u202eà l'envers\u202c et \u2066isolé\n\n"
    "Le \u202e5 juin 2018\u202c, la criée de Loctudy a ouvert. مراكش استضافت الاجتماع في 11 مايو 2022.\n",
    "invisible.txt": "In\u200bvi\u200dsi\u00adble\ufeff et \u0007 cloche \u001b[31m rouge\u2028ligne\u2029fin"
    "\n\n"
    "Le 6\u200b juillet 2017, le bac de Roscoff a\u200d coulé.\u0085 a" + "\u0336" * 300 + "\n",
    "ligne.txt": f"Une ligne\n\n{'abcdefghij' * 20_000}\n\n"
    "Le phare de Brest a été rallumé le 5 avril 2019.\n",
    "page.html": f"<html><head><title>{PAYLOAD}</title></head><body onload=window.__pwned=14><article>"
    "<h1>Tempête</h1><p>Le 7 août 2016, la tempête a noyé le quai de Paimpol. Les pêcheurs ont rentré leurs "
    f"bateaux avant la nuit.</p><p>{PAYLOAD}</p></article></body></html>",
    "ids.jsonl": "\n".join(
        json.dumps({"id": id, "title": id, "text": f"Le 8 mai 2015, la halle {n} de Tréguier a brûlé."})
        for n, id in enumerate(IDS, 1)
    ),
}


def write(folder: Path) -> None:
    """The folder. A name that the file system won't have is left out."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in TEXTS.items():
        (folder / name).write_text(text, "utf-8")
    for number, name in enumerate(NAMES, 1):
        with suppress(OSError):
            text = f"Le {number} mars 2019, la commune de Plouha a vendu {number} bateaux.\n"
            (folder / name).write_text(text, "utf-8")
