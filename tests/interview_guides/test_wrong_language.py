"""A translation in the wrong language is seen by its words, its script or its letters, and a right one passes.

The samples are the first article of the Universal Declaration of Human Rights, as the United Nations publish it; in
Swedish and English they are as a letter is written.
"""

import pytest

from interview_guides.loader import load
from interview_guides.translations import Fault, Misfit, texts_of
from interview_guides.wrong_language import FEW, list_suspects, wording_of
from tests.translated import translated

SV, EN = load(), load(language="en")
LANGUAGES = {one.code: one for one in SV.languages}
ARTICLE = {
    "fi": "Kaikki ihmiset syntyvät vapaina ja tasavertaisina arvoltaan ja oikeuksiltaan. Heille on annettu järki ja "
    "omatunto, ja heidän on toimittava toisiaan kohtaan veljeyden hengessä.",
    "so": "Aadanaha dhammaantiis wuxuu dhashaa isagoo xor ah kana siman xagga sharafta iyo xuquuqada. Waxaa Alle "
    "siiyay aqoon iyo wacyi, waana in la isula dhaqmaa si walaaltinimo ah.",
    "se": "Buot olbmot leat riegádan friddjan ja olmmošárvvu ja olmmošvuoigatvuođaid dáfus. Sii leat jierbmalaš olbmot "
    "geain lea oamedovdu ja sii gálggaše leat dego vieljačagat.",
    "uk": "Всі люди народжуються вільними і рівними у своїй гідності та правах. Вони наділені розумом і совістю і "
    "повинні діяти у відношенні один до одного в дусі братерства.",
    "ru": "Все люди рождаются свободными и равными в своем достоинстве и правах. Они наделены разумом и совестью.",
    "ar": "يولد جميع الناس أحرارًا متساوين في الكرامة والحقوق، وقد وهبوا عقلاً وضميرًا وعليهم أن يعامل بعضهم بعضًا.",
    "prs": "تمام افراد بشر آزاد به دنیا می‌آیند و از لحاظ حیثیت و حقوق با هم برابرند. همه دارای عقل و وجدان می‌باشند.",
    "ti": "ብመንፅር ክብርን መሰልን ኩሎም ሰባት እንትውለዱ ነፃን ማዕሪን እዮም፡፡ ምስትውዓልን ሕልናን ዝተዓደሎም ብምዃኖም።",
    "sv": "Du bestämmer själv om du vill svara, och du behöver inte berätta varför. Vi vill veta hur det är för dig.",
    "en": "You are free to say no, and you do not have to say why. We want to know what it is like for you.",
}
OTHERS = [code for code in LANGUAGES if code not in {"sv", "en"}]


def suspects(
    code: str, given: dict[str, str], swedish: dict[str, str] | None = None, ours: dict[str, str] | None = None
) -> list[Fault]:
    texts = swedish or dict.fromkeys(given, "Vi ses på kontoret och pratar om hur det är.")
    english = wording_of(ours or dict.fromkeys(texts, "Date"), EN)
    return list(list_suspects(given, language=LANGUAGES[code], swedish=wording_of(texts, SV), english=english))


@pytest.mark.parametrize("wanted", OTHERS)
@pytest.mark.parametrize("given", ARTICLE)
def test_a_text_is_known_from_those_of_other_languages(wanted: str, given: str) -> None:
    found = suspects(wanted, {"a": ARTICLE[given]})
    assert bool(found) is (wanted != given), found


@pytest.mark.parametrize("letter", SV.letters, ids=lambda letter: letter.id)
@pytest.mark.parametrize("code", OTHERS)
def test_a_whole_letter_in_its_language_passes(letter: object, code: str) -> None:
    texts = texts_of(letter)  # type: ignore[arg-type]
    assert suspects(code, {key: translated(text, code) for key, text in texts.items()}, texts) == []


@pytest.mark.parametrize("letter", SV.letters, ids=lambda letter: letter.id)
@pytest.mark.parametrize(("words", "misfit"), [(SV, Misfit.SWEDISH), (EN, Misfit.ENGLISH)])
def test_our_own_letter_in_place_of_a_translation_is_seen(letter: object, words: object, misfit: Misfit) -> None:
    texts = texts_of(letter)  # type: ignore[arg-type]
    given = texts_of(words.letter(letter.id))  # type: ignore[attr-defined]
    found = suspects("so", given, texts, texts_of(EN.letter(letter.id)))  # type: ignore[attr-defined]
    assert sum(suspect.misfit is misfit for suspect in found) > len(texts) / 2
    assert not any(suspect.may_be_right for suspect in found if suspect.misfit is misfit)


@pytest.mark.parametrize(
    ("given", "misfit", "may_be_right"),
    [
        ("Storgatan", Misfit.SWEDISH, True),
        ("STORGATAN", Misfit.SWEDISH, True),
        ("Date", Misfit.ENGLISH, True),
        ("Gatan", Misfit.SCRIPT, True),
        ("Aad wuxuu yidhi kuwan xor ah", Misfit.SCRIPT, False),
        ("چه", Misfit.LETTERS, True),
    ],
)
def test_a_name_or_an_address_can_be_right(given: str, misfit: Misfit, may_be_right: bool) -> None:
    (suspect,) = suspects("ar", {"a": given}, {"a": "Storgatan"})
    assert (suspect.misfit, suspect.may_be_right) == (misfit, may_be_right)


def test_there_are_few_names() -> None:
    texts = {str(number): f"Gatan {number}" for number in range(FEW + 1)}
    assert not any(suspect.may_be_right for suspect in suspects("so", texts, texts))
    del texts["0"]
    assert all(suspect.may_be_right for suspect in suspects("so", texts, texts))


@pytest.mark.parametrize(
    "given", ["{interviewer}, {unit}", "112", "Waxaad u cawan kartaa Inspektionen för vård och omsorg, ivo.se"]
)
def test_what_is_kept_from_the_swedish_tells_nothing(given: str) -> None:
    assert suspects("so", {"a": given}, {"a": "Klaga hos Inspektionen för vård och omsorg, ivo.se eller {phone}"}) == []
