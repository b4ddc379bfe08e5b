"""Sentences as published reports have them: each number is compared, other matters are not."""

# ruff: noqa: E501, S311 - a sentence stays in one line

from __future__ import annotations

from random import Random

import pytest

from tests.checks.altered_numbers import alter, make_report, measure_generated, read_findings
from tests.checks.claim_sentences import MARKED

CELLS = {
    "requests.new.natural_person": 15,
    "requests.new.business": 3,
    "requests.new.legal_service": 2,
    "requests.carried_in.natural_person": 2,
    "requests.granted.natural_person": 4,
    "requests.granted.business": 3,
    "requests.granted.legal_service": 1,
    "requests.partial.natural_person": 2,
    "requests.partial.legal_service": 1,
    "requests.denied_process.natural_person": 3,
    "requests.denied_internal.natural_person": 1,
    "requests.unable_not_held.natural_person": 2,
    "requests.refused_petition.natural_person": 1,
    "requests.other_rest.natural_person": 1,
    "requests.carried_out.natural_person": 3,
    "proceedings.reconsideration.upheld": 3,
    "proceedings.reconsideration.corrected": 1,
    "proceedings.reconsideration.pending": 1,
    "proceedings.direct_suit.upheld": 1,
    "proceedings.suit_after_reconsideration.upheld": 2,
    "proceedings.suit_after_reconsideration.pending": 1,
}
"""新收 20 (自然人 15), 结转 2; 办理 19: 公开 8, 部分 3, 不予 4, 无法 2, 不予处理 1, 其他 1; 结转下年 3."""

