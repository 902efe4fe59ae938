"""An article with its claims marked in the text: for people at a terminal, in a pipe, and as JSON for scripts."""

from collections.abc import Iterator

from rich.console import Console
from rich.table import Table
from rich.text import Text

from app.articles.intake import article_read
from app.articles.models import ArticleRead
from app.checker import ReadArticle
from app.claims.models import ClaimRead
from app.claims.vocabulary import ClaimKind, FoundClaim
from app.fields import rfc_3339
from app.printing import one_line

_STYLES = {  # colours that people with any colour vision tell apart (Okabe and Ito), and an attribute each
    ClaimKind.DIRECT_QUOTE: "underline #56b4e9",
    ClaimKind.INDIRECT_QUOTE: "italic #e69f00",
    ClaimKind.STATEMENT: "bold #009e73",
}
_COLUMNS = ("#", "claimant", "polarity", "hedged", "worth", "claim")


class _Article(ArticleRead):
    claims: list[ClaimRead]


def json_of(read: ReadArticle) -> str:
    """An article with its claims as one JSON document, with the names that the API has for them."""
    return _Article(
        **dict(article_read(read.document)), claims=[ClaimRead.of(claim) for claim in read.claims]
    ).model_dump_json(indent=2)


def print_article(console: Console, read: ReadArticle) -> None:
    """Print what is known of an article, its text with numbered claims, and a line on each claim.

    On a terminal there are colours and a table; in a pipe the same marks, and columns split by tabs.
    """
    for name, value in _facts(read):
        line = Text.assemble((f"{name:<12}", "bold"), one_line(value))
        console.print(line, soft_wrap=not console.is_terminal)
    console.print()
    if console.is_terminal:
        console.print(_marked(read))
        console.print(_table(read))
    else:
        console.file.write(_marked(read).plain.rstrip("\n") + "\n\n")
        for row in _rows(read):
            console.file.write("\t".join(row) + "\n")


def _facts(read: ReadArticle) -> Iterator[tuple[str, str]]:
    document = article_read(read.document)
    source = document.source
    known = {
        "Title": document.title,
        "Author": document.author,
        "Published": rfc_3339(document.published_at),
        "Source": source.name or source.domain,
        "Address": document.canonical_url,
        "Language": document.language,
    }
    yield from ((name, value) for name, value in known.items() if value is not None)
    yield from (("Note", note) for note in document.notes)
    yield "Claims", str(len(read.claims))


def _marked(read: ReadArticle) -> Text:
    """The text with `[1]` and `[/1]` around the first claim, and so on; claims nest and never cross."""
    text, marked = read.document.text, Text()
    position, around = 0, list[int]()
    for place, opens, number in _marks(read):
        style = _STYLES[read.claims[around[-1] - 1].kind] if around else ""
        marked.append(_printable(text[position:place]), style)
        marked.append(f"[{number}]" if opens else f"[/{number}]", "dim")
        position = place
        if opens:
            around.append(number)
        else:
            around.remove(number)
    return marked.append(_printable(text[position:]))


def _marks(read: ReadArticle) -> list[tuple[int, bool, int]]:
    """Where claims begin and end, in reading order: at one place what ends comes first, inner before outer."""
    numbered = list(enumerate(read.claims, start=1))
    ends = [(claim.end, False, number) for number, claim in numbered]
    starts = [(claim.start, True, number) for number, claim in numbered]
    return sorted([*ends, *starts], key=lambda mark: (*mark[:2], mark[2] if mark[1] else -mark[2]))


def _rows(read: ReadArticle) -> Iterator[tuple[str, ...]]:
    for number, claim in enumerate(read.claims, start=1):
        cells = (
            str(number),
            _claimant(claim),
            str(claim.polarity),
            "hedged" if claim.hedged else "",
            f"{claim.check_worthiness:.2f}",
            f"({claim.context}) {claim.text}" if claim.context else claim.text,
        )
        yield tuple(map(one_line, cells))


def _claimant(claim: FoundClaim) -> str:
    if claim.claimant is None:
        return ""
    return claim.claimant.name + (f" ({claim.claimant.role})" if claim.claimant.role else "")


def _table(read: ReadArticle) -> Table:
    table = Table(*(name.capitalize() for name in _COLUMNS), title="Claims", title_justify="left")
    for claim, cells in zip(read.claims, _rows(read), strict=True):
        table.add_row(*map(Text, cells), style=_STYLES[claim.kind].split()[-1])
    return table


def _printable(text: str) -> str:
    """A text with its line breaks and without characters that could steer a terminal; none is added or left out."""
    return "".join(
        c if c.isprintable() or c in "\n\t" else "\N{REPLACEMENT CHARACTER}" for c in text
    )
