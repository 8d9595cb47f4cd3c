"""Repair, never silent: a source becomes a reading copy, and every change is one edit of it.

In the text of the copy a line feed ends a paragraph and nothing else does; what is shown to a reader is cut from the
source. Bars, marks and texts of notes stay: a later step takes them out. The kinds of edits made here:

``markup``
    a piece of markup left out.
``reference``
    a character reference, or a mark told by the markup, as the character it stands for.
``line``
    a line end inside a paragraph: nothing between wide characters, a blank between words, a hyphen gone.
``paragraph``
    the blanks and line ends between two paragraphs as one line feed.
``space``
    a blank that fell into a word, or one of typesetting (letter-spacing, around numbers).
``digit``
    l, I, O for 1 and 0 between digits.
``width``
    full-width digits and letters, half-width or foreign commas, as the usual ones; length kept.
``mark``
    a stop that slipped beside another.
``furniture``
    what belongs to the page: watermarks, page numbers, running heads, notices. Each is a block as well.

What contradicts itself is reported and not mended: ``sum`` (parts and whole, rows and total), ``blank-date`` (一 for
the dash of a day left open), ``look-alike`` (a sign that makes no word, where one like it makes a frequent one).
"""

from ._repair import Repaired, repair

__all__ = ["Repaired", "repair"]
