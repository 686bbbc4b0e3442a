// SPDX-License-Identifier: MIT
pragma solidity ^0.8.25;

/// @title SelfContained
/// @notice Pages whose piece brings all that they need: one zlib stream (RFC 1950), which ends in a checksum.
library SelfContained {
    uint256 private constant CHECK = 6; // bytes of a piece's end: its own length and its own Adler-32
    uint256 private constant BASE = 65521; // what both halves of an Adler-32 are counted by

    /// @notice The page of a piece's own bytes behind a stored deflate block: its header, and its content.
    /// @dev Own bytes that are too short to have a checksum get none.
    function page(bytes5 header, bytes memory content, bytes memory own) internal pure returns (bytes memory) {
        uint256 length = own.length;
        if (length < CHECK) return abi.encodePacked(header, content, own);
        uint256 end;
        // The end is in the last word of `own`, of which a part may be its length, and is then cut off.
        // | opcode | stack, top first             |
        // | ------ | ---------------------------- |
        // | mload  | own + length, the last word  |
        // | mstore | own, length − 6              |
        assembly ("memory-safe") {
            end := and(mload(add(own, length)), 0xffffffffffff)
            mstore(own, sub(length, CHECK))
        }
        return abi.encodePacked(hex"7801", header, content, own, combined(content, uint32(end), end >> 32));
    }

    /// @notice The Adler-32 of `first` and what stands behind it, which has `length` bytes, or as many more as any
    /// multiple of 65,521, and the Adler-32 `adler`. `first` has at most 5,000 bytes.
    /// @dev The low half is 1 and the sum of all bytes, the high half the sum of what the low half is at each byte. So
    /// behind `first` each of these is larger by the sum of first's bytes.
    function combined(bytes memory first, uint32 adler, uint256 length) internal pure returns (bytes4) {
        uint256 sum;
        uint256 sums = first.length;
        // | opcode | stack, top first                      |
        // | ------ | ------------------------------------- |
        // | mload  | at, the word that begins with a byte  |
        // | byte   | 0, the word                           |
        assembly ("memory-safe") {
            let at := add(first, 0x20)
            for { let end := add(at, sums) } lt(at, end) { at := add(at, 1) } {
                sum := add(sum, byte(0, mload(at)))
                sums := add(sums, sum)
            }
        }
        uint256 high = (sums + (adler >> 16) + length * sum) % BASE;
        return bytes4(uint32(high << 16 | (sum + (adler & 0xffff)) % BASE));
    }
}
