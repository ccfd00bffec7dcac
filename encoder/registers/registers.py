"""One entry for one person, place or organisation: mentions are grouped and point to the document's registers.

Each kind of name says which shorter forms a form may be followed by (:mod:`encoder.registers.persons` and its
neighbours); :mod:`encoder.registers.mentions` decides over the whole document which mention follows which.
"""

import bisect
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from encoder.registers import organisations, persons, places
from encoder.registers.families import birth_names, names_several, shared_surnames
from encoder.registers.forenames import is_forename
from encoder.registers.genders import born, genders
from encoder.registers.mentions import SEVERAL, Bearer, Cue, Knowledge, Mention, Reference, group, sentence_ends
from encoder.registers.roles import role_after, roles_before
from encoder.registers.words import Words, is_caps, words
from tei import Annotation, Entry, Form, Kind, Layer, NamePart, Span, entry_id

RESP: Final = "#entities"
_KINDS: Final[dict[str, Kind]] = {"persName": "person", "orgName": "org", "placeName": "place"}
_CLERIC: Final = "cleric"
_SOVEREIGN: Final = ("religious", "nobility")


def register(text: str, blocks: Sequence[Span], names: Layer) -> tuple[Layer, tuple[Entry, ...]]:
    """Give the layer with ``@ref`` on every name, and the entries they point to, the fullest form first in each.

    A mention whose bearer is not certain has ``@cert="low"``. Source: TEI P5, 13.3.
    """
    ordered = sorted(names.annotations, key=lambda one: one.span)
    ends = sentence_ends(text)
    references: dict[tuple[str, Span], str] = {}
    unsure: set[tuple[str, Span]] = set()
    entries: list[Entry] = []
    for tag, kind in _KINDS.items():
        mentions = [_mention(text, blocks, one) for one in ordered if one.tag == tag]
        if kind == "person":
            mentions = _with_titles(_with_surnames(text, mentions))
        found = group(mentions, _knowledge(text, kind, mentions), ends)
        made = _entries(kind, mentions, found, entries)
        for mention, reference in zip(mentions, found, strict=True):
            references[tag, mention.span] = f"#{made[reference.bearer].id}"
            if not reference.certain:
                unsure.add((tag, mention.span))
        entries.extend(made.values())
    linked = (one.having(ref=references[one.tag, one.span]) for one in names.annotations)
    doubted = (one.having(cert="low") if (one.tag, one.span) in unsure else one for one in linked)
    return Layer(names.name, tuple(doubted)), tuple(entries)


def new_entry(
    kind: Kind, form: Form, entries: Iterable[Entry], *, entry_type: str = "", cert: str = "", resp: str = ""
) -> Entry:
    """Give an entry for one who is not among ``entries``, its id made from ``form`` and unlike theirs.

    For an unnamed source: ``new_entry("person", Form("source policière", "anonymous"), entries)``.
    """
    return Entry(
        entry_id(kind, form.text, (one.id for one in entries)), kind, (form,), entry_type, cert=cert, resp=resp
    )


def _mention(text: str, blocks: Sequence[Span], one: Annotation) -> Mention:
    form = " ".join(text[one.span.start : one.span.end].split())
    block = block_of(blocks, one.span)
    cue = Cue()
    if one.tag == "persName":
        cue = _cue(text, one.span, block, form)
    elif one.tag == "placeName":
        cue = Cue(split=places.kind_before(text, one.span, block))
    return Mention(one.span, form, words(form), cue)


def block_of(blocks: Sequence[Span], span: Span) -> Span:
    """Give the block that a span lies in."""
    return blocks[max(0, bisect.bisect_right(blocks, span.start, key=lambda block: block.start) - 1)]


def _cue(text: str, span: Span, block: Span, form: str) -> Cue:
    """Read what stands beside a person's name: a gender, a surname behind « M. », a sovereign's own name."""
    alone = len(form.split()) == 1
    if not persons.parse(form).full and names_several(text, span.start, block.start):
        return Cue(split=SEVERAL)
    role = next(roles_before(text, span, block), None)
    if role is None:
        after = role_after(text, span, block)
        told = born(text, span.end) or (after.gender if after else "")
        return Cue(told, firm=told == "f")
    split = "sovereign" if alone and role.type in _SOVEREIGN and role.gender == "m" else ""
    if split and role.type == "religious" and text[role.span.start : role.span.end].casefold().split()[0] != "pape":
        split = _CLERIC
    honorific = role.type == "honorific"
    # « le maire » may be said of a woman, « la maire » not of a man
    firm = role.gender == "f" or (honorific and role.gender == "m")
    return Cue(role.gender, firm=firm, split=split, surname=honorific and alone)


