"""The story, use case by use case: articles come in, evidence is linked, verdicts are settled.

An article is read, stored with its claims, and linked (`articles`). Claims come in without one too (`claims`), people
link what the machine did not find, and judge what it found (`evidence`), and say how reliable a source is (`sources`).

Whoever changes what verdicts rest on locks in one order, article, then source, then claims by id; then it
changes, settles the verdicts concerned, and stores all of it together.
"""

from app.factcheck.articles import Ingested as Ingested
from app.factcheck.articles import change_article as change_article
from app.factcheck.articles import delete_article as delete_article
from app.factcheck.articles import ingest_article as ingest_article
from app.factcheck.articles import report_on as report_on
from app.factcheck.claims import change_claim as change_claim
from app.factcheck.claims import delete_claim as delete_claim
from app.factcheck.claims import seek_evidence as seek_evidence
from app.factcheck.claims import submit_claim as submit_claim
from app.factcheck.evidence import Linked as Linked
from app.factcheck.evidence import change_evidence as change_evidence
from app.factcheck.evidence import link_evidence as link_evidence
from app.factcheck.evidence import withdraw_evidence as withdraw_evidence
from app.factcheck.sources import add_source as add_source
from app.factcheck.sources import change_source as change_source
