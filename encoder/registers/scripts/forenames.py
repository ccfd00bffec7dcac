"""Make ``encoder/data/forenames.txt`` anew: ``python -m encoder.registers.scripts.forenames``.

Takes the forenames that the Faker package (MIT) carries for languages in Latin script: those of its French-language
parts, and those that at least two of its other parts have; and those of ``forenames-more.txt``.
"""

import unicodedata
from collections import Counter, defaultdict
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Final

DATA: Final = Path(__file__).parents[2] / "data"
FRENCH: Final = ("fr_BE", "fr_CA", "fr_CH", "fr_DZ", "fr_FR")
OTHERS: Final = (
    "az_AZ", "cs_CZ", "da_DK", "de_AT", "de_CH", "de_DE", "de_LU", "en_GB", "en_IE", "en_IN", "en_KE", "en_NG",
    "en_NZ", "en_US", "es_AR", "es_CA", "es_CO", "es_ES", "es_MX", "et_EE", "fi_FI", "ga_IE", "ha_NG", "hr_HR",
    "hu_HU", "id_ID", "ig_NG", "is_IS", "it_IT", "lt_LT", "lv_LV", "nl_BE", "nl_NL", "no_NO", "pl_PL", "pt_BR",
    "pt_PT", "ro_RO", "sk_SK", "sl_SI", "sv_SE", "sw", "tr_TR", "tw_GH", "uz_UZ", "yo_NG", "zu_ZA",
)  # fmt: skip
HEADER: Final = """\
# Forenames and the gender they are given to (“f”, “m”, or “b” for both), before names that begin with the same letter.
# Made by encoder/registers/scripts/forenames.py from Faker {version} (https://github.com/joke2k/faker, MIT licence, see
# NOTICE): the names of its French-language parts, and those that two others have; and from forenames-more.txt.
"""


def _usable(name: str) -> bool:
    latin = all("LATIN" in unicodedata.name(letter, "") for letter in name if letter.isalpha())
    return len(name) > 1 and latin and name.replace("-", "").replace("’", "").isalpha() and name[0].isupper()


def _collect() -> dict[str, Counter[str]]:
    genders: dict[str, Counter[str]] = defaultdict(Counter)
    parts: dict[str, set[str]] = defaultdict(set)
    for part in (*FRENCH, *OTHERS):
        provider = import_module(f"faker.providers.person.{part}").Provider
        for attribute, gender in (("first_names_male", "m"), ("first_names_female", "f")):
            names = provider.__dict__.get(attribute, ())
            for name in () if isinstance(names, property) else names:
                if _usable(name):
                    genders[name][gender] += 1
                    parts[name].update(("fr", "French") if part in FRENCH else (part.partition("_")[0],))
    chosen = {name: genders[name] for name, where in parts.items() if len(where) > 1}
    for line in (DATA / "forenames-more.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            gender, *names = line.split()
            for name in names:
                chosen[name] = Counter("fm" if gender == "b" else gender)
    return chosen


def _gender(seen: Counter[str]) -> str:
    """Give the gender that is at least three times as frequent as the other, or “b”."""
    (gender, often), (_, seldom) = [*seen.most_common(2), ("", 0)][:2]
    return gender if often >= 3 * seldom else "b"


def main() -> None:
    lines: dict[tuple[str, str], list[str]] = defaultdict(list)
    chosen = _collect()
    for name in sorted(chosen):
        lines[_gender(chosen[name]), unicodedata.normalize("NFD", name)[0]].append(name)
    body = "".join(f"{gender} {' '.join(names)}\n" for (gender, _), names in sorted(lines.items()))
    header = HEADER.format(version=version("faker"))
    (DATA / "forenames.txt").write_text(header + body, encoding="utf-8")
    print(f"{len(chosen)} forenames")


if __name__ == "__main__":
    main()
