"""Measures: accuracy against hand-made truth, speed and memory as ratios. Run all with `python -m benchmarks`."""
