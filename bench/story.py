"""One report: which sentences it has, in which order, and what is true of it."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

from bench.compose import Draft, Number, count, named, number
from bench.world import Attack, Voice, attack, person, phrases, towns

_TYPES = {
    "bombing": "Remote explosive/landmine/IED", "suicide": "Suicide bomb", "raid": "Attack", "ambush": "Armed clash",
    "clash": "Armed clash", "airstrike": "Air/drone strike", "shelling": "Shelling/artillery/missile attack",
    "kidnapping": "Abduction/forced disappearance",
}  # fmt: skip
_WORDS_A_REPORT = (400, 60)
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_NURSE, _COUSIN = Voice("a nurse", "medical"), Voice("a cousin", "witness")


class Story:
    """Tells one report. ``chance`` decides its words; ``outlet`` and the header are chosen apart from it."""

    def __init__(self, chance: random.Random, published: dt.date) -> None:
        self.chance = chance
        self.published = published
        self.dated = True
        self.draft = Draft()
        self.incidents: dict[str, dict[str, Any]] = {}
        self.responsibility: list[dict[str, Any]] = []
        self.reactions: list[dict[str, Any]] = []
        self.length = chance.gauss(*_WORDS_A_REPORT)

    def pick(self, *path: str) -> str:
        """One of a list of phrases."""
        found: Any = phrases()
        for key in path:
            found = found[key]
        return str(self.chance.choice(found))

    def colour(self) -> dict[str, Any]:
        """What fills the slots of sentences in which nobody is counted."""
        name = person(self.chance)
        return {
            "name": name,
            "last": name.split()[1],
            "age": self.chance.randrange(19, 75),
            "few": self.chance.randrange(2, 7),
            "km": self.chance.randrange(12, 90),
            "hour": self.chance.randrange(6, 11),
            "street": self.pick("streets"),
            "outlet": self.pick("outlets"),
            "a_role": self.pick("roles"),
        }

    def say(self, template: str, values: dict[str, Any]) -> None:
        """Appends a sentence; a new paragraph begins after about every second."""
        if self.draft.text and not self.draft.text.endswith("\n"):
            self.draft.text += "\n\n" if self.chance.random() < 0.45 else " "
        self.draft.add(template, {**self.colour(), **values})

    def fill(self, kind: str, times: int, values: dict[str, Any]) -> None:
        """Appends sentences in which nobody is counted: of that kind, or what somebody says."""
        for _ in range(times):
            if self.chance.random() < 0.5:
                self.say(self.pick("frames"), {**values, **self.statement()})
            else:
                self.say(self.pick(kind), values)

    def fill_up(self, kind: str, values: dict[str, Any]) -> None:
        """Appends such sentences until the report is as long as it is to be."""
        while self.draft.text.count(" ") < self.length:
            self.fill(kind, 1, values)

    def statement(self) -> dict[str, str]:
        """What somebody says, and who that is, as the frames want it."""
        said, other = self.chance.sample(phrases()["statements"], 2)
        words = {"statement": said, "other": other, "a_role": self.pick("roles")}
        return words | {slot.capitalize(): text[0].upper() + text[1:] for slot, text in words.items()}

    def gold(self) -> dict[str, Any]:
        """What is true of the report, in the shape of NAME.gold.json."""
        return {
            "published": self.published.isoformat() if self.dated else None,
            "incidents": self.incidents,
            "figures": self.draft.figures,
            "responsibility": self.responsibility,
            "reactions": self.reactions,
            "denials": [],
        }


def tell_attack(story: Story, told: Attack, seed: int, header: str) -> None:
    """A report on an attack as it was known on the day of publication."""
    values = _scene(story, told)
    offset = (story.published - told.day).days
    story.incidents["A"] = _incident(told)
    _headline(story, told, offset, values, header)
    _lede(story, told, offset, values)
    for tell in story.chance.sample(_TELLERS, len(_TELLERS)):
        before = len(story.draft.text)
        tell(story, told, offset, values)
        if len(story.draft.text) > before:
            story.fill("around", story.chance.randrange(1, 3), values)
    _neighbour(story, told, seed, values)
    _responsibility(story, told, values)
    _reaction(story, values)
    story.fill_up(story.chance.choice(("around", "ordinary")), values)


def tell_peace(story: Story, header: str) -> None:
    """A report in which no violence harms anyone: an accident, sport, or ordinary life."""
    town = story.chance.choice(towns())
    values = {"town": town.name, "country": town.country_name, "day": _day(story.published)}
    kind = story.chance.random()
    if kind < 0.25:
        _accident(story, values, header)
        return
    story.draft.add(story.pick("peace_headlines") + header, {**story.colour(), **values})
    if kind < 0.45:
        for template in phrases()["sport"]:
            story.say(template, values)
    story.fill_up("ordinary", values)


def _accident(story: Story, values: dict[str, Any], header: str) -> None:
    chosen = story.chance.choice(phrases()["accidents"])
    dead, hurt = story.chance.randrange(2, 40), story.chance.randrange(2, 40)
    tolls = {"k": count("killed", "unspecified", dead), "w": count("wounded", "unspecified", hurt)}
    story.draft.add(chosen["headline"] + header, {**story.colour(), **values})
    for template in chosen["text"]:
        story.say(template, {**values, **tolls})
    story.draft.figures.clear()
    story.fill_up("ordinary", values)


def _scene(story: Story, told: Attack) -> dict[str, Any]:
    what = story.pick("kinds", told.kind, "what")
    main, rival = told.voices
    scene = {
        "town": told.town.name,
        "country": told.town.country_name,
        "day": _day(told.day),
        "what": what,
        "a_what": f"{'an' if what[0] in 'aeiou' else 'a'} {what}",
        "when": story.pick("kinds", told.kind, "when"),
        "s": main,
        "s2": rival,
    }
    act = story.pick("kinds", told.kind, "act").format(town=told.town.name, country=told.town.country_name)
    return {**scene, "act": act}


def _headline(story: Story, told: Attack, offset: int, values: dict[str, Any], header: str) -> None:
    slot = "x" if told.harm == "abducted" else "k"
    toll = number(story.chance, told.known(told.harmed, offset), told.harm, told.noun, plain=0.6)
    story.draft.add(story.pick("headlines", told.harm) + header, {**values, slot: toll})


def _lede(story: Story, told: Attack, offset: int, values: dict[str, Any]) -> None:
    toll = number(story.chance, told.known(told.harmed, offset), told.harm, told.noun, plain=0.65)
    if told.harm == "abducted":
        story.say(story.pick("ledes", "abducted"), {**values, "x": toll})
    elif story.chance.random() < 0.4:
        story.say(story.pick("ledes", "killed_wounded"), {**values, "k": toll, "w": _wounded(story, told, offset)})
    else:
        story.say(story.pick("ledes", "killed"), {**values, "k": toll})


def _wounded(story: Story, told: Attack, offset: int) -> Number:
    noun = told.noun if told.noun in ("security_force", "police") else "unspecified"
    return number(story.chance, told.known(told.wounded, offset), "wounded", noun, plain=0.6)


def _tell_wounded(story: Story, told: Attack, offset: int, values: dict[str, Any]) -> None:
    already = any(figure["harm"] == "wounded" for figure in story.draft.figures)
    if told.wounded and not already and story.chance.random() < 0.95:
        story.say(story.pick("wounded"), {**values, "w": _wounded(story, told, offset)})


def _tell_update(story: Story, told: Attack, offset: int, values: dict[str, Any]) -> None:
    now, before = told.known(told.harmed, offset), told.known(told.harmed, max(0, offset - 1))
    if told.harm == "killed" and now > before and story.chance.random() < 0.7:
        tolls = {"k": count("killed", told.noun, now), "old": count("killed", told.noun, before)}
        story.say(story.pick("updates"), {**values, **tolls})


def _tell_contradiction(story: Story, told: Attack, offset: int, values: dict[str, Any]) -> None:
    if told.harm == "killed" and story.chance.random() < 0.5:
        other = max(2, round(told.known(told.harmed, offset) * told.rival))
        toll = number(story.chance, other, "killed", told.noun, plain=0.6)
        story.say(story.pick("contradictions"), {**values, "alt": toll})


def _tell_attackers(story: Story, told: Attack, offset: int, values: dict[str, Any]) -> None:
    if told.attackers and story.chance.random() < 0.75:
        noun = "insurgent" if told.index % 2 else "armed_group"
        toll = number(story.chance, told.known(told.attackers, offset), "killed", noun, plain=0.8)
        story.say(story.pick("attackers"), {**values, "att": toll})


def _tell_subset(story: Story, told: Attack, offset: int, values: dict[str, Any]) -> None:
    if told.noun in ("unspecified", "civilian", "villager") and told.harmed > 6 and story.chance.random() < 0.45:
        some = count("killed", "child", story.chance.randrange(2, 5))
        story.say(story.pick("subsets"), {**values, "sub": some})


def _tell_background(story: Story, told: Attack, offset: int, values: dict[str, Any]) -> None:
    if story.chance.random() > 0.3:
        return
    year, month = told.day.year - story.chance.randrange(1, 4), story.chance.randrange(12)
    near = [town for town in towns() if town.country == told.town.country]
    where = story.chance.choice(near)
    toll = number(story.chance, 3 + int(story.chance.expovariate(1 / 20)), "killed", "unspecified", plain=0.6)
    extra = {"past": f"{_MONTHS[month]} {year}", "bg": toll, "bg_town": where.name}
    story.say(story.pick("backgrounds"), {**values, **extra})
    story.incidents["B"] = {
        "type": "attack", "start": f"{year}-{month + 1:02d}", "end": None, "place": where.name,
        "country": where.country, "lat": where.lat, "lon": where.lon, "cluster": False,
    }  # fmt: skip


def _tell_recap(story: Story, told: Attack, offset: int, values: dict[str, Any]) -> None:
    if story.chance.random() < 0.8:
        slot = "x" if told.harm == "abducted" else "k"
        toll = count(told.harm, told.noun, told.known(told.harmed, offset))
        story.say(story.pick("recaps", told.harm), {**values, slot: toll})


def _tell_hospital(story: Story, told: Attack, offset: int, values: dict[str, Any]) -> None:
    if told.wounded > 8 and story.chance.random() < 0.6:
        some = count("wounded", "unspecified", story.chance.randrange(2, 5))
        story.say(story.pick("hospitals"), {**values, "part": some, "s3": _NURSE})


def _tell_detention(story: Story, told: Attack, offset: int, values: dict[str, Any]) -> None:
    if story.chance.random() < 0.35:
        held = count("detained", "suspect", story.chance.randrange(2, 9))
        story.say(story.pick("detentions"), {**values, "det": held})


def _tell_victim(story: Story, told: Attack, offset: int, values: dict[str, Any]) -> None:
    if told.harm == "killed" and told.noun in ("unspecified", "civilian") and story.chance.random() < 0.5:
        story.say(story.pick("victims"), {**values, "named": named(person(story.chance)), "s3": _COUSIN})


_TELLERS = (
    _tell_recap,
    _tell_hospital,
    _tell_detention,
    _tell_victim,
    _tell_wounded,
    _tell_update,
    _tell_contradiction,
    _tell_attackers,
    _tell_subset,
    _tell_background,
)


def _neighbour(story: Story, told: Attack, seed: int, values: dict[str, Any]) -> None:
    """Now and then a report also tells of another attack of the same days in the same country."""
    other = neighbour(told, seed)
    if other is None or story.chance.random() > 0.25:
        return
    toll = number(story.chance, other.known(other.harmed, 0), "killed", other.noun, plain=0.7)
    extra = {"near": toll, "near_town": other.town.name, "near_day": _day(other.day)}
    story.say(story.pick("neighbours"), {**values, **extra})
    story.incidents["C"] = _incident(other)


def neighbour(told: Attack, seed: int) -> Attack | None:
    """The attack of the days before that a report on this one may mention beside it."""
    for index in range(max(0, told.index - 4), told.index):
        other = attack(index, seed)
        same_country = other.town.country == told.town.country and other.town != told.town
        if same_country and other.harm == "killed":
            return other
    return None


def _responsibility(story: Story, told: Attack, values: dict[str, Any]) -> None:
    if told.group is None:
        story.say(story.pick("unclaimed"), values)
        return
    template = story.pick("blamed" if told.blamed else "claimed")
    story.say(template, {**values, "group": told.group})
    by = (told.voices[0].name if "{s}" in template else "government") if told.blamed else told.group
    mode = "blamed" if told.blamed else "claimed"
    story.responsibility.append({"incident": "A", "group": told.group, "mode": mode, "by": by})


def _reaction(story: Story, values: dict[str, Any]) -> None:
    if story.chance.random() < 0.5:
        action = story.chance.choice(("condemn", "condole", "call"))
        actor = story.pick("actors")
        story.say(story.pick("reactions", action), {**values, "actor": actor})
        story.reactions.append({"actor": actor, "action": action})


def _incident(told: Attack) -> dict[str, Any]:
    day = told.day.isoformat()
    return {
        "type": _TYPES[told.kind], "start": day, "end": day, "place": told.town.name, "country": told.town.country,
        "lat": told.town.lat, "lon": told.town.lon,
    }  # fmt: skip


def _day(day: dt.date) -> str:
    return f"on {day:%A}"
