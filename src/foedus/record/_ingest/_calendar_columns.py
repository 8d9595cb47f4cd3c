"""What the columns of a calendar and the keys of its records mean, in English and Chinese.

A name counts by its letters, so ``Date sent``, ``date_sent`` and ``dateSent`` are one; of a name that is not known
whole, a bracketed addition is passed over (``发信人（原文）``).
"""

from __future__ import annotations

import re
import unicodedata


def _by_name(table: str) -> dict[str, str]:
    """Return what each name of a table stands for; a line that begins with a blank goes on with the one before."""
    found: dict[str, str] = {}
    meaning = ""
    for line in table.splitlines():
        if not line.startswith(" "):
            meaning, _, line = line.partition(":")
        found.update((name, meaning) for name in line.split())
    return found


_NAMES = """\
id: id identifier uid docid documentid letterid key 编号id 序号 序號 文件编号 文件編號 档案id 唯一标识
date: date datum documentdate letterdate dated datewritten written writtenon created issued 日期 时间 時間
    文件日期 写信日期 寫信日期 成文日期 成文时间 发文日期 起草日期 落款日期 edtf dateedtf
date_sent: datesent sentdate senton sentat sent dispatched datedispatched 发出日期 發出日期 发送日期
    發送日期 寄出日期 发电日期 發電日期 发报时间 發報時間 发出时间 寄信日期
date_received: datereceived receiveddate receivedon receivedat received 收到日期 收文日期 收信日期 收电日期
    收電日期 收到时间 收到時間 收报时间
year: year 年 年份
month: month 月 月份
day: day 日
sender: sender from author authors creator writer sentby correspondent sendername fromname 发信人 發信人
    发件人 發件人 寄信人 寄件人 写信人 寫信人 发电人 發電人 发文者 發文者 发文单位 發文單位 作者 发报人
    發報人 发送者 来自 責任者 责任者
recipient: recipient recipients to addressee addressees receiver receivedby sentto recipientname toname
    收信人 收件人 受信人 收电人 收電人 收文者 收文单位 收文單位 致 收报人 收報人 接收者 受文者
via: via through transmittedby forwardedby channel 经由 經由 转交 轉交 转交人 转发人 经
copy: cc copy copies copyto copiedto 抄送 抄报
title: title heading headline subject name shorttitle 题名 題名 标题 標題 名称 名稱 主题 主題 篇名 文件名
    文件名称 题目 題目 事由
text: text body content fulltext transcript transcription message letter 正文 全文 内容 內容 文本 原文 电文
    電文 信文 译文 譯文
summary: summary abstract regest synopsis precis description 摘要 提要 内容提要 內容提要 简介 简述 要旨
archive: archive archives source repository citation provenance institution heldat holding 来源 來源 出处
    出處 馆藏 館藏 档案馆 檔案館 收藏地 藏所 典藏单位 资料来源 資料來源 出版来源 文献来源 containertitle
    edition
location: archivelocation shelfmark callnumber signature box folder file locator 档号 檔號 卷宗号 卷宗號
    索书号 馆藏号 馆藏位置
number: number no nr ref reference referencenumber telegramnumber documentnumber docnumber 文号 文號 编号
    編號 电报号 電報號 号码 号 字号 字號
place: place placesent origin fromplace placeofwriting sentfrom placename location 地点 地點 发信地 發信地
    发出地 寄出地 发文地点 成文地点
kind: type kind genre doctype documenttype category form 类型 類型 种类 種類 文种 文種 体裁 體裁 文件类型
    类别 類別
language: language lang languages 语言 語言 语种 語種 文字
url: url uri link permalink 链接 鏈接 網址 网址
page: page pages pagenumber 页码 頁碼 页 頁
tags: tags tag keywords keyword subjects topics 关键词 關鍵詞 标签 標籤 主题词 關鍵字 关键字
parent: parent parentid partof enclosurein 上级 所属文件 附于
section: section chapter part series 章节 章節 部分 卷 分类
"""
_FIELDS = _by_name(_NAMES)
_BRACKETS = re.compile(r"[(（\[【][^)）\]】]{0,80}[)）\]】]")

TELLING = frozenset(("date", "date_sent", "date_received", "year", "sender", "recipient", "title", "text", "summary"))
"""Fields at least two of which make a table a calendar."""
READ = ("title", "text", "summary")
"""Fields whose cells are text to be read; the others only say something about it."""

_KINDS = """\
telegram: telegram cable wire airgram 电报 電報 电文 电 密电 急电
letter: letter personalcommunication correspondence despatch dispatch email postcard 信 信函 信件 书信 書信
    函 来信 复信 去信
conversation: conversation talk interview memorandumofconversation 谈话 談話 会谈 會談 谈话记录 談話記錄
    谈话纪录 会谈记录
minutes: minutes 会议记录 會議記錄 会议纪要 纪要
memorandum: memorandum memo aidememoire 备忘录 備忘錄
report: report 报告 報告
note: note diplomaticnote 照会 照會
treaty: treaty agreement convention 条约 條約 协定 協定 协议 協議
protocol: protocol 议定书 議定書
resolution: resolution decision 决议 決議 决定
directive: directive instruction 指示 训令
order: order 命令
statement: statement declaration 声明 聲明
communique: communique 公报 公報
speech: speech address 讲话 講話 演说
article: article articlejournal articlenewspaper 文章 社论 论文
chapter: chapter
list: list 清单 名单
"""
_KIND_OF = _by_name(_KINDS)


def field_of(name: str) -> str:
    """Return the field a column or key stands for, or nothing.

    >>> field_of("Date Sent"), field_of("发信人（原文）"), field_of("colour")
    ('date_sent', 'sender', '')
    """
    return _FIELDS.get(_letters(name)) or _FIELDS.get(_letters(_BRACKETS.sub("", name)), "")


def kind_named(value: str) -> str:
    """Return the kind of document a word of a table means, or nothing.

    >>> kind_named("personal_communication"), kind_named("电报"), kind_named("vase")
    ('letter', 'telegram', '')
    """
    return _KIND_OF.get(_letters(value), "")


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", name[:200]).casefold()))
