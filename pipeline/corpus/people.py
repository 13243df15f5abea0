"""Who is who: from handles and names, as reports and sites write them, to people and their accounts.

Here: what is seen (`Sighting`), what speaks for two of them being one person (`Join`), and putting them together.
Not here: where the joins are found (`sightings`), rows (`normalise`).

A *mark* is how somebody is known: an account (site and handle), or a name within its scope, the series (else the
event) in which it was read. So a name is one person's within a series without further proof, and joins do the rest, the
surest first. The rules, in that order:

1. `corrections.toml`: [[same_person]] joins whatever speaks against it; [[different_people]] bars every other rule.
2. `named-together`: a report writes handle and real name together, or a link to a profile under the name.
3. `display-name`: the author of a talk's own deck bears the name of its speaker on the deck's site.
4. `author-of-deck`, `told-twice`, `presenter`: a talk's only speaker and the only author of its own decks and articles;
   the only speakers of a talk in two reports; its only speaker and the only presenter whom the event's page names. Such proof is circumstantial: a join holds only if it is supported three times as
   often as any other candidate on the same site, from both sides (a company's account fits many speakers, and none).
5. `same-handle`: one spelling on two sites within one series, compared without case.
6. `same-full-name`: one full name, or a distinctive handle on an unknown site, in several series, if nowhere in question.

No join by rules 2 to 6 may give a person two handles on one site, or two kanji names that contradict each other: where it
would, both stay apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.corpus.corrections import Corrections
from pipeline.corpus.events import unique
from pipeline.corpus.folding import (
    fold,
    is_distinctive_handle,
    is_full_name,
    is_handle,
    may_be_one_name,
    plain_name,
    slug,
)

CLEARLY_MORE = 3  # how many times the support of the next candidate a circumstantial join needs


@dataclass(frozen=True, order=True)
class Mark:
    """An account (`site` is set, `text` the handle in lower case), or a name (`scope` is set, `text` folded)."""

    site: str
    text: str
    scope: str = ""

    @property
    def is_account(self) -> bool:
        """Whether a site knows this handle."""
        return bool(self.site)


@dataclass(frozen=True)
class Join:
    """That two marks may be one person's, by which rule, and where it was read."""

    rule: str
    one: Mark
    other: Mark
    words: str = ""
    report_id: str | None = None
    line: int | None = None


@dataclass(frozen=True)
class Account:
    """A handle, as spelled where it was first seen, and the person whom it was found to be."""

    account_id: str
    person_id: str
    site: str
    handle: str
    url: str | None


@dataclass(frozen=True)
class Person:
    """A person, and what they are called."""

    person_id: str
    name: str


def account(site: str, handle: str) -> Mark:
    """The mark of a handle on a site; sites compare handles without case."""
    return Mark(site, handle.lower())


def named(text: str, scope: str) -> Mark:
    """The mark of a name, or of a handle on a site that is not known, within a series or event."""
    return Mark("", text.lower() if is_handle(text) else fold(text), scope)


@dataclass
class _Group:
    """Marks that are one person's so far."""

    marks: list[Mark]
    handles: dict[str, str] = field(default_factory=dict)  # site -> handle
    names: list[str] = field(default_factory=list)


