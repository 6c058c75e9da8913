"""str → str: the normal form of text in the tables. No pandas here.

Full-width ASCII, compatibility ideographs and ligatures are replaced by their plain forms; white
space between two Chinese characters, an artefact of extraction, is removed; one space is kept
between Chinese and Latin where one was printed.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: Ideographs, with the extensions that occur in names (𠮷 …).
HAN = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f"
#: Punctuation that only Chinese text uses; NFKC does not change it.
HAN_PUNCTUATION = "、。「」『』《》〈〉【】〔〕…—·→←↔"
_CHINESE = HAN + HAN_PUNCTUATION
_SPACE_IN_CHINESE = re.compile(rf" (?<=[{_CHINESE}] )(?=[{_CHINESE}])")
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
#: Invisible characters, and characters that control a terminal.
_UNPRINTED = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef"
    r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
)
_NAME_DOT = re.compile(rf"(?<=[{HAN}])\s*[·‧・･•⋅∙]\s*(?=[{HAN}])")
#: A ticked box, and the words after it.
_TICKED = re.compile(r"[■▓●☑☒✓✔◼]\s*\d?\s*[.、]?\s*(?P<words>[^\s□☐○■▓●☑☒✓✔◼]+)")


def _radicals() -> dict[int, str]:
    """Return radicals (Kangxi radicals, and those of the supplement that are whole characters) that
    some PDFs have in place of ordinary characters → the characters used in Taiwan."""
    kangxi = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
    supplement = {
        0x2E81: "厂乛乚乙亻冂几刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄㣺扌攵",
        0x2E9B: "旡日月歺母民氵氺灬爫爫丬牛犭王疋目示礻竹糹糸罓罒㓁㓁网羊羊羊耂肀聿肉臼艹艹艹虎衤覀西見角"
        "角訁貝足車辶辶辶阝釒長镸長門阜阝雨青韋頁風飛食飠飠飠首馬骨鬼魚鳥鹵麥黃黽齊齊齒齒龍龍龜龜龜",
    }
    found = {first + at: char for first, row in supplement.items() for at, char in enumerate(row)}
    return kangxi | found | {0x2FAD: "青"}


RADICALS = _radicals()
_RADICAL = re.compile("[\u2e80-\u2fdf]")


def without_radicals(text: str) -> str:
    """Return the text with ordinary characters in place of radicals: ⺠⻑⻄⻘ → 民長西青."""
    return text.translate(RADICALS) if _RADICAL.search(text) else text


class _Plain(dict[int, str]):
    """Character → plain form, for ``str.translate``; computed on first use."""

    def __missing__(self, code: int) -> str:
        self[code] = found = _plain(chr(code), code)
        return found


def _plain(char: str, code: int) -> str:
    if code in RADICALS:
        return RADICALS[code]
    category = unicodedata.category(char)
    # Circled and superscript digits (No) are meaningful as markers and units: they are kept.
    if category in {"Lo", "Lu", "Ll", "Lm", "Nd"} or 0xFF00 <= code <= 0xFFEF:
        return unicodedata.normalize("NFKC", char)
    if 0x3220 <= code <= 0x3229:  # ㈠ … ㈩
        return unicodedata.normalize("NFKC", char)
    return char


_PLAIN = _Plain()
#: A line, minus or long vowel typed for the dash between two days or times: 0830─1200.
_DASH = re.compile(
    r"(?<=[\d日號)時點分月])(\s*)[\u2012\u2015\u2500\u2501\u2212\u223c\u30fc]+(?=\s*[\d上下中次翌])"
)
_SURELY_PLAIN = re.compile("[\x00-\x7f\u3000-\u3029\u4e00-\u9fff]*")


def plain_characters(text: str) -> str:
    """Replace full-width ASCII, compatibility ideographs, ligatures and ㈠ by plain forms, and other
    lines between days or times by a dash.

    >>> plain_characters("０８３０─１２００")
    '0830–1200'
    """
    if _SURELY_PLAIN.fullmatch(text):
        return text
    return _DASH.sub(r"\1–", unicodedata.normalize("NFC", text.translate(_PLAIN)))


def name_dots(text: str) -> str:
    """Return the text with a uniform dot ``·`` inside names (``谷拉斯・卡造``, ``‧``, ``•``)."""
    return _NAME_DOT.sub("·", text)


def squeeze(text: str) -> str:
    """Reduce white space to one space, and to none between two Chinese characters; trim the ends."""
    return _SPACE_IN_CHINESE.sub("", _SPACES.sub(" ", text)).strip()


def loose(text: str | None) -> str:
    """Normalise like :func:`normalize`, but keep single spaces inside Chinese text."""
    text = _UNPRINTED.sub("", (text or "").replace("\n", " ")).replace("**", "")
    return _SPACES.sub(" ", plain_characters(text)).strip()


@lru_cache(maxsize=16384)
def normalize(text: str | None) -> str:
    """Return the normal form of a text: see the module's docstring. Idempotent. ``None``, a cell
    covered by a merged one, becomes empty.

    >>> normalize("國家科學及技術委員會南部科學園區 管理局")
    '國家科學及技術委員會南部科學園區管理局'
    >>> normalize("ＡＩ　轉型（２０２５）")
    'AI 轉型(2025)'
    """
    return _SPACE_IN_CHINESE.sub("", loose(text))


def ticked(text: str) -> str | None:
    """Return the words whose box is ticked, of words with boxes before them; ``None`` without a ticked box.

    >>> ticked("□1考察 ■2研習"), ticked("□立即可行 ☑中長期"), ticked("考察")
    ('研習', '中長期', None)
    """
    match = _TICKED.search(text)
    return match["words"] if match else None


def join(first: str, second: str) -> str:
    """Join two pieces of a wrapped text, without a space inside Chinese.

    >>> join("持續且深入的文", "化變革")
    '持續且深入的文化變革'
    >>> join("Chief Strategy", "Officer of the Board")
    'Chief Strategy Officer of the Board'
    """
    first, second = first.rstrip(), second.lstrip()
    if not first or not second:
        return first or second
    if first.endswith("-") and len(first) > 1 and first[-2].isascii() and first[-2].isalpha():
        return first + second
    if _is_wide(first[-1]) or _is_wide(second[0]):
        return first + second
    return f"{first} {second}"


def _is_wide(char: str) -> bool:
    return re.match(rf"[{_CHINESE}]", char) is not None


_HANGING_END = re.compile(
    r"(?:[,、/&:(「『《\uff0c\uff1a\uff08–—-]|(?<![參給賦付])與|[及和之的]"
    r"|\b(?:and|or|of|the|an?|for|in|at|to|with|by|on|from|Mr\.?|Ms\.?|Dr\.|Prof\.))\s*$"
)
_HANGING_START = re.compile(r"\s*[a-zà-ÿ),.;:、。」』】\uff0c\uff1b\uff1a\uff09與及和之的暨]")
_BEGINS_NOTHING = re.compile(r"[,.、。;:!?)」』》]|\([a-z]")
_BEGINS_WITH_WHOM = re.compile(
    r"與(?P<whom>.+?)(?:進行)?(?:座談|交流|餐|會談|對談|對話|晤談|討論|會晤|會面|合影|研討|分享)"
)


def goes_on(above: str, below: str) -> bool:
    """True if the words show that a printed line continues the one above: that one ends with a
    comma, an open bracket or a word that needs a continuation, or this one cannot begin a text.

    >>> goes_on("Visit: Digital Flanders,", "Flemish Community")
    True
    >>> goes_on("參訪某機構", "與代表處人員座談")
    False
    """
    return is_unfinished(above) or (
        _HANGING_START.match(below) is not None and whom_met(below) is None
    )


def whom_met(text: str) -> str | None:
    """Return the people named at the start of a meeting's title.

    >>> whom_met("與某學院座談"), whom_met("與會人員")
    ('某學院', None)
    """
    match = _BEGINS_WITH_WHOM.match(text)
    return match["whom"] if match else None


def is_unfinished(text: str) -> bool:
    """True if the text must continue: its last word needs a continuation, or a bracket is open."""
    opened = sum(text.count(char) for char in "(\uff08「《【〔[")
    closed = sum(text.count(char) for char in ")\uff09」》】〕]")
    return opened > closed or _HANGING_END.search(text) is not None


def begins_nothing(text: str) -> bool:
    """True if no paragraph can begin with the text: it starts with a closing mark, or with a
    bracket and lower-case letters."""
    return _BEGINS_NOTHING.match(text) is not None


_IN_ENGLISH = re.compile(rf"(?<=[{HAN}])\s*\([^(){HAN}]*[A-Za-z][^(){HAN}]*\)$")


def without_english(title: str) -> str:
    """Return a title without the English in brackets at its end, which contents may omit.

    >>> without_english("漁市拍賣 (Fish Auction)")
    '漁市拍賣'
    """
    return _IN_ENGLISH.sub("", title)


#: Geometrical figures, stars, arrowheads and the like that precede the items of a list.
MARKS = "•‣⁃※·‧・･⋅∙▀-◉◌-◮◰-◿☀-☐☓-✔✙-❵➔-➿⬀-⯿"

_HAN_CHAR = re.compile(f"[{HAN}]")
_DRAWN = re.compile(r"\s*[│║┃┌┏╔├┣╠└┗╚]|\s*\+[-=+]{4,}|\s*[─━═┄-]*[─━═]{4,}[┬┼┴]")


def has_han(text: str) -> bool:
    """True if the text contains an ideograph."""
    return _HAN_CHAR.search(text) is not None


def is_drawn(text: str) -> bool:
    """True if a line belongs to a table drawn with characters: bars, or a rule."""
    return _DRAWN.match(text) is not None


def count_han(text: str) -> int:
    """Return the number of ideographs in the text."""
    return len(_HAN_CHAR.findall(text))


def count_chars(text: str) -> int:
    """Return the number of Chinese characters, letters and digits, without white space and punctuation."""
    return sum(map(str.isalnum, text))


_LATIN_WORD = re.compile(r"[A-Za-z0-9\u00c0-\u024f]+(?:[-'\u2019.][A-Za-z0-9\u00c0-\u024f]+)*")


def count_words_as_office(text: str) -> int:
    """Return the word count (字數) of word processors, without punctuation: an ideograph counts
    one, and so does a Latin word or number of any length.

    >>> count_words_as_office("OECD 推動 Happy Hour,3.5 年")
    7
    """
    return count_han(text) + len(_LATIN_WORD.findall(text))


_FULL = str.maketrans(",;:?!", ",;:?!".translate({ord(c): ord(c) + 0xFEE0 for c in ",;:?!"}))
_AFTER_CHINESE = re.compile(
    rf"(?<=[{HAN}」』)])[,;:?!](?: +(?=[{HAN}「『])|(?![\d ]))|[,;:?!](?=[{HAN}「])"
)


def full_width_punctuation(text: str) -> str:
    """Return the text with commas, colons and the like after Chinese words in full width, as
    readers expect; quoted text stays as printed.

    >>> full_width_punctuation("名單有 29 人, 文中說「30 人,含團長」。")
    '名單有 29 人，文中說「30 人,含團長」。'
    """
    parts = re.split(r"(「[^「」]*」)", text)
    return "".join(
        part
        if part.startswith("「")
        else _AFTER_CHINESE.sub(lambda m: m.group().rstrip().translate(_FULL), part)
        for part in parts
    )


#: Maximum length of a number; longer strings are not used to count or number anything.
_MAX_NUMBER = 12
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")}
_DIGITS |= dict(zip("壹貳參肆伍陸柒捌玖", range(1, 10), strict=True))
_DIGITS |= {"〇": 0, "○": 0, "兩": 2, "两": 2, "弍": 2, "贰": 2, "叁": 3}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100}


def chinese_number(text: str) -> int | None:
    """Read a number: ``"二十三"`` → 23, ``"拾貳"`` → 12, ``"一一四"`` → 114, ``"12"`` → 12; else ``None``.

    >>> [chinese_number(t) for t in ("十", "廿一", "一百零三", "參", "x")]
    [10, 21, 103, 3, None]
    """
    text = text.strip().replace("廿", "二十")
    if len(text) > _MAX_NUMBER:
        return None
    if text.isdecimal():
        return int(text)
    if not text or {*text} - _DIGITS.keys() - _UNITS.keys():
        return None
    if not {*text} & _UNITS.keys():
        return int("".join(str(_DIGITS[char]) for char in text))
    total, current = 0, 0
    for char in text:
        if char in _UNITS:
            total, current = total + (current or 1) * _UNITS[char], 0
        else:
            current = _DIGITS[char]
    return total + current


def without_brackets(title: object) -> str:
    """Return a title without the text in brackets.

    >>> without_brackets("參訪某中心 (Centre)")
    '參訪某中心'
    """
    return re.sub(r"\s*\([^()]*\)", "", str(title)).strip() or str(title)
