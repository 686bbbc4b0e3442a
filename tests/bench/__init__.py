"""Measurements, not tests: `make bench` collects the `bench_*` functions of `bench_*.py` here and prints them."""
