// SPDX-License-Identifier: MIT
pragma solidity ^0.8.25;

import {SelfContained} from "SelfContained.sol";

/// @notice Calls SelfContained in memory that others have used.
contract SelfContainedHarness {
    /// @param dirt What 4 KB of memory behind the free pointer hold beforehand.
    function page(bytes5 header, bytes memory content, bytes memory own, bytes32 dirt)
        external
        pure
        returns (bytes memory)
    {
        // | memory         | content |
        // | -------------- | ------- |
        // | free … +0x1000 | dirt    |
        assembly ("memory-safe") {
            let free := mload(0x40)
            for { let at_ := 0 } lt(at_, 0x1000) { at_ := add(at_, 0x20) } { mstore(add(free, at_), dirt) }
        }
        return SelfContained.page(header, content, own);
    }
}
