// SPDX-License-Identifier: MIT
pragma solidity ^0.8.25;

import {Ownable} from "solady/src/auth/Ownable.sol";
import {ERC721} from "solady/src/tokens/ERC721.sol";
import {TermsLib} from "./Terms.sol";

/// @title EditionState
/// @notice What all parts of an edition share: its tokens, its owner, and the one slot that every mint writes.
abstract contract EditionState is ERC721, Ownable {
    /// @notice ERC-4906: these tokens' metadata have changed.
    event BatchMetadataUpdate(uint256 _fromTokenId, uint256 _toTokenId);

    /// @notice The seeds of this edition do not come about in this way.
    error WrongSeedMode();

    struct State {
        /// How many tokens there are.
        uint32 minted;
        bool paused;
        bool frozen;
        /// The latest block that mints wait for; 0 where there is none.
        uint48 round;
        /// The plate's address; 0 for the one in the terms.
        address plate;
    }

    State internal _state;

    /// @notice How many tokens there are.
    function totalSupply() public view returns (uint256) {
        return _state.minted;
    }

    /// @notice The data contract of the plate that tokens are drawn by.
    function plateAddress() public view returns (address) {
        address changed = _state.plate;
        return changed == address(0) ? TermsLib.plate() : changed;
    }

    /// @dev Reverts where the token was never minted.
    function _requireMinted(uint256 id) internal view {
        if (!_exists(id)) revert TokenDoesNotExist();
    }
}
