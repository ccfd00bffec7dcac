"""Evaluation: what counts as right, in every form that is read, and what cannot be compared."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from encoder.cli.evaluate import command
from encoder.evaluation import Annotated, EvaluationError, compare, find_pairs, read_annotated
from encoder.evaluation.annotated import Date, Name, Quotation
from encoder.evaluation.overlaps import Place, Places
from encoder.evaluation.periods import period
from encoder.evaluation.speakers import Speaker, same_speaker, same_speakers
from tei import parse_file
from tei.export import standoff
from tests.conftest import SHARED

TEXT = "Anne Lefort a dit « oui » à Lyon hier. Lefort part pour Lyon."
NAMES = (
    Name(0, 11, "PER", "anne"), Name(28, 32, "LOC", "lyon", frozenset({"geonames:1"})), Name(39, 45, "PER", "anne"),
    Name(56, 60, "LOC", "lyon", frozenset({"geonames:1"})),
)  # fmt: skip
SAID = Quotation(20, 23, ("said", "quote"), (Speaker(("Anne Lefort",)),))
GOLD = Annotated("gold", TEXT, NAMES, (SAID,), (Date(33, 37, "2024-12-02"),))
STANDOFF = '{"id": "a", "text": "Lyon", "spans": [], "registers": []}'
TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="a"><standOff>
<listPerson><person xml:id="p"><persName>Anne Lefort</persName>
</person></listPerson><listPlace><place xml:id="l"><placeName>Lyon</placeName><idno type="geonames">1</idno>
</place></listPlace></standOff><text><body><p><persName ref="#p">Anne Lefort</persName> a dit
<said who="#p">« oui »</said> à <placeName ref="#l">Lyon</placeName> <date when="2024-12-02">hier</date>.
<persName ref="#p">Lefort</persName> part pour <placeName ref="#l">Lyon</placeName>.</p></body></text></TEI>"""


def found(*names: Name, **more: Any) -> Annotated:
    return Annotated("found", TEXT, names, **more)


def test_what_is_the_same_is_wholly_right() -> None:
    result = compare([(GOLD, GOLD)])
    assert (result.names.f1, result.b_cubed, result.links.recall) == (1.0, (1.0, 1.0), 1.0)
    assert (result.quotations.f1, result.kinds.recall, result.speakers.recall) == (1.0, 1.0, 1.0)
    assert (result.dates.f1, result.values.recall) == (1.0, 1.0)
    assert not result.differences


def test_boundaries_types_misses_and_inventions_are_told_apart() -> None:
    result = compare([(GOLD, found(Name(0, 4, "PER", "x"), Name(28, 32, "ORG", "y"), Name(14, 17, "ORG", "z")))])
    assert [(one.what, one.wanted, one.found) for one in result.differences[:5]] == [
        ("boundary", "PER", "PER"), ("type", "LOC", "ORG"), ("missed", "PER", ""), ("missed", "LOC", ""),
        ("spurious", "", "ORG"),
    ]  # fmt: skip
    assert (result.names.right, result.names_leniently.right) == (0, 1)
    assert result.confusions()["LOC", "ORG"] == 1


def test_coreference_is_measured_over_the_names_that_are_right() -> None:
    split = found(NAMES[0], NAMES[1], Name(39, 45, "PER", "other"), NAMES[3])
    assert compare([(GOLD, split)]).b_cubed == (1.0, 0.75)


def test_an_open_annotation_counts_neither_way() -> None:
    gold = Annotated("gold", TEXT, NAMES[1:], open=((0, 11),))
    assert compare([(gold, found(*NAMES))]).names.f1 == 1.0


