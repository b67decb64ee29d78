"""Web pages, good and bad."""

from __future__ import annotations

import json
from collections.abc import Sequence

from tests.corpus_made.words import (
    ARABIC,
    ARABIC_TITLE,
    CHINESE,
    JAPANESE,
    RAID,
    RAID_TITLE,
    RUSSIAN,
    SPANISH,
    STORY,
    TITLE,
)  # fmt: skip

MENU = '<nav><a href="/">Home</a> <a href="/world">World</a> <a href="/sport">Sport</a></nav>'
FOOT = "<footer><p>All rights reserved. Contact us. Terms of use.</p></footer>"
TEASERS = (
    '<aside class="related"><h3>Related</h3><ul><li><a href="/a">Cricket: hosts win by six wickets</a></li>'
    '<li><a href="/b">Thirty drown as ferry sinks off the coast</a></li></ul></aside>'
)


def paragraphs(told: Sequence[str]) -> str:
    return "".join(f"<p>{one}</p>" for one in told)


def page(
    title: str, told: Sequence[str], *, head: str = "", extra: str = "", lang: str = "en", charset: str = "utf-8"
) -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}"><head><meta charset="{charset}"><title>{title} | The Valley Paper</title>'
        f"{head}</head>\n<body>{MENU}<main><article><h1>{title}</h1>{paragraphs(told)}{extra}</article></main>"
        f"{TEASERS}{FOOT}</body></html>\n"
    )


def linked(**said: object) -> str:
    body = json.dumps({"@context": "https://schema.org", "@type": "NewsArticle", **said})
    return f'<script type="application/ld+json">{body}</script>'


METADATA = linked(
    headline=TITLE,
    datePublished="2024-11-09T10:15:00+05:00",
    dateModified="2024-11-09T16:40:00+05:00",
    author=[{"@type": "Person", "name": "Amna Kakar"}],
    publisher={"@type": "Organization", "name": "The Valley Paper"},
)
CANONICAL = '<link rel="canonical" href="https://valley.example/2024/11/09/quetta-bomb">'
SCRIPTS = (
    "<script>document.write('Ninety soldiers were killed')</script><style>p{background:url(https://evil.example/x)}</style>"
    '<iframe src="https://evil.example/f"></iframe><img src=x onerror="alert(1)"><noscript>Turn on scripts</noscript>'
    '<object data="https://evil.example/o.swf"></object><form><input value="80 dead"></form>'
    "<template><p>Seventy people were killed in a template.</p></template>"
)
ENTRIES = (
    (
        "2024-11-09T09:20:00+05:00",
        "Blast heard",
        "A loud blast has been heard at the railway station in Quetta, residents say.",
    ),
    (
        "2024-11-09T11:05:00+05:00",
        "Toll at 16",
        "At least 16 people were killed in the blast, the police chief tells reporters.",
    ),
    (
        "2024-11-10T08:30:00+05:00",
        "Toll rises to 26",
        "The toll has risen to 26 overnight, the main hospital in the city says.",
    ),
)


def live_blog() -> str:
    entries = "".join(
        f'<div class="live-entry"><time datetime="{when}">{when[11:16]}</time><h2>{title}</h2><p>{text}</p></div>'
        for when, title, text in reversed(ENTRIES)
    )
    comments = "".join(
        f'<div class="comment"><time datetime="2024-11-09T1{n}:00:00Z">1{n}:00</time><p>I think that there were a hundred dead, says reader {n}.</p></div>'
        for n in range(4)
    )
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>Quetta blast: live updates</title></head><body>{MENU}'
        f'<div class="liveblog">{entries}</div><div class="comments">{comments}</div>{TEASERS}{FOOT}</body></html>'
    )


def live_introduction() -> str:
    above = (
        "<h1>Quetta blast: live</h1><time datetime='2024-11-09T09:15:00+05:00'>9:15</time><div class='summary'><ul>"
        "<li>At least 26 people were killed at the railway station, the main hospital says.</li>"
        "<li>A separatist group says that it planted the bomb.</li></ul></div>"
    )
    head = '<head><meta property="article:published_time" content="2024-11-09T09:15:00+05:00">'
    return live_blog().replace("<head>", head).replace('<div class="liveblog">', f'{above}<div class="liveblog">')


def live_posting() -> str:
    updates = [
        {"@type": "BlogPosting", "headline": title, "articleBody": f"<p>{text}</p>", "datePublished": when}
        for when, title, text in ENTRIES
    ]
    said = {
        "@type": "LiveBlogPosting", "headline": "Quetta blast: live", "liveBlogUpdate": updates,
        "datePublished": "2024-11-09T09:20:00+05:00", "publisher": {"name": "The Valley Paper"},
    }  # fmt: skip
    return (
        '<!DOCTYPE html><html><head><title>Quetta blast</title><script type="application/ld+json">'
        f"{json.dumps(said)}</script></head><body>{MENU}<p>Loading</p></body></html>"
    )


def two_articles() -> str:
    both = "".join(
        f'<article><h2>{title}</h2><time datetime="{day}">{day}</time>{paragraphs(told)}</article>'
        for title, day, told in ((TITLE, "2024-11-09", STORY), (RAID_TITLE, "2024-11-11", RAID))
    )
    return f'<!DOCTYPE html><html lang="en"><head><title>The week</title></head><body>{MENU}<main>{both}</main></body></html>'


