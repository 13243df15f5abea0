"""The numbers on which index and ranking rest, in one place, without imports, so that a query need not load the build's.

Measured on several collections by `python -m benchmarks.search`; change one only with that in hand.
"""

from __future__ import annotations

# BM25 (Robertson & Zaragoza 2009): how soon a term's frequency saturates, and how much a long passage is discounted
K1 = 0.8
B = 0.95
# how much of a passage's BM25 score hangs on which share of the query's words it has (0: none of it, as in plain BM25)
COVERAGE = 0.7
# how often a term in this field counts; the title stands on every passage of its talk, so it weighs less than the text
FIELD_WEIGHTS = {"title": 0.5, "heading": 2.0, "text": 1.0}
# what the passages of a talk beside its best add to its score, each following one half of the one before
REST_SHARE = 0.1
# a hit of the hybrid ranking with less than this share of the best one's score is chance likeness, and is left out
LEAST_SHARE = 0.1
# where newer talks are asked for: the years in which a talk's newness halves, and how much of the score it decides
HALF_LIFE = 2.0
RECENCY = 0.4