def test_a_speaker_is_right_by_the_name_or_by_being_rightly_none() -> None:
    quotation = Quotation(20, 23, ("said",), (Speaker(("Mme Lefort",)),))
    result = compare([(GOLD, found(quotations=(quotation,)))])
    assert (result.kinds.right, result.speakers.right) == (1, 1)
    assert compare([(GOLD, found(quotations=(Quotation(20, 23, ("q",)),)))]).speakers.right == 0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("Marcel Tissot", "Tissot"), ("Marcel Aubert", "Aubert"), False),
        (("Marcel Tissot", "Tissot"), ("Jeanne Tissot", "Tissot"), False),
        (("Marcel Tissot",), ("M. Tissot",), True),
        (("Marcel Tissot",), ("Tissot",), True),
        (("Marcel Tissot",), ("Marcel",), False),
        (("Marcel Tissot",), ("le ministre Marcel Tissot",), True),
        (("Hélène de Vasse",), ("de Vasse",), True),
        (("Hélène de Vasse",), ("VASSE",), True),
        (("Jean A. Martin",), ("Jean Martin",), True),
        (("Jean Martin",), ("Martin Jean",), False),
        (("Kim Jong-un",), ("Kim",), True),
        (("Lech Wałęsa",), ("Walesa",), True),
        (("parquet de Bobigny",), ("parquet",), True),
        (("mairie de Lens",), ("Lens",), False),
        (("maire de Lens",), ("ancien maire de Lens",), False),
    ],
)
def test_persons_are_the_same_by_their_full_names_or_a_surname_alone(
    one: tuple[str, ...], other: tuple[str, ...], *, same: bool
) -> None:
    for kind in ("", "person"):
        assert same_speaker(Speaker(one, kind), Speaker(other)) == same  # type: ignore[arg-type]
        assert same_speaker(Speaker(other), Speaker(one, kind)) == same  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("ministère de la Transition écologique", "ministère"), ("ministère de la Justice", "ministère"), False),
        (("ministère libanais de la Santé",), ("ministère de la Santé",), True),
        (("ministère de la Santé", "ministère"), ("le ministère",), True),
        (("Observatoire syrien des droits de l’homme",), ("OSDH",), True),
        (("Observatoire syrien des droits de l’homme", "OSDH"), ("OSDH", "Observatoire du Sahel"), True),
        (("Observatoire syrien des droits de l’homme",), ("OMS",), False),
        (("parquet de Lens",), ("parquet de Metz",), False),
        (("mairie de Téhéran",), ("Téhéran",), False),
        (("Agence France-Presse",), ("AFP",), True),
    ],
)
def test_organisations_are_the_same_by_all_their_words_or_an_acronym(
    one: tuple[str, ...], other: tuple[str, ...], *, same: bool
) -> None:
    assert same_speaker(Speaker(one, "org"), Speaker(other)) == same
    assert same_speaker(Speaker(other), Speaker(one, "org")) == same


def test_speakers_are_the_same_by_a_name_that_points_at_both_and_never_of_two_kinds() -> None:
    one, other = Speaker(("Anne Lefort",), "person", frozenset({(0, 4)})), Speaker(("Ève Roy",), "person")
    assert same_speaker(one, Speaker(("Ève Roy",), "person", frozenset({(0, 4), (9, 12)})))
    assert not same_speaker(one, other)
    assert not same_speaker(Speaker(("Renault",), "person"), Speaker(("Renault",), "org"))
    assert same_speakers((one, other), (other, one))
    assert not same_speakers((one, other), (one,))
    assert not same_speakers((), (one,))
    assert same_speakers((), ())


