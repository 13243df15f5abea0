"""Reading pages: one module per site says which URLs are its, what to ask for, and what an answer says.

Pure: answers in, `Document`s out; no clock, no network, no database. What a *report* means is `pipeline.reports`.
"""
