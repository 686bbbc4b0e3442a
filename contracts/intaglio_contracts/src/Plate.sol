// SPDX-License-Identifier: MIT
pragma solidity ^0.8.25;

import {CodeStore} from "./CodeStore.sol";
import {IRenderer} from "./IRenderer.sol";

/// @notice The art of an edition: what every token is drawn by. It lies in a data contract, ABI-encoded.
struct Plate {
    /// The piece's name; a token is called `<title> #<id>`.
    string title;
    string symbol;
    /// Shown with every token.
    string description;
    /// The piece's page on the web; may be empty.
    string externalUrl;
    /// The piece compiled to the EVM.
    IRenderer renderer;
    /// Data contracts with the shared head of the page, a raw-deflate stream cut at a byte boundary.
    address[] runtime;
    /// Data contracts with the piece's own bytes, the rest of that stream.
    address[] script;
    /// What a token's metadata have: 1 for `image`, 2 for `animation_url`, 4 for the latter as a web3:// address
    /// instead of a data URI. 8 says that the page is a sketch written by hand and the image only its card.
    uint8 outputs;
    /// The hash of what the build's manifest tells and no chain holds.
    bytes32 manifestRest;
    /// For how many seeds the build promises its pictures, and the root over these.
    uint32 sampleCount;
    bytes32 sampleRoot;
    /// What the artist promised that every engine gives; it follows from the above and the parts' bytes.
    bytes32 manifestRoot;
    /// The number of values of each of the collector's params, 8 bytes big-endian each.
    bytes paramSpans;
}

/// @title PlateLib
/// @notice Reads and checks plates.
library PlateLib {
    /// @notice No contract lies at the plate's address.
    error PlateMissing(address plate);
    /// @notice No contract lies at the renderer's address.
    error RendererMissing(address renderer);
    /// @notice The word holds no params of this piece.
    error ParamsOutOfRange();

    uint8 internal constant IMAGE = 1;
    uint8 internal constant ANIMATION = 2;
    uint8 internal constant WEB3_PAGE = 4;

    uint256 private constant SPAN = 8; // bytes

    /// @notice The plate that lies at `place`. Reverts with `PlateMissing`, or without data where something else lies there.
    function load(address place) internal view returns (Plate memory) {
        if (place.code.length == 0) revert PlateMissing(place);
        address[] memory parts = new address[](1);
        parts[0] = place;
        return abi.decode(CodeStore.read(parts), (Plate));
    }

    /// @notice The plate that lies at `place`, for good: reverts where it or its data could ever change, or where
    /// something that it names is missing.
    function admit(address place) internal view returns (Plate memory plate) {
        if (place.code.length == 0) revert PlateMissing(place);
        CodeStore.requireFixed(place);
        plate = load(place);
        CodeStore.requireFixed(plate.runtime);
        CodeStore.requireFixed(plate.script);
        address renderer = address(plate.renderer);
        if (renderer.code.length == 0) revert RendererMissing(renderer);
        if (CodeStore.delegates(renderer)) revert CodeStore.PartMutable(renderer);
    }

    /// @notice Reverts with `ParamsOutOfRange` where `word` holds no params of `plate`: each has the fewest bits that
    /// tell its values apart, the first lowest, and nothing stands above the last.
    function checkParams(Plate memory plate, uint256 word) internal pure {
        bytes memory spans = plate.paramSpans;
        for (uint256 offset; offset < spans.length; offset += SPAN) {
            uint256 span;
            // | opcode | stack, top first      |
            // | ------ | --------------------- |
            // | mload  | spans + 0x20 + offset |
            // | shr    | 192, the word         |
            assembly ("memory-safe") {
                span := shr(192, mload(add(add(spans, 0x20), offset)))
            }
            uint256 mask = 1;
            while (mask < span) mask <<= 1; // the span itself where it is a power of two
            if (word & (mask - 1) >= span) revert ParamsOutOfRange();
            word /= mask;
        }
        if (word != 0) revert ParamsOutOfRange();
    }
}