def test_another_speaker_with_a_word_in_common_is_wrong_in_tei(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(TEI, encoding="utf-8")
    person = '<person xml:id="z"><persName>Anne Aubert</persName></person></listPerson>'
    other = TEI.replace("</listPerson>", person).replace('<said who="#p">', '<said who="#z">')
    (tmp_path / "b.xml").write_text(other, encoding="utf-8")
    result = compare([(read_annotated(tmp_path / "a.xml"), read_annotated(tmp_path / "b.xml"))])
    assert (result.quotations.right, result.speakers.right) == (1, 0)
    assert [(one.wanted, one.found) for one in result.differences] == [("Anne Lefort", "Anne Aubert")]
    for name, text in (
        ("a.xml", TEI),
        ("b.xml", TEI.replace("<persName>Anne Lefort</persName>\n", "<persName>X</persName>")),
    ):
        (tmp_path / name).write_text(
            text.replace("<said who", "<quote source").replace("</said>", "</quote>"), encoding="utf-8"
        )
    result = compare([(read_annotated(tmp_path / "a.xml"), read_annotated(tmp_path / "b.xml"))])
    assert result.speakers.right == 1


def test_tei_standoff_and_plain_annotations_are_read_alike(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(TEI, encoding="utf-8")
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    plain = [{"start": one.start, "end": one.end, "type": one.type, "canonical": one.entity} for one in NAMES]
    plain.append({"start": 20, "end": 23, "type": "QUOTE", "kind": "direct", "speaker": "Lefort"})
    plain.append({"start": 33, "end": 37, "type": "DATE", "ref": "2024-12-02"})
    (tmp_path / "b.json").write_text(json.dumps(plain), encoding="utf-8")
    result = compare([(read_annotated(tmp_path / "b.json"), read_annotated(tmp_path / "a.xml"))])
    assert (result.names.f1, result.quotations.f1, result.speakers.recall, result.values.recall) == (1, 1, 1, 1)


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.json", "[", "it is no JSON"),
        ("a.json", '{"x": 1}', "not the form of annotations"),
        ("a.json", "[]", "put it beside as a.txt"),
        ("a.xml", "<TEI>", "cannot be read as TEI"),
    ],
)
def test_what_cannot_be_read_is_said(tmp_path: Path, name: str, text: str, says: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(EvaluationError, match=says):
        read_annotated(tmp_path / name)


def test_an_annotation_outside_the_text_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Lyon", encoding="utf-8")
    (tmp_path / "a.json").write_text('[{"start": 0, "end": 9, "type": "LOC"}]', encoding="utf-8")
    with pytest.raises(EvaluationError, match="lies outside the text"):
        read_annotated(tmp_path / "a.json")


def test_texts_that_differ_are_said_with_the_first_difference() -> None:
    with pytest.raises(EvaluationError, match="at character 5 there is “Lefort a dit « oui » à L”, here “Martin"):
        compare([(GOLD, Annotated("found", TEXT.replace("Lefort", "Martin")))])


@pytest.mark.parametrize(
    ("gold", "other", "same"),
    [
        ("Voici :\n- Lyon\n• Pécs", "Voici :\nLyon\nPécs", True),
        ("Voici :\n- - Lyon", "Voici :\nLyon", True),
        ("– Oui, dit-il.", "– Oui,\ndit-il.", True),
        ("Lyon – ville – est là", "Lyon\n– ville\n– est là", True),
        ("Saint-Denis", "SaintDenis", False),
        ("Saint-Denis", "Saint Denis", False),
        ("Lyon – Paris", "Lyon Paris", False),
        ("-5 degrés", "5 degrés", False),
        ("Lyon\n- ", "Lyon", True),
        ("Lyon\n-", "Lyon", True),
        ("Lyon\n-\nPécs", "Lyon\nPécs", True),
        ("Lyon", "Lyon Paris", False),
    ],
)
def test_only_bullets_at_the_beginning_of_a_line_may_be_missing(gold: str, other: str, same: bool) -> None:
    for one, two in ((gold, other), (other, gold)):
        pair = [(Annotated("gold", one), Annotated("found", two))]
        if same:
            assert compare(pair).documents == 1
        else:
            with pytest.raises(EvaluationError, match="its text is not that of"):
                compare(pair)


def test_a_name_has_the_same_place_behind_a_bullet_and_without_it() -> None:
    gold = Annotated("gold", "À voir :\n- Lyon\n- Pécs", (Name(11, 15, "LOC", "l"), Name(18, 22, "LOC", "p")))
    other = Annotated("found", "À voir : Lyon\nPécs", (Name(9, 13, "LOC", "l"), Name(14, 18, "LOC", "p")))
    assert compare([(gold, other)]).names.f1 == 1.0


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30))), st.tuples(st.integers(0, 30), st.integers(0, 30)))
def test_the_places_that_touch_one_are_those_that_share_a_character(pairs: list[Place], place: Place) -> None:
    covered = {at for start, end in pairs for at in range(start, end)}
    touching = Places(pairs).touching(place)
    assert bool(touching) == bool(covered & set(range(*place)))
    assert all(max(place[0], start) < min(place[1], end) for start, end in touching)