SENTENCES = [
    "2025年，我局共收到政府信息公开申请⟦20⟧件，上年结转⟦2⟧件，已办结⟦19⟧件，结转下年度继续办理⟦3⟧件。",
    "2025年，全县各级行政机关共受理政府信息公开申请⟦20⟧件，其中自然人申请⟦15⟧件，法人或其他组织申请⟦5⟧件。",
    "本年度新收政府信息公开申请⟦20⟧件，其中商业企业⟦3⟧件、法律服务机构⟦2⟧件、自然人⟦15⟧件；上年结转⟦2⟧件。",
    "全年共办理依申请公开⟦22⟧件（含上年结转⟦2⟧件），其中予以公开⟦8⟧件、部分公开⟦3⟧件、不予公开⟦4⟧件、无法提供⟦2⟧件、不予处理⟦1⟧件、其他处理⟦1⟧件，结转下年度办理⟦3⟧件。",
    "今年以来，我局共接收群众依申请公开⟦20⟧件，均按规定及时答复。",
    "2025年度，收到公众提交的政府信息公开申请⟦20⟧件，较上年增加5件。",
    "2025年共收到政府信息公开申请⟦20⟧件（其中网络申请12件、信函申请8件），办结⟦19⟧件。",
    "2025年，通过政府门户网站、信函等渠道共收到政府信息公开申请⟦20⟧件，按期办结⟦19⟧件，⟦3⟧件结转至2026年办理。",
    "严格按照《条例》规定，认真做好依申请公开答复工作，全年共收到申请⟦20⟧件，答复⟦19⟧件，答复率100%。",
    "2025年，收到申请⟦20⟧件，2024年度结转⟦2⟧件，本年度办结⟦19⟧件，其中予以公开⟦8⟧件，部分公开⟦3⟧件。",
    "在办理结果上，予以公开⟦8⟧件，占比⟦42.1⟧%；部分公开⟦3⟧件，占比⟦15.8⟧%；不予公开⟦4⟧件；无法提供⟦2⟧件；不予处理⟦1⟧件；其他处理⟦1⟧件。",
    "答复政府信息公开申请⟦19⟧件，按结果分：予以公开⟦8⟧件，部分公开⟦3⟧件，因属于过程性信息不予公开⟦3⟧件，因属于内部事务信息不予公开⟦1⟧件，因本机关不掌握无法提供⟦2⟧件，不予处理⟦1⟧件，其他处理⟦1⟧件。",
    "全年收到政府信息公开申请共计⟦20⟧件，已办理完毕⟦19⟧件，⟦3⟧件正在办理。",
    "因政府信息公开引发的行政复议⟦5⟧件、行政诉讼⟦4⟧件。",
    "2025年收到申请⟦20⟧件。被行政复议⟦5⟧件，未经复议直接起诉⟦1⟧件，复议后起诉⟦3⟧件。",
    "2025年因政府信息公开被申请行政复议⟦5⟧件，其中结果维持⟦3⟧件，结果纠正⟦1⟧件，尚未审结⟦1⟧件；被提起行政诉讼⟦4⟧件，其中结果维持⟦3⟧件，尚未审结⟦1⟧件。",
    "2025年全年政府信息公开行政复议案件共⟦5⟧起，行政诉讼案件共⟦4⟧起。",
    "涉及政府信息公开的行政复议⟦5⟧件，维持⟦3⟧件，纠正⟦1⟧件，尚未审结⟦1⟧件。",
    "全年发生政府信息公开类行政复议案件⟦5⟧件，行政诉讼案件⟦4⟧件（其中复议后起诉⟦3⟧件）。",
    "依申请公开政府信息⟦20⟧件。",
    "2025年度政府信息公开申请数量为⟦20⟧件。",
    "申请人中，自然人⟦15⟧件，企业⟦3⟧件，法律服务机构⟦2⟧件。收到申请⟦20⟧件。",
    "收到自然人提交的政府信息公开申请⟦15⟧件，法人和其他组织提交的政府信息公开申请⟦5⟧件。",
    "从申请人类型看，自然人申请⟦15⟧件，占⟦75.0⟧%，法人或者其他组织申请⟦5⟧件，占⟦25.0⟧%。",
    "其中，新收⟦20⟧件，上年结转⟦2⟧件，结转下年⟦3⟧件。我局收到申请共⟦22⟧件。",
    "我局共有政府信息公开申请⟦22⟧件，新收⟦20⟧件，结转⟦2⟧件。",
    "全年共收到依申请⟦20⟧件，予以公开⟦8⟧件，部分公开⟦3⟧件，不予公开⟦4⟧件，无法提供⟦2⟧件，不予处理⟦1⟧件，其他处理⟦1⟧件，转入下年⟦3⟧件。",
    "受理政府信息公开申请⟦20⟧件次，答复⟦19⟧件次。",
    "本年度共收到⟦20⟧份政府信息公开申请，答复⟦19⟧份。",
    "共收到申请⟦二十⟧件，办结⟦十九⟧件，结转下年⟦三⟧件。",
    "截至2025年底，共收到政府信息公开申请⟦20⟧件，其中⟦19⟧件已办结，⟦3⟧件结转下一年度。",
    "对收到的⟦20⟧件政府信息公开申请，已答复⟦19⟧件。",
    "2025年，我县共收到政府信息公开申请⟦20⟧件，上年度结转⟦2⟧件，共计⟦22⟧件。",
    "2025年政府信息公开申请结转⟦2⟧件，新收⟦20⟧件，办结⟦19⟧件，结转下年⟦3⟧件。",
    "全年办理政府信息公开行政复议⟦5⟧件、行政诉讼⟦4⟧件，其中维持⟦6⟧件、纠正⟦1⟧件、尚未审结⟦2⟧件。",
    "全年，我镇共收到政府信息公开申请⟦20⟧例，依法办理⟦19⟧例。",
    "依申请公开情况：共受理⟦20⟧件，办结⟦19⟧件，其中公开⟦8⟧件、部分公开⟦3⟧件、不予公开⟦4⟧件。",
    "我局收到依申请公开申请⟦20⟧件，加上上年结转⟦2⟧件，共⟦22⟧件，全部依法办理。",
    "予以公开⟦8⟧件（其中自然人⟦4⟧件，法人或其他组织⟦4⟧件）。收到申请⟦20⟧件。",
    "共收到政府信息公开申请⟦20⟧件，同意公开⟦8⟧件、同意部分公开⟦3⟧件、不同意公开⟦4⟧件。",
]
"""Numbers between the marks are those of the tables."""

