"""Understanding an event report: Markdown or HTML -> outline of blocks -> event, talks, remarks, each with evidence.

Pure: text in, dataclasses out. Fetching is `pipeline.web`, other sites' pages `pipeline.sites`, tables `pipeline.corpus`.
"""
