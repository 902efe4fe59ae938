"""Who says what in an article: rules over its words, without SQL, HTTP or settings.

Five modules lead in: `extraction` (the claims of an English article), `foreign` (the quotations of any
other), `hedging` (whether a statement says of itself that it is uncertain), and its words: `lexicon`, `occupations`.
"""
