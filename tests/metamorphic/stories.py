"""Short reports whose names, numbers and dates are slots: ``{kind key default}``, told in ``shapes``.

Each story says what is to be read from it: the figures as ``slot harm victims``, in the order of the text. Two
sentences that do not lean on each other stand in « ». All sentences are written for this test; the events are
invented or told anew.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Story:
    """A report with slots, the day of its publication, and its figures (``slot harm victims``)."""

    name: str
    text: str
    figures: tuple[str, ...]
    published: str = "2023-05-04"


MARKET = Story(
    "market",
    """Bomb kills {n dead 17} in {city at Peshawar}

{speaker police police} said a bomb hidden in a motorcycle killed {n dead2 17} people and wounded {n hurt 43} in a
market in {city at} on {date day 2023-05-02}.

«The blast tore through the fruit stalls at noon, a doctor told {outlet wire Reuters}.» «Shops near the
{uk centre/center} of the market stayed shut the next day.»

No group claimed responsibility.
""",
    ("dead killed unspecified", "dead2 killed unspecified", "hurt wounded unspecified"),
)
AMBUSH = Story(
    "ambush",
    """{N dead 12} soldiers were killed and {n hurt 9} wounded when gunmen ambushed a convoy near {city at Maiduguri} on
Tuesday, {speaker army the army} said.

{Group by Boko Haram} claimed responsibility for the ambush in a statement. «France condemned the attack.»
«The convoy was bringing food to the garrison, Colonel {person colonel Musa Adamu} said.»
""",
    ("dead killed security_force", "hurt wounded security_force"),
)
CLASH = Story(
    "clash",
    """Fighting broke out at dawn on {date day 2023-04-30} outside {city at Marawi}.

The army said its troops had {uk neutralised/neutralized} {n rebels 31} rebels. A spokesman of {group foe Abu Sayyaf},
{person voice Omar Haddad}, denied that. He said {n troops 14} soldiers had been killed.

«The United Nations called for a ceasefire.» «Qatar offered to mediate.»
""",
    ("rebels killed armed_group", "troops killed security_force"),
)
VILLAGE = Story(
    "village",
    """Armed men on motorcycles attacked a village near {city at Gao} overnight, killing at least {n dead 26} villagers,
{speaker governor the governor} said on Wednesday.

{N gone 300} people fled to a camp of the Red Cross. «The attackers burned the harvest and drove off the cattle.»
«A mass for the dead was held on Wednesday by Father {person priest Paul Diarra}.»
""",
    ("dead killed civilian", "gone displaced unspecified"),
)
SCHOOL = Story(
    "school",
    """{N taken 58} students abducted from school in {city at Bangui}

Gunmen abducted {n taken2 58} students from a boarding school in {city at} on Monday, the education ministry said.
{N freed 11} of them were freed on Tuesday, {person head Grace Okafor}, the headmistress, told {outlet wire the BBC}.

«Amnesty International condemned the abduction.» «Lessons have been suspended until June.»
""",
    ("taken abducted civilian", "taken2 abducted civilian", "freed released civilian"),
)
STRIKE = Story(
    "strike",
    """An air strike hit a clinic in {city at Aleppo} on {date day 2023-05-01}. The
strike killed {n dead 8} patients and wounded more than {n hurt 20} people, {speaker medics the health ministry} said.

«Turkey condemned the strike.» «Iran expressed its condolences to the families.»

The clinic was run by a medical {uk organisation/organization} and had been painted with a red cross.
""",
    ("dead killed civilian", "hurt wounded unspecified"),
)
MOSQUE = Story(
    "mosque",
    """Toll of mosque bombing rises to {n dead 41}

The number of people killed by a suicide bomber in a mosque in {city at Herat} rose to {n dead2 41} on Wednesday, up
from {n before 33}, {speaker hospital a hospital official} said. Another {n hurt 70} people were wounded, {person mayor
Karim Zadran}, the mayor, said.

«{Group by the Islamic State} claimed the attack.» «The mosque lies beside the old {uk theatre/theater}.»
""",
    (
        "dead killed unspecified",
        "dead2 killed unspecified",
        "before killed unspecified",
        "hurt wounded unspecified",
    ),
)
TWO_ATTACKS = Story(
    "two attacks",
    """Two attacks shook the country within a week, the interior ministry said.

