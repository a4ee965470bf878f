import pytest

from graphbuild.readers.numerals import css_letters, lower_roman, word_letters


@pytest.mark.parametrize(
    ("number", "roman", "css", "word"),
    [
        (1, "i", "a", "a"),
        (4, "iv", "d", "d"),
        (26, "xxvi", "z", "z"),
        (27, "xxvii", "aa", "aa"),
        (28, "xxviii", "ab", "bb"),  # CSS counts on, Word repeats the letter
        (703, "dcciii", "aaa", "a" * 28),
        (3999, "mmmcmxcix", "ewu", "3999"),
        (4000, "4000", "ewv", "4000"),
        (0, "0", "0", "0"),
        (-3, "-3", "-3", "-3"),
    ],
)
def test_numerals(number: int, roman: str, css: str, word: str) -> None:
    assert (lower_roman(number), css_letters(number), word_letters(number)) == (roman, css, word)
