"""One module a kind of source: from a table of corpus.toml to the posts that it names.

`found` holds the shapes, `listing` what all kinds that list posts share (asking, sifting), `likely` tells by a title whether
a post may tell of an event. Which module serves which kind is said in `pipeline.stages.discover`.
"""