@dataclass
class Registry:
    """Collects marks in the order in which they are seen, then joins, then tells people."""

    corrections: Corrections
    joins: list[Join] = field(default_factory=list)
    applied: list[Join] = field(default_factory=list)
    _spelled: dict[Mark, Counter[str]] = field(default_factory=dict)
    _shown: dict[Mark, str] = field(default_factory=dict)  # display names on the sites of accounts
    _urls: dict[Mark, str] = field(default_factory=dict)
    _scopes: dict[str, dict[Mark, None]] = field(default_factory=dict)
    _groups: dict[Mark, _Group] = field(default_factory=dict)
    _ids: dict[Mark, str] = field(default_factory=dict)

    def see(self, mark: Mark, written: str, scope: str, url: str = "", shown: str = "") -> Mark:
        """Take notice of `mark`, spelled `written`, in `scope`; `shown` is the name its site shows for it."""
        self._spelled.setdefault(mark, Counter())[written] += 1
        self._scopes.setdefault(scope, {}).setdefault(mark)
        if url:
            self._urls.setdefault(mark, url)
        if shown:
            self._shown.setdefault(mark, shown)
        return mark

    def knows(self, mark: Mark) -> bool:
        """Whether `mark` was seen."""
        return mark in self._spelled

    def settle(self, speaking: Iterable[Mark]) -> tuple[list[Person], list[Account], list[str]]:
        """The people of whom a mark is in `speaking`, with their accounts; notes of corrections that fit nothing.

        People come in the order in which their first mark was seen.
        """
        self._groups = {mark: self._single(mark) for mark in self._spelled}
        notes = self._correct()
        sure = [j for j in self.joins if j.rule in ("named-together", "display-name")]
        for join in sorted(sure, key=lambda j: j.rule != "named-together"):
            self._join(join)
        for join in self._clear([j for j in self.joins if j.rule in ("author-of-deck", "told-twice", "presenter")]):
            self._join(join)
        for join in self._same_handles():
            self._join(join)
        for join in self._same_names():
            self._join(join)
        people, accounts = self._people(set(speaking))
        return people, accounts, notes

    def person_id(self, mark: Mark) -> str:
        """The person of a mark that speaks. Call after `settle`."""
        return self._ids[mark]

    # -- joining ------------------------------------------------------------------------------------------------------

    def _single(self, mark: Mark) -> _Group:
        names = [] if mark.is_account else [mark.text]
        if shown := self._shown.get(mark):
            names.append(fold(shown))
        return _Group([mark], {mark.site: mark.text} if mark.is_account else {}, names)

    def _correct(self) -> list[str]:
        notes = []
        for correction in self.corrections.same_person:
            marks = [account(*name.split(":", 1)) for name in correction.accounts if ":" in name]
            present = [mark for mark in marks if mark in self._groups]
            if len(present) < len(correction.accounts):
                lost = [n for n in correction.accounts if account(*n.partition(":")[::2]) not in self._groups]
                notes.append(f"corrections.toml: [[same_person]] names accounts not seen: {', '.join(lost)}")
            for mark in present[1:]:
                self._merge(present[0], mark)
        return notes

    def _barred(self, one: _Group, other: _Group) -> bool:
        """Whether [[different_people]] keeps them apart."""
        for correction in self.corrections.different_people:
            barred = {account(*name.partition(":")[::2]) for name in correction.accounts}
            if barred & set(one.marks) and barred & set(other.marks):
                return True
        return False

    def _fits(self, one: _Group, other: _Group) -> bool:
        if self._barred(one, other):
            return False
        if any(other.handles.get(site, handle) != handle for site, handle in one.handles.items()):
            return False
        return all(may_be_one_name(a, b) for a in one.names for b in other.names)

    def _join(self, join: Join) -> None:
        one, other = self._groups.get(join.one), self._groups.get(join.other)
        if one is None or other is None or one is other or not self._fits(one, other):
            return
        self._merge(join.one, join.other)
        self.applied.append(join)

    def _merge(self, mark: Mark, other_mark: Mark) -> None:
        one, other = self._groups[mark], self._groups[other_mark]
        if one is other:
            return
        one.marks += other.marks
        one.handles = {**other.handles, **one.handles}
        one.names += other.names
        for moved in other.marks:
            self._groups[moved] = one

    def _clear(self, joins: Sequence[Join]) -> list[Join]:
        """Of circumstantial joins those without a rival, the best supported first."""
        support = Counter((self._key(j.one), self._key(j.other)) for j in joins)
        rivals: dict[tuple[Mark, str], Counter[Mark]] = {}
        for (one, other), count in support.items():
            rivals.setdefault((one, self._side(other)), Counter())[other] += count
            rivals.setdefault((other, self._side(one)), Counter())[one] += count

        def without_rival(one: Mark, other: Mark) -> bool:
            votes = rivals[one, self._side(other)]
            most_else = max((n for mark, n in votes.items() if mark != other), default=0)
            return votes[other] >= CLEARLY_MORE * most_else

        clear: dict[tuple[Mark, Mark], Join] = {}
        for join in joins:
            one, other = self._key(join.one), self._key(join.other)
            if one != other and without_rival(one, other) and without_rival(other, one):
                clear.setdefault((one, other), join)
        return sorted(clear.values(), key=lambda j: -support[self._key(j.one), self._key(j.other)])

    def _key(self, mark: Mark) -> Mark:
        """One mark that stands for all that are joined with it by now."""
        return self._groups[mark].marks[0]

    def _side(self, mark: Mark) -> str:
        """Among whom a mark has rivals: accounts of one site, or names."""
        return mark.site

    def _same_handles(self) -> list[Join]:
        joins = []
        for scope, marks in self._scopes.items():
            spelled: dict[str, list[Mark]] = {}
            for mark in marks:
                if mark.is_account or is_handle(mark.text):
                    spelled.setdefault(mark.text, []).append(mark)
            for handle, its in spelled.items():
                accounts = [mark for mark in its if mark.is_account]
                if accounts:
                    joins += [
                        Join("same-handle", accounts[0], mark, f"{handle} in {scope}")
                        for mark in its
                        if mark != accounts[0]
                    ]
        return joins

    def _same_names(self) -> list[Join]:
        """Names over the bounds of a series: only full ones, and only if no two of them are proven different."""
        spelled: dict[str, list[Mark]] = {}
        for mark in self._spelled:
            if not mark.is_account and self._is_telling(mark):
                spelled.setdefault(mark.text, []).append(mark)
        joins = []
        for marks in spelled.values():
            groups = list({id(self._groups[m]): self._groups[m] for m in marks}.values())
            if all(self._fits(a, b) for i, a in enumerate(groups) for b in groups[i + 1 :]):
                joins += [Join("same-full-name", marks[0], mark, marks[0].text) for mark in marks[1:]]
        return joins

    def _is_telling(self, mark: Mark) -> bool:
        written = self._spelled[mark].most_common(1)[0][0]
        if is_handle(written):
            return is_distinctive_handle(written) and len(written) >= 5
        return is_full_name(written)

    # -- telling ------------------------------------------------------------------------------------------------------

    def _people(self, speaking: set[Mark]) -> tuple[list[Person], list[Account]]:
        seen = {mark: place for place, mark in enumerate(self._spelled)}
        groups = list({id(group): group for group in self._groups.values()}.values())
        people: list[Person] = []
        accounts: list[Account] = []
        taken: set[str] = set()
        for group in sorted(groups, key=lambda g: min(seen[m] for m in g.marks)):
            if not speaking & set(group.marks):
                continue
            marks = sorted(group.marks, key=lambda m: seen[m])
            person_id = self._identity(marks, taken)
            people.append(Person(person_id, self._name(marks)))
            for mark in marks:
                self._ids[mark] = person_id
                if mark.is_account:
                    handle = self._spelled[mark].most_common(1)[0][0]
                    url = self._urls.get(mark)
                    accounts.append(Account(f"{mark.site}:{handle}", person_id, mark.site, handle, url))
        return people, accounts

    def _identity(self, marks: Sequence[Mark], taken: set[str]) -> str:
        first = next((mark for mark in marks if mark.is_account), None)
        if first is not None:
            return unique(f"{first.site}:{self._spelled[first].most_common(1)[0][0]}", taken)
        name = f"name:{slug(self._spelled[marks[0]].most_common(1)[0][0]) or 'unknown'}"
        if name in taken:
            # Somebody else of that name, elsewhere.
            return unique(f"{name}@{marks[0].scope}", taken)
        return unique(name, taken)

    def _name(self, marks: Sequence[Mark]) -> str:
        """A real name as reports write it, else as a site shows it, else the handle."""
        for correction in self.corrections.same_person:
            wanted = {account(*name.partition(":")[::2]) for name in correction.accounts}
            if correction.name and wanted & set(marks):
                return correction.name
        written: Counter[str] = Counter()
        for mark in marks:
            for text, count in self._spelled[mark].items():
                written[plain_name(text)] += count
        real = [(-count, place, text) for place, (text, count) in enumerate(written.items()) if not is_handle(text)]
        if real:
            # 山崎進 says more than 山崎
            full = [entry for entry in real if is_full_name(entry[2])]
            return min(full or real)[2]
        shown = [plain_name(self._shown[mark]) for mark in marks if mark in self._shown]
        return next((name for name in shown if not is_handle(name)), next(iter(written)))


def people_rows(people: Sequence[Person]) -> list[Mapping[str, object]]:
    """Rows of the table people."""
    return [{"person_id": person.person_id, "name": person.name} for person in people]


def account_rows(accounts: Sequence[Account]) -> list[Mapping[str, object]]:
    """Rows of the table accounts."""
    return [
        {
            "account_id": one.account_id,
            "person_id": one.person_id,
            "site": one.site,
            "handle": one.handle,
            "url": one.url,
        }
        for one in accounts
    ]
