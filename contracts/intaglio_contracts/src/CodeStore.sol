// SPDX-License-Identifier: MIT
pragma solidity ^0.8.25;

/// @title CodeStore
/// @notice Reads bytes kept as contract code, in SSTORE2's layout: a STOP byte, then up to 24,575 bytes of data.
library CodeStore {
    /// @notice `part` holds no code: it was never deployed on this chain.
    error PartMissing(address part);
    /// @notice What lies at `part` is no data contract of the factory's, so it might change.
    error PartMutable(address part);

    /// @dev The deterministic-deployment factory; its salt is zero here.
    address private constant FACTORY = 0x4e59b44847b379578588920cA78FbF26c0B4956C;

    /// @notice The number of data bytes in all `parts`. Reverts with `PartMissing` where one is absent.
    function size(address[] memory parts) internal view returns (uint256 total) {
        for (uint256 i; i < parts.length; ++i) {
            total += _sizeOf(parts[i]);
        }
    }

    /// @notice The data of all `parts`, in order, as one byte string. Reverts with `PartMissing`.
    function read(address[] memory parts) internal view returns (bytes memory data) {
        data = new bytes(size(parts));
        uint256 end;
        for (uint256 i; i < parts.length; ++i) {
            address part = parts[i];
            uint256 length = _sizeOf(part);
            // Copies `length` bytes of code from behind the STOP to `end` bytes into `data`'s content.
            // | opcode      | stack, top first                        |
            // | ----------- | --------------------------------------- |
            // | extcodecopy | part, data + 0x20 + end, 1, length      |
            assembly ("memory-safe") {
                extcodecopy(part, add(add(data, 0x20), end), 1, length)
            }
            end += length;
        }
    }

    /// @notice Reverts where one of the `parts` can ever hold other data than it does.
    function requireFixed(address[] memory parts) internal view {
        for (uint256 i; i < parts.length; ++i) {
            requireFixed(parts[i]);
        }
    }

    /// @notice Reverts where `part` is not at the address that the factory gives its content: an account that delegates
    /// to a contract (EIP-7702), or one that can be created anew, may hold other code later.
    function requireFixed(address part) internal view {
        uint256 length = 1 + _sizeOf(part);
        uint256 place;
        bool stops;
        // The creation code of a data contract is 61 <length> 80600a3d393df3 and its code (SSTORE2); the address is the
        // hash of ff <factory> <salt> <hash of the creation code>, 20, 32 and 32 bytes. All in memory that is free.
        // | opcode      | stack, top first                       |
        // | ----------- | -------------------------------------- |
        // | mstore      | free, creation code's first 10 bytes   |
        // | extcodecopy | part, free + 10, 0, length             |
        // | keccak256   | free, length + 10                      |
        // | mstore      | free + 0x40, hash                      |
        // | mstore      | free + 0x20, salt                      |
        // | mstore      | free, ff and the factory at the end    |
        // | keccak256   | free + 11, 85                          |
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, shl(176, or(or(shl(72, 0x61), shl(56, length)), 0x80600a3d393df3)))
            extcodecopy(part, add(free, 10), 0, length)
            stops := iszero(byte(10, mload(free)))
            mstore(add(free, 0x40), keccak256(free, add(length, 10)))
            mstore(add(free, 0x20), 0)
            mstore(free, or(shl(160, 0xff), FACTORY))
            place := shr(96, shl(96, keccak256(add(free, 11), 85)))
        }
        if (!stops || place != uint160(part)) revert PartMutable(part);
    }

    /// @notice Whether `account` runs whatever contract it names at the time (EIP-7702): its code begins with ef.
    function delegates(address account) internal view returns (bool does) {
        // | opcode      | stack, top first   |
        // | ----------- | ------------------ |
        // | mstore      | 0x00, 0            |
        // | extcodecopy | account, 0x1f, 0, 1|
        assembly ("memory-safe") {
            mstore(0x00, 0)
            extcodecopy(account, 0x1f, 0, 1)
            does := eq(mload(0x00), 0xef)
        }
    }

    /// @dev The data bytes of one part: its code less the STOP.
    function _sizeOf(address part) private view returns (uint256) {
        uint256 length = part.code.length;
        if (length == 0) revert PartMissing(part);
        return length - 1;
    }
}
