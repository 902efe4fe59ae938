"""From bytes to text, and from HTML to a tree, so that no page can take long or much."""

import codecs
import re

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

MAX_TAGS = 40_000  # what takes longest of them takes 3 s; a long news page has about 10,000
MAX_ATTRIBUTES = 200  # of one tag: libxml2 takes quadratic time, four minutes for 300,000

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_DECLARED_WITHIN = 4096  # bytes
_WINDOWS = "cp1252"  # what browsers take for pages that declare nothing, or Latin-1, or ASCII
_TEXT_CODECS = frozenset(
    {"utf-8", "utf-16", "utf-16-le", "utf-16-be", "big5", "euc_jp", "shift_jis", "cp932", "euc_kr"}
    | {"cp949", "gb2312", "gbk", "gb18030", "koi8-r", "koi8-u", "mac-roman", "cp866", "cp874"}
    | {"iso2022_jp", *(f"cp{number}" for number in range(1250, 1259))}
    | {f"iso8859-{number}" for number in range(2, 17)}
)

_KNOWN_TAG = re.compile(
    r"</?(?:p|div|br|hr|a|b|i|u|em|strong|small|span|font|h[1-6]|ul|ol|li|dl|dt|dd|blockquote|q|cite|pre|code|sup|sub"
    r"|img|figure|figcaption|table|tr|td|th|html|head|body|main|article|section|header|footer|aside|nav|script|style)"
    r"\s{0,9}(?:/?>|[^<>=]{0,200}=[^<>]{0,2000}+>)",
    re.IGNORECASE,
)
_LONGEST_SHOWN = 40  # code points
_TAG = re.compile(r"<[a-zA-Z]")
_TAG_NAME_ENDS = re.compile(r"[\t\n\f\r />]")
_CROWDED = re.compile(
    r"""(?:[\t\n\f\r /]*+ [^\t\n\f\r />] [^\t\n\f\r />=]*+
         (?:[\t\n\f\r ]*+ = [\t\n\f\r ]*+ (?:"[^"]*+" | '[^']*+' | [^\t\n\f\r >"'] [^\t\n\f\r >]*+)?+ )?+ )"""
    rf"{{{MAX_ATTRIBUTES}}}",
    re.VERBOSE,
)


class NoArticle(Exception):
    """A page has no article that can be read; the message says why, in a sentence."""


def decoded(body: bytes, charset: str | None = None) -> str:
    """The text that bytes stand for, whatever they declare; `charset` is what came with them.

    A byte order mark decides, else valid UTF-8 is UTF-8, since hardly anything else happens to look like
    it. Then what is declared is believed, in the header before the page. What fits nowhere becomes U+FFFD.
    """
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    names = [name for name in (charset, _declared_in(body)) if name]
    codec = next((known for name in names if (known := _text_codec(name))), _WINDOWS)
    try:
        return body.decode(codec if b"\x00" in body or b"\x1b" in body else "utf-8")
    except UnicodeDecodeError:
        return body.decode(codec, "replace")


def parsed(html: str) -> HtmlElement:
    """The tree of a page, without comments.

    Raises:
        NoArticle: it is empty, or made so that reading it would take long.
    """
    source = html.replace("\x00", "")
    if source.count("<") > MAX_TAGS:
        raise NoArticle(f"It has more than {MAX_TAGS:,} tags.")
    if _has_crowded_tag(source):
        raise NoArticle(f"One of its tags has more than {MAX_ATTRIBUTES} attributes.")
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        tree = document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        raise NoArticle("It is empty.") from None
    if any(fault.level == etree.ErrorLevels.FATAL for fault in parser.error_log):
        raise NoArticle("Its tags are nested too deeply.")
    return tree


def tag_in(text: str) -> str | None:
    """The first HTML tag in a text, or its beginning; other signs and words in angle brackets are none."""
    found = _KNOWN_TAG.search(text)
    return found and found.group()[:_LONGEST_SHOWN]


def _declared_in(body: bytes) -> str | None:
    found = _DECLARED.search(body, 0, _DECLARED_WITHIN)
    return found and found[1].decode()


def _text_codec(label: str) -> str | None:
    """Python's codec for a declared character set; others of its codecs decode no text, or slowly."""
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return None
    if name in {"iso8859-1", "ascii"}:
        return _WINDOWS
    return name if name in _TEXT_CODECS else None


def _has_crowded_tag(source: str) -> bool:
    """Whether a tag has too many attributes; what looks like one in a script counts too."""
    name_end = 0
    for tag in _TAG.finditer(source):
        if tag.end() <= name_end:
            continue  # inside the name of the one before, with which it shares what follows
        if (found := _TAG_NAME_ENDS.search(source, tag.end())) is None:
            return False
        name_end = found.start()
        if _CROWDED.match(source, name_end):
            return True
    return False
