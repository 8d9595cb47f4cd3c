"""Documents by form, on books of several kinds written for the purpose: none of them is like another.

A bar stands where a document begins.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from foedus.record._ingest import SourceText, read_source
from foedus.record._reading import Segment
from foedus.record._repair import repair
from foedus.record._segment import segment

TELEGRAMS = """\
勘界电稿
|陆明远致韩子敬电
（1907年3月9日）
韩子敬先生：
界桩十二处，已失其三。请暂缓勘界，待春融再议。
陆明远
三月九日
|韩子敬致陆明远电
（1907年3月11日）
明远先生：
来电悉。展期可行，惟须先复界图。所称三处，已令河东厅查复。
韩子敬
三月十一日
|陆明远致河东厅训令
（1907年3月12日）
着即查明界桩所在，绘图呈报，毋得延误。
陆明远
|河东厅复陆明远电
（1907年4月2日）
奉令查明：
一、老界碑尚存。
二、三河口之桩已没于水。
三、北岭之桩为人移去。
河东厅叩
四月二日
|韩子敬致陆明远电：转述领事来函
（1907年4月5日）
明远先生：
领事来函如下：
“韩会办先生：
北岭之桩非我方所移。
柯理
四月四日”
弟以为其言不实。
韩子敬
四月五日
|陆明远致韩子敬电
（1907年4月7日）
子敬先生：
请以原图示之。
陆明远
四月七日
"""
"""Chinese telegrams by lines, heading and date on lines of their own, no sources."""

DISPATCHES = """\
CORRESPONDENCE RESPECTING THE STRAITS.

|No. 1.
Mr. Hale to Lord Exmoor.—(Received April 3.)
Pera, March 12, 1853.
My Lord,
I HAVE the honour to report that the Porte asked on Monday for a loan of two millions. The Minister said:
We cannot wait beyond the summer.
I told him that I had no instructions.
I have, &c.
(Signed) GEORGE HALE.

|No. 2.
Lord Exmoor to Mr. Hale.
Foreign Office, April 4, 1853.
Sir,
YOUR despatch of the 12th ultimo has been laid before the Queen. You will decline the loan.
I am, &c.
(Signed) EXMOOR.

|No. 3.
Mr. Hale to Lord Exmoor.—(Received May 9.)
Pera, April 20, 1853.
My Lord,
I INCLOSE a copy of the note which I addressed to the Porte.
I have, &c.
(Signed) GEORGE HALE.

Inclosure in No. 3.
Mr. Hale to the Reis Effendi.
Pera, April 18, 1853.
Excellency,
The loan cannot be granted.
I avail, &c.
(Signed) GEORGE HALE.

|No. 4.
Consul Wray to Lord Exmoor.—(Received May 12.)
Smyrna, April 25, 1853.
My Lord,
The corn ships have not come in. Nos. 1 and 2 of the line are at Chios.
I have, &c.
(Signed) J. WRAY.

|No. 5.
Lord Exmoor to Consul Wray.
(Telegraphic.)
Foreign Office, May 13, 1853.
Buy corn at Odessa.

|No. 6.
Mr. Hale to Lord Exmoor.—(Received June 1.)
Pera, May 14, 1853.
My Lord,
The Porte accepts the refusal.
I have, &c.
(Signed) GEORGE HALE.
"""
"""English dispatches with numbers, received and date lines; inclosures belong to them."""

LETTERS = """\
|Ashby, 3 March 1811
My dear Margaret,
The roof is mended at last, and the bill is nine pounds. Henry writes from Lisbon that the army has moved.
Your affectionate brother,
Thomas

|Lisbon, 20 February 1811
Dear Tom,
We march tomorrow. Send nothing to this place.
Yours ever,
Henry

|Ashby, 1 April 1811
My dear Margaret,
I copy for you what Henry wrote to me as follows:
“Dear Tom,
I am well.
Henry”
You see that he is safe.
Your affectionate brother,
Thomas
P.S. The nine pounds are paid.

|Bath, 9 April 1811
Dear Thomas,
Thank you for the copy. I shall come in May.
Your loving sister,
Margaret

|Ashby, 12 April 1811
My dear Margaret,
Come on the 4th; the coach leaves at six.
Your affectionate brother,
Thomas
"""
"""A family's letters: no headings, the date above the salutation."""

UNDATED = """\
|Sir,
The bridge at Arle is down and the mail goes round by Stow. I beg that a warrant be issued for the repair.
I remain, Sir, your obedient servant,
John Pell
Arle, 4 June 1764
|Sir,
Your letter came by the carrier. No warrant can be issued before the quarter day.
I am, Sir, your humble servant,
W. Croft
Stow, 9 June 1764
|Sir,
The quarter day is past. The bridge is not.
I remain, Sir, your obedient servant,
John Pell
Arle, 1 July 1764
|Gentlemen,
The county will bear half.
I am, Gentlemen, your humble servant,
W. Croft
Stow, 20 July 1764
"""
"""Salutation and signature only, the date at the end."""

