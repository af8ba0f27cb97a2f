"""Check digits and rules of form of the numbers that people and cards have. Each names its source."""

from typing import Final

IBAN_LENGTHS: Final = {
    name: int(length)
    for name, _, length in (
        part.partition(":")
        for part in (
            "AD:24 AE:23 AL:28 AT:20 AZ:28 BA:20 BE:16 BG:22 BH:22 BR:29 BY:28 CH:21 CR:22 CY:28 CZ:24 DE:22"
            " DK:18 DO:28 EE:20 EG:29 ES:24 FI:18 FO:18 FR:27 GB:22 GE:22 GI:23 GL:18 GR:27 GT:28 HR:21 HU:28"
            " IE:22 IL:23 IQ:23 IS:26 IT:27 JO:30 KW:30 KZ:20 LB:28 LC:32 LI:21 LT:20 LU:20 LV:21 LY:25 MC:27"
            " MD:24 ME:22 MK:19 MR:27 MT:31 MU:30 NL:18 NO:15 PK:24 PL:28 PS:29 PT:25 QA:29 RO:24 RS:22 SA:24"
            " SC:31 SD:18 SE:24 SI:19 SK:24 SM:27 ST:25 SV:28 TL:23 TN:24 TR:26 UA:29 VA:22 VG:24 XK:20"
        ).split()
    )
}
"""Characters of an IBAN by its country (ISO 13616 registry)."""


def luhn(digits: str) -> bool:
    """Whether the last digit checks the others (ISO/IEC 7812-1, annex B)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def card(digits: str) -> bool:
    """Whether digits are those of a payment card: known issuer, its length, Luhn (ISO/IEC 7812)."""
    return _issuer(digits) and luhn(digits) and len(set(digits)) > 2


def _issuer(digits: str) -> bool:
    length, two, four = len(digits), int(digits[:2]), int(digits[:4])
    if digits[0] == "4":
        return length in (13, 16, 19)
    if 51 <= two <= 55 or 2221 <= four <= 2720:
        return length == 16
    if two in (34, 37):
        return length == 15
    if two == 36 or two in (38, 39) or 3000 <= four <= 3059:
        return length == 14
    if four == 6011 or two == 65 or 6440 <= four <= 6499 or 3528 <= four <= 3589 or two == 62:
        return length in (16, 19) if two != 35 else length == 16
    return two in (50, 56, 57, 58, 67) and length in (16, 18, 19)


def iban(compact: str) -> bool:
    """Whether capital letters and digits are an IBAN: length of its country, modulo 97 (ISO 13616)."""
    if IBAN_LENGTHS.get(compact[:2]) != len(compact):
        return False
    return int("".join(str(int(char, 36)) for char in compact[4:] + compact[:4])) % 97 == 1


def nir(compact: str) -> bool:
    """Whether 15 characters are a French NIR with its key (Code de la sécurité sociale, R115-1; Insee)."""
    body = compact[:13].replace("2A", "19", 1) if compact[5:7] == "2A" else compact[:13]
    body = body[:5] + "18" + body[7:] if compact[5:7] == "2B" else body
    return body.isdigit() and compact[13:].isdigit() and 97 - int(body) % 97 == int(compact[13:])


def nino(compact: str) -> bool:
    """Whether nine characters have the form of a UK National Insurance number (HMRC, NIM39110)."""
    first, second = compact[0], compact[1]
    return (
        first not in "DFIQUV"
        and second not in "DFIOQUV"
        and compact[:2] not in ("BG", "GB", "KN", "NK", "NT", "TN", "ZZ")
        and compact[2:8].isdigit()
        and compact[8] in "ABCD"
    )


def ssn(digits: str) -> bool:
    """Whether nine digits may be a US social security number (SSA, POMS RM 10201.035)."""
    return (
        digits[:3] not in ("000", "666")
        and digits[0] != "9"
        and digits[3:5] != "00"
        and digits[5:] != "0000"
        and digits not in ("123456789", "078051120", "219099999")
    )


def nrn(digits: str) -> bool:
    """Whether eleven digits are a Belgian national number (royal decree of 3 April 1984)."""
    return any(97 - int(born + digits[:9]) % 97 == int(digits[9:]) for born in ("", "2"))


def ahv(digits: str) -> bool:
    """Whether thirteen digits are a Swiss AHV number: EAN-13 that begins with 756."""
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits[:12]))
    return digits.startswith("756") and (10 - total % 10) % 10 == int(digits[12])


def dni(compact: str) -> bool:
    """Whether nine characters are a Spanish DNI or NIE with its letter (Real Decreto 1553/2005)."""
    number = {"X": "0", "Y": "1", "Z": "2"}.get(compact[0], compact[0]) + compact[1:8]
    return number.isdigit() and "TRWAGMYFPDXBNJZSQVHLCKE"[int(number) % 23] == compact[8]


def codice_fiscale(compact: str) -> bool:
    """Whether sixteen characters are an Italian tax code with its check letter (D.M. 23 December 1976)."""
    odd = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23)
    total = 0
    for place, char in enumerate(compact[:15]):
        value = int(char) if char.isdigit() else ord(char) - 65
        total += odd[value] if place % 2 == 0 else value
    return chr(65 + total % 26) == compact[15]


def steuer_id(digits: str) -> bool:
    """Whether eleven digits are a German tax number (ISO 7064 MOD 11,10; § 139b AO)."""
    product = 10
    for digit in digits[:10]:
        total = (int(digit) + product) % 10 or 10
        product = 2 * total % 11
    return digits[0] != "0" and (11 - product) % 10 == int(digits[10])


def nhs(digits: str) -> bool:
    """Whether ten digits are an NHS number (NHS Data Dictionary, modulus 11)."""
    check = 11 - sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9])) % 11
    return (0 if check == 11 else check) == int(digits[9])


def pps(compact: str) -> bool:
    """Whether eight or nine characters are an Irish PPS number (modulus 23 of the Revenue)."""
    total = sum(int(digit) * (8 - place) for place, digit in enumerate(compact[:7]))
    if len(compact) == 9 and compact[8] != "W":
        total += 9 * (ord(compact[8]) - 64)
    return "WABCDEFGHIJKLMNOPQRSTUV"[total % 23] == compact[7]


def bsn(digits: str) -> bool:
    """Whether nine digits are a Dutch citizen number (the eleven test)."""
    total = sum(int(digit) * (9 - place) for place, digit in enumerate(digits[:8])) - int(digits[8])
    return total % 11 == 0 and digits != "000000000"
