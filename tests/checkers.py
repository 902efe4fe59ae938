"""Checkers for tests that need no weights."""

from app.claims.check_worthiness import by_rules
from app.factcheck import Checker

BY_RULES = Checker(worth=by_rules)