MINUTES = """\
THE HARBOUR BOARD: PAPERS
|MINUTES OF THE MEETING OF THE HARBOUR BOARD HELD ON 4 MAY 1921
Present: Mr. Orme (chair), Mrs. Lyle, Mr. Dunn.
1. The dredger.
Mr. Dunn reported that the dredger was idle.
2. The tariff.
Mrs. Lyle asked that the tariff be lowered.
The meeting closed at noon.
|RESOLUTION No. 14
adopted by the Harbour Board on 4 May 1921
The Board resolves that the dredger be sold.
|RESOLUTION No. 15
adopted by the Harbour Board on 4 May 1921
The Board resolves that the tariff be lowered by a tenth.
|MINUTES OF THE MEETING OF THE HARBOUR BOARD HELD ON 1 JUNE 1921
Present: Mr. Orme (chair), Mr. Dunn.
1. The sale.
No bid was made.
The meeting closed at one.
|RESOLUTION No. 16
adopted by the Harbour Board on 1 June 1921
The Board resolves that the dredger be kept.
|Report of the Engineer on the Dredger, 20 June 1921
The hull is sound. The boiler is not.
A. Firth
Engineer
"""
"""Minutes and resolutions of a board, mixed."""

COUNCIL = """\
|东河县参议会第三次会议纪要
时间：一九四一年五月四日
出席：陈、方、高、林诸参议员
一、减租案。
方参议员说：租额过重，农户多有弃田。
二、修渠案。
议定秋后兴工。
|关于减租的决议（1941年5月4日）
本会决议，租额一律减二成五。
县政府应于十日内公布施行。
|关于修渠的决议（1941年5月4日）
本会决议，秋收以后兴工，经费由县库支给。
|东河县政府关于减租的布告（1941年5月12日）
查参议会决议减租，仰各乡遵照。
县长 高文远
|东河县参议会第四次会议纪要
时间：一九四一年六月八日
出席：陈、方、高诸参议员
一、听取县政府报告。
县长说，减租已行于七乡。
"""
"""The like in Chinese."""

VOLUME = """\
|12. Telegram From the Legation at Strelsau to the Foreign Ministry
Strelsau, May 3, 1961, 4 p.m.
841. 1. The Minister asked for wheat.
2. I said that the request would be sent on.
3. Please instruct.
Carew
Source: Foreign Ministry Archive, Wheat Papers, 411.60/5–361. Secret.
|13. Memorandum of Conversation
Washington, May 9, 1961.
SUBJECT: Wheat for Ruritania
PARTICIPANTS: The Secretary, Ambassador Marek
The Ambassador repeated the request. The Secretary said that one shipment was possible.
Source: Foreign Ministry Archive, Wheat Papers, 411.60/5–961. Confidential.
|14. Telegram From the Foreign Ministry to the Legation at Strelsau
Washington, May 10, 1961, 7 p.m.
602. Tell the Minister that 40,000 tons will be shipped if the port is opened.
Rusk
Source: Foreign Ministry Archive, Wheat Papers, 411.60/5–361. Secret; Priority.
|15. Editorial Note
On May 20 the port of Zenda was opened. The ship left Norfolk on May 28.
|16. Letter From President Stanek to President Kennedy
Strelsau, June 2, 1961.
Dear Mr. President: The people of Ruritania thank you.
Sincerely,
Stanek
Source: Kennedy Library, President’s Office Files.
"""
"""An edition of telegrams and memoranda with numbers, source notes, and numbered paragraphs inside."""

GLUED = """\
编者的话。
边界初议|附录一 河东厅关于界桩的报告（1907年3月2日）界桩凡十二处，三处已失。
 查勘属实。
选自《界务档案》（上册）第12页三河口远眺|陆明远致韩子敬电请缓（1907年3月9日）子敬先生： 请缓，见厅报告（1907年3月2日）。
 陆明远 同上，（上册）第 15—16页|韩子敬致陆明远电同意展期（1907年4月1日）①明远先生： 展期可行。
 韩子敬 同上，（上册）第17页—————————— ① 韩子敬，时任会办。
|陆明远致韩子敬函送还界图（1907年5月3日）子敬先生： 界图送还。
 陆明远 同上，（上册）第20页 老界碑 通商章程|陆明远致韩子敬电税则可行（1908年1月5日）子敬先生： 税则可行。
 陆明远 同上，（下册）第4页|韩子敬与领事柯理谈话纪录（1908年2月1日）韩： 税则如何？ 柯： 尚待训令。
同上，（下册）第9页"""
"""Chinese documents of a book whose line breaks extraction has lost."""