OTHER_MATTERS = [
    "全年组织培训3次，参训人员120人次，办理人大建议50件，政协提案12件，答复率100%。",
    "共受理12345热线工单1200件，办结1198件。收到申请20件。",
    "收到网民留言35件，答复35件；政府信息公开申请20件。",
    "全年审理行政复议案件130件，其中维持80件，纠正20件。",
    "受理行政许可申请320件，办结318件。",
    "全年共制发规范性文件0件，主动公开政府信息136条，其中动态60条、政务40条，回复咨询12件。",
    "全县各乡镇收到政府信息公开申请12件，县公安局收到政府信息公开申请30件。",
    "同比2024年收到申请15件，增加5件。2024年收到申请15件，办结14件。",
    "累计收到来信来访32件，办结30件，不予受理2件。",
    "人民法院受理行政诉讼12件，我局应诉行政案件6件。",
    "调解矛盾纠纷50件，企业信息公开60条，走访企业20家。",
    "2025年上半年收到申请12件，下半年收到申请8件。",
    "2025年，通过网络收到申请12件，信函收到申请8件。",
]

_ENOUGH = 0.95
"""Share of altered numbers to be noticed: some altered ones may be meant in another way."""


@pytest.mark.parametrize("marked", SENTENCES)
def test_right_numbers_are_left_alone(marked: str) -> None:
    assert read_findings(make_report(CELLS, MARKED.sub(r"\1", marked))) == set()


@pytest.mark.parametrize("sentence", OTHER_MATTERS)
def test_other_matters_are_left_alone(sentence: str) -> None:
    assert read_findings(make_report(CELLS, sentence)) == set()


@pytest.mark.parametrize(
    "sentence",
    [
        "2025年，本机关收到14件政府信息公开申请。",
        "全年共收到信息公开申请22起，答复22起。",
        "收到依申请公开17项。",
        "答复依申请公开政府信息75件。",
        "余下9件转至2026年办理。",
        "9件结转至下年办理。",
        "部分公开、不予公开、部分公开9件。",
        "收到申请10件，同意公开6件、部分公开4件。",
        "申请人撤回1件，办结9件。",
        "结转至2026年9件。",
        "收到申请10件（含2024年结转3件）。",
        "收到申请10件。被行政复议2件。",
        "收到申请10件。未经复议直接起诉2件。",
        "办结8件（予以公开6件、本机关不掌握3件）。",
        "市水务局收到申请12件。",
        "收到申请十二件。",
    ],
)
def test_a_wrong_number_in_any_wording_is_noticed(sentence: str) -> None:
    cells = {
        "requests.new.natural_person": 10,
        "requests.granted.natural_person": 6,
        "requests.unable_not_held.natural_person": 2,
        "requests.carried_out.natural_person": 2,
        "proceedings.reconsideration.upheld": 1,
        "proceedings.direct_suit.upheld": 1,
    }
    assert read_findings(make_report(cells, sentence))


def test_nearly_every_altered_number_is_noticed() -> None:
    missed, altered = [], 0
    for marked in SENTENCES:
        for match in MARKED.finditer(marked):
            other = alter(match[1], Random(5))
            text = marked[: match.start()] + other + marked[match.end() :]
            altered += 1
            if not read_findings(make_report(CELLS, MARKED.sub(r"\1", text))):
                missed.append(f"{match[1]} → {other}: {text}")
    assert len(missed) <= (1 - _ENOUGH) * altered, missed


def test_nearly_every_altered_number_of_generated_texts_is_noticed_and_no_other() -> None:
    result = measure_generated(20)
    assert result.false_alarms == ()
    assert result.altered > 150
    assert result.noticed >= _ENOUGH * result.altered, result.missed
