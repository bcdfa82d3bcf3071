"""Numbers of paragraphs: 1 at level 0, a at level 1, i at level 2; after z come aa and bb, as in Word."""

_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_MOST_ROMAN = 399


def roman(value: int) -> str:
    """The value in small Roman numerals."""
    text = ""
    for worth, letters in _ROMAN:
        times, value = divmod(value, worth)
        text += letters * times
    return text


_ROMAN_VALUES = {roman(value): value for value in range(1, _MOST_ROMAN + 1)}


def value_of(number: str, level: int) -> int | None:
    """How far one has counted at this level when this number is printed; None where counting never gets there."""
    if level == 0:
        plain = number.isascii() and number.isdecimal() and not number.startswith("0")
        return int(number) if plain and len(number) < 6 else None
    if level == 1:
        alike = bool(number) and len(set(number)) == 1 and "a" <= number[0] <= "z"
        return (len(number) - 1) * 26 + ord(number[0]) - ord("a") + 1 if alike else None
    return _ROMAN_VALUES.get(number) if level == 2 else None
