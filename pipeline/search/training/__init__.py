"""Training the embedded model from openly licensed text: `python -m pipeline.search.training --from DIR --out data/model`.

In the order of the work: `sources` (documents, and which may be used), `pairs` (texts that belong together), `vocabulary`
(which strings are tokens), `loop` (pairs to vectors; the only module here that imports torch), `export` (vectors to the files
that ship), `__main__` (the command). Nothing that runs for a user imports this package; how the model is read says `embedding.static`.
"""
