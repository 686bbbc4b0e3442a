"""The tests: one file a part; `cases/` holds inputs, `golden/` expected texts, `bench/` measurements."""
