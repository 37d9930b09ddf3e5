"""Which names a text bears, and whether a name is in it: in four languages, with the traps."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel import Locale

from index.errors import UsageError
from index.folding import fold_words
from index.names import Name, arabic_names, find_names, mentions, use_aliases
from rag.grounding import ground_line

REPORT = (
    "Le 11 mai 2022, le Maroc abrite la réunion ministérielle de la Coalition mondiale contre Daech à "
    "Marrakech, à l'invitation du ministre marocain des Affaires étrangères, Nasser Bourita, et du "
    "secrétaire d'État américain Antony Blinken. M. Blinken a salué le rôle de Rabat. L'OTAN était là."
)


def texts(names: list[Name], kind: str | None = None) -> list[str]:
    return [name.text for name in names if kind in (None, name.kind)]


def test_fold_takes_off_case_accents_hyphens_and_apostrophes() -> None:
    assert fold_words("L’État-major d'Al-Qaïda") == "l etat major d al qaida"
    assert fold_words("U.S.") == "us"
    assert fold_words("مُرّاكِش") == fold_words("مراكش")
    assert fold_words("أنقرة") == fold_words("انقره")
    assert fold_words("Qata\u00adriens") == "qatariens"


def test_the_names_of_a_report_are_found_in_order_with_their_place_and_kind() -> None:
    names = find_names(REPORT, "fr")
    assert all(REPORT[n.start : n.end] == n.text for n in names)
    assert all(a.end <= b.start for a, b in zip(names, names[1:], strict=False))
    assert texts(names, "person") == ["Nasser Bourita", "Antony Blinken", "Blinken"]
    assert texts(names, "place") == ["Maroc", "Marrakech", "Rabat"]
    assert texts(names, "organisation") == ["Coalition mondiale contre Daech", "OTAN"]
    assert texts(names, "other") == ["marocain", "américain"]


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("Abou Bakr al-Baghdadi est mort en Syrie.", "person", ["Abou Bakr al-Baghdadi"]),
        ("Hier, George W. Bush a reçu M. Le Drian.", "person", ["George W. Bush", "Le Drian"]),
        ("Charles de Gaulle a parlé.", "person", ["Charles de Gaulle"]),
        ("Discours de Blinken à Tunis.", "other", ["Blinken"]),
        ("Bourita et Blinken se sont vus où ?", "other", ["Bourita", "Blinken"]),
        (
            "US Secretary of State Antony Blinken met King Mohammed VI.",
            "person",
            ["Antony Blinken", "Mohammed VI"],
        ),
        ("Theresa May spoke on Monday in March.", "person", ["Theresa May"]),
        ("El ministro José Manuel Albares viajó a Rabat.", "person", ["José Manuel Albares"]),
        ("la secrétaire d'État à l'Industrie Agnès Pannier-Runacher", "person", ["Agnès Pannier-Runacher"]),
        ("قال السيد ناصر بوريطة في الرباط", "person", ["ناصر بوريطة"]),
        (
            "Il habite à Ayze (Haute-Savoie), en Île-de-France.",
            "place",
            ["Ayze", "Haute-Savoie", "Île-de-France"],
        ),
        ("Réunis à Skhirat, les directeurs politiques", "place", ["Skhirat"]),
        ("He was born in Kafranbel, near Aleppo.", "place", ["Kafranbel", "Aleppo"]),
        (
            "Le Forum mondial de lutte contre le terrorisme a été lancé.",
            "organisation",
            ["Forum mondial de lutte contre le terrorisme"],
        ),
        (
            "Le Bureau central d'investigations judiciaires (BCIJ) agit.",
            "organisation",
            ["Bureau central d'investigations judiciaires", "BCIJ"],
        ),
        ("selon le ministère du Tourisme et la SNCF", "organisation", ["ministère du Tourisme", "SNCF"]),
        ("la Coalition de discuter des prochaines étapes", "organisation", ["Coalition"]),
        ("The Africa Focus Group was created.", "organisation", ["Africa Focus Group"]),
        ("La Organización de las Naciones Unidas", "organisation", ["Organización de las Naciones Unidas"]),
        ("حسب وزارة الشؤون الخارجية", "organisation", ["وزارة الشؤون الخارجية"]),
    ],
)
def test_names_are_found_with_their_kind(text: str, kind: str, expected: list[str]) -> None:
    assert texts(find_names(text), kind) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Le ministre a parlé. Les autres sont partis. Une réunion est prévue.",
        "Ainsi, le Premier ministre et le Secrétaire d'État ont parlé.",
        "Telles sont les questions. Créée en 2014, elle compte 80 membres.",
        "When was the meeting? The President said it was on Monday.",
        "¿Cuándo fue la reunión de ministros? El presidente habló.",
        "give us the date, who is an old car maker",
        "un seul ami en vienne là, en levant la tête vers le cap",
        "من هو الرئيس؟",
    ],
)
def test_words_that_only_open_a_sentence_are_no_names(text: str) -> None:
    assert texts(find_names(text)) == []


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("when was the marrakech meeting", ["marrakech"]),
        ("qui a représenté le maroc et les etats-unis", ["maroc", "etats-unis"]),
        ("que hizo la otan en irak", ["otan", "irak"]),
        ("qui a rencontré antony blinken à rome", ["antony blinken", "rome"]),
        ("من مثل المغرب في اجتماع مراكش؟", ["المغرب", "مراكش"]),
        ("ماذا قررت الدول بمراكش وتونس", ["بمراكش", "وتونس"]),
    ],
)
def test_a_question_without_capitals_names_what_is_known(question: str, expected: list[str]) -> None:
    assert texts(find_names(question, known={"antony", "blinken"})) == expected


def test_a_short_first_name_in_arabic_is_known_beside_the_surname() -> None:
    known = ["jens stoltenberg", "jens", "stoltenberg", "brett mcgurk"]
    assert [n.text for n in arabic_names("من هو ينس ستولتنبرغ؟", known)] == ["ينس ستولتنبرغ"]
    assert [n.text for n in arabic_names("متى وصل بريت ماكغورك؟", known)] == ["بريت ماكغورك"]
    assert [n.text for n in arabic_names("هل سمع عن ستولتنبرغ؟", known)] == ["ستولتنبرغ"]


def test_arabic_names_are_those_that_sound_like_a_known_one() -> None:
    known = ["antony blinken", "nasser bourita", "fouad yazourh", "al baghdadi", "robert", "haidar"]
    names = arabic_names("متى حضر بلينكن وبوريطة اجتماع الصخيرات؟ من هو يازورغ والبغدادي", known)
    assert texts(names) == ["بلينكن", "وبوريطة", "الصخيرات", "يازورغ", "والبغدادي"]


MENTIONED = [
    ("Maroc", "Moroccan officials"),
    ("Morocco", "le ministre marocain"),
    ("Marruecos", "le royaume du Maroc"),
    ("المغرب", "au Maroc"),
    ("Tunisie", "le président tunisien"),
    ("United States", "l'Américain Antony Blinken"),
    ("US", "les États-Unis"),
    ("EE. UU.", "the U.S. envoy"),
    ("الولايات المتحدة", "aux Etats-Unis"),
    ("UK", "le ministre britannique"),
    ("Turquie", "la offensive turque, the Turkish army"),
    ("Arabie saoudite", "la coalition des Saoudiens"),
    ("Royaume-Uni", "London is in the UK"),
    ("Rome", "en Roma"),
    ("روما", "à Rome"),
    ("Londres", "in London"),
    ("Genève", "in Geneva"),
    ("Le Caire", "في القاهرة"),
    ("Marrakech", "in Marrakesh"),
    ("Marakech", "la réunion de Marrakech"),
    ("بمراكش", "à Marrakech"),
    ("Koweït", "a meeting in Kuwait City"),
    ("الكويت", "à Koweït"),
    ("OTAN", "NATO trains soldiers"),
    ("UN", "les Nations unies"),
    ("UE", "the European Union"),
    ("ISIS", "le groupe État islamique"),
    ("Daech", "the Islamic State"),
    ("داعش", "l'EI recule"),
    ("Al-Qaïda", "Al Qaeda"),
    ("Ligue arabe", "the Arab League"),
    ("FMI", "the IMF said"),
    ("Coalition mondiale contre Daech", "the Global Coalition to Defeat ISIS"),
    ("Coalition mondiale contre Daech", "La Coalition a annoncé"),
    ("the Coalition", "la Coalition mondiale contre Daech"),
    ("التحالف الدولي ضد داعش", "la Coalition internationale contre l'État islamique"),
    ("Bureau central d'investigations judiciaires", "Le BCIJ a agi"),
    ("ministère des Affaires étrangères", "the Foreign Ministry said"),
    ("Antony Blinken", "M. Blinken a dit"),
    ("antony blinken", "le secrétaire d'État Blinken"),
    ("Antony Blinken", "Tony Blinken said"),
    ("Antony Blinken", "A. J. Blinken"),
    ("Antony Blinken", "Anthony Blinken"),
    ("Antony Blinken", "قال بلينكن"),
    ("président Biden", "Joe Biden"),
    ("Abou Bakr al-Baghdadi", "la mort d'al-Baghdadi"),
    ("Abu Bakr al-Baghdadi", "Abou Bakr Al Baghdadi"),
    ("baghdadi", "la mort d'Al-Baghdadi"),
    ("Jens Stoltenberg", "Jens Stoltemberg"),
    ("Georges W. Bush", "President George W. Bush"),
    ("George Bush", "Bush a parlé"),
    ("Vladimir Poutine", "Putin said"),
    ("Bourita", "Nasser Burita"),
    ("بلينكن", "Antony Blinken"),
    ("بوريطة", "Nasser Bourita"),
    ("لبوريطة", "Nasser Bourita"),
    ("ستولتنبرغ", "Jens Stoltenberg"),
    ("البغدادي", "Abou Bakr al-Baghdadi"),
    ("الرباط", "à Rabat"),
    ("ماكغورك", "Brett McGurk"),
    ("يازورغ", "Fouad Yazourh"),
    ("غوتيريش", "António Guterres"),
    ("قيس سعيد", "Kaïs Saïed"),
    ("بشار الأسد", "Bachar el-Assad"),
    ("Kadhafi", "Muammar Gaddafi"),
    ("Jean-Yves Le Drian", "M. Le Drian"),
    ("von der Leyen", "Ursula von der Leyen"),
    ("OSDH", "l'Observatoire syrien des droits de l'homme"),
    ("Parti de la justice et du développement", "le PJD"),
    ("Côte d'Ivoire", "Ivorian troops"),
    ("Pays-Bas", "the Dutch"),
    ("Alemania", "ألمانيا"),
]

NOT_MENTIONED = [
    ("Iran", "en Irak"),
    ("Irak", "les Iraniens"),
    ("Niger", "au Nigeria"),
    ("Nigeria", "le président nigérien"),
    ("Guinée", "la Guinée-Bissau et la Guinée équatoriale"),
    ("Guinée équatoriale", "en Guinée"),
    ("RDC", "au Congo-Brazzaville"),
    ("République du Congo", "la République démocratique du Congo"),
    ("Corée du Nord", "la Corée du Sud"),
    ("North Korea", "les Sud-Coréens"),
    ("Maroc", "Monaco"),
    ("Maroc", "Marco est venu"),
    ("Tunisie", "le Maroc et l'Algérie"),
    ("Tunisie", "une réunion à Tunis"),
    ("Tunis", "le président tunisien"),
    ("Autriche", "en Australie"),
    ("Slovénie", "la Slovaquie"),
    ("Liban", "la Libye"),
    ("Mossoul", "Moscou"),
    ("Irlande", "l'Irlande du Nord"),
    ("Jordanie", "Jordan Bardella"),
    ("Union européenne", "l'Union africaine"),
    ("Ligue arabe", "la Ligue 1"),
    ("Mohammed VI", "Mohammed V"),
    ("Soudan", "le Soudan du Sud"),
    ("États-Unis", "en Amérique du Sud"),
    ("Afrique", "le président sud-africain"),
    ("United States", "give us a call"),
    ("UN", "un ami"),
    ("France", "Il vit en Île-de-France"),
    ("Paris", "lu dans Paris-Match"),
    ("Rabat", "Robert est venu"),
    ("Antony Blinken", "Antony Rota a parlé"),
    ("George Bush", "Jeb Bush a parlé"),
    ("Donald Trump", "Ivanka Trump"),
    ("Boris Johnson", "M. Johnston"),
    ("Abou Bakr al-Baghdadi", "Abou Omar al-Baghdadi"),
    ("Pierre Petit", "Une petite pierre, un petit pas"),
    ("Coalition mondiale contre Daech", "la Coalition des gauches"),
    ("Coalition mondiale contre Daech", "la Coalition arabe"),
    ("Conseil de sécurité", "le Conseil constitutionnel"),
    ("Banque mondiale", "la Banque centrale"),
    ("بلينكن", "Balkany et Lincoln"),
    ("تونس", "au Maroc"),
    ("مصر", "au Maroc"),
]


@pytest.mark.parametrize(("name", "text"), MENTIONED)
def test_a_name_is_mentioned_in_any_of_its_forms(name: str, text: str) -> None:
    assert mentions(name, text)


@pytest.mark.parametrize(("name", "text"), NOT_MENTIONED)
def test_another_name_is_no_mention(name: str, text: str) -> None:
    assert not mentions(name, text)


def test_no_country_is_taken_for_another() -> None:
    codes = {code: name for code, name in Locale("fr").territories.items() if len(code) == 2}
    parts = {
        "EU",
        "EZ",
        "UN",
        "QO",
        "XA",
        "XB",
        "ZZ",
        "HK",
        "MO",
        "SX",
    }  # no countries, or of another by name
    countries = [name for code, name in codes.items() if code not in parts and find_names(name)]
    assert len(countries) > 240
    texts = {name: f"Vu hier : {name}." for name in countries}
    assert [(a, b) for a in texts for b in texts if a != b and mentions(a, texts[b])] == []


def test_empty_and_odd_input() -> None:
    assert find_names("") == []
    assert find_names("… — 12 % !") == []
    assert not mentions("", "le Maroc")
    assert not mentions("Maroc", "")
    assert not mentions("Congo", "la")
    assert find_names("la République démocratique du") == []  # the start of a known name, cut off


def test_names_are_found_fast_enough_for_every_candidate_sentence() -> None:
    long = " ".join([REPORT] * 3)[:700]
    find_names(long)
    begin = time.process_time()
    for _ in range(20):
        find_names(long)
        mentions("Brett McGurk", long)
    assert (time.process_time() - begin) / 20 < 0.02  # a tenth of it on a quiet machine


@pytest.fixture
def own_names(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "names.toml"
    use_aliases(None)


def test_a_user_adds_forms_to_a_known_name_and_names_of_people(own_names: Path) -> None:
    own_names.write_text(
        '[organisations]\nours = "Daech | la Nébuleuse"\n'
        '[people]\nkim = "Kim Jong-un | Kim Jong Eun | كيم جونغ أون"\n',
        "utf-8",
    )
    assert not mentions("Nébuleuse", "ISIS recule")
    use_aliases(own_names)
    assert mentions("la Nébuleuse", "ISIS recule") and mentions("داعش", "la Nébuleuse recule")
    assert mentions("Kim Jong-un", "كيم جونغ أون") and mentions("Kim Jong Eun", "M. Kim Jong-un a parlé")
    use_aliases(None)
    assert not mentions("la Nébuleuse", "ISIS recule")


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("[organisations\n", "TOML"),
        ('[planets]\nx = "Mars"\n', "planets"),
        ("[cities]\nx = 3\n", "'x'"),
        ('[cities]\nx = "Rabat | "\n', "'x'"),
        ('cities = "Rabat"\n', "section"),
    ],
)
def test_a_bad_file_of_names_is_one_clear_error(own_names: Path, written: str, word: str) -> None:
    own_names.write_text(written, "utf-8")
    with pytest.raises(UsageError, match=word) as raised:
        use_aliases(own_names)
    assert "names.toml" in str(raised.value) and str(raised.value).endswith(".")
    assert mentions("Maroc", "Moroccan officials")


def test_a_text_may_end_anywhere() -> None:
    text = "La Banque africaine de développement et l'Union africaine, selon le Parti de la justice"
    for end in range(len(text) + 1):
        assert all(name.end <= end for name in find_names(text[:end]))


def test_a_speaker_put_into_an_arabic_sentence_is_noticed() -> None:
    quote = "قال وزير الخارجية المغربي ناصر بوريطة إن الاجتماع سيعقد في مراكش."
    for speaker, supported in (("ناصر بوريطة", True), ("أيمن الصفدي", False)):
        answer = f"قال {speaker} إن الاجتماع سيعقد في مراكش [1]."
        [sentence] = ground_line({"answer": answer, "citations": [{"n": 1, "quote": quote}]})["sentences"]
        assert sentence["supported"] is supported