SOURCED = """\
|Telegram From the Legation at Strelsau to the Foreign Ministry
Source: Foreign Ministry Archive, Wheat Papers, 17. Secret.
Strelsau, May 3, 1961, 4 p.m.
The Minister asked for wheat. He would not say how much.
I. General
The harvest is poor.
II. The port
The port is shut.
|Memorandum From the Head of the Grain Office (Maly) to the Deputy Minister for Foreign Trade (Stern), Zenda
Source: Foreign Ministry Archive, Wheat Papers, 19. Confidential.
Zenda, May 9, 1961.
SUBJECT
Report on the Wheat of Ruritania
There is none to be had below the river.
|Telegram From the Foreign Ministry to the Legation at Strelsau
Source: Foreign Ministry Archive, Wheat Papers, 21. Secret.
Zenda, May 12, 1961, 7 p.m.
Tell the Minister that nothing can be shipped.
"""
"""An edition without numbers, its source notes below the headings."""

MEMORANDA = """\
|From: A. Orme
To: B. Lyle
Subject: Coal
The price has risen by a third. We must buy before June.
A. Orme

***

|From: B. Lyle
To: A. Orme
Subject: More coal
Buy four thousand tons.
B. Lyle

***

|From: A. Orme
To: B. Lyle
Subject: Coal, again
Bought at nine shillings.
A. Orme
"""
"""Messages of an office, told apart by their heads and a line of asterisks."""

BOOKS = {
    "telegrams": TELEGRAMS, "dispatches": DISPATCHES, "letters": LETTERS, "undated": UNDATED, "minutes": MINUTES,
    "council": COUNCIL, "volume": VOLUME, "glued": GLUED, "sourced": SOURCED,
    "memoranda": MEMORANDA,
}  # fmt: skip


def read(text: str) -> tuple[Segment, ...]:
    source = SourceText(Path("book.txt"), text, "utf-8")
    return segment(source, repair(source))


def book(marked: str) -> tuple[str, list[int]]:
    """Return the text, and where the documents begin: after each bar."""
    text, starts = "", []
    for number, piece in enumerate(marked.split("|")):
        if number:
            starts.append(len(text))
        text += piece
    return text, starts


@pytest.mark.parametrize("name", BOOKS)
def test_every_document_of_a_book_without_contents_is_found_and_nothing_else(name: str) -> None:
    text, starts = book(BOOKS[name])
    found = [each for each in read(text) if each.parent < 0]
    assert [text[each.start : each.start + 40] for each in found] == [text[start : start + 40] for start in starts]
    assert [each.start for each in found] == starts
    assert {each.basis for each in found} == {"form"}


def test_titles_are_read_without_their_number_date_and_marks() -> None:
    titles = {
        name: [(each.label, each.title) for each in read(book(BOOKS[name])[0])][:2]
        for name in ("telegrams", "dispatches", "letters", "volume", "glued", "memoranda")
    }
    assert titles == {
        "telegrams": [("", "陆明远致韩子敬电"), ("", "韩子敬致陆明远电")],
        "dispatches": [("No. 1", "Mr. Hale to Lord Exmoor.—(Received April 3.)"), ("No. 2", "Lord Exmoor to Mr. Hale")],
        "letters": [("", "My dear Margaret"), ("", "Dear Tom")],
        "volume": [
            ("12", "Telegram From the Legation at Strelsau to the Foreign Ministry"),
            ("13", "Memorandum of Conversation"),
        ],
        "glued": [("附录一", "河东厅关于界桩的报告"), ("", "陆明远致韩子敬电请缓")],
        "memoranda": [("", "Coal"), ("", "More coal")],
    }


@pytest.mark.parametrize(
    "text",
    [
        "A chapter on coal\nOn 4 May 1921 the price rose.\nLetter writing was common.\nDear coal is no coal.\n",
        "Annual Report on Coal, 1921\n1. Introduction\nTrade grew.\n2. Prices\nPrices rose.\n3. Conclusions\nBuy.\n",
        "三河口志\n河自北来，三折而南。\n光绪年间设关，陆明远致韩子敬电（1907年3月9日）曾言其事。\n今关废。\n",
    ],
)
def test_prose_that_speaks_of_letters_and_dates_is_one_document(text: str) -> None:
    assert len(read(text)) == 1


def test_what_the_markup_lists_is_no_document_of_its_own(tmp_path: Path) -> None:
    entry = "<li>Lord Hale to Mr. Grey (March 3, 1853)<p>He asks for ships and has them promised by June.</p></li>"
    path = tmp_path / "page.html"
    path.write_text(f"<h1>Letters we cite</h1><p>They are three.</p><ul>{entry * 3}</ul>", encoding="utf-8")
    source = read_source(path)
    assert len(segment(source, repair(source))) == 1
