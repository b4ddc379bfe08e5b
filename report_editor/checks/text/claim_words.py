"""Divide a sentence on applications and cases into the words that the grammar of claims knows.

No library does it: the words are those of one form, and everything else has to stay unknown.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator


class Kind(StrEnum):
    """Parts of speech of a claim."""

    # What is counted: a claim has at least one of these.
    CASE = "case"
    OUTCOME = "outcome"
    RESULT = "result"
    CARRIED = "carried"
    APPLICANT = "applicant"
    RECEIVED = "received"
    ANSWERED = "answered"
    HANDLED = "handled"
    # How it is counted.
    COUNT = "count"
    OTHER_NUMBER = "other_number"
    APPLICATION = "application"
    PART = "part"
    FURTHER = "further"
    REST = "rest"
    EACH = "each"
    WITHDRAWN = "withdrawn"
    YEAR = "year"
    # What makes the count one of something else, or of a part that the form does not know.
    CHANNEL = "channel"
    CHANNELS = "channels"
    MATTER = "matter"
    ELSE = "else"
    TIME = "time"
    # How the sentence is put together.
    JOIN = "join"
    PAUSE = "pause"
    COMMA = "comma"
    SEMICOLON = "semicolon"
    OPEN = "open"
    CLOSE = "close"


SPECIFIC = frozenset({Kind.CASE, Kind.OUTCOME, Kind.RESULT, Kind.CARRIED, Kind.APPLICANT})
"""Kinds that say which rows or columns are counted, whatever else stands beside them."""

GENERAL = frozenset({Kind.RECEIVED, Kind.ANSWERED, Kind.HANDLED})

REST, WITHDRAWN = "rest", "withdrawn"
"""Keys of results without a row of their own: 其他3件 at the end of a list, 撤回2件."""

THIS_YEAR, LAST_YEAR, NEXT_YEAR, OTHER_YEAR = "THIS", "LAST", "NEXT", "ELSE"
"""Names that replace the four digits of a year, so that one vocabulary fits every report."""

_LAST = rf"(?:上一?年度?|去年|往年|{LAST_YEAR}年度?)"
_THIS = rf"(?:本年度?|今年|当年|{THIS_YEAR}年度?)"
_NEXT = rf"(?:下一?个?年度?|次年|明年|{NEXT_YEAR}年度?)"
_CARRY = r"(?:结转|转结|接转|顺延|延续|延期|延至|留待|转入|转至|转到|转)"
_DO = r"(?:继续|再)?(?:办理|答复|处理|办结)"
_DOING = rf"(?:{_DO})*"
_SUIT = r"(?:(?:提起|提出)?(?:行政)?诉讼|起诉|应诉)"

_VOCABULARY: tuple[tuple[Kind, str, str], ...] = (
    (Kind.COUNT, "", r"(?<![\d.])\d{1,9}(?:件次?|宗|份|条|起|项|例)(?!次|以上|左右|多|余|/)"),
    (
        Kind.COUNT,
        "",
        r"(?:(?<=[收转结复理持正供])|(?<=转下年)|(?<=转下年度))\d{1,6}(?=[,;、)。]|$)",
    ),
    (
        Kind.TIME,
        "",
        r"\d{1,2}月?[至到~-]\d{1,2}月(?!\d)|\d{1,2}月份?(?![\d底末,至到~-])|\d{1,2}(?:个工作)?[日天](?:之|以)?内",
    ),
    (Kind.OTHER_NUMBER, "", r"\d[\d.]*%?"),
    (Kind.YEAR, THIS_YEAR, rf"{THIS_YEAR}年度?"),
    (
        Kind.TIME,
        "",
        rf"(?:较|比|与|(?<!连)同|和|跟){_LAST}(?!的?(?:结转|转结|接转|转入|遗留))|同期|同比|环比|季度|[上下]半年|月份|以来|历年|[月年]均|每[年月]",
    ),
    # 上年结转 and its like
    (
        Kind.CARRIED,
        "carried_in",
        (rf"{_LAST}(?:末|底|度)?(?:未办结|未办完|未答复|遗留|尚未办结)?(?:的|申请|并)?{_CARRY}(?:至|到|入|来)?{_THIS}?{_DOING}"
        rf"|{_CARRY}(?:至|到|入)?{_THIS}{_DOING}|结转(?:自|于)?{_LAST}"),
    ),
    (
        Kind.CARRIED,
        "carried_out",
        (rf"{_CARRY}(?:至|到|入|为|在|于)?{_NEXT}{_DOING}|(?:于|在|待|到)?{_NEXT}(?:继续|再){_DOING}|[将于在]{{1,2}}{_NEXT}{_DO}{_DOING}"
        rf"|跨年度?{_DOING}|(?:尚|暂|仍)?未[到满届](?:法定)?(?:{_DO})?(?:期限|时限|期)(?:的|,)?|(?:{_DO})?[期时]限未[到满届]|(?:[尚正仍]在|正(?=[按依]))(?:[按依][^,。;、\d]{{1,6}}?)?{_DO}(?:之|过程)?当?中?|待办(?:[理结])?(?=\d)|(?:尚|暂|仍)?未(?:办结|办完|办理完[毕成结])"),
    ),
    (Kind.CARRIED, "carried", r"结转|转结|结余"),
    (Kind.YEAR, LAST_YEAR, rf"{_LAST}(?!末|底)"),
    (Kind.YEAR, NEXT_YEAR, _NEXT),
    (Kind.YEAR, OTHER_YEAR, rf"{OTHER_YEAR}年"),
    # 表四
    (
        Kind.CASE,
        "direct_suit",
        rf"(?:未经|未申请|不经|没有经过)(?:行政)?复议(?:程序)?[而即]?(?:就|直接)?{_SUIT}|直接{_SUIT}",
    ),
    (
        Kind.CASE,
        "suit_after_reconsideration",
        rf"(?<!未)(?<!不)(?:经过?|先)?(?:行政)?复议(?:之)?后(?:再|又|继续|仍)?(?:不服)?(?:再|又)?{_SUIT}",
    ),
    (Kind.CASE, "reconsideration", r"(?:行政)?复议"),
    (Kind.CASE, "suits", r"(?:行政)?诉讼|起诉(?!人)|行政应诉|行政官司"),
    (Kind.OUTCOME, "upheld", r"(?:结果)?维持"),
    (Kind.OUTCOME, "corrected", r"(?:结果|被|予以|责令)?(?:纠正|纠错)|败诉"),
    (Kind.OUTCOME, "other", r"其他结果"),
    (
        Kind.OUTCOME,
        "pending",
        r"(?:尚|暂|仍)?未审结|[尚正仍]在审理中?|在审(?=\d)|未结(?=\d)|尚未(?:结案|作出判决)",
    ),
    # 办理结果
    (
        Kind.RESULT,
        "group:不予公开",
        r"不(?:予|同意|宜)公开|(?<=[,、:;(中])不公开(?=的?有?\d)",
    ),
    (Kind.RESULT, "partial", r"(?:予以|同意|准予)?部分(?:予以|同意|准予)?公开"),
    (
        Kind.RESULT,
        "granted",
        r"(?:予以|同意|准予|给予|全部)公开|(?<=[,、:;(中])公开(?:答复)?(?=的?有?\d)",
    ),
    (Kind.RESULT, "group:无法提供", r"(?:无法|不能|未能)提供"),
    (Kind.RESULT, "group:不予处理", r"不予处理"),
    (Kind.RESULT, "group:其他处理", r"其他(?:方式)?处理"),
    (Kind.RESULT, "denied_state_secret", r"(?:属于|涉及)?国家秘密"),
    (Kind.RESULT, "denied_by_law", r"(?:其他)?法律、?行政法规禁止公开"),
    (Kind.RESULT, "denied_security", r"(?:危及)?“?三安全一稳定”?"),
    (Kind.RESULT, "denied_third_party", r"(?:保护|涉及|损害)?第三方合法权益"),
    (Kind.RESULT, "denied_internal", r"(?:属于)?(?:三类)?内部事务(?:类|性)?信息"),
    (Kind.RESULT, "denied_process", r"(?:属于)?(?:四类)?过程性信息"),
    (Kind.RESULT, "denied_enforcement_file", r"(?:属于)?行政执法案卷(?:信息)?"),
    (Kind.RESULT, "denied_query", r"(?:属于)?行政查询事项"),
    (Kind.RESULT, "unable_not_held", r"(?:本(?:机关|单位|级))?不掌握(?:相关)?(?:政府)?(?:信息)?"),
    (Kind.RESULT, "unable_needs_creation", r"没有现成信息|需要?另行制作"),
    (Kind.RESULT, "unable_unclear", r"(?:补正后)?(?:申请)?(?:内容)?仍不明确"),
    (
        Kind.RESULT,
        "refused_petition",
        r"信访、?(?:举报|投诉)、?(?:举报|投诉)类?(?:申请)?|信访(?:、?(?:举报|投诉))?类(?:申请|事项)?",
    ),
    (Kind.RESULT, "refused_repeat", r"重复申请"),
    (Kind.RESULT, "refused_publication", r"(?:要求提供)?公开出版物"),
    (Kind.RESULT, "refused_excessive", r"(?:无正当理由)?大量反复申请"),
    (Kind.RESULT, "refused_reconfirm", r"(?:要求[^,。;]{0,8})?确认或重新出具"),
    (Kind.RESULT, "other_uncorrected", r"(?:无正当理由)?逾期(?:不|未)补正"),
    (Kind.RESULT, "other_unpaid", r"逾期未(?:按[^,。;]{0,10})?(?:缴纳?费用?|缴费|缴纳)"),
    (Kind.WITHDRAWN, "", r"(?:主动|自愿|自行)?(?:撤回|撤销申请)"),
    # 申请人
    (Kind.APPLICANT, "organisations", r"法人(?:(?:或者?|和|及|与|以及|、)其[他它]组织)?|非自然人"),
    (Kind.APPLICANT, "natural_person", r"自然人|公民(?:个人)?|个人(?=申请|提|的?\d|的有)"),
    (Kind.APPLICANT, "business", r"(?:商业)?企业"),
    (Kind.APPLICANT, "research", r"科研机构"),
    (Kind.APPLICANT, "public_welfare", r"(?:社会)?公益组织"),
    (Kind.APPLICANT, "legal_service", r"法律服务机构|律师事务所|律所"),
    (Kind.APPLICANT, "other_organisation", r"其[他它]组织"),
    (Kind.REST, "", r"(?<=[,、;:(及和])其[他它](?:情形|情况|类|方式|的|答复)*(?=\d)"),
    (Kind.FURTHER, "", r"另[有外]?|此外|余下|剩余|其余|不(?:包含|包括|含|计)"),
    # Other matters that are received, handled and answered as well; other ways to count.
    (
        Kind.MATTER,
        "",
        (r"主动公开(?!答复)|拟公开|公文|文件|属性|信访|来信|来电|来件|信件|热线|留言|建议|提案|许可|审批|登记(?!、|和|受理|办理|审查|答复)|咨询|问政|网民|投诉|举报|工单|舆情"
        r"|诉求|纠纷|规章|稿件|执法|处罚|裁决|调解|仲裁"),
    ),
    (
        Kind.ELSE,
        "",
        (r"主动公开答复|协助|参与|指导|收费|处理费|减少|增加|增长|下降|上升|提高|回落|降低|超过|不足|大约|将近|至少|[约近逾超第]"
        r"|重新|责令|平均|培训|指南|目录|条例|点击|浏览|访问|下载|转载|推送|解读"),
    ),
    (Kind.CHANNELS, "", r"等(?:多种|各种|多个|各类)?(?:渠道|方式|途径|形式)"),
    (
        Kind.CHANNEL,
        "",
        r"网[络上站页]|线[上下]|在线|平台|信函|邮寄|邮件|邮箱|当面|现场|当场|书面|传真|窗口|电话|口头|微信",
    ),
    (Kind.RECEIVED, "new", r"(?:本年|当年)?度?新(?:增|收到?|接收|受理)"),
    (
        Kind.RECEIVED,
        "",
        r"收到|受理|接收|接到|接办|收办|收件|提[交出](?=的?(?:政府)?信息公开申请)|(?<![验征回签税招吸没查])收(?=\d|依申请|申请|(?:政府)?信息公开)",
    ),
    (Kind.ANSWERED, "", r"答复|办结|办理完[成毕结]|回复|办毕|已办(?=\d)"),
    (Kind.HANDLED, "", r"办理|处理|办件(?=\d)"),
    (
        Kind.APPLICATION,
        "of_information",
        r"依申请(?:公开)?(?:政府)?(?:信息)(?:公开)?(?:申请)?|依申请公开申请|(?:信息|政务)公开申请|申请(?:政府)?信息公开|申请公开(?:政府)?信息",
    ),
    (Kind.APPLICATION, "to_publish", r"依申请(?:公开)?"),
    (Kind.APPLICATION, "", r"申请(?!人)"),
    (Kind.PART, "", r"其中|包括|包含|含有?|分别(?:为|是)"),
    (Kind.EACH, "", r"各(?=\d)"),
    (Kind.JOIN, "", r"以及|或者|(?<!涉)(?<!普)及|[和与或]"),
    (Kind.PAUSE, "", r"、"),
    (Kind.COMMA, "", r"[,:]"),
    (Kind.SEMICOLON, "", r";"),
    (Kind.OPEN, "", r"\("),
    (Kind.CLOSE, "", r"\)"),
)  # fmt: skip
"""Words by kind and key; where several fit at one place, the first in this list is taken.

Keys of results are rows of 表三 or ``group:`` with the name of a group of rows, those of
applicants its columns, those of cases rows of 表四.
"""

_TOKENS = re.compile(
    "|".join(f"(?P<t{index}>{pattern})" for index, (_, _, pattern) in enumerate(_VOCABULARY))
)


class Token(NamedTuple):
    """A known word, with its position in the text."""

    kind: Kind
    key: str
    start: int
    end: int


def divide_into_words(text: str, start: int, end: int) -> Iterator[Token]:
    """Yield the known words between two positions of a text, leaving out what is unknown."""
    for match in _TOKENS.finditer(text, start, end):
        kind, key, _ = _VOCABULARY[int((match.lastgroup or "t0")[1:])]
        yield Token(kind, key, match.start(), match.end())
