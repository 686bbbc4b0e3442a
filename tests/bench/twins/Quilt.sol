// SPDX-License-Identifier: MIT
pragma solidity ^0.8.25;

import {FixedPointMathLib} from "solady/src/utils/FixedPointMathLib.sol";
import {LibString} from "solady/src/utils/LibString.sol";
import {Random, Write} from "./Sketching.sol";

/// @notice examples/quilt.py, written by hand: the same bytes.
contract Quilt {
    using Random for Random.State;
    using Write for uint256;

    bytes private constant INKS =
        hex"efe6d5d8432bf0a81f1f4e7923221ff4efe12f6b4fe2725bf2c14e2b3a35eaf0ee0f6e8470b7baf1b24a12343bf8ece6c8553deab8a06b2d3e2d1e2f14182b3d5a98f2b950e4572eece5d8";

    struct Draws {
        uint256 palette;
        uint256 cloth;
        uint256 count;
        bool turned;
        uint256 thread;
    }

    function render(bytes32 seed, uint256) external pure returns (bytes memory, bytes memory) {
        unchecked {
            Draws memory drawn = draw(Random.start(seed));
            bytes memory svg = Write.room(96 * 1024);
            uint256 to = Write.start(svg);
            uint256[5] memory palette = inks(drawn.palette);
            to = to.long('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 1120"><rect width="1000" height="1120" fill="');
            to = to.color(palette[0]);
            to = to.text('"/>', 3);
            int256 side = int256(880 / drawn.count);
            for (uint256 row; row < drawn.count; ++row) {
                for (uint256 column; column < drawn.count; ++column) {
                    uint256 x = FixedPointMathLib.min(column, drawn.count - 1 - column) + 1;
                    uint256 y = FixedPointMathLib.min(row, drawn.count - 1 - row) + 1;
                    int256 bits = int32(int256(weave(drawn.cloth, x, y) * drawn.thread));
                    bits ^= bits >> 11;
                    uint256 quarter = 2 * row / drawn.count * 2 + 2 * column / drawn.count;
                    int256 turn = (bits >> 9) + int256(drawn.turned ? quarter ^ quarter >> 1 : 0);
                    to = tile(to, palette, bits, turn & 3, 60 + side * int256(column), 60 + side * int256(row), side << 15);
                }
            }
            Write.finish(svg, sign(to, drawn, palette[4]));
            return (svg, traits(drawn));
        }
    }

    function draw(Random.State memory random) private pure returns (Draws memory drawn) {
        unchecked {
            uint256 d = random.below(18, 31);
            drawn.palette = d < 5 ? 0 : d < 9 ? 1 : d < 13 ? 2 : d < 16 ? 3 : 4;
            d = random.below(11, 15);
            drawn.cloth = d < 3 ? 0 : d < 5 ? 1 : d < 8 ? 2 : 3;
            d = random.below(7, 7);
            drawn.count = d < 2 ? 8 : d < 5 ? 11 : 16;
            drawn.turned = random.fraction() < 32768;
            drawn.thread = random.next() & 0xffffff | 1;
        }
    }

    function inks(uint256 palette) private pure returns (uint256[5] memory row) {
        unchecked {
            bytes memory table = INKS;
            uint256 packed;
            assembly ("memory-safe") {
                packed := mload(add(add(table, 0x20), mul(palette, 15)))
            }
            for (uint256 i; i < 5; ++i) {
                row[i] = packed >> (232 - 24 * i) & 0xffffff;
            }
        }
    }

    function weave(uint256 cloth, uint256 x, uint256 y) private pure returns (uint256) {
        unchecked {
            if (cloth == 0) return x ^ y;
            if (cloth == 1) return x & y;
            return cloth == 2 ? x * y : x * x ^ y * y;
        }
    }

    function tile(
        uint256 to,
        uint256[5] memory palette,
        int256 bits,
        int256 turn,
        int256 x,
        int256 y,
        int256 half
    ) private pure returns (uint256) {
        unchecked {
            int256 size = 2 * half + 262144;
            to = to.text('<rect x="', 9);
            to = to.number(x);
            to = to.text('" y="', 5);
            to = to.number(y);
            to = to.text('" width="', 9);
            to = to.decimal2(FixedPointMathLib.min(size, (940 - x) << 16));
            to = to.text('" height="', 10);
            to = to.decimal2(FixedPointMathLib.min(size, (940 - y) << 16));
            to = to.text('" fill="', 8);
            to = to.color(palette[uint256(bits >> 3 & 3)]);
            uint256 ink = palette[1 + uint256(bits >> 5 & 3)];
            to = to.text('"/><g transform="translate(', 27);
            to = to.decimal2((x << 16) + half);
            to = to.text(" ", 1);
            to = to.decimal2((y << 16) + half);
            to = to.text(")rotate(", 8);
            to = to.number(90 * turn);
            to = to.text(')" fill="', 9);
            to = to.color(ink);
            to = to.text('" stroke="', 10);
            to = to.color(ink);
            to = to.text('">', 2);
            to = motif(to, uint256(bits >> 13 & 7), half);
            return to.text("</g>", 4);
        }
    }

    function motif(uint256 to, uint256 kind, int256 half) private pure returns (uint256) {
        unchecked {
            if (kind < 3) {
                int256 tenth = half * 6553 >> 16;
                to = to.text('<path d="M', 10);
                to = points(to, -half, -half, "L", half, -half);
                to = to.text("C", 1);
                to = points(to, half, tenth, " ", tenth, half);
                to = to.text(" ", 1);
                to = to.decimal2(-half);
                to = to.text(" ", 1);
                to = to.decimal2(half);
                to = to.text('"/>', 3);
            } else if (kind == 3) {
                to = to.text('<path d="M', 10);
                to = points(to, -half, -half, "L", half, -half);
                to = to.text("L", 1);
                to = to.decimal2(-half);
                to = to.text(" ", 1);
                to = to.decimal2(half);
                to = to.text('Z"/>', 4);
            } else if (kind == 4) {
                to = to.text('<circle cx="0" cy="0" r="', 25);
                to = to.decimal2(half * 40632 >> 16);
                to = to.text('"/>', 3);
            } else if (kind == 5) {
                for (int256 i; i < 3; ++i) {
                    int256 top = half * (2 * i - 3);
                    to = rect(to, half, top < 0 ? -((2 - top) / 3) : top / 3, 2 * half, half / 3);
                }
            } else if (kind == 6) {
                to = rect(to, half, -half, half, 2 * half);
            }
            return to;
        }
    }

    function points(uint256 to, int256 x0, int256 y0, bytes32 between, int256 x1, int256 y1)
        private
        pure
        returns (uint256)
    {
        to = to.decimal2(x0);
        to = to.text(" ", 1);
        to = to.decimal2(y0);
        to = to.text(between, 1);
        to = to.decimal2(x1);
        to = to.text(" ", 1);
        return to.decimal2(y1);
    }

    function rect(uint256 to, int256 half, int256 y, int256 width, int256 height) private pure returns (uint256) {
        unchecked {
            to = to.text('<rect x="', 9);
            to = to.decimal2(-half);
            to = to.text('" y="', 5);
            to = to.decimal2(y);
            to = to.text('" width="', 9);
            to = to.decimal2(width);
            to = to.text('" height="', 10);
            to = to.decimal2(height);
            return to.text('"/>', 3);
        }
    }

    function sign(uint256 to, Draws memory drawn, uint256 ink) private pure returns (uint256) {
        to = to.long('<text x="60" y="1030" font-size="24" font-family="monospace" fill="');
        to = to.color(ink);
        to = to.text('">', 2).long(clothOf(drawn.cloth, "x &amp; y")).text(unicode" · ", 4).whole(drawn.count);
        to = to.text(unicode" × ", 4).whole(drawn.count).text(unicode" · ", 4).whole(drawn.thread);
        return to.text("</text></svg>", 13);
    }

    function clothOf(uint256 index, bytes memory second) private pure returns (bytes memory) {
        if (index == 0) return "x ^ y";
        if (index == 1) return second;
        return index == 2 ? bytes("x * y") : bytes("x * x ^ y * y");
    }

    function traits(Draws memory drawn) private pure returns (bytes memory) {
        string[5] memory names = ["Weimar", "Orchard", "Lagoon", "Rosehip", "Midnight"];
        return abi.encodePacked(
            '[{"trait_type":"Palette","value":"',
            names[drawn.palette],
            '"},{"trait_type":"Cloth","value":"',
            clothOf(drawn.cloth, "x & y"),
            '"},{"trait_type":"Blocks","value":',
            LibString.toString(drawn.count),
            '},{"trait_type":"Turned","value":"',
            drawn.turned ? "Yes" : "No",
            '"}]'
        );
    }
}
