"""What stands where a value would: whether it looks like a secret, and where it ends."""

import re
from typing import Final

from honour.guard.words import NO_VALUE, NO_VALUE_ENDS

_VALUE: Final = re.compile(r"\S{1,256}+")
_QUOTES: Final = {'"': '"', "'": "'", "«": "»", "`": "`", "<": ">", "[": "]", "(": ")", "{": "}"}
_TRAILING: Final = ".,;:)»\"'`]}>…"
_PLACEHOLDER: Final = re.compile(
    r"[\"']?(?:.{0,40}\$\{.*|\$\w+,\$.*|\$\(.*|\{\{.*|<[\w\- ./]*>?|%\w+%|\$[A-Z_]{2,}"
    r"|[*•●·x.\-_?#…]{2,}|\[.*\]?"
    r"|os\.\w+.*|process\.env.*"
    r"|env\(.*|getenv.*|vault[:.].*|secretkeyref.*|!\w+|\w+\(.*\)?.*|self\.\w+|this\.\w+"
    r"|config[.\[].*|settings\..*"
    r"|(?:your|my|votre|the|ton|mon|new|old|some|db|user|admin|root|real|strong)[_\-]\w*(?:password"
    r"|passwd|secret|pass|mdp|token|key|passe)\w*"
    r"|.*(?:redacted|changeme|change_me|placeholder|example|hidden|masqu[eé]).*|/(?:etc|run|var|opt"
    r"|home|usr)/.*)",
    re.IGNORECASE,
)
_TECHNICAL: Final = re.compile(
    r"(?:v?\d+(?:\.\d+)+[\w.\-]*|0x[0-9a-f]+|[\w.\-]+\.(?:exe|dll|txt|log|php|py|js|html?|xml|json"
    r"|ya?ml|conf|cfg|ini|env"
    r"|pdf|csv|zip|msi|sh|sql|key|pem|kdbx|docx?|xlsx?)|(?:https?|ftps?|ssh|file|s3)://.*|www\..*"
    r"|[A-Za-z]:\\.*|~?/[\w./\-]*"
    r"|\w+@\w+\.\w+.*|\d{1,2}[h:]\d\d.*|\d{1,4}[/.\-]\d{1,2}[/.\-]\d{1,4}|\$(?:\d|2[abxy])\$.*"
    r"|[$€£]?\d[\d.,]*[$€£%]?"
    r"|\d+(?:st|nd|rd|th|e|er|ème|px|ms|s|h|min|gb|mb|kb|go|mo|ko|%|bits?|x|j|d)|(?:e|err|error)-?\d+"
    r"|\d+-?(?:char|bit|digit|car|jours?|days?|hours?|mois|months?|factor)\w*"
    r"|[a-z]+(?:'|\w*-)(?:ci|là|il|elle|je|on|vous|nous|moi|le|la|les|t|s|re|ve|ll|d)|\w{1,2}'\w+"
    r"|wi-?fi|e-?mails?|\[?\d+\]?|and/or|et/ou|n/a|24/7)",
    re.IGNORECASE,
)
_PRODUCT: Final = re.compile(
    r"(?:sha|md|aes|wpa|rc|tls|ssl|utf|http|base|oauth|argon|bcrypt|scrypt|pbkdf|ntlm|ldap|sso|mfa"
    r"|2fa|otp|totp|u2f|fido|ipv"
    r"|usb|iso|rsa|ed|x|pkcs|php|java|win|windows|office|python|node|ubuntu|debian|ios"
    r"|android)[\-_]?\d[\w\-/.]*"
    r"|(?-i:[A-Z]{1,4}-?\d{1,4}|KB\d{6,8})",
    re.IGNORECASE,
)
_NAME: Final = re.compile(
    r"-{1,2}[\w\-=]+|-D\w.*|[#@]\d+|(?:(?i:bugs?|issue|pr|pkcs)|[A-Z]{1,6})?#\d+(?:,#\d+)*|/.*"
    r"|\w+:[A-Za-z]\w*|(?i:cve)-\d+-\d+|.*\(\)|[A-Za-z]\w*(?:\.[A-Za-z_]\w*){2,}|\w*_\w*\.\w+"
    r"|.*,\w+=.*|[\w\-]+-\d+(?:\.\d+)+|[\w\-]+=\S*"
    r"|[A-Za-z]+(?:_[A-Za-z]+)+|[A-Z]+(?:_[A-Z0-9]+)+|<\w+:.*"
)
"""Options, numbers of bugs, settings, names in programs."""
_LETTER: Final = re.compile(r"[^\W\d_]")
_SIGN: Final = re.compile(r"[!#$%&*@^+?€£§]")
_CAMEL: Final = re.compile(r"[a-zà-ÿ][A-ZÀ-Ý]|[A-Z]{2,}[a-z]")
_PLAIN: Final = re.compile(r"[^\W\d_]+(?:['\-][^\W\d_]+)*")


