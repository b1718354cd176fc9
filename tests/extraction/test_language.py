import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgexport.extraction.language import other_language, why_not_english
from kgexport.model import Article

ENGLISH = (
    "The two ministers met in Vienna on Tuesday. They spoke about the border for two hours, and one of them said that there "
    "would be another meeting before the end of the month."
)
OTHERS = {
    "German": "Die beiden Minister haben sich am Dienstag in Wien getroffen und über die Grenze gesprochen. Einer von ihnen "
    "sagte, dass es noch in diesem Monat ein weiteres Treffen geben werde.",
    "French": "Les deux ministres se sont rencontrés mardi à Vienne pour parler de la frontière. L'un d'eux a dit qu'il y "
    "aurait une autre réunion avant la fin du mois dans la capitale.",
    "Spanish": "Los dos ministros se reunieron el martes en Viena para hablar de la frontera. Uno de ellos dijo que habrá "
    "otra reunión antes del fin de mes en la capital.",
    "Dutch": "De twee ministers hebben elkaar dinsdag in Wenen ontmoet en over de grens gesproken. Een van hen zei dat er "
    "nog deze maand een nieuwe bijeenkomst zal zijn met het parlement.",
    "Polish": "Obaj ministrowie spotkali się we wtorek w Wiedniu i rozmawiali o granicy. Jeden z nich powiedział, że przed "
    "końcem miesiąca odbędzie się jeszcze jedno spotkanie, ale nie wiadomo gdzie.",
    "Latin script": "Оба министра встретились во вторник в Вене и говорили о границе.",
    "like English": "Kaksi ministeriä tapasi tiistaina Wienissä ja keskusteli rajasta kahden tunnin ajan. Toinen heistä "
    "sanoi, että uusi tapaaminen järjestetään ennen kuun loppua, mutta paikkaa ei vielä kerrottu toimittajille, jotka "
    "odottivat ulkona koko iltapäivän sateesta huolimatta.",
}


@pytest.mark.parametrize("name", OTHERS)
def test_another_language_is_seen(name: str) -> None:
    assert name in (other_language(OTHERS[name]) or "")


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        ENGLISH.upper(),
        ENGLISH.lower(),
        f"{ENGLISH} “Wir schaffen das”, she said in German, and: “Es gibt keine andere Lösung für das Problem.”",
        "A\u0301nna Hu\u0308ber met Pe\u0301ter. " * 200,
        "Anna Huber, Peter Frei, Maria Roth, " * 1000,
        "Talks stall",
        "12:30 – 14:15 | 3–2 | +++ 🎉🎉🎉",
        "",
        "Results: Basel 2 Zürich 1; Bern 0 Genf 0; Wien 3 Graz 3; Linz 1 Salzburg 4",
    ],
)
def test_english_and_what_cannot_be_told_are_read(text: str) -> None:
    assert other_language(text) is None


def test_the_metadata_decide_before_the_text() -> None:
    assert why_not_english(Article(id="a", text=ENGLISH, language="en-GB")) is None
    assert why_not_english(Article(id="a", text=ENGLISH, language="EN")) is None
    assert why_not_english(Article(id="a", text=ENGLISH)) is None
    assert "fr" in (why_not_english(Article(id="a", text=ENGLISH, language="fr")) or "")
    assert "German" in (why_not_english(Article(id="a", text=OTHERS["German"], language="en")) or "")


@given(st.text(max_size=300))
def test_any_text_gets_an_answer(text: str) -> None:
    assert other_language(text) is None or isinstance(other_language(text), str)
