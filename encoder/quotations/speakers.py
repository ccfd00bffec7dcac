"""Who speaks: from the phrase beside a cue to an entry of the register.

Names bring their entry along. A pronoun or « le ministre » means somebody the article has named: the last speaker or
subject of the same gender, the person whose office it was said to be. Anything else is an unnamed source, which gets
an entry of its own. Where nothing is plain, there is no speaker.
"""

import bisect
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from encoder.quotations.lexicon import Gender, feminine_of, office_key, plain, words
from encoder.quotations.phrases import Phrase, without_determiner
from encoder.quotations.pronouns import meant_by
from encoder.quotations.turns import Office, Speaker, Turn
from tei import Annotation, Entry, Form, Kind, Span, entry_id

RESP: Final = "#quotations"
_FORM: Final = 80
_BACK: Final = 12
"""How many speakers and subjects back a pronoun may reach."""

_OFTEN: Final = 3
"""How often the one person that an article is about is named, at least."""

_NEAR: Final = 3
"""How many blocks back a pronoun or an office may reach."""


@dataclass(slots=True)
class Discourse:
    """What the article has said so far about who is who: learned before, and filled as speakers are found.

    ``subjects``, ``named`` (each mention of a person), ``acting`` (« le discours de X ») and ``offices`` (by
    :func:`office_key`) are those of the whole article, in its order; ``held`` are who
    has one (``occupied``: even one that goes with another), ``counts`` how often each person is named, ``first`` where;
    ``things`` are ships and the like, which no pronoun that speaks means;
    ``headline`` are who is named in the first block. ``offices_only`` are unnamed sources known by an office, ``same``
    those that were named afterwards. ``apart`` are the numbers of blocks that are no running text (headlines, links):
    no pronoun reaches out of them or into them.
    """

    text: str
    entries: tuple[Entry, ...] = ()
    apart: frozenset[int] = frozenset()
    things: set[str] = field(default_factory=set)
    genders: dict[str, Gender] = field(default_factory=dict)
    offices: dict[str, list[Office]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    headline: set[str] = field(default_factory=set)
    first: dict[str, int] = field(default_factory=dict)
    offices_only: dict[str, Phrase] = field(default_factory=dict)
    same: dict[str, str] = field(default_factory=dict)
    occupied: set[str] = field(default_factory=set)
    held: set[str] = field(default_factory=set)
    subjects: list[Turn] = field(default_factory=list)
    named: list[Turn] = field(default_factory=list)
    acting: list[Turn] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)
    unnamed: dict[str, list[tuple[str, Phrase]]] = field(default_factory=dict)
    anonymous: set[str] = field(default_factory=set)
    new: list[Entry] = field(default_factory=list)
    mentions: dict[Span, Annotation] = field(default_factory=dict)
    _first_words: dict[str, set[str]] = field(default_factory=dict)
    _alike: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for entry in self.entries:
            base, _, number = entry.id.rpartition(".")
            numbered = number.isdecimal() and "." in base
            self._alike[base if numbered else entry.id] = max(
                self._alike.get(base if numbered else entry.id, 0), int(number) if numbered else 1
            )
            for form in entry.forms if entry.kind == "org" else ():
                self._first_words.setdefault(form.text.casefold().split()[0], set()).add(f"#{entry.id}")

    def resolve(self, phrase: Phrase, at: int, block: int, *, since: int = -1, speaks: bool = False) -> Speaker | None:
        """Give the speaker a phrase means at this place of the text, ``None`` if it cannot be told.

        ``since`` is where its sentence begins: a pronoun means the subject in front of it there, if there is one.
        ``speaks`` tells that it is the subject of a verb of saying, so that a noun of any kind means somebody.
        """
        if phrase.kind == "name":
            refs = tuple(dict.fromkeys(one.get("ref") for one in phrase.names))
            speaker = Speaker(refs, "high") if all(refs) else None
            if len(refs) == 1:
                self._introduce(refs[0], phrase, block)
        elif phrase.kind == "pronoun":
            speaker = self._pronoun(phrase, at, block, since)
        else:
            speaker = self._noun(phrase, at, block, speaks=speaks)
        if speaker and speaker.refs and not speaker.written:
            self.speak(speaker, at, block, phrase)
        return speaker

    def _introduce(self, ref: str, phrase: Phrase, block: int) -> None:
        """Take a person who is named for the first time for the office that spoke right before, which nobody had.

        « Le procureur a promis une enquête. « … », a précisé Luc Morin. »
        """
        last = self.turns[-1] if self.turns else None
        if last is None or last.block != block or last.refs[0] not in self.offices_only or ref in self.held:
            return
        if self.first.get(ref) == phrase.names[0].span.start and self._agrees(ref, self.offices_only[last.refs[0]]):
            self.same[last.refs[0]] = ref
            self.new = [one for one in self.new if f"#{one.id}" != last.refs[0]]

    def name(self, office: tuple[str, ...], refs: tuple[str, ...]) -> None:
        """Take who is known by an office alone for the person who says the same words elsewhere."""
        known = len(office) == len(refs) == 1 and office[0] in self.offices_only and refs[0] not in self.anonymous
        if known and refs[0].startswith("#pers.") and self._agrees(refs[0], self.offices_only[office[0]]):
            self.same[office[0]] = refs[0]
            self.new = [one for one in self.new if f"#{one.id}" != office[0]]

    def final(self, refs: tuple[str, ...]) -> tuple[str, ...]:
        """Give the entries that pointers lead to, once the whole article is read."""
        return tuple(dict.fromkeys(self.same.get(ref, ref) for ref in refs))

    def speak(self, speaker: Speaker, at: int, block: int, phrase: Phrase | None = None) -> None:
        """Remember that somebody speaks at this place."""
        gender: Gender = self.genders.get(speaker.refs[0], "x")
        if gender == "x" and phrase is not None and phrase.gender != "x":
            gender = phrase.gender
            self.genders.setdefault(speaker.refs[0], gender)
        plural = phrase.plural if phrase else len(speaker.refs) > 1
        self.turns.append(Turn(at, block, speaker.refs, gender, plural or len(speaker.refs) > 1))

    def learn(self, office: Office) -> None:
        """Remember that a person has an office, or a profession."""
        self.offices.setdefault(office_key(office.noun), []).append(office)
        if office.noun in words("office"):
            self.occupied.add(office.ref)
        if office.noun in words("office") and office.noun not in words("any-office"):
            self.held.add(office.ref)

    def last(self, at: int, block: int) -> Turn | None:
        """Give the last turn before a place, in its block or the one before."""
        found = next((turn for turn in reversed(self.turns[-_BACK:]) if turn.at < at), None)
        return found if found and block - found.block <= 1 and self._together(found.block, block) else None

    def subject_before(self, at: int, since: int, block: int) -> Turn | None:
        """Give the last subject of a sentence between two places."""
        found = next(iter(reversed(self._before(self.subjects, at))), None)
        return found if found and found.at >= since and self._together(found.block, block) else None

    def person_before(self, at: int, block: int) -> Turn | None:
        """Give the last person named before a place in its block."""
        named = self._before(self.named, at)
        return named[-1] if named and named[-1].block == block else None

    def subject_after(self, at: int, until: int) -> Turn | None:
        """Give the first subject between two places, if it is named."""
        place = bisect.bisect_left(self.subjects, at, key=lambda one: one.at)
        one = self.subjects[place] if place < len(self.subjects) else None
        return one if one is not None and one.refs and one.at < until else None

    def _together(self, one: int, other: int) -> bool:
        return one == other or (one not in self.apart and other not in self.apart)

    def _before(self, turns: Sequence[Turn], at: int) -> Sequence[Turn]:
        """Give the last of some turns before a place, in their order."""
        place = bisect.bisect_left(turns, at, key=lambda one: one.at)
        return turns[max(0, place - _BACK) : place]

    def _reaches(self, turn: Turn, block: int) -> bool:
        return block - turn.block <= _NEAR and self._together(turn.block, block)

    def _recent(self, at: int, block: int) -> list[Turn]:
        """Give the turns and subjects before a place, the last first."""
        turns = [turn for turn in self.turns[-_BACK:] if turn.at < at]
        both = (*turns, *self._before(self.subjects, at))
        near = [one for one in both if self._reaches(one, block)]
        return sorted(near, key=lambda turn: (turn.at, not turn.refs), reverse=True)

    def _pronoun(self, phrase: Phrase, at: int, block: int, since: int) -> Speaker | None:
        if phrase.head == "on":
            return None
        recent = self._recent(at, block)
        if phrase.head == "même source":
            return Speaker(recent[0].refs, "medium") if recent and recent[0].refs else None
        if phrase.head.startswith("intéressé") and self.turns:
            recent = [turn for turn in recent if turn.refs != self.turns[-1].refs]
        recent = [turn for turn in recent if not self.things.issuperset(turn.refs) or not turn.refs]
        named = [one for one in self._before(self.named, at) if self._reaches(one, block)]
        meant = meant_by(phrase, recent, named, self.genders, block=block, since=since)
        if meant is None or meant.turn.phrase is None:
            return Speaker(meant.turn.refs, meant.cert) if meant else None
        return self._noun(meant.turn.phrase, meant.turn.at, meant.turn.block)

    def _noun(self, phrase: Phrase, at: int, block: int, *, speaks: bool = False) -> Speaker | None:
        head = phrase.head
        if head in words("text") and head not in words("person"):
            named = [one.get("ref") for one in phrase.inner if one.tag != "placeName" and one.get("ref")]
            return Speaker(tuple(named[:1]), "medium", written=True)
        if phrase.place and not phrase.person_like:
            return None  # a street
        if phrase.named:
            ref = self._same_unnamed(phrase)
            return self._mentioned(phrase, ref, "medium") if ref else self._unnamed(phrase)
        if not phrase.indefinite and (known := self._known(phrase, at, block)):
            return known
        return self._unnamed(phrase) if phrase.person_like or speaks else None

    def _known(self, phrase: Phrase, at: int, block: int) -> Speaker | None:
        """Give the one that a definite noun phrase means, if the article names it."""
        head = phrase.head
        if head in words("relational") and phrase.inner:
            ref = self._same_unnamed(phrase)
            return self._mentioned(phrase, ref, "medium") if ref else self._protagonist(phrase)
        if known := self._known_organisation(phrase, at, block):
            return known
        if not phrase.plural and (office := self._heading(phrase, at) or self._office(phrase, at, block)):
            return office
        if ref := self._same_unnamed(phrase) or self._spoken_of(phrase, at, block):
            return self._mentioned(phrase, ref, "medium")
        if not phrase.plural and not phrase.place and head not in words("org"):
            return self._protagonist(phrase)
        return None

    def _protagonist(self, phrase: Phrase) -> Speaker | None:
        """Give the one person the article is about, for an office that it gives to nobody: « le Premier ministre »."""
        related = phrase.head in words("relational")
        if not related and phrase.head not in words("office") and phrase.head not in words("work-maker"):
            return None
        ranked = [ref for ref, count in sorted(self.counts.items(), key=lambda one: -one[1]) if count >= _OFTEN]
        ranked = [ref for ref in ranked if not self._is_inside(phrase, ref)]
        if phrase.head in words("work-maker"):
            ranked = [ref for ref in self.headline if ref.startswith("#pers.")]
        headed = [ref for ref in ranked if ref in self.headline]
        alone = len(ranked) == 1 or (len(ranked) > 1 and self.counts[ranked[1]] * 2 <= self.counts[ranked[0]])
        ref = headed[0] if len(headed) == 1 else ranked[0] if alone else ""
        if not ref or (ref in self.held and not related) or not self._agrees(ref, phrase):
            return None
        self.learn(Office(phrase.span.start, phrase.head, ref))
        return self._mentioned(phrase, ref, "low")

    def _same_unnamed(self, phrase: Phrase) -> str:
        """Give the last unnamed source that these words can mean too: « la source militaire » after « une source »."""
        asked = self.content(phrase.span)
        for ref, known in reversed(self.unnamed.get(phrase.head, ())[-_BACK:]):
            fits = known.gender == phrase.gender or "x" in (known.gender, phrase.gender)
            its_words = self.content(known.span)
            if fits and known.plural == phrase.plural and (asked <= its_words or its_words <= asked):
                return ref
        return ""

    def _spoken_of(self, phrase: Phrase, at: int, block: int) -> str:
        """Give the entry of an unnamed one who was spoken of before: « cette source » after « selon une source »."""
        for turn in self._recent(at, block):
            known = turn.phrase
            if known is None or known.head != phrase.head or not known.indefinite or known.span == phrase.span:
                continue
            if self.content(phrase.span) <= self.content(known.span):
                return self._unnamed(known).refs[0]
        return ""

    def content(self, span: Span) -> frozenset[str]:
        """Give the words of a phrase that say what it means: neither determiners nor prepositions."""
        found = plain(self.text[span.start : span.end]).replace("'", "' ").split()
        return frozenset(one for one in found if one not in words("determiner") and one not in words("preposition"))

    def _organisation(self, phrase: Phrase) -> str | None:
        """Give the organisation: « le parquet », its only one; « la direction de la SNCF », the SNCF itself."""
        orgs = [one.get("ref") for one in phrase.inner if one.tag == "orgName" and one.get("ref")]
        if phrase.head in words("body") and len(orgs) == 1:
            return orgs[0]
        found = self._first_words.get(phrase.head, set())
        return next(iter(found)) if len(found) == 1 and not phrase.complement else None

    def _known_organisation(self, phrase: Phrase, at: int, block: int) -> Speaker | None:
        if phrase.head in words("org") and (known := self._organisation(phrase)):
            return Speaker((known,), "medium")
        ref = self._organisation_before(phrase, at, block)
        return self._mentioned(phrase, ref, "low") if ref else None

    def _organisation_before(self, phrase: Phrase, at: int, block: int) -> str:
        """Give the one organisation that spoke or acted right before, for « le syndicat », « l’ONG »."""
        if phrase.plural or phrase.complement or phrase.possessive or phrase.head not in words("as-organisation"):
            return ""
        near = [one for one in self._recent(at, block) if block - one.block <= 1 and len(one.refs) == 1]
        found = list(dict.fromkeys(one.refs[0] for one in near if one.refs[0].startswith("#org.")))
        return found[0] if len(found) == 1 and found[0] not in self.anonymous else ""

    def _office(self, phrase: Phrase, at: int, block: int) -> Speaker | None:  # noqa: PLR0911 (one case each)
        """Give the person whose office the noun is: the last one named before, one it could be, or the only one."""
        keys = words("elected") if phrase.head in ("élu", "élue") else (office_key(phrase.head),)
        alike = sorted((one for key in keys for one in self.offices.get(key, ())), key=lambda one: one.at)
        others = [one for one in alike[-_BACK:] if not self._is_inside(phrase, one.ref)]
        same = [one for one in others if self._agrees(one.ref, phrase)] or [
            one
            for one in others
            if one.noun == phrase.head != feminine_of(phrase.head) and phrase.head in words("office")
        ]  # « Mme X, procureur général » is « le procureur général »
        of = self.content(phrase.span) - {phrase.head}
        if org := self.headed(phrase.span.start, phrase.head, phrase.inner):
            same = [one for one in same if one.heads == org or not of & one.of]  # « directrice des ventes de l’ORG »
        before = [one for one in same if one.at < at]
        exact = [one for one in before if not of or of & one.of]
        if exact:
            return self._mentioned(phrase, exact[-1].ref, "medium")
        if before and (someone := self._salient(phrase, at, block)):
            return someone
        if before:
            return self._mentioned(phrase, before[-1].ref, "low")
        if someone := self._salient(phrase, at, block) or self._protagonist(phrase):
            return someone
        if phrase.head in words("in-office") and (ref := self._acting(phrase, at, block)):
            self.learn(Office(at, phrase.head, ref))
            return self._mentioned(phrase, ref, "low")
        if same and len({one.ref for one in same}) == 1 and not phrase.complement:
            return self._mentioned(phrase, same[0].ref, "low")
        return None

    def _acting(self, phrase: Phrase, at: int, block: int) -> str:
        """Give the one person whose decision, visit or speech was told of just before: « le discours de X »."""
        near = [one for one in self._before(self.acting, at) if block - one.block <= 1]
        found = {one.refs[0] for one in near if self._agrees(one.refs[0], phrase) and one.refs[0] not in self.held}
        return next(iter(found)) if len(found) == 1 else ""

    def _heading(self, phrase: Phrase, at: int) -> Speaker | None:
        """Give the one person who heads the same organisation by another office: « la patronne de l’ORG »."""
        if not (org := self.headed(phrase.span.start, phrase.head, phrase.inner)):
            return None
        offices = [one for noun in words("heading") for one in self.offices.get(office_key(noun), ())]
        refs = {one.ref for one in offices if one.heads == org and one.at < at and self._agrees(one.ref, phrase)}
        return self._mentioned(phrase, refs.pop(), "medium") if len(refs) == 1 else None

    def headed(self, start: int, noun: str, names: Sequence[Annotation]) -> str:
        """Give the organisation that an office is at the head of: « secrétaire générale de l’ORG ».

        « Directeur de la communication de l’ORG » heads no organisation. ``start`` is where the words around the
        noun begin.
        """
        if not names or names[0].tag != "orgName" or noun not in words("heading"):
            return ""
        between = self.content(Span(start, max(start, names[0].span.start))) - {noun}
        return names[0].get("ref") if between <= words("heading-words") else ""

    def _salient(self, phrase: Phrase, at: int, block: int) -> Speaker | None:
        """Give the person the last sentences are about, for « le cinéaste », « la biologiste »."""
        if not phrase.person_like or phrase.place or phrase.possessive or phrase.head in words("org"):
            return None
        if phrase.head in words("group") or phrase.head in words("unnamed"):
            return None
        candidates = [
            one
            for one in self._recent(at, block)
            if not one.plural and one.refs and one.refs[0].startswith("#pers.") and one.refs[0] not in self.anonymous
            and self._agrees(one.refs[0], phrase) and not self._is_inside(phrase, one.refs[0])
        ]  # fmt: skip
        if phrase.head in words("office"):
            same = {one.ref for one in self.offices.get(office_key(phrase.head), ())[-_BACK:]}
            taken = self.occupied if phrase.complement else self.held
            candidates = [one for one in candidates if one.refs[0] not in taken or one.refs[0] in same]
        near = [one for one in candidates if block - one.block <= 1]
        if not near and len({one.refs for one in candidates}) > 1:
            return None
        best = next(iter(near or (() if phrase.head in words("office") else candidates)), None)
        reach = 1 if phrase.head in words("office") else 0
        if best is None or (phrase.complement and block - best.block > reach):
            return None
        if phrase.head in words("office") and phrase.inner and self.turns and self.turns[-1].at > best.at:
            return None  # somebody else has spoken since: « la maire de X » is a new one
        self.learn(Office(at, phrase.head, best.refs[0]))
        return self._mentioned(phrase, best.refs[0], "low")

    def _is_inside(self, phrase: Phrase, ref: str) -> bool:
        """Tell whether somebody is named in the complement of a noun: « le successeur de X » is not X."""
        return any(one.get("ref") == ref for one in phrase.inner)

    def _agrees(self, ref: str, phrase: Phrase) -> bool:
        known = self.genders.get(ref, "x")
        return known == "x" or phrase.gender in ("x", known)

    def _mentioned(self, phrase: Phrase, ref: str, cert: str) -> Speaker:
        kind = "person" if ref.startswith("#pers.") else "org"
        start, end = phrase.span.start, phrase.span.end
        mention = Annotation.of("rs", start, end, type=kind, ref=ref, cert=cert, resp=RESP)
        self.mentions.setdefault(phrase.span, mention)
        return Speaker((ref,), cert)

    def _unnamed(self, phrase: Phrase) -> Speaker:
        """Give the entry of an unnamed source, a new one unless these very words have one."""
        if phrase.span in self.mentions:
            return Speaker((self.mentions[phrase.span].get("ref"),), "medium")
        shown = without_determiner(" ".join(self.text[phrase.span.start : phrase.span.end].split()))[:_FORM].strip()
        is_person = phrase.head not in words("org") and not phrase.plural and not phrase.place
        form = Form(shown, "short" if phrase.named else "anonymous" if is_person else "descriptive")
        kind: Kind = "person" if is_person else "org"
        base = entry_id(kind, form.text)
        self._alike[base] = number = self._alike.get(base, 0) + 1
        entry = Entry(base if number == 1 else f"{base}.{number}", kind, (form,), cert="medium", resp=RESP)
        self.new.append(entry)
        if phrase.head in words("office") and not phrase.plural and not phrase.indefinite:
            self.offices_only[f"#{entry.id}"] = phrase
        self.unnamed.setdefault(phrase.head, []).append((f"#{entry.id}", phrase))
        self.anonymous.add(f"#{entry.id}")
        return self._mentioned(phrase, f"#{entry.id}", "medium")