def value_at(text: str, at: int) -> tuple[int, int, bool]:
    """Start and end of the value that begins here, and whether it is quoted; an empty one where none does.

    Straight quotes belong to the value (they go with it when it is masked), others do not. A full stop, a
    comma or a closing bracket at its end is the sentence's; `!` and `?` are the value's, as in passwords.
    """
    if at >= len(text):
        return at, at, False
    closing = _QUOTES.get(text[at])
    if closing is not None and text[at] not in "<[{($":
        inner = at + 1 + (text[at + 1 : at + 2] == " ")
        end = text.find(closing, inner, at + 80)
        if end > inner and "\n" not in text[inner:end]:
            if text[at] in "\"'":
                return at, end + 1, True
            return inner, end - (text[end - 1] == " "), True
        at += 1
    found = _VALUE.match(text, at)
    if found is None:
        return at, at, False
    end = found.end()
    while at < end and text[at] in "(`":
        at += 1
    while (
        end > at and text[end - 1] in _TRAILING and not (text[end - 1] == ")" and "(" in text[at : end - 1])
    ):
        end -= 1
    return at, end, False


def bare(value: str) -> str:
    """A value without the quotes that belong to it."""
    return value[1:-1] if len(value) > 1 and value[0] in "\"'" and value[-1] == value[0] else value


def is_placeholder(value: str) -> bool:
    """Whether something stands for a value, or is masked already."""
    return _PLACEHOLDER.fullmatch(value) is not None or value.lower() in NO_VALUE or len(set(value)) <= 1


def is_technical(value: str) -> bool:
    """Whether it is a version, a path, an address, a date, the name of an algorithm: no secret."""
    return _TECHNICAL.fullmatch(value) is not None


def is_product(value: str) -> bool:
    """Whether it is an algorithm's or a program's name with its number: a secret only if announced."""
    return _PRODUCT.fullmatch(value) is not None


def is_strong(value: str) -> bool:
    """Whether it looks like a secret by itself: letters with digits, signs, or capitals inside."""
    if (
        len(value) < 4
        or is_placeholder(value)
        or is_technical(value)
        or is_product(value)
        or _NAME.fullmatch(value)
    ):
        return False
    letters = len(_LETTER.findall(value))
    digits = sum(char.isdigit() for char in value)
    if not letters:
        return digits >= 4 and _SIGN.search(value) is not None and "/" not in value
    if digits:
        return True
    marked = value[-1] in "!?" and value[:-1].isalpha() and len(value) > 8
    signed = marked or _SIGN.search(value[1:-1]) is not None
    return (signed and "/" not in value and value[0] not in "-&") or (
        len(value) >= 6 and _CAMEL.search(value[1:]) is not None
    )


def may_be(value: str) -> bool:
    """Whether it could be a secret where words say that one follows: no word that describes."""
    low = value.lower().rstrip("!?")
    if not low or is_placeholder(value) or (is_technical(value) and not low.isdigit()):
        return False
    if low in NO_VALUE or _NAME.fullmatch(value):
        return False
    if _PLAIN.fullmatch(value) and value[1:].islower():
        return len(low) >= 4 and not low.endswith(NO_VALUE_ENDS)
    return len(low) >= 3


def mixed(value: str) -> bool:
    """Whether a long run of characters is drawn by dice: a key, not a word."""
    if len(value) < 16:
        return False
    digits = sum(char.isdigit() for char in value)
    letters = sum(char.isalpha() for char in value)
    return digits >= 2 and letters >= 2 and len(set(value)) >= 8 and digits + letters >= 0.7 * len(value)