def gallery() -> str:
    shown = "".join(
        f'<figure><img src="{n}.jpg"><figcaption>{caption}</figcaption></figure>'
        for n, caption in enumerate(
            (
                "Rescue workers carry a victim of the blast that killed 24 people in Quetta.",
                "Relatives mourn outside the hospital, where 40 wounded were brought.",
                "Rescue workers carry a victim of the blast that killed 24 people in Quetta.",
            )
        )
    )
    return (
        '<!DOCTYPE html><html lang="en"><head><title>In pictures: Quetta station blast</title>'
        '<meta property="article:published_time" content="2024-11-10"></head>'
        f"<body>{MENU}<main><article><h1>In pictures: Quetta station blast</h1>{shown}</article></main>{TEASERS}</body></html>"
    )


def deep(depth: int) -> bytes:
    return b"<!DOCTYPE html><html><body>" + b"<div>" * depth + b"<p>" + STORY[0].encode() + b"</p>"


FRENCH_QUOTE = (
    "L’armée a dit – « neuf morts » – à l’agence, près d’une école de la ville, où l’on craint d’autres victimes."
)
STRAYS = page(TITLE, (*STORY, "The spokesman said \u201cno comment\u201d.")).replace("utf-8", "windows-1252")

FILES: dict[str, bytes] = {
    "html/article.html": page(TITLE, STORY, head=METADATA + CANONICAL).encode(),
    "html/no-suffix": page(TITLE, STORY, head=CANONICAL).encode(),
    "html/named-as-text.txt": page(TITLE, STORY, head=CANONICAL).encode(),
    "html/scripts.html": page(TITLE, STORY, extra=SCRIPTS, head=METADATA).encode(),
    "html/script-in-title.html": page("<b>&lt;script&gt;alert(1)&lt;/script&gt;</b> kills 24", STORY, head=CANONICAL).encode(),
    "html/meta-tags.html": page(
        TITLE,
        STORY,
        head='<meta property="og:site_name" content="Valley TV"><meta name="author" content="Sana Durrani">'
        '<meta property="article:published_time" content="2024-11-09T23:50:00-05:00">',
    ).encode(),
    "html/no-date.html": page(TITLE, STORY).encode(),
    "html/bad-json.html": page(
        TITLE,
        STORY,
        head='<script type="application/ld+json">{"@type": "NewsArticle", "headline": </script>'
        '<meta property="article:published_time" content="2024-11-09">',
    ).encode(),
    "html/live.html": live_blog().encode(),
    "html/live-introduction.html": live_introduction().encode(),
    "html/live-posting.html": live_posting().encode(),
    "html/two-articles.html": two_articles().encode(),
    "html/gallery.html": gallery().encode(),
    "html/arabic.html": page(ARABIC_TITLE, ARABIC, lang="ar", head='<meta name="date" content="2024-11-09">').encode(),
    "html/arabic-1256.html": page(ARABIC_TITLE, ARABIC, lang="ar", charset="windows-1256").encode("cp1256"),
    "html/russian-koi8.html": page("Взрыв на вокзале в Кветте", RUSSIAN, lang="ru", charset="koi8-r").encode("koi8-r"),
    "html/japanese-sjis.html": page("クエッタ駅で爆発", [JAPANESE] * 3, lang="ja", charset="shift_jis").encode("cp932"),
    "html/chinese-gb2312.html": page("奎达火车站爆炸", [CHINESE] * 3, lang="zh", charset="gb2312").encode("gb18030"),
    "html/spanish-latin1.html": page("Explosión en Quetta", SPANISH, lang="es", charset="iso-8859-1").encode("cp1252"),
    "html/says-latin1-is-utf8.html": page("Türkiye’s army", (*STORY, "Türkiye’s envoy said so."), charset="iso-8859-1").encode(),
    "html/western-holes.html": STRAYS.encode("cp1252").replace(b"no comment", b"no\x81 com\x9dment"),
    "html/utf16.html": page(TITLE, STORY, charset="utf-16").encode("utf-16"),
    "html/damaged-utf8.html": page(TITLE, (*STORY, "Türkiye’s envoy said so.")).encode().replace(b"Saturday", b"Satur\xffday"),
    "html/cut-off.html": page(TITLE, STORY, head=CANONICAL).encode()[:1020],
    "html/fragment.html": f"<div><h1>{TITLE}</h1>{paragraphs(STORY)}</div>".encode(),
    "html/deep.html": deep(5_000),
    "html/empty.html": b"<!DOCTYPE html><html><head><title></title></head><body></body></html>",
    "html/made-by-script.html": (
        b'<!DOCTYPE html><html><head><title>News</title></head><body><div id="root"></div><script src="/app.js"></script>'
        b"</body></html>"
    ),
    "html/mixed-directions.html": page(
        TITLE, (STORY[0], f"The statement in full: {ARABIC[0]}", STORY[1], f"He called them \u202b{ARABIC[1]}\u202c again.", STORY[2])
    ).encode(),
    "html/entity-bomb.html": (
        '<!DOCTYPE html [<!ENTITY a "dead dead dead dead"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
        '<!ENTITY c SYSTEM "file:///etc/passwd">]><html><body><article>' + paragraphs((*STORY, "And &b;&c;.")) + "</article></body></html>"
    ).encode(),
}  # fmt: skip
