"""Common slips: those of the program and those that the user added, with what is right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report_editor.checks import check
from report_editor.checks.fixes import find_fix
from report_editor.checks.text.slips import forget_slips, parse_slips
from report_editor.files.user_lists import LIMIT, UserList, read_bundled, read_own, write_own
from tests.checks.found import findings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from report_editor.document import Document

    Make = Callable[..., Document]


@pytest.fixture(autouse=True)
def read_anew() -> Iterator[None]:
    forget_slips()
    yield
    UserList.SLIPS.path.unlink(missing_ok=True)
    forget_slips()


def test_a_slip_is_put_right_by_one_step(make: Make) -> None:
    document = make(texts={"overview": ["上年转结2件，進一步公開，布署 工作。"]})
    for _ in range(2):
        finding, *_ = findings(document, "text.slip")
        fix = find_fix(document, finding)
        assert fix is not None
        document.apply(fix.plan(document))
    assert document.paragraphs("overview") == ("上年结转2件，進一步公開，部署 工作。",)
    assert findings(document, "text.slip") == []


def test_a_doubled_word_loses_its_second_half(make: Make) -> None:
    document = make(texts={"overview": ["进一步进一步加强。"]})
    (finding,) = findings(document, "text.slip")
    fix = find_fix(document, finding)
    assert fix is not None
    document.apply(fix.plan(document))
    assert document.paragraphs("overview") == ("进一步加强。",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_user_adds_slips_with_any_editor(make: Make, encoding: str) -> None:
    document = make(texts={"overview": ["我区大柳书镇，柳書鎮。"]})
    assert findings(document, "text.slip") == []
    UserList.SLIPS.path.parent.mkdir(parents=True, exist_ok=True)
    UserList.SLIPS.path.write_bytes("# 地名\r\n大柳书 → 大柳树\r\n\r\n".encode(encoding))
    forget_slips()
    (finding,) = findings(document, "text.slip")
    fix = find_fix(document, finding)
    assert fix is not None
    assert fix.name == "改成 大柳树"


@pytest.mark.parametrize(
    "data", [b"\xff\xfe\x00", b"x" * (LIMIT + 1), b"(=)\n[=]\n*=*\n=x\n\xe4\xb8\x80=y"]
)
def test_a_damaged_list_does_no_harm(make: Make, data: bytes) -> None:
    UserList.SLIPS.path.parent.mkdir(parents=True, exist_ok=True)
    UserList.SLIPS.path.write_bytes(data)
    forget_slips()
    assert check(make(texts={"overview": ["上年转结2件，[一]。"]}))


def test_what_is_written_is_read_again() -> None:
    write_own(UserList.SLIPS, "大柳书=大柳树\n")
    assert read_own(UserList.SLIPS) == "大柳书=大柳树\n"
    with pytest.raises(ValueError, match="bytes"):
        write_own(UserList.SLIPS, "字" * LIMIT)


def test_no_right_word_has_a_slip_in_it() -> None:
    slips = list(parse_slips(read_bundled(UserList.SLIPS)))
    assert len(slips) > 10
    assert not [(one, each) for one in slips for each in slips if each.wrong in one.right]
