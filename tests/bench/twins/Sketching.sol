// SPDX-License-Identifier: MIT
pragma solidity ^0.8.25;

/// @notice A token's generator, sfc32: the seed's halves xor-ed, twelve words thrown away.
library Random {
    struct State {
        uint256 a;
        uint256 b;
        uint256 c;
        uint256 counter;
        uint256 field;
    }

    function start(bytes32 seed) internal pure returns (State memory s) {
        uint256 words = uint256(seed) >> 128 ^ uint128(uint256(seed));
        s.a = words >> 96;
        s.b = uint32(words >> 64);
        s.c = uint32(words >> 32);
        s.counter = uint32(words);
        for (uint256 i; i < 12; ++i) {
            s.field = next(s);
        }
    }

    function next(State memory s) internal pure returns (uint256 word) {
        unchecked {
            (uint256 b, uint256 c) = (s.b, s.c);
            word = uint32(s.a + b + s.counter);
            s.counter = uint32(s.counter + 1);
            s.a = b ^ b >> 9;
            s.b = uint32(c + (c << 3));
            s.c = uint32((c << 21 | c >> 11) + word);
        }
    }

    /// @notice From 0 up to but without n, each equally likely; `mask` is all bits of n - 1.
    function below(State memory s, uint256 n, uint256 mask) internal pure returns (uint256 drawn) {
        do {
            drawn = next(s) & mask;
        } while (drawn >= n);
    }

    /// @notice From 0 up to but without 1, with 16 bits after the point.
    function fraction(State memory s) internal pure returns (int256) {
        return int256(next(s) >> 16);
    }
}

/// @notice Writes SVG to a place in memory that is long enough, and returns the place behind it. A fixed-point number
/// has 16 bits after the point.
library Write {
    /// @notice Room for `size` bytes, and 32 more, as a `bytes` whose length is still 0: writing starts 32 bytes in.
    function room(uint256 size) internal pure returns (bytes memory out) {
        assembly ("memory-safe") {
            out := mload(0x40)
            mstore(out, 0)
            mstore(0x40, add(out, add(size, 0x40)))
        }
    }

    /// @notice Where the content of `out` begins.
    function start(bytes memory out) internal pure returns (uint256 to) {
        assembly ("memory-safe") {
            to := add(out, 0x20)
        }
    }

    /// @notice Sets the length of `out`, whose content ends before `to`.
    function finish(bytes memory out, uint256 to) internal pure {
        assembly ("memory-safe") {
            mstore(out, sub(to, add(out, 0x20)))
        }
    }

    /// @notice Up to 32 bytes.
    function text(uint256 to, bytes32 word, uint256 size) internal pure returns (uint256) {
        assembly ("memory-safe") {
            mstore(to, word)
        }
        unchecked {
            return to + size;
        }
    }

    function long(uint256 to, bytes memory data) internal pure returns (uint256 end) {
        assembly ("memory-safe") {
            mcopy(to, add(data, 0x20), mload(data))
            end := add(to, mload(data))
        }
    }

    /// @notice A whole number from 0 to 99,999,999.
    function whole(uint256 to, uint256 n) internal pure returns (uint256) {
        unchecked {
            if (n < 10) return text(to, bytes32((48 + n) << 248), 1);
            uint256 size;
            uint256 word;
            do {
                word = word >> 8 | (48 + n % 10) << 248;
                n /= 10;
                ++size;
            } while (n != 0);
            return text(to, bytes32(word), size);
        }
    }

    function number(uint256 to, int256 n) internal pure returns (uint256) {
        unchecked {
            if (n >= 0) return whole(to, uint256(n));
            return whole(text(to, "-", 1), uint256(-n));
        }
    }

    /// @notice x rounded to two decimals, in its shortest form.
    function decimal2(uint256 to, int256 x) internal pure returns (uint256) {
        unchecked {
            int256 n = (x * 100 + 0x8000) >> 16;
            if (n < 0) {
                to = text(to, "-", 1);
                n = -n;
            }
            to = whole(to, uint256(n) / 100);
            uint256 part = uint256(n) % 100;
            if (part == 0) return to;
            uint256 digits = (0x2e3030 + (part / 10 << 8) + part % 10) << 232;
            return text(to, bytes32(digits), part % 10 == 0 ? 2 : 3);
        }
    }

    /// @notice x rounded to one decimal, in its shortest form.
    function decimal1(uint256 to, int256 x) internal pure returns (uint256) {
        unchecked {
            int256 n = (x * 10 + 0x8000) >> 16;
            if (n < 0) {
                to = text(to, "-", 1);
                n = -n;
            }
            to = whole(to, uint256(n) / 10);
            uint256 part = uint256(n) % 10;
            return part == 0 ? to : text(to, bytes32((0x2e30 + part) << 240), 2);
        }
    }

    /// @notice A color of 24 bits as `#rrggbb`.
    function color(uint256 to, uint256 ink) internal pure returns (uint256) {
        unchecked {
            uint256 digits = 0x23;
            for (uint256 shift = 24; shift != 0;) {
                shift -= 4;
                uint256 nibble = ink >> shift & 15;
                digits = digits << 8 | (nibble < 10 ? 48 + nibble : 87 + nibble);
            }
            return text(to, bytes32(digits << 200), 7);
        }
    }
}

/// @notice Sines in fixed point, with 16 bits after the point.
library Angle {
    function sin(int256 x) internal pure returns (int256) {
        unchecked {
            return wave((x * 42722830 >> 16) - 67108864) + 32768 >> 16;
        }
    }

    function cos(int256 x) internal pure returns (int256) {
        unchecked {
            return wave(x * 42722830 >> 16) + 32768 >> 16;
        }
    }

    /// @dev The cosine of an angle given as 4096 to a turn, scaled by 2**16: a polynomial on a quarter turn.
    function wave(int256 t) private pure returns (int256) {
        unchecked {
            int256 u = (t & 0xfffffff) - 134217728;
            int256 v = 67108864 - (u < 0 ? -u : u);
            int256 w = v >> 9;
            int256 s = w * w >> 16;
            int256 p = (s * 284 >> 16) - 20822;
            p = (s * p >> 16) + 677268;
            return v * ((s * p >> 16) - 6588374) >> 16;
        }
    }
}
