"""The asset graph: one module per stage, in the order of the flow; each asset is a thin shell around `pipeline.stages`."""
