"""Other search engines behind one small interface, for `benchmarks.search_peers`: nothing here is part of the product.

One module an engine; each says how that engine is given Japanese. What they share (the cut text, the vectors, the shape of
an engine) is in `engine`.
"""