def test_files_that_cannot_be_paired_are_said(tmp_path: Path) -> None:
    for folder, name in (("a", "x.json"), ("b", "y.xml")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_text("[]", encoding="utf-8")
    with pytest.raises(
        EvaluationError, match=r"nothing in it \(y.xml\) has the name or the id of something in .*a \(x.json\); give"
    ):
        find_pairs(tmp_path / "a", tmp_path / "b")
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "x.txt").write_text("Un texte.", encoding="utf-8")
    with pytest.raises(EvaluationError, match=r"texts: it holds no annotations .* with what should be tagged"):
        find_pairs(tmp_path / "texts", tmp_path / "b")
    with pytest.raises(EvaluationError, match=r"texts: it holds no annotations .* with what was tagged"):
        find_pairs(tmp_path / "b", tmp_path / "texts")
    (tmp_path / "b" / "x.xml").write_text(TEI, encoding="utf-8")
    assert [one.path.name for pair in find_pairs(tmp_path / "a", tmp_path / "b").pairs for one in pair] == [
        "x.json",
        "x.xml",
    ]


def test_what_is_left_out_is_inside_the_folder_not_above_it(tmp_path: Path) -> None:
    for folder in ("schema/gold", "quarantine/pred", "quarantine/pred/quarantine"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "x.xml").write_text(TEI, encoding="utf-8")
    (pair,) = find_pairs(tmp_path / "schema" / "gold", tmp_path / "quarantine" / "pred").pairs
    assert [one.path.parent.name for one in pair] == ["gold", "pred"]