def _with_surnames(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Give the mentions with the full name of those whose surname is said once for several, or at birth was another."""
    names = {one.words: persons.parse(one.form) for one in mentions}
    found = list(mentions)
    for index, meant in shared_surnames(text, mentions, names).items():
        found[index] = replace(mentions[index], words=words(meant), meant=meant, cue=Cue())
    for index, bearer in birth_names(text, mentions).items():
        found[index] = replace(mentions[index], words=bearer.words, meant=bearer.meant or bearer.form, cue=bearer.cue)
    return found


def _with_titles(mentions: Sequence[Mention]) -> list[Mention]:
    """Give the mentions, a cleric's lone name taken for his surname where somebody with a full name has it.

    « Le patriarche Hadji » is Élias Hadji; « le père Michel » is not Louise Michel.
    """
    names = (persons.parse(one.meant or one.form) for one in mentions)
    surnames = {words(surname) for name in names if name.full for surname in name.texts("surname")}
    found = []
    for one in mentions:
        if one.cue.split == _CLERIC:
            named_so = one.words in surnames and not is_forename(one.form)
            cue = one.cue._replace(split="" if named_so else "sovereign", surname=named_so)
            found.append(replace(one, cue=cue))
        else:
            found.append(one)
    return found


def _knowledge(text: str, kind: Kind, mentions: Sequence[Mention]) -> Knowledge:
    forms: dict[Words, str] = {}
    for one in mentions:
        forms.setdefault(one.words, one.meant or one.form)
    if kind == "person":
        parsed = {words_: persons.parse(form) for words_, form in forms.items()}
        shorts = {words_: persons.shorts(name) for words_, name in parsed.items()}
        return Knowledge(
            shorts,
            genders(mentions, parsed, shorts),
            {words_: "" for words_, name in parsed.items() if name.full},
        )
    if kind == "org":
        acronyms = organisations.introduced(text, mentions)
        return Knowledge({form: organisations.shorts(form, forms, acronyms) for form in forms})
    return Knowledge({form: places.shorts(form) for form in forms}, apart=True)


def _entries(
    kind: Kind, mentions: Sequence[Mention], references: Sequence[Reference], others: Sequence[Entry]
) -> dict[Bearer, Entry]:
    """Give an entry for each bearer, in the order they are spoken of first."""
    forms: dict[Bearer, dict[str, Words]] = {}
    meant: dict[Bearer, str] = {}
    for mention, reference in zip(mentions, references, strict=True):
        forms.setdefault(reference.bearer, {})[mention.form] = words(mention.form)
        if mention.meant:
            meant.setdefault(reference.bearer, mention.meant)
    taken = {one.id for one in others}
    made = {}
    for bearer, its_forms in forms.items():
        ordered = sorted(its_forms, key=lambda form: (its_forms[form] != bearer[0], is_caps(form), -len(form)))
        fullest = ordered[0] if its_forms[ordered[0]] == bearer[0] else meant.get(bearer, ordered[0])
        identifier = entry_id(kind, fullest, taken)
        taken.add(identifier)
        typed = tuple(_form(kind, form, its_forms, bearer[0]) for form in ordered)
        entry_type = places.type_of(bearer[1]) if kind == "place" else ""
        made[bearer] = Entry(identifier, kind, typed, entry_type, cert="medium", resp=RESP)
    return made


def _form(kind: Kind, form: str, forms: dict[str, Words], fullest: Words) -> Form:
    """Give a form with its type, where there are several, and a person's with its parts."""
    several = len(set(forms.values())) > 1
    if kind == "org" and several and forms[form] != fullest and organisations.is_acronym(form):
        return Form(form, "acronym")
    form_type = ("full" if forms[form] == fullest else "short") if several else ""
    return Form(form, form_type, parts_of(form) if kind == "person" else ())


def parts_of(form: str) -> tuple[NamePart, ...]:
    """Give the parts of a person's name where they can be told, and none where not."""
    name = persons.parse(form)
    return tuple(NamePart(part.tag, part.start, part.end) for part in name.parts) if name.told else ()
