"""What may stand in a slot: names, outlets, cities, numbers and the ways to write them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from tallybook import vocabulary
from tallybook.read import gazetteer

PERSONS = (
    "Rashid Ali", "Maria Santos", "Olena Koval", "John Smith", "Abdoulaye Maiga", "Ngozi Okafor", "Peter Hall",
    "Fatima Zahra Bennani", "Sergei Volkov", "Anil Kumar", "Kim Min-jun", "José Álvarez", "Mehmet Yılmaz", "Aung Ko",
    "Sarah O'Brien", "Jean-Pierre Kaboré", "Hassan Sheikh Nur", "Linda Mwangi", "Yusuf Abdullahi", "David Levi",
)  # fmt: skip
OUTLETS = (
    "Reuters", "AFP", "the Associated Press", "Al Jazeera", "the BBC", "CNN", "Dawn", "The Guardian",
    "The New York Times", "Xinhua", "Anadolu", "The Hindu",
)  # fmt: skip
SPEAKERS = {
    "police": "police",
    "the army": "military",
    "the military": "military",
    "the governor": "government",
    "the interior ministry": "government",
    "the health ministry": "government",
    "a hospital official": "medical",
    "doctors": "medical",
    "rescue workers": "rescue",
    "the Red Cross": "ngo",
    "the United Nations": "igo",
    "prosecutors": "court",
    "witnesses": "witness",
    "residents": "witness",
    "a police officer": "police",
}
"""Who may say it, with the kind that they are of."""

CITIES = {
    "Peshawar": "PK", "Herat": "AF", "Srinagar": "IN", "Imphal": "IN", "Mosul": "IQ", "Aleppo": "SY", "Aden": "YE",
    "Benghazi": "LY", "Maiduguri": "NG", "Mogadishu": "SO", "Goma": "CD", "Bangui": "CF", "Gao": "ML",
    "Ouagadougou": "BF", "Khartoum": "SD", "Mekelle": "ET", "Pemba": "MZ", "Odesa": "UA", "Kharkiv": "UA",
    "Grozny": "RU", "Diyarbakir": "TR", "Marawi": "PH", "Zamboanga": "PH", "Pattani": "TH", "Yangon": "MM",
    "Medellín": "CO", "Culiacán": "MX", "Port-au-Prince": "HT", "Marseille": "FR", "Ashkelon": "IL", "Cali": "CO",
    "Cusco": "PE",
}  # fmt: skip
"""Cities of the gazetteer with their countries."""

DAY_STYLES = ("uk", "us", "th", "short")

_ONES_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_ONES = _ONES_WORDS.split()
_TENS_WORDS = "- - twenty thirty forty fifty sixty seventy eighty ninety"
_TENS = _TENS_WORDS.split()
_MONTHS_WORDS = "January February March April May June July August September October November December"
_MONTHS = _MONTHS_WORDS.split()


@dataclass(frozen=True)
class City:
    """A city: where the gazetteer has it."""

    name: str
    country: str
    lat: float
    lon: float


def cities() -> tuple[City, ...]:
    """The pool of cities with what the gazetteer knows of them."""
    return tuple(city(name) for name in CITIES)


def city(name: str) -> City:
    """The largest place of that name in its country."""
    found = [e for e in gazetteer.named(gazetteer.key(name)) if e.kind == "city"]
    known = max((e for e in found if e.country == CITIES.get(name, e.country)), key=lambda e: e.weight)
    return City(name, known.country, known.lat, known.lon)


@cache
def groups() -> dict[str, str]:
    """The names of the vocabulary's armed groups as a sentence has them, with their ids.

    Left out are two letters alone and names with brackets, commas, strokes or dashes.
    """
    listed = vocabulary.load("groups")["armed_groups"]
    names = [(name, group["id"]) for group in listed for name in (group["name"], *group.get("also", ()))]
    return {_with_article(name): id for name, id in reversed(names) if len(name) > 2 and not set(name) & set("(,/–")}


def _with_article(name: str) -> str:
    last = name.split()[-1]
    common = last in (
        "Army",
        "Front",
        "Movement",
        "Brigade",
        "Brigades",
        "Forces",
        "Network",
        "Party",
        "Union",
        "State",
    )
    return f"the {name}" if common and not name.startswith("The ") else name


def in_words(number: int, *, british: bool = True) -> str:
    """A number from 0 to 999 in words: "one hundred and twenty-four", in American "one hundred twenty-four"."""
    hundreds, rest = divmod(number, 100)
    small = _ONES[rest] if rest < 20 else "-".join([_TENS[rest // 10], *([_ONES[rest % 10]] if rest % 10 else [])])
    if not hundreds:
        return small
    return f"{_ONES[hundreds]} hundred" + (f"{' and ' if british else ' '}{small}" if rest else "")


def day_in(style: str, iso: str) -> str:
    """A day in a style: ``uk`` "2 May 2023", ``us`` "May 2, 2023", ``th`` "2nd May 2023", ``short`` "Jan. 2, 2023"."""
    day = date.fromisoformat(iso)
    month = _MONTHS[day.month - 1]
    if style == "uk":
        return f"{day.day} {month} {day.year}"
    if style == "th":
        ending = "th" if 10 < day.day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
        return f"{day.day}{ending} {month} {day.year}"
    short = month if len(month) < 5 else "Sept." if month == "September" else f"{month[:3]}."
    return f"{month if style == 'us' else short} {day.day}, {day.year}"
