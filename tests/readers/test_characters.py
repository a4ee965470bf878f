import pytest

from graphbuild.readers.characters import settle

TEXTS = [
    ("a\r\nb\rc\nd", "a\nb\nc\nd"),  # every line end is one
    ("a\x0bb\x85c\u2028d\u2029e", "a\nb\nc\nd\ne"),  # line ends by another name
    ("side 1\fside 2\tcelle", "side 1\fside 2\tcelle"),  # page breaks and tabs stay
    ("a\x00b\x07c\x1fd\x7fe\x81f", "a b c d e f"),  # control characters become spaces, one for one
    ("10\u00a0kr.", "10\u00a0kr."),  # no-break spaces stay
    ("\ufefføkonomi\u200bud\u2060valg", "økonomiudvalg"),  # what shows nothing goes
    (
        "\ufb01re \ufb02ere e\ufb00ekt o\ufb03ciel a\ufb04ad \ufb05il \ufb06il",
        "fire flere effekt officiel afflad stil stil",
    ),
    ("ud\u00advalget drøf\u00ad\ntede", "udvalget drøf-\ntede"),  # a soft hyphen shows only at a line end
    ("a\ud800b\ufffe\uffffc", "a\ufffdb\ufffd\ufffdc"),  # what no serialisation may hold
    ("æøå ÆØÅ é “citat” – 5 €", "æøå ÆØÅ é “citat” – 5 €"),  # nothing else is touched
]


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_settle(text: str, expected: str) -> None:
    assert settle(text) == expected
    assert settle(expected) == expected
