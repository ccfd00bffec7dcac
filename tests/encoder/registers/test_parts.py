"""Parts of names and roles beside them: told where they can be, never across anything else."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from encoder.registers import annotate_parts, annotate_roles
from encoder.registers.persons import parse
from tei import Annotation, Span
from tests.encoder.registers.names import read_names

A = Annotation.of


@pytest.mark.parametrize(
    ("form", "parts"),
    [
        ("Anne Lefort", {"forename": ("Anne",), "surname": ("Lefort",)}),
        ("Jean-Pierre de La Tour", {"forename": ("Jean-Pierre",), "nameLink": ("de",), "surname": ("La Tour",)}),
        ("Ursula von der Leyen", {"forename": ("Ursula",), "nameLink": ("von der",), "surname": ("Leyen",)}),
        ("Bachar al-Assad", {"forename": ("Bachar",), "nameLink": ("al-",), "surname": ("Assad",)}),
        ("Jean-Paul II", {"forename": ("Jean-Paul",), "genName": ("II",)}),
        ("Mario « le Chat » Ricci", {"forename": ("Mario",), "addName": ("« le Chat »",), "surname": ("Ricci",)}),
        ("Kim Min-jae", {"surname": ("Kim",), "forename": ("Min-jae",)}),
        ("DUPONT Jean", {"surname": ("DUPONT",), "forename": ("Jean",)}),
        ("Beatriz de los Santos", {"forename": ("Beatriz",), "nameLink": ("de los",), "surname": ("Santos",)}),
        ("Samia El Khatib", {"forename": ("Samia",), "nameLink": ("El",), "surname": ("Khatib",)}),
        ("Fodor Katalin", {"surname": ("Fodor",), "forename": ("Katalin",)}),
        ("Katalin Fodor", {"forename": ("Katalin",), "surname": ("Fodor",)}),
        ("Le Thi Mai", {"surname": ("Le",), "forename": ("Thi Mai",)}),
        ("Fontaine", {}),
    ],
)
def test_the_parts_of_a_name(form: str, parts: dict[str, tuple[str, ...]]) -> None:
    name = parse(form)
    assert {tag: name.texts(tag) for tag in {part.tag for part in name.parts}} == parts


@pytest.mark.parametrize("half", ["before", "after"])
def test_the_marked_names_keep_their_accuracy(half: str) -> None:
    names = [one for one in read_names() if one.half == half]
    assert len(names) == 30
    assert sum(one.found() == one.parts for one in names) >= 29


@example(" «» ")
@example("A AA «» A")
@given(st.text("Aaé’'- .«»XIV", min_size=1, max_size=40))
def test_the_parts_of_any_form_lie_in_order_inside_it(form: str) -> None:
    if not form.strip():
        return
    position = 0
    for part in parse(form).parts:
        assert position <= part.start < part.end <= len(form)
        position = part.end


def test_parts_are_tagged_inside_the_names_of_persons_only() -> None:
    text = "Anne Lefort à Saint Malo"
    layer = annotate_parts(text, [A("persName", 0, 11), A("placeName", 14, 24)])
    assert [(one.tag, text[one.span.start : one.span.end]) for one in layer.annotations] == [
        ("forename", "Anne"),
        ("surname", "Lefort"),
    ]


def roles(text: str, name: str, others: tuple[Annotation, ...] = ()) -> list[tuple[str, str]]:
    start = text.index(name)
    layer = annotate_roles(text, [Span(0, len(text))], [A("persName", start, start + len(name))], others)
    return [(text[one.span.start : one.span.end], one.get("type")) for one in layer.annotations]


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("Le général Abdelkarim parle.", "Abdelkarim", [("général", "military")]),
        ("M. Legault a répété.", "Legault", [("M.", "honorific")]),
        ("Le ministre iranien des Affaires étrangères, Abbas Araghtchi, part.", "Abbas Araghtchi",
         [("ministre iranien des Affaires étrangères", "office")]),
        ("Anne Lefort, maire de Lyon, a dit non.", "Anne Lefort", [("maire de Lyon", "office")]),
        ("Le père de l’adolescent, Ahmed Kaid, était là.", "Ahmed Kaid", []),
        ("Anne Lefort, ancien maire de Szeged, a ri.", "Anne Lefort", [("maire de Szeged", "office")]),
        ("Anne Lefort, directrice générale de Vialis, a ri.", "Anne Lefort",
         [("directrice générale de Vialis", "office")]),
        ("Anne Lefort, 34 ans, commandant du 3e régiment de dragons, a ri.", "Anne Lefort",
         [("commandant du 3e régiment de dragons", "military")]),
        ("Anne Lefort, une ancienne institutrice, a ri.", "Anne Lefort", [("institutrice", "profession")]),
        ("Anne Lefort, maire depuis 2014, a ri.", "Anne Lefort", [("maire", "office")]),
        ("Anne Lefort, professeure de droit public, a ri.", "Anne Lefort",
         [("professeure de droit public", "profession")]),
        ("Anne Lefort (Les Verts) a ri.", "Anne Lefort", []),
        ("Anne Lefort, le maire, et d’autres ont ri.", "Anne Lefort", []),
        ("Anne Lefort, madame, a ri.", "Anne Lefort", []),
        ("Anne Lefort, 34 ans, a ri.", "Anne Lefort", []),
        ("Anne Lefort, l’attaquante lyonnaise de 24 ans, a ri.", "Anne Lefort",
         [("attaquante lyonnaise", "profession")]),
        ("Anne Lefort, porte-parole de Vialis de 2017 à 2023, a ri.", "Anne Lefort",
         [("porte-parole de Vialis", "office")]),
        ("Anne Lefort (LR), maire de Lyon, a ri.", "Anne Lefort", [("maire de Lyon", "office")]),
        ("Le chef du Parti de la mer (PM), Paul Lefort, a ri.", "Paul Lefort", [("chef du Parti de la mer", "office")]),
        ("Le secrétaire général des Nations unies, Paul Lefort, a ri.", "Paul Lefort",
         [("secrétaire général des Nations unies", "office")]),
        ("(Ici) (là), Anne Lefort a ri.", "Anne Lefort", []),
        ("Hier Anne Lefort a ri.", "Anne Lefort", []),
    ],
)  # fmt: skip
def test_roles_beside_a_name(text: str, name: str, found: list[tuple[str, str]]) -> None:
    assert roles(text, name) == found


def test_a_role_gives_way_to_what_is_fixed() -> None:
    text = "Le général Abdelkarim parle."
    assert roles(text, "Abdelkarim", (A("docAuthor", 5, 12),)) == []


def test_a_role_holds_no_person() -> None:
    text = "Jean Prat, conseiller de Zoé Ombrine, a ri."
    layer = annotate_roles(text, [Span(0, len(text))], [A("persName", 0, 9), A("persName", 25, 36)], ())
    assert not any(one.span.start < 25 < one.span.end for one in layer.annotations)
