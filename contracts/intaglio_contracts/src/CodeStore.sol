// SPDX-License-Identifier: MIT
pragma solidity ^0.8.25;

/// @title CodeStore
/// @notice Reads bytes kept as contract code, in SSTORE2's layout: a STOP byte, then up to 24,575 bytes of data.
library CodeStore {
    /// @notice `part` holds no code: it was never deployed on this chain.
    error PartMissing(address part);

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

    /// @dev The data bytes of one part: its code less the STOP.
    function _sizeOf(address part) private view returns (uint256) {
        uint256 length = part.code.length;
        if (length == 0) revert PartMissing(part);
        return length - 1;
    }
}
