// SPDX-License-Identifier: MIT
pragma solidity ^0.8.25;

/// @title IRenderer
/// @notice A piece compiled to the EVM. Every engine gives the same bytes for the same arguments.
interface IRenderer {
    /// @notice Draws one token.
    /// @param seed The token's 32 random bytes.
    /// @param params The collector's parameters, packed; 0 for a piece that has none.
    /// @return svg An SVG document, in UTF-8.
    /// @return attributes The token's traits, a JSON array in UTF-8.
    function render(bytes32 seed, uint256 params)
        external
        view
        returns (bytes memory svg, bytes memory attributes);
}
