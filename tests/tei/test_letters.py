"""A form without accents and case is the same wherever it is asked for."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from encoder.linking.keys import key
from encoder.naming import safe_name
from encoder.registers.words import fold as fold_name
from encoder.rules.lexicon import bare
from tei.letters import fold, without_accents
from tei.registers import slug


@pytest.mark.parametrize(
    ("form", "plain"),
    [
        ("Wałęsa", "walesa"), ("WAŁĘSA", "walesa"), ("Œuvre", "oeuvre"), ("Bjørn", "bjorn"), ("Đorđe", "dorde"),
        ("Þór", "thor"), ("Ħamrun", "hamrun"), ("Straße", "strasse"), ("Élysée", "elysee"), ("Kırıkkale", "kirikkale"),
        ("İzmir", "izmir"), ("Gəncə", "ganca"), ("Æneas", "aeneas"), ("㎆", "mb"), ("Ǽ", "ae"),
    ],
)  # fmt: skip
def test_a_name_is_folded_alike_by_rules_registers_places_and_ids(form: str, plain: str) -> None:
    for written in (form, unicodedata.normalize("NFD", form)):
        assert fold(written) == plain
        assert {fold_name(written), key(written), slug(written), bare(written).casefold()} == {plain}
        assert safe_name(written).casefold() == plain


def test_case_is_kept_where_it_tells_something() -> None:
    assert without_accents("État de l’Œuvre, ŁÓDŹ, ẞ") == "Etat de l’OEuvre, LODZ, SS"


@given(st.text())
def test_folding_twice_changes_nothing_and_leaves_no_accent(form: str) -> None:
    once = fold(form)
    assert fold(once) == once
    assert not any(unicodedata.combining(one) for one in once)
