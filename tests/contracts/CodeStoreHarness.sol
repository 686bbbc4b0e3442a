// SPDX-License-Identifier: MIT
pragma solidity ^0.8.25;

import {CodeStore} from "CodeStore.sol";

/// @notice Calls CodeStore in memory that others have used, and tells where it left the free pointer.
contract CodeStoreHarness {
    /// @param parts The data contracts to read.
    /// @param dirt What 64 KB of memory behind the free pointer hold beforehand.
    /// @return data What was read.
    /// @return slack Bytes between the end of `data` and memory that is still free: 0 to 31.
    /// @return size What `CodeStore.size` says.
    function read(address[] memory parts, bytes32 dirt)
        external
        view
        returns (bytes memory data, uint256 slack, uint256 size)
    {
        // | memory          | content |
        // | --------------- | ------- |
        // | free … +0x10000 | dirt    |
        assembly ("memory-safe") {
            let free := mload(0x40)
            for { let at_ := 0 } lt(at_, 0x10000) { at_ := add(at_, 0x20) } { mstore(add(free, at_), dirt) }
        }
        data = CodeStore.read(parts);
        assembly ("memory-safe") {
            slack := sub(mload(0x40), add(add(data, 0x20), mload(data)))
        }
        size = CodeStore.size(parts);
    }
}
