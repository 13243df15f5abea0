"""Getting pages: the polite client, robots.txt, the archive of every answer, and the identity of URLs.

Nothing here knows what a talk is; what a page says is the business of `pipeline.sites`.
"""
