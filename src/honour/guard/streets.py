"""Postal addresses of France, Belgium, Switzerland, the United Kingdom, Ireland, the United States, Canada.

An address begins at a number before a street (`12 bis rue des Lilas`, `48 Maple Street`), at a street before
its number (`Chaussée de Wavre 112`), at a box (`PO Box 77`, `BP 40`) or is known by its postcode; it goes on
with flats, postcode, town and state as long as they follow, and takes in the house or the flat before it.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from honour.guard.folded import Folded
from honour.guard.patterns import compiled
from honour.guard.span import Span
from honour.guard.surroundings import announced, mentions

_FR_SURE: Final = frozenset(
    "rue avenue boulevard bd bld blvd bvd av ave allée allee allées allees impasse chemin ch"
    " chaussée chaussee faubourg fbg"
    " sentier venelle ruelle lotissement lot quai esplanade rond-point montée montee traverse hameau"
    " promenade drève"
    " r imp che all sente corniche villa résidence residence cité cite".split()
)
_FR_UNSURE: Final = frozenset(
    "place pl route rte cours voie passage square sq clos mail domaine parc parvis port pont galerie"
    " côte cote rampe"
    " levée levee villa résidence residence cité cite r lot ch mail".split()
)
"""Words that also mean something else: they need a name in capitals, or a postcode, after them."""
_EN_SURE: Final = frozenset(
    "street st road rd avenue ave boulevard blvd lane ln terrace crescent cres grove gardens gdns"
    " mews parade pde"
    " highway hwy parkway pkwy turnpike quay".split()
)
_EN_UNSURE: Final = frozenset(
    "drive dr court ct way place pl square sq close cl circle cir trail trl park green hill row walk"
    " rise view wharf"
    " vale mount meadow meadows fields loop path plaza pike alley run ridge crossing heights gate yard bridge"
    " broadway villas buildings estate parks".split()
)
_STATES: Final = frozenset(
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY"
    " NC ND OH OK OR PA"
    " RI SC SD TN TX UT VT VA WA WV WI WY DC PR ON QC BC AB MB SK NS NB NL PE".split()
)

_UK: Final = r"[A-Za-z]{1,2}\d[A-Za-z\d]?\s?\d[ABD-HJLNP-UW-Zabd-hjlnp-uw-z]{2}"
_EIRE: Final = r"[AC-FHKNPRTV-Y]\d[\dW]\s?[\dAC-FHKNPRTV-Y]{4}"
_CANADA: Final = r"[ABCEGHJ-NPRSTVXYabceghj-nprstvxy]\d[A-Za-z]\s?\d[A-Za-z]\d"
_US: Final = r"\d{5}(?:-\d{4})?"
_EU: Final = r"(?:F-|B-|CH-|L-|D-|FR-|BE-)?(?:\d{5}|\d{4}|\d{2} \d{3})"
_WORD: Final = r"[^\W\d_][\w'.\-]{0,24}"
_CAP: Final = r"[A-ZÀ-Ý][\w'.\-]{0,24}"

_YEARS: Final = re.compile(r"\d{4}\s?[/\-]\s?\d{4}")
_NUMBER: Final = re.compile(
    r"\d{1,5}(?:\s?[/\-]\s?\d{1,4})?(?:\s?(?:bis|ter|quater|[A-Da-d](?![\w'])))?(?:\s?,)?\s{1,2}(?=[^\W\d_])"
)
_FR_TYPE: Final = re.compile(
    r"(?:[ \t]{0,2}(?:grande?|petite?|vieux|vieille|ancienne?)\s)?([a-zà-ÿ\-]{1,14})\.?(?=\s)"
)
_FR_NAME: Final = re.compile(
    r"\s+(?:(?:de la|de l'|des|du|de|d'|la|le|les|l'|aux?|à|en|saint|sainte|st|ste|sous|sur|et)\s?){0,3}"
    rf"(?:{_WORD}|\d{{1,2}}(?:er|e)?)"
    rf"(?:[ \-'](?:(?:de la|de l'|des|du|de|d'|la|le|les|l'|aux?|et|en|sous|sur|lès"
    rf"|les)\s?){{0,2}}(?:{_CAP}|\d{{4}}(?!\d)(?!\s{_CAP}))){{0,5}}",
)
_FR_LOOSE: Final = re.compile(
    rf"(?:\s(?!et\b|ou\b|mais\b|pour\b|car\b|il\b|je\b|merci\b|depuis\b|avec\b|est\b){_WORD}){{0,3}}"
)
_TOWN: Final = (
    rf"{_CAP}(?:[ \-'](?:(?:sur|sous|les?|la|de|du|des|en|lès|aux?|l'"
    rf"|d')[ \-']?){{0,2}}{_CAP}){{0,4}}(?:\s(?:cedex|CEDEX|Cedex)(?:\s\d{{1,2}})?)?"
)
_GAP: Final = r"(?:\s?,\s?|\s?;\s|\s?-\s|\s?–\s|\s?\n\s?|\s)"
_FR_TAIL: Final = re.compile(rf"{_GAP}{{1,2}}{_EU}(?:\s+(?:{_TOWN}|(?:[a-zà-ÿ][\w'\-]{{2,24}})))?(?!\d)")
_FR_TOWN_TAIL: Final = re.compile(rf"(?:\s?,\s?|\s[àa]\s|\n){_TOWN}(?:\s?\({_EU}\)|\s?\(\d\d\))?")
_FLAT: Final = re.compile(
    r"(?:\s?,\s?|\s?-\s|\n|\s)(?:\(?(?:appt?|apt|appartement|b[aâ]t(?:iment)?|b[aâ]t\.|esc(?:alier)?"
    r"|[eé]tage|porte|r[eé]sidence|lot|hall|bo[iî]te|bte"
    r"|suite|ste|block|building|bldg|tower|apartment|unit|flat|floor|fl|room"
    r"|no)\.?\s?(?:n°\s?)?#?[\w\-]{1,12}\)?|#\s?\d{1,5}[a-z]?"
    r"|\d{1,2}(?:e|er|[eè]me|nd|rd|th|st) (?:[eé]tage|floor)|(?:bp|cs|b\.p\.)\s?\d{1,6}|rdc"
    r"|rez-de-chauss[eé]e)(?![\w])",
    re.IGNORECASE,
)
_HOUSE_BEFORE: Final = (
    r"(?i)(?:(?:r[eé]sidence|r[eé]s\.|b[aâ]timent|b[aâ]t\.?|immeuble|appartement|appt?\.?|apt\.?|escalier"
    r"|esc\.?|lotissement|villa|flat|apartment|unit"
    r"|suite|house|floor|z\.?[ai]\.?|zone \w+)\s[^\n,;:.]{1,40}(?:\s?,\s?|\s?\n\s?|\s-\s|\s)){1,3}$"
)
_EN_NAME: Final = re.compile(
    r"(?:(?:N|S|E|W|NE|NW|SE|SW|North|South|East|West|Old|Upper|Lower|Great|Little)\.?\s)?"
    r"(?:(?:St\.?|Saint|The)\s)?(?:[\w'\-]{1,24}\s){0,3}?([A-Za-z]{2,10})\b\.?(?:\s(?:N|S|E|W|NE|NW"
    r"|SE|SW|North|South|East|West)\b\.?)?"
)
_EN_AVENUE: Final = re.compile(
    r"(?:Avenue|Ave\.?|Highway|Hwy\.?|Route|Rte\.?|County Road)\s(?:[A-Z]\b|\d{1,4})(?:st|nd|rd|th)?"
)
_EN_TAIL: Final = re.compile(
    rf"(?:{_GAP}{{1,2}}{_CAP}(?:[ \-]{_CAP}){{0,3}})??{_GAP}{{1,2}}(?:(?:{_UK}|{_EIRE}|{_CANADA})\b"
    rf"|(?:[A-Z]{{2}}|[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)\.?\s?,?\s{{1,2}}(?:{_US}\b|{_CANADA}\b)"
    rf"|{_US}(?![\w\-]))"
)
_EN_LOOSE: Final = re.compile(
    rf"(?:\s?,\s?|\s)(?:[A-Za-z]{{3,20}}\s){{0,2}}(?:[A-Za-z]{{3,20}}\s?,?\s)?(?:{_UK}|{_CANADA}"
    rf"|[A-Za-z]{{2}}\s{_US})\b"
)
_EN_TOWN: Final = re.compile(
    rf"(?:\s?,\s?|\n)(?!I\b|I'|The\b|It\b|We\b|My\b|Please\b|But\b|Can\b){_CAP}(?:[ \-]{_CAP}){{0,2}}"
)
_STATE_TAIL: Final = re.compile(r"\s?,?\s([A-Z]{2})\b(?:\s\d{5}(?:-\d{4})?)?")
_COUNTRY: Final = re.compile(
    r"\s?,\s(?:France|Belgique|Suisse|Luxembourg|Belgium|Switzerland|UK|U\.K\.|USA|U\.S\.A\.|Ireland"
    r"|Irlande|Canada|England|Scotland|Wales|United Kingdom|United States)\b"
)

_REVERSED: Final = (
    rf"(?i)(?:rue|avenue|av\.|boulevard|bd\.?|chauss[ée]e|chemin|route|place|quai|all[ée]e|drève|clos"
    rf"|square|impasse|ruelle)"
    rf"\s(?:(?:de la|de l'|des|du|de|d'|la|le|les|l'|aux?)\s?){{0,2}}{_CAP}(?:[ \-'](?:(?:de la|de|du"
    rf"|des|la|le|l'|d')\s?){{0,2}}{_CAP}){{0,4}}"
    rf"\s?,?\s(?:n°\s?)?\d{{1,4}}\s?[A-Za-z]?(?:\s?(?:/|bte|bo[iî]te|b)\s?\d{{1,4}})?(?=\s?,|\s?\n|\s-"
    rf"|\s[àa]\s|\s\d{{4}}\s|\s(?:B|CH|L)-|\s?$|\s?[.;)])"
)
_UNNUMBERED: Final = (
    r"(?i:rue|avenue|boulevard|chauss[ée]e|chemin|route|place|quai|all[ée]e|impasse)\s(?:(?:de la"
    r"|de l'|des|du|de|d')\s?)?"
    rf"{_CAP}(?:[ \-']{_CAP}){{0,3}}(?=,\s\d{{5}}\s{_CAP})"
)
"""A street without a number, before a postcode and its town."""
_BOX: Final = (
    r"(?i)(?:p\.?\s?o\.?\s?box|bo[iî]te postale|(?<![a-z])b\.?p\.?|(?<![a-z])cs|case postale|postbus"
    r"|gpo box|locked bag)\s?(?:n°\s?)?(\d{1,6})(?!\d)"
)
_PLACE: Final = (
    rf"(?i)(?:lieu[ \-]?dit|lieudit|ld|hameau|ferme|domaine|ch[âa]teau|moulin|mas|z\.?[ai]\.?"
    rf"|zone artisanale|zone industrielle)\s[^\n,.;:]{{2,40}}?{_GAP}{{1,2}}\d{{5}}\s{_TOWN}"
)
_INWARD: Final = re.compile(r"\d[ABD-HJLNP-UW-Z]{2}(?!\w)|\d[\dW]\s?[\dAC-FHKNPRTV-Y]{4}(?!\w)")
"""How postcodes of the United Kingdom and of Ireland end."""
_POSTCODE: Final = rf"\b(?:{_UK}|{_EIRE})\b"
_POSTED: Final = (
    rf"(?:{_CAP}(?:\s(?:{_CAP}|of|the|on|upon|at|in))*\s?,\s"
    rf"|{_CAP}(?:\s{_CAP})*\s?\n){{1,4}}(?:{_CAP}(?:[ \-]{_CAP}){{0,3}}[ ,\n]{{1,2}})?$"
)
_NOT_STREET: Final = frozenset(
    "go gb mb ko to mo kg km cm mm ms min minutes minute heures heure hours hour days day jours jour"
    " seconds secondes pages"
    " users utilisateurs fichiers files rows lignes items articles clients times fois x bits bit"
    " core cores coeurs ghz mhz"
    " percent years ans mois months weeks semaines euros usd px pixels and or et ou to of in"
    " on out is are"
    " external hard solid shared google flash usb network internal one back c d virtual mapped disk"
    " hdd ssd tape easy".split()
)


def streets(view: Folded) -> Iterable[Span]:
    """Postal addresses, by where they stand in the view."""
    if not view.digits:
        return ()
    if view.words.isdisjoint(_ALL_WORDS):
        return _posted(view)
    return _streets(view)


def _streets(view: Folded) -> Iterator[Span]:
    text, low = view.text, view.low
    done = 0
    french, english = not view.words.isdisjoint(_FRENCH), not view.words.isdisjoint(_ENGLISH)
    for start in view.runs if french or english else ():
        number = _NUMBER.match(text, start)
        if (
            number is None
            or _YEARS.match(number[0])
            or start < done
            or (start and (text[start - 1].isalnum() or text[start - 1] in "_.-/:$€£#+@=\\"))
        ):
            continue
        end = (french and _french(text, low, number)) or (english and _english(text, low, number))
        if end:
            yield _whole(text, start, end)
            done = end
    for at in mentions(view, _ROOTS) if french else ():
        found = compiled(_REVERSED).match(text, at) or compiled(_UNNUMBERED).match(text, at)
        if found is not None:
            end = _tails(text, found.end(), (_FLAT, _FR_TAIL, _FR_TOWN_TAIL, _COUNTRY))
            if end > found.end() or _at_home(low, found.start()):
                yield _whole(text, found.start(), end)
    yield from _boxes(view)
    yield from _posted(view)


def _at_home(low: str, at: int) -> bool:
    """Whether words before a place say that somebody lives, works or gets something there."""
    cue = announced(low, at, _HOME, _HOME_BEGINNINGS, 48)
    return cue is not None and not any(char.isdigit() for char in low[cue[1] : at])


_HOME: Final = frozenset(
    "adresse address addr adress domicile chez live lives lived living home office billing"
    " facturation come intervention rdv"
    " logement maison appartement house flat courrier mail parcel colis engineer technicien moved"
    " moving from au at to pickup"
    " résident resident".split()
)
_HOME_BEGINNINGS: Final = (
    *(
        "domicili",
        "habit",
        "résid",
        "resid",
        "livr",
        "deliver",
        "ship",
        "déménag",
        "demenag",
        "send",
        "sent",
        "post",
        "envoy",
    ),
    *("pass", "situé", "situe", "locat", "based", "install", "collect", "relocat"),
)
_ROOTS: Final = frozenset(
    "rue avenue av boulevard bd chaussée chaussee chemin route place quai allée allee drève clos"
    " square impasse ruelle".split()
)
_BOX_WORDS: Final = frozenset("p po box bp cs boîte boite case postbus gpo locked".split())
_PLACE_WORDS: Final = frozenset(
    "lieu lieudit ld hameau ferme domaine château chateau moulin mas za zi zone".split()
)
_FRENCH: Final = _FR_SURE | _FR_UNSURE
_ENGLISH: Final = _EN_SURE | _EN_UNSURE
_ALL_WORDS: Final = _FRENCH | _ENGLISH | _BOX_WORDS | _PLACE_WORDS


def _whole(text: str, start: int, end: int) -> Span:
    """The address with the house or flat that stands before it."""
    house = compiled(_HOUSE_BEFORE).search(text, max(0, start - 90), start)
    while text[end - 1] in ".,;- \n":
        end -= 1
    return Span(house.start() if house else start, end, "ADDRESS")


def _tails(text: str, end: int, patterns: tuple[re.Pattern[str], ...]) -> int:
    """The end of what goes on after a street: each kind of continuation at most once."""
    left = list(patterns)
    while True:
        for pattern in left:
            found = pattern.match(text, end)
            if found is not None and found.end() > end:
                end = found.end()
                left.remove(pattern)
                break
        else:
            return end


def _french(text: str, low: str, number: re.Match[str]) -> int:
    """Where a street after its number ends, in French; 0 where this is none."""
    word = _FR_TYPE.match(low, number.end())
    if word is None or word[1] not in _FRENCH:
        return 0
    name = _FR_NAME.match(text, word.end())
    if name is None or name[0].split()[0].lower() in _ENGLISH:
        return 0
    end = name.end()
    named = any(char.isupper() for char in name[0])
    shouted = text[word.start(1)].isupper()
    if not named:
        loose = _FR_LOOSE.match(text, end)
        beyond = loose.end() if loose else end
        for stop in range(3):
            cut = _cut_words(text, end, beyond, stop)
            posted = _FR_TAIL.match(text, cut)
            if posted is not None:
                return _tails(text, posted.end(), (_FLAT, _COUNTRY))
    tail = _tails(text, end, (_FLAT, _FR_TAIL, _FR_TOWN_TAIL, _COUNTRY))
    home = _at_home(low, number.start())
    if word[1] in _FR_SURE and word[1] not in _FR_UNSURE:
        return tail if named or home or tail > end else 0
    coded = _FR_TAIL.search(text, end, min(len(text), tail + 1)) is not None
    return (
        tail if coded or (named and (home or (tail > end and not shouted) or _first_of(text, number))) else 0
    )


def _first_of(text: str, number: re.Match[str]) -> bool:
    """Whether a number stands at the beginning of a line: a line of an address does."""
    return number.start() == 0 or text[number.start() - 1] == "\n"


def _cut_words(text: str, start: int, end: int, stop: int) -> int:
    """Where the first words between two places end."""
    at = start
    for found in re.finditer(r"\s\S+", text[start:end]):
        if stop == 0:
            break
        at, stop = start + found.end(), stop - 1
    return at


def _english(text: str, low: str, number: re.Match[str]) -> int:
    """Where a street after its number ends, in English; 0 where this is none."""
    first = _FIRST.match(low, number.end())
    if first is None or first[0] in _NOT_STREET:
        return 0
    end, sure, named = _english_street(text, number.end())
    if not end:
        return 0
    posted = _EN_TAIL.match(text, end) or _EN_LOOSE.match(text, end)
    flat_end = _tails(text, end, (_FLAT,))
    tail = _tails(text, flat_end, (_EN_TAIL, _FLAT))
    if tail == flat_end:
        loose = _EN_LOOSE.match(text, flat_end)
        tail = loose.end() if loose else _tails(text, flat_end, (_EN_TOWN, _STATE_TAIL))
    posted = posted or _EN_TAIL.match(text, flat_end) or _EN_LOOSE.match(text, flat_end)
    tail = _tails(text, tail, (_COUNTRY,))
    home = _at_home(low, number.start())
    if posted is not None or (sure and named) or (home and (sure or named)):
        return tail
    return tail if named and (tail > end or _first_of(text, number)) else 0


def _english_street(text: str, at: int) -> tuple[int, bool, bool]:
    """End of a street's name, whether its last word is sure, whether the name is in capitals."""
    avenue = _EN_AVENUE.match(text, at)
    if avenue is not None:
        return avenue.end(), True, True
    words: list[str] = []
    place = at
    for _ in range(5):
        word = _EN_WORD.match(text, place)
        if word is None:
            break
        kind = word[1].rstrip(".").lower()
        if words and kind in _ENGLISH:
            named = all(one[0].isupper() or one[0].isdigit() or one in ("of", "the", "and") for one in words)
            following = _EN_WORD.match(text, word.end())
            if (
                following is not None
                and following[1].rstrip(".").lower() in _ENGLISH
                and following[1][0].isupper()
            ):
                words.append(word[1])
                place = word.end()
                continue
            end = word.end(1)
            compass = _COMPASS.match(text, end)
            return (compass.end() if compass else end), kind in _EN_SURE, named
        words.append(word[1])
        place = word.end()
    return 0, False, False


