// SPDX-License-Identifier: MIT
pragma solidity ^0.8.25;

import {LibString} from "solady/src/utils/LibString.sol";
import {Angle, Random, Write} from "./Sketching.sol";

/// @notice examples/drift.py, written by hand: the same bytes.
contract Drift {
    using Random for Random.State;
    using Write for uint256;

    int256 private constant X = -1640531535;
    int256 private constant Y = -2048144777;
    int256 private constant W = -1028477379;

    function render(bytes32 seed, uint256) external pure returns (bytes memory, bytes memory traits) {
        unchecked {
            Random.State memory random = Random.start(seed);
            bytes memory svg = Write.room(96 * 1024);
            uint256 to = Write.start(svg);
            uint256 palette = random.next() & 3 < 3 ? 0 : 1;
            uint256 strands = 60 + random.below(61, 63);
            traits = abi.encodePacked(
                '[{"trait_type":"Palette","value":"',
                palette == 0 ? "Ember" : "Moss",
                '"},{"trait_type":"Strands","value":',
                LibString.toString(strands),
                "}]"
            );
            uint256[3] memory inks =
                palette == 0 ? [uint256(0x1b1b1e), 0xf26430, 0xf2c14e] : [uint256(0x0b2027), 0x40798c, 0x70a9a1];
            to = to.long('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 1000" fill="none" stroke-width="1.5"><rect width="1000" height="1000" fill="');
            to = to.color(inks[0]);
            to = to.text('"/>', 3);
            for (uint256 i; i < strands; ++i) {
                to = strand(random, to, inks[1 + i % 2]);
            }
            to = to.text("</svg>", 6);
            Write.finish(svg, to);
            return (svg, traits);
        }
    }

    function strand(Random.State memory random, uint256 to, uint256 ink) private pure returns (uint256) {
        unchecked {
            int256 x = random.fraction() * 1000;
            int256 y = random.fraction() * 1000;
            to = to.text('<path stroke="', 14);
            to = to.color(ink);
            to = to.text('" d="M', 6);
            to = to.decimal2(x);
            to = to.text(" ", 1);
            to = to.decimal2(y);
            for (uint256 i; i < 40; ++i) {
                int256 turn = (noise(int256(random.field), floorBy300(x), floorBy300(y)) * 411774) >> 16;
                x += 6 * Angle.cos(turn);
                y += 6 * Angle.sin(turn);
                to = to.text("L", 1);
                to = to.decimal2(x);
                to = to.text(" ", 1);
                to = to.decimal2(y);
            }
            return to.text('"/>', 3);
        }
    }

    /// @dev x / 300, rounded down.
    function floorBy300(int256 x) private pure returns (int256) {
        unchecked {
            return x < 0 ? -((299 - x) / 300) : x / 300;
        }
    }

    /// @dev Gradient noise in the plane, as the library has it.
    function noise(int256 field, int256 x, int256 y) private pure returns (int256) {
        unchecked {
            (int256 i, int256 j) = (x >> 16, y >> 16);
            (int256 a, int256 b) = (x & 0xffff, y & 0xffff);
            int256 n = int32(i * X + field);
            int256 m = int32(j * Y);
            int256 right = spread(int32(n + X));
            int256 low = spread(int32(m + Y));
            n = spread(n);
            m = spread(m);
            int256 u = fade(a);
            int256 s = slope(n ^ m, a, b);
            s += u * (slope(right ^ m, a - 65536, b) - s) >> 16;
            int256 t = slope(n ^ low, a, b - 65536);
            t += u * (slope(right ^ low, a - 65536, b - 65536) - t) >> 16;
            u = fade(b);
            return (s + (u * (t - s) >> 16) - 32768 * (b - u)) * 3 >> 16;
        }
    }

    function spread(int256 n) private pure returns (int256) {
        return n ^ n >> 15;
    }

    function slope(int256 n, int256 x, int256 y) private pure returns (int256) {
        unchecked {
            int256 h = int32(n * W);
            return (h >> 16) * x + (h & 65535) * y;
        }
    }

    function fade(int256 t) private pure returns (int256) {
        unchecked {
            int256 curve = (t * (6 * t - 983040) >> 16) + 655360;
            return ((t * t >> 16) * t >> 16) * curve >> 16;
        }
    }
}
