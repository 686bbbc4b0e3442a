// SPDX-License-Identifier: MIT
pragma solidity ^0.8.25;

import {LibString} from "solady/src/utils/LibString.sol";
import {Angle, Random, Write} from "./Sketching.sol";

/// @notice examples/thicket.py, written by hand: the same bytes.
contract Thicket {
    using Random for Random.State;
    using Write for uint256;

    /// @dev What every branch shares. Fixed-point numbers have 16 bits after the point.
    struct Tree {
        Random.State random;
        uint256 wood;
        uint256 fruit;
        int256 wind;
    }

    function render(bytes32 seed, uint256) external pure returns (bytes memory, bytes memory traits) {
        unchecked {
            Tree memory tree;
            tree.random = Random.start(seed);
            uint256 palette = tree.random.below(15, 15);
            palette = palette < 4 ? 0 : palette < 8 ? 1 : palette < 11 ? 2 : palette < 13 ? 3 : 4;
            uint256 stems = 4 + tree.random.below(6, 7);
            int256 wind = int256(tree.random.below(13, 15)) - 6;
            tree.wind = wind < 0 ? -((99 - (wind << 16)) / 100) : (wind << 16) / 100;
            bytes memory svg = Write.room(320 * 1024);
            uint256 to = Write.start(svg);
            uint256[5] memory inks = inksOf(palette);
            to = sky(to, inks);
            int256 x = 200 * 65536 + tree.random.fraction() * 600;
            bool high = tree.random.fraction() < 22937;
            to = to.text('<circle cx="', 12).decimal1(x).text('" cy="', 6).whole(high ? 250 : 540).text('" r="', 5);
            to = to.decimal1(90 * 65536 + tree.random.fraction() * 120).text('" fill="', 8).color(inks[2]).text('"/>', 3);
            for (int256 near; near < 3; ++near) {
                int256 faint = 39321 - 19660 * near;
                tree.wood = mix(inks[3], inks[1], faint);
                tree.fruit = mix(inks[4], inks[1], faint);
                for (uint256 i; i < stems; ++i) {
                    x = tree.random.fraction() * 1040 - 20 * 65536;
                    to = grow(tree, to, x, 1010 << 16, 102891 - 3 * tree.wind, (23 + 5 * near) << 16, 9);
                }
            }
            Write.finish(svg, to.text("</svg>", 6));
            return (svg, traitsOf(palette, stems, wind, high));
        }
    }

    function inksOf(uint256 palette) private pure returns (uint256[5] memory) {
        if (palette == 0) return [uint256(0x33304f), 0xf08a5d, 0xffd9a0, 0x17131f, 0xe8483f];
        if (palette == 1) return [uint256(0xb9cbc6), 0xf3eee2, 0xf4b942, 0x1f332d, 0xc8423a];
        if (palette == 2) return [uint256(0xf0dfbd), 0xfbf5e6, 0xe8543f, 0x1d3050, 0xe39a2d];
        if (palette == 3) return [uint256(0x0c2140), 0x46b3a8, 0xf6f1d8, 0x07111c, 0xff7f6a];
        return [uint256(0xeebfb8), 0xfdf0e2, 0xd4485a, 0x3a1c3b, 0xf0a133];
    }

    function sky(uint256 to, uint256[5] memory inks) private pure returns (uint256) {
        unchecked {
            to = to.long('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 1000" fill="none">');
            for (uint256 band; band < 10; ++band) {
                to = to.text('<rect x="0" y="', 15).whole(100 * band).text('" width="1000" height="', 23);
                to = to.whole(1000 - 100 * band).text('" fill="', 8);
                to = to.color(mix(inks[0], inks[1], int256((band << 16) / 9))).text('"/>', 3);
            }
            return to;
        }
    }

    function grow(Tree memory tree, uint256 to, int256 x, int256 y, int256 heading, int256 reach, int256 left)
        private
        pure
        returns (uint256)
    {
        unchecked {
            to = to.text('<path stroke="', 14).color(tree.wood).text('" stroke-width="', 16);
            to = to.decimal1(98304 + 52428 * left).text('" d="M', 6).decimal1(x).text(" ", 1).decimal1(y);
            for (uint256 i; i < 3; ++i) {
                heading += tree.wind - 10485 + (tree.random.fraction() * 20970 >> 16);
                x += reach * Angle.cos(heading) >> 16;
                y -= reach * Angle.sin(heading) >> 16;
                to = to.text("L", 1).decimal1(x).text(" ", 1).decimal1(y);
            }
            to = to.text('"/>', 3);
            return left > 0 ? branch(tree, to, x, y, heading, reach, left - 1) : to;
        }
    }

    function branch(Tree memory tree, uint256 to, int256 x, int256 y, int256 heading, int256 reach, int256 left)
        private
        pure
        returns (uint256)
    {
        unchecked {
            uint256 drawn = tree.random.below(14, 15);
            if (drawn < 6) return grow(tree, to, x, y, heading, reach * 62914 >> 16, left);
            if (drawn < 10) {
                for (int256 side = -1; side < 2; side += 2) {
                    int256 turn = 13107 + (tree.random.fraction() * 26214 >> 16);
                    to = grow(tree, to, x, y, heading + side * turn, reach * 56360 >> 16, left);
                }
                return to;
            }
            if (drawn < 13) {
                to = leaf(to, tree.wood, x, y, (tree.random.next() & 1 == 0 ? -50 << 16 : int256(50 << 16)) - (heading * 3755212 >> 16), reach);
                return grow(tree, to, x, y, heading, reach, left);
            }
            to = to.text('<circle cx="', 12).decimal1(x).text('" cy="', 6).decimal1(y).text('" r="', 5);
            to = to.decimal1(5 * 65536 + 6 * tree.random.fraction()).text('" fill="', 8).color(tree.fruit);
            return to.text('"/>', 3);
        }
    }

    function leaf(uint256 to, uint256 ink, int256 x, int256 y, int256 turn, int256 reach) private pure returns (uint256) {
        unchecked {
            to = to.text('<g transform="translate(', 24).decimal1(x).text(" ", 1).decimal1(y).text(")rotate(", 8);
            to = to.decimal1(turn).text(')"><ellipse cx="', 16);
            int256 wide = reach * 52428 >> 16;
            to = to.decimal1(wide).text('" cy="0" rx="', 13).decimal1(wide).text('" ry="', 6);
            return to.decimal1(reach * 19660 >> 16).text('" fill="', 8).color(ink).text('"/></g>', 7);
        }
    }

    /// @dev From a to b, channel by channel, by t of 65,536.
    function mix(uint256 a, uint256 b, int256 t) private pure returns (uint256 ink) {
        unchecked {
            for (uint256 shift = 24; shift != 0;) {
                shift -= 8;
                int256 from = int256(a >> shift & 255);
                int256 step = (int256(b >> shift & 255) - from) * t + 0x8000 >> 16;
                ink = ink << 8 | uint256(from + step) & 255;
            }
        }
    }

    function traitsOf(uint256 palette, uint256 stems, int256 wind, bool high) private pure returns (bytes memory) {
        string[5] memory names = ["Dusk", "Fog", "Noon", "Polar", "Rose"];
        return abi.encodePacked(
            '[{"trait_type":"Palette","value":"',
            names[palette],
            '"},{"trait_type":"Stems","value":',
            LibString.toString(stems),
            '},{"trait_type":"Wind","value":',
            LibString.toString(wind),
            '},{"trait_type":"High sun","value":"',
            high ? "Yes" : "No",
            '"}]'
        );
    }
}
