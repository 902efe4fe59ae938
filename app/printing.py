"""A claim with its verdict and its evidence as text: in colour on a terminal, plain lines in a pipe."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table
from rich.text import Text

from app.articles.models import ArticlePublic
from app.claims.vocabulary import Polarity
from app.evidence.models import EvidencePublic, Stance
from app.verdicts import models as verdicts
from app.verdicts.decision import Label, WeighedPiece
from app.verdicts.models import CheckReport, ClaimDetail, VerdictPublic

_COLOURS = {
    Label.SUPPORTED: "green",
    Label.REFUTED: "red",
    Label.CONFLICTING_EVIDENCE: "yellow",
    Label.NOT_ENOUGH_EVIDENCE: "blue",
}
_SIDES = {
    Stance.SUPPORTS: ("for", "green"),
    Stance.REFUTES: ("against", "red"),
    Stance.NEUTRAL: ("neither", "none"),
}
_REPORT = ("#", "verdict", "claimant", "polarity", "claim", "for", "against")
_COLUMNS = ("side", "origin", "source", "quote", "state")


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """A claim with all that is shown of it; a claim that was submitted by itself has no article."""

    claim: ClaimDetail
    article: ArticlePublic | None
    verdict: VerdictPublic
    evidence: list[EvidencePublic]


def print_claim(console: Console, checked: CheckedClaim) -> None:
    """Print one fact a line, then the evidence by side: a table on a terminal, else columns split by tabs."""
    for name, value, style in _facts(checked):
        line = Text.assemble((f"{name:<12}", "bold"), (one_line(value), style))
        console.print(line, soft_wrap=not console.is_terminal)
    rows = [row for stance in _SIDES for row in _rows(checked.evidence, stance)]
    if console.is_terminal:
        console.print(_table(rows))
    else:
        for cells, _ in rows:
            console.file.write("\t".join(cells) + "\n")


def print_report(console: Console, report: CheckReport) -> None:
    """Print what each claim comes to: a table on a terminal, else columns split by tabs, then the summaries."""
    rows = [_report_row(number, claim) for number, claim in enumerate(report.claims, start=1)]
    for note in report.article.notes:
        console.print(Text.assemble(("Note        ", "bold"), one_line(note)), soft_wrap=True)
    if console.is_terminal:
        table = Table(
            *(name.capitalize() for name in _REPORT), title="Claims", title_justify="left"
        )
        for cells, style in rows:
            table.add_row(*map(Text, cells), style=style)
        console.print(table)
    else:
        for cells, _ in rows:
            console.file.write("\t".join(cells) + "\n")
    for number, claim in enumerate(report.claims, start=1):
        if claim.origins_for or claim.origins_against:
            told = Text.assemble((f"{number:<4}", "bold"), one_line(claim.verdict_summary.summary))
            console.print(told, soft_wrap=not console.is_terminal)


def _report_row(number: int, claim: verdicts.CheckedClaim) -> tuple[tuple[str, ...], str]:
    cells = (
        str(number),
        claim.verdict.replace("_", " "),
        claim.claimant.name if claim.claimant else "",
        "denies" if claim.polarity is Polarity.DENIES else "",
        claim.text,
        _quoted(claim.best_support),
        _quoted(claim.best_refutation),
    )
    return tuple(map(one_line, cells)), _COLOURS[claim.verdict]


def _quoted(piece: WeighedPiece | None) -> str:
    return f"{piece.source}: {piece.quote}" if piece else ""


def _facts(checked: CheckedClaim) -> Iterator[tuple[str, str, str]]:
    claim, verdict = checked.claim, checked.verdict
    yield "Claim", claim.text, "bold"
    yield "Place", _place(claim, checked.article), ""
    yield "Claimant", _claimant(claim), ""
    yield "Polarity", _polarity(claim), ""
    label = f"{verdict.label} (confidence {verdict.confidence:.2f})"
    yield "Verdict", label, _COLOURS[verdict.label]
    yield "Summary", verdict.summary, ""
    for caveat in verdict.caveats:
        yield "Caveat", caveat.text, "italic"
    yield "Would flip", _flip(verdict), ""


def _place(claim: ClaimDetail, article: ArticlePublic | None) -> str:
    if article is None:
        return "in no article; it was submitted by itself"
    title = f"“{article.title}”" if article.title else f"article {article.id}"
    urls = "".join(f", {url}" for url in article.urls[:1])
    return f"characters {claim.start} to {claim.end} of {title}, {article.source.name}{urls}"


def _claimant(claim: ClaimDetail) -> str:
    if claim.claimant is None:
        return "the article's own voice" if claim.article_id else "nobody is named"
    role = f", {claim.claimant.role}" if claim.claimant.role else ""
    return f"{claim.claimant.name}{role}"


def _polarity(claim: ClaimDetail) -> str:
    if claim.polarity is Polarity.DENIES:
        return "denies: the text of the claim is what is denied"
    return claim.polarity


def _flip(verdict: VerdictPublic) -> str:
    if verdict.flip is None:
        return "nothing that leaves origins out"
    return f"{verdict.flip.label}, without {' and '.join(verdict.flip.origins)}"


def _rows(
    evidence: Iterable[EvidencePublic], stance: Stance
) -> Iterator[tuple[tuple[str, ...], str]]:
    side, style = _SIDES[stance]
    for piece in evidence:
        if piece.stance is stance:
            cells = (side, piece.origin, piece.source.name, piece.quote, piece.state)
            yield tuple(map(one_line, cells)), style


def _table(rows: Iterable[tuple[tuple[str, ...], str]]) -> Table:
    table = Table(*(name.capitalize() for name in _COLUMNS), title="Evidence", title_justify="left")
    for cells, style in rows:
        table.add_row(*map(Text, cells), style=style)
    return table


def one_line(text: str) -> str:
    """A text without line breaks and without characters that could steer a terminal."""
    return "".join(
        c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in " ".join(text.split())
    )
