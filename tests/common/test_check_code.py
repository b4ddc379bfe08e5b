"""Check codes as a person reads them out, types them and mistypes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_editor.common.check_code import (
    ALPHABET,
    LENGTH,
    VERSION,
    CheckCodeProblem,
    is_check_code_line,
    make_check_code,
    read_check_code,
)

codes = st.binary(min_size=32, max_size=32).map(make_check_code)
at_a_sign = st.integers(0, LENGTH - 1)


def put(code: str, signs: dict[int, str]) -> str:
    """Return a code with other signs in some places; hyphens do not count as places."""
    plain = list(code.replace("-", ""))
    for at, sign in signs.items():
        plain[at] = sign
    return "".join(plain)


@given(codes)
def test_a_code_has_three_groups_of_plain_signs(code: str) -> None:
    assert [len(group) for group in code.split("-")] == [3, 4, 3]
    assert set(code) <= {*ALPHABET, "-"}
    assert code[0] == VERSION
    assert read_check_code(code) == code


@given(codes)
def test_it_is_read_however_it_is_typed(code: str) -> None:
    plain = code.replace("-", "")
    wide = plain.translate({ord(sign): ord(sign) + 0xFEE0 for sign in plain})
    for typed in (
        plain,
        code.lower(),
        wide,
        f"  {plain[:3]} {plain[3:7]} {plain[7:]} ",
        code.replace("-", "—"),
        f"核对码：{code}",
        f"核對碼 {code}",
        code.replace("0", "o").replace("1", "l").replace("5", "S").replace("8", "b"),
        code.replace("1", "I").replace("2", "z").replace("V", "u"),
    ):
        assert read_check_code(typed) == code, typed


@given(
    codes,
    st.sampled_from(["", "青禾县柳溪镇人民政府", "??? 2024", "\xc7\xe0\xba\xcc 2024\xc4\xea"]),
)
def test_a_scanner_types_the_rest_of_the_qr_code_behind_it(code: str, rest: str) -> None:
    assert read_check_code(f"{code} {rest}") == code


@given(codes, at_a_sign, st.sampled_from(ALPHABET))
def test_each_wrong_sign_is_found(code: str, at: int, sign: str) -> None:
    typed = put(code, {at: sign})
    if typed != code.replace("-", ""):
        with pytest.raises(CheckCodeProblem, match="输错了"):
            read_check_code(typed)


@given(codes, at_a_sign, at_a_sign)
def test_each_pair_that_is_swapped_is_found(code: str, one: int, other: int) -> None:
    plain = code.replace("-", "")
    typed = put(code, {one: plain[other], other: plain[one]})
    if typed != plain:
        with pytest.raises(CheckCodeProblem, match="输错了"):
            read_check_code(typed)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "请输入"),
        (" — ", "请输入"),
        ("A12", "这里有 3 位"),
        ("AT9-9TR2-2GQX", "这里有 11 位"),
        ("A甲9-9TR2-2GQ", "没有 “甲” 这样的字"),
    ],
)
def test_what_is_no_code_is_refused_in_a_sentence(typed: str, says: str) -> None:
    with pytest.raises(CheckCodeProblem, match=says):
        read_check_code(typed)


def test_a_code_of_a_later_version_is_told_from_a_mistake() -> None:
    signs = "C00000000"
    total = sum(at * ALPHABET.index(sign) for at, sign in enumerate(signs, start=1))
    with pytest.raises(CheckCodeProblem, match="更新版本"):
        read_check_code(signs + ALPHABET[total % len(ALPHABET)])


@given(codes)
def test_only_the_line_of_a_paper_is_taken_for_one(code: str) -> None:
    assert is_check_code_line(f"核对码 {code}")
    assert is_check_code_line(f"核對碼{code}")
    wrong = put(code, {1: ALPHABET[(ALPHABET.index(code[1]) + 1) % len(ALPHABET)]})
    assert not is_check_code_line(f"核对码 {wrong[:3]}-{wrong[3:7]}-{wrong[7:]}")
    assert not is_check_code_line(f"请对照核对码 {code}。")
