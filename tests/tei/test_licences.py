"""Licences: one way to tell which one is meant, however it is named."""

import pytest

from tei.licences import licence_address, licence_status, spdx


@pytest.mark.parametrize(
    ("licence", "identifier", "status"),
    [
        ("https://creativecommons.org/licenses/by/4.0/", "CC-BY-4.0", "free"),
        ("http://creativecommons.org/licenses/by-sa/3.0/deed.fr", "CC-BY-SA-3.0", "free"),
        ("https://creativecommons.org/licenses/by/3.0/fr/", "", "free"),
        ("CC BY-SA 4.0", "CC-BY-SA-4.0", "free"),
        ("cc-by-4.0", "CC-BY-4.0", "free"),
        ("CC BY-NC-ND 4.0", "CC-BY-NC-ND-4.0", "restricted"),
        ("https://creativecommons.org/licenses/by-nc/4.0/", "CC-BY-NC-4.0", "restricted"),
        ("CC0", "CC0-1.0", "free"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0", "free"),
        ("https://creativecommons.org/publicdomain/mark/1.0/", "", "free"),
        ("https://spdx.org/licenses/etalab-2.0.html", "etalab-2.0", "restricted"),
        ("© Le Quotidien, CC BY 4.0 pour les images", "", "restricted"),
        ("", "", "unknown"),
    ],
)
def test_a_licence_is_known_by_address_identifier_and_name(licence: str, identifier: str, status: str) -> None:
    assert (spdx(licence), licence_status(licence)) == (identifier, status)


def test_a_name_leads_to_the_address_of_its_licence() -> None:
    assert licence_address("CC BY-SA 4.0") == "https://creativecommons.org/licenses/by-sa/4.0/"
    assert licence_address("CC0") == "https://creativecommons.org/publicdomain/zero/1.0/"
    assert licence_address("https://licence.example/1") == "https://licence.example/1"
    assert licence_address("all rights reserved") == ""
