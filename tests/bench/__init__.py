"""Measurements, not tests: `make bench` collects `bench_*` functions of `bench_*.py` here and prints them."""
