"""The work of each stage of the flow, without Dagster: discover, fetch, read, understand, build, publish.

`pipeline.assets` shows these functions to Dagster and `pipeline.cli` to a shell; both are thin.
"""
