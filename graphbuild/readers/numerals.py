"""Write list numbers as browsers and word processors show them: 3, c, C, iii, III."""

from __future__ import annotations

from typing import Final

_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def lower_roman(number: int) -> str:
    """Return 4 as ``iv``; outside 1 to 3999, where there is no Roman numeral, the number itself."""
    if not 1 <= number <= 3999:
        return str(number)
    letters = []
    for value, numeral in _ROMAN:
        count, number = divmod(number, value)
        letters.append(numeral * count)
    return "".join(letters)


def css_letters(number: int) -> str:
    """Return 3 as ``c`` and 27 as ``aa``, the alphabetic counter of CSS; below 1 the number itself."""
    if number < 1:
        return str(number)
    letters: list[str] = []
    while number:
        number, rest = divmod(number - 1, 26)
        letters.append(chr(ord("a") + rest))
    return "".join(reversed(letters))


def word_letters(number: int) -> str:
    """Return 3 as ``c`` and 28 as ``bb``: WordprocessingML repeats the letter (ECMA-376, 17.18.59, lowerLetter)."""
    if not 1 <= number <= 780:
        return str(number)
    times, letter = divmod(number - 1, 26)
    return chr(ord("a") + letter) * (times + 1)
