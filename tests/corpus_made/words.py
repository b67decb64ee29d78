"""The few stories that the corpus's files tell in many ways."""

TITLE = "Bomb kills 24 at Quetta railway station"
LEAD = "A bomb killed at least 24 people at the railway station in Quetta on Saturday, police said."
SECOND = (
    "Fourteen soldiers were among the dead, a hospital official said, and more than 40 people were wounded near the"
    " ticket office, where passengers had been waiting for the morning train to Peshawar."
)
THIRD = (
    "The separatist group that claimed the blast said that it had aimed at troops; the provincial government condemned"
    " it and promised that those behind it would be found."
)
STORY = (LEAD, SECOND, THIRD)
BODY = "\n\n".join(STORY)
TEXT = f"{TITLE}\n\n{BODY}\n"
RAID_TITLE = "Army says nine gunmen killed in Kech raid"
RAID = (
    "Soldiers killed nine gunmen in a raid in Kech district overnight, the army said in a statement on Monday.",
    "Two soldiers died and five were wounded in the fighting, which went on until dawn, a security official said.",
    "Residents said that the bodies of three herdsmen had been found near the village and that nobody had claimed them.",
)
RAID_BODY = "\n\n".join(RAID)
ARABIC_TITLE = "مقتل أربعة وعشرين شخصا في انفجار بمحطة القطار في كويتا"
ARABIC = (
    "قالت الشرطة إن انفجارا في محطة القطار بمدينة كويتا أدى إلى مقتل 24 شخصا على الأقل صباح يوم السبت.",
    "وقال مسؤول في المستشفى إن بين القتلى أربعة عشر جنديا وإن أكثر من أربعين شخصا أصيبوا بجروح قرب شباك التذاكر.",
)
URDU = (
    "پولیس کے مطابق کوئٹہ ریلوے اسٹیشن پر ہفتے کی صبح ہونے والے دھماکے میں کم از کم 24 افراد ہلاک ہو گئے۔",
    "ہسپتال کے ایک اہلکار نے بتایا کہ ہلاک ہونے والوں میں چودہ فوجی شامل ہیں اور چالیس سے زیادہ افراد زخمی ہوئے۔",
)
HEBREW = "חמישה בני אדם נהרגו בפיצוץ בתחנת הרכבת, כך מסרה המשטרה ביום שבת בבוקר, ועשרות נפצעו."
RUSSIAN = (
    "Не менее 24 человек погибли в результате взрыва на железнодорожном вокзале в Кветте, сообщила полиция.",
    "Среди погибших четырнадцать военнослужащих, сообщил представитель больницы, более сорока человек ранены.",
)
SPANISH = (
    "Al menos veinticuatro personas murieron el sábado en una explosión en la estación de tren de Quetta, según la policía.",
    "Entre los muertos hay catorce soldados, dijo un médico del hospital, y más de cuarenta personas resultaron heridas.",
)
FRENCH = (
    "Au moins vingt-quatre personnes ont été tuées samedi dans une explosion à la gare de Quetta, a indiqué la police.",
    "Quatorze soldats figurent parmi les morts, selon un responsable de l'hôpital, et plus de quarante personnes sont blessées.",
)
JAPANESE = "警察によると、土曜日の朝、クエッタの駅で爆発があり、少なくとも二十四人が死亡し、四十人以上が負傷した。"
CHINESE = "警方表示，星期六早上奎达火车站发生爆炸，至少二十四人死亡，四十多人受伤，其中十四人是士兵。"
