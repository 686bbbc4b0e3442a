"""Words that tests try: both ends, where signs and limbs change, powers of two and what lies beside them."""

MAX = (1 << 256) - 1
LEAST_SIGNED = 1 << 255
WORDS = (
    0, 1, 2, 3, 5, 7, 83, 255, 256, 10**9, (1 << 32) - 1, 1 << 32, (1 << 64) - 1, (1 << 64) + 1, (1 << 128) - 1,
    1 << 128, (1 << 160) - 1, 0x123456789ABCDEF0FEDCBA98765432100123456789ABCDEF, LEAST_SIGNED - 1, LEAST_SIGNED,
    LEAST_SIGNED + 1, MAX - 6, MAX - 1, MAX,
)  # fmt: skip
