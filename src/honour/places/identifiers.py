"""Identifiers by which people are known, in the one form in which they are compared: byte for byte.

A database's collation takes jose for josé, and would have a stranger erased. So each identifier is
normalised here, the stored one and the given one alike, and nothing else counts as the same.
"""

import unicodedata


def normalised(field: str, written: str) -> str:
    """An identifier of this field as it is compared.

    Unicode NFC, without spaces around; an e-mail address in lower case as well (its domain is so by RFC 5321,
    section 2.4, and no mail service in use tells local parts apart by case); of a telephone number its digits
    and a leading +.
    """
    text = unicodedata.normalize("NFC", written).strip()
    match field:
        case "e-mail":
            return text.lower()
        case "telephone" | "fax":
            return ("+" if text.startswith("+") else "") + "".join(c for c in text if c.isdecimal())
        case _:
            return text