Gunmen killed {n first 7} policemen in Imphal on {date one 2023-04-29}. In a separate attack on {date two
2023-05-02}, a bomb wounded {n second 4} soldiers in Aizawl.

{Person minister Ravi Menon}, the interior minister, blamed {group by the United National Liberation Front}. «Canada
condemned the violence.» «The army sent more troops to the region.»
""",
    ("first killed security_force", "second wounded security_force"),
)
PRISON = Story(
    "prison",
    """Rebels stormed a prison in {city at Goma} before dawn on Monday and freed {n freed 250} prisoners, a spokesman
for the government, {person voice Jean Ilunga}, said.

{N guards 6} guards were killed in the fighting. The gates were blown open. «Residents heard gunfire for two hours.»
«{Group by the Allied Democratic Forces} said in a statement that it had carried out the attack.»
""",
    ("freed released unspecified", "guards killed security_force"),
)
BACKGROUND = Story(
    "background",
    """LONDON ({outlet wire Reuters}) – A car bomb killed {n dead 19} people outside a hotel in {city at Mogadishu}
on {date day 2023-05-03}, {speaker police police} said.

{Group by Al-Shabaab} said it was behind the bombing. «Rescue workers searched the rubble until midnight.»
«The United States condemned the bombing.»

In October 2017 a truck bomb killed {n then 587} people in the same city.
""",
    ("dead killed unspecified", "then killed unspecified"),
)
RAID = Story(
    "raid",
    """Security forces killed {n dead 5} militants and arrested {n held 13} suspects in a raid near {city at Srinagar}
on Tuesday, police spokesman {person voice Imran Lone} said.

A soldier was wounded. «The troops seized rifles and {uk armoured/armored} vests.» «A curfew was imposed on three
districts.»
""",
    ("dead killed armed_group", "held detained armed_group", "- wounded security_force"),
)
HARBOUR = Story(
    "harbour",
    """Missiles struck a naval base in the {uk harbour/harbor} of {city at Odesa} on {date day 2023-05-03}. At least
{n dead 15} sailors were killed and {n lost 22} are missing, according to {speaker army the military}.

«Poland condemned the strike.» «{outlet paper The Guardian} published pictures of a burning ship.»
""",
    ("dead killed security_force", "lost missing security_force"),
)
NOBODY = Story(
    "nobody",
    """Rockets fired by {group by Hamas} landed in a field near {city at Ashkelon} on {date day 2023-05-02}, the army
said. There were no casualties, a resident said.

«The army said it had struck {n posts 3} launch sites in return.» «Schools will stay closed, Mayor {person mayor Tomer
Levi} said.»
""",
    ("- killed unspecified",),
)
PRESS = Story(
    "press",
    """A journalist, {person dead Ahmed Nuri}, and {n others 2} policemen were shot dead in {city at Mosul} on {date day
2023-04-29}, a relative told {outlet wire AFP}.

Gunmen opened fire on their car. «The European Union condemned the murders.» «Their families were told at once.»
""",
    ("- killed civilian", "others killed security_force"),
)
CLASSES = Story(
    "classes",
    """Fighting in {city at Cali} on {date day 2023-04-30} left {n rebels 34} guerrillas, {n troops 9} soldiers and
{n villagers 5} civilians dead, the {uk defence/defense} ministry said on 1 May 2023.

General {person general Luis Ortega} accused {group by the National Liberation Army} of using villagers as shields.
The army sent more troops to the city. «The Red Cross called for a truce.» «The road to the airport is closed.»
""",
    ("rebels killed armed_group", "troops killed security_force", "villagers killed civilian"),
)
ACCIDENT = Story(
    "accident",
    """A bus plunged into a ravine near {city at Cusco} on {date day 2023-05-02}, killing {n dead 24} passengers,
{speaker police police} said.

«The driver, {person driver Pedro Quispe}, was among the dead, {outlet wire Reuters} reported.» «Heavy rain had made the
road slippery.»
""",
    (),
)

STORIES = (
    MARKET, AMBUSH, CLASH, VILLAGE, SCHOOL, STRIKE, MOSQUE, TWO_ATTACKS, PRISON, BACKGROUND, RAID, HARBOUR, NOBODY,
    PRESS, CLASSES, ACCIDENT,
)  # fmt: skip