def test_documents_of_a_corpus_are_paired_by_id_with_the_lines_of_its_standoff_form(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for name, ident in (("one", "a.1"), ("a.2", "a.2"), ("three", "a.3")):
        document = TEI.replace('xml:id="a"', f'xml:id="{ident}"').replace("part pour", f"part {name} pour")
        (corpus / f"{name}.xml").write_text(document, encoding="utf-8")
    rows = [json.loads(STANDOFF) | standoff(parse_file(path).getroot()) for path in sorted(corpus.iterdir())]
    lines = tmp_path / "gold.jsonl"
    lines.write_text("".join(json.dumps(one) + "\n" for one in (*rows, json.loads(STANDOFF))), encoding="utf-8")
    for gold, pred in ((lines, corpus), (corpus, lines), (lines, lines)):
        done = CliRunner().invoke(command, [str(gold), str(pred), "--format", "json"])
        assert done.exit_code == 0, done.output
        report = json.loads(done.stdout)
        assert report["names"]["all"]["strict"]["f1"] == 1.0
        assert report["documents"] == 3 + (gold == pred)
        left_out = f"{lines}:4: nothing in {corpus} has its id 'a'; it is left out\n"
        assert done.stderr == (left_out if pred == corpus else "")
    lines.write_text(json.dumps(rows[0]) + '\n{"id": "a.2"\n', encoding="utf-8")
    done = CliRunner().invoke(command, [str(lines), str(lines)])
    assert done.output == f"gazetei: {lines}:2:13: it is no JSON: Expecting ',' delimiter\n"
    lines.write_text(json.dumps(rows[0]) + '\n{"id": "a.2", "text": ""}\n', encoding="utf-8")
    done = CliRunner().invoke(command, [str(lines), str(lines)])
    assert done.output.startswith(
        f"gazetei: {lines}:2: this JSON is not the form of annotations: it has no “registers”"
    )


def test_the_command_prints_a_table_or_json_and_holds_to_a_threshold(tmp_path: Path) -> None:
    for name in ("gold.xml", "pred.xml"):
        (tmp_path / name).write_text(TEI, encoding="utf-8")
    arguments = [str(tmp_path / "gold.xml"), str(tmp_path / "pred.xml")]
    assert "all                 4      4  100.0  100.0  100.0" in CliRunner().invoke(command, arguments).output
    report = json.loads(CliRunner().invoke(command, [*arguments, "--format", "json"]).output)
    assert report["names"]["all"]["strict"]["f1"] == 1.0
    (tmp_path / "pred.xml").write_text(TEI.replace("persName", "orgName"), encoding="utf-8")
    low = CliRunner().invoke(command, [*arguments, "--min-f1", "0.9"])
    assert low.exit_code == 1
    assert "below 0.900" in low.output


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 10), st.sampled_from(["PER", "LOC", "ORG"])), max_size=12))
def test_shares_are_shares_and_strict_is_never_better_than_lenient(drawn: list[tuple[int, int, str]]) -> None:
    names = [Name(start, start + size, kind, kind) for start, size, kind in drawn]
    result = compare([(GOLD, found(*names))])
    for strict, lenient in ((result.names, result.names_leniently),):
        assert 0 <= strict.right <= lenient.right <= min(strict.wanted, strict.found)
    assert 0 <= min(result.b_cubed) <= max(result.b_cubed) <= 1


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared test data is not here")
def test_the_annotated_articles_agree_with_themselves() -> None:
    pairs = find_pairs(SHARED / "gold", SHARED / "gold").pairs
    result = compare((read_annotated(one), read_annotated(other)) for one, other in pairs)
    assert (result.documents, result.names.f1, result.links.recall) == (4, 1.0, 1.0)


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.json", "[" * 100_000, "nested too deep"),
        ("a.json", "[" + "9" * 5000 + "]", "numbers that are too long"),
        ("a.json", STANDOFF.replace("[]", '[{"start": 0, "end": 9, "tag": "date", "attributes": {}}]', 1), "0–9 lies"),
        (
            "a.json",
            STANDOFF.replace("[]", '[{"start": true, "end": 4, "tag": "q", "attributes": {}}]', 1),
            "True–4 lies",
        ),
    ],
)
def test_what_is_no_place_no_document_or_several_is_refused(tmp_path: Path, name: str, text: str, says: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(EvaluationError, match=says):
        read_annotated(tmp_path / name)
    done = CliRunner().invoke(command, [str(tmp_path / name)] * 2)
    assert (done.exit_code, done.output.count("\n")) == (2, 1)


def test_entities_links_and_values_that_differ_are_listed_with_what_stands_around_them() -> None:
    names = (NAMES[0], NAMES[1], Name(39, 45, "PER", "other"), Name(56, 60, "LOC", "lyon", frozenset({"geonames:2"})))
    result = compare([(GOLD, found(*names, quotations=(SAID,), dates=(Date(33, 37, "2024-12-01"),)))])
    assert [(one.path, one.what, one.wanted, one.found, one.start) for one in result.differences] == [
        ("gold", "entity", "anne", "other", 39), ("gold", "link", "geonames:1", "geonames:2", 56),
        ("gold", "value", "2024-12-02", "2024-12-01", 33),
    ]  # fmt: skip
    assert result.differences[0].context == "rt a dit « oui » à Lyon hier. Lefort part pour Lyon."


def test_dates_are_compared_by_the_days_they_cover_and_open_ones_count_neither_way() -> None:
    assert period("2012-W43") == period("2012-10-22/2012-10-28")
    assert period("2024-02") == period("2024-02-01/2024-02-29")
    assert period("197X") == period("1970/1979")
    assert period("2019-06") != period("2019-06-21")
    assert period("2024-02-30") == ("2024-02-30", "2024-02-30")
    gold = Annotated("gold", TEXT, open_dates=((33, 37),), dates=(Date(46, 50, "2024"),))
    result = compare([(gold, found(dates=(Date(33, 37, "2024"), Date(46, 50, "2024-01-01/2024-12-31"))))])
    assert (result.dates.f1, result.values.recall, result.differences) == (1.0, 1.0, [])


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=20))
def test_b_cubed_is_the_mean_over_the_names(drawn: list[tuple[int, int]]) -> None:
    text = "x " * len(drawn)
    sides = [
        Annotated("a", text, tuple(Name(2 * at, 2 * at + 1, "PER", f"{pair[side]}") for at, pair in enumerate(drawn)))
        for side in (0, 1)
    ]
    shares = [0.0, 0.0]
    for one in drawn:
        both = drawn.count(one)
        shares[0] += both / sum(other[1] == one[1] for other in drawn)
        shares[1] += both / sum(other[0] == one[0] for other in drawn)
    assert compare([(sides[0], sides[1])]).b_cubed == pytest.approx([share / len(drawn) for share in shares])