_EN_WORD: Final = re.compile(r"([\w'\-]{1,24}\.?)(?:\s|(?=[,.;\n)]|$))")
_FIRST: Final = re.compile(r"[^\W\d_]{1,24}")
_COMPASS: Final = re.compile(r"\.?\s(?:N|S|E|W|NE|NW|SE|SW|North|South|East|West)\b\.?")


def _boxes(view: Folded) -> Iterator[Span]:
    """Boxes at a post office, and places without a street."""
    text, low = view.text, view.low
    for at in mentions(view, _BOX_WORDS):
        found = compiled(_BOX).match(text, at)
        if found is None:
            continue
        short = found[0][:2].lower() in ("bp", "cs", "b.")
        end = _tails(text, found.end(), (_FR_TAIL, _EN_TAIL, _COUNTRY))
        end = end if end > found.end() or short else _tails(text, end, (_EN_TOWN, _STATE_TAIL))
        if end > found.end() or not short or _at_home(low, found.start()):
            yield _whole(text, found.start(), end)
    for at in mentions(view, _PLACE_WORDS):
        found = compiled(_PLACE).match(text, at)
        if found is not None:
            yield _whole(text, found.start(), found.end())


def _posted(view: Folded) -> Iterator[Span]:
    """A house without a number, known by the postcode that ends it."""
    text = view.text
    for at in view.runs:
        ended = _INWARD.match(text, at)
        if ended is None:
            continue
        found = compiled(_POSTCODE).search(text, max(0, ended.start() - 5), ended.end())
        before = (
            None
            if found is None
            else compiled(_POSTED).search(text, max(0, found.start() - 120), found.start())
        )
        if before is not None and found is not None:
            yield Span(before.start(), found.end(), "ADDRESS")
