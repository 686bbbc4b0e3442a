// SPDX-License-Identifier: MIT
pragma solidity ^0.8.25;

/// @notice Where an edition's seeds come from; `Seeds.sol` tells how.
enum SeedMode {
    Immediate,
    CommitReveal,
    Provenance,
    Listed,
    Chosen
}

/// @notice What never changes of an edition: it stands in the code of its clone.
struct Terms {
    /// The data contract of the plate that the edition begins with.
    address plate;
    /// Who owns the edition at first.
    address owner;
    /// The most tokens there can be.
    uint32 supply;
    SeedMode seeds;
    /// Blocks from a mint to the block whose hash it waits for: the longest that a round of mints lasts.
    uint16 delay;
    /// Provenance: the hash of the artist's salt. Listed: the address of the list. Chosen: the Merkle root.
    bytes32 seedSource;
    address royaltyReceiver;
    /// Hundredths of a percent.
    uint16 royaltyBps;
    /// Who shares what the edition earns, all different.
    address[] payees;
    /// How many shares each of them has.
    uint16[] shares;
}

/// @notice What every mint needs of the terms.
struct MintTerms {
    uint256 supply;
    SeedMode seeds;
    uint256 delay;
}

/// @title TermsLib
/// @notice The terms as they stand behind the 45 bytes of an ERC-1167 clone, without padding:
/// plate 20, owner 20, supply 4, seeds 1, delay 2, source 32, receiver 20, royalty 2, payees 1, then 20 and 2 for each.
library TermsLib {
    /// @notice The bytes are no terms: the payees are more or fewer than they say, or there is no such seed mode.
    error TermsMalformed();

    uint256 private constant CLONE = 45; // bytes of an ERC-1167 proxy, before the terms
    uint256 private constant FIXED = 102; // bytes of the terms, before the payees
    uint256 private constant PAYEE = 22;

    uint256 private constant SUPPLY_AT = 40;
    uint256 private constant SOURCE_AT = 47;
    uint256 private constant RECEIVER_AT = 79;
    uint256 private constant BPS_AT = 99;
    uint256 private constant COUNT_AT = 101;

    /// @notice All terms of the clone whose code is running.
    function read() internal view returns (Terms memory) {
        bytes memory packed = new bytes(address(this).code.length - CLONE);
        uint256 length = packed.length;
        // | opcode      | stack, top first                       |
        // | ----------- | -------------------------------------- |
        // | extcodecopy | this, packed + 0x20, CLONE, length     |
        assembly ("memory-safe") {
            extcodecopy(address(), add(packed, 0x20), CLONE, length)
        }
        return decode(packed);
    }

    /// @notice The terms in `packed`. Reverts with `TermsMalformed`.
    function decode(bytes memory packed) internal pure returns (Terms memory terms) {
        if (packed.length < FIXED) revert TermsMalformed();
        uint256 count = _number(packed, COUNT_AT, 1);
        uint256 mode = _number(packed, SUPPLY_AT + 4, 1);
        if (packed.length != FIXED + PAYEE * count || mode > uint256(type(SeedMode).max)) revert TermsMalformed();
        terms.plate = address(uint160(_number(packed, 0, 20)));
        terms.owner = address(uint160(_number(packed, 20, 20)));
        terms.supply = uint32(_number(packed, SUPPLY_AT, 4));
        terms.seeds = SeedMode(mode);
        terms.delay = uint16(_number(packed, SUPPLY_AT + 5, 2));
        terms.seedSource = bytes32(_number(packed, SOURCE_AT, 32));
        terms.royaltyReceiver = address(uint160(_number(packed, RECEIVER_AT, 20)));
        terms.royaltyBps = uint16(_number(packed, BPS_AT, 2));
        terms.payees = new address[](count);
        terms.shares = new uint16[](count);
        for (uint256 i; i < count; ++i) {
            terms.payees[i] = address(uint160(_number(packed, FIXED + PAYEE * i, 20)));
            terms.shares[i] = uint16(_number(packed, FIXED + PAYEE * i + 20, 2));
        }
    }

    /// @notice Supply, seed mode and delay alone.
    function forMint() internal view returns (MintTerms memory terms) {
        uint256 word = _word(SUPPLY_AT);
        terms.supply = word >> 224;
        terms.seeds = SeedMode((word >> 216) & 0xff);
        terms.delay = (word >> 200) & 0xffff;
    }

    /// @notice The plate that the edition began with.
    function plate() internal view returns (address) {
        return address(uint160(_word(0) >> 96));
    }

    /// @notice The source of the seeds.
    function seedSource() internal view returns (bytes32) {
        return bytes32(_word(SOURCE_AT));
    }

    /// @notice Who gets royalties, and how many hundredths of a percent.
    function royalty() internal view returns (address receiver, uint256 bps) {
        uint256 word = _word(RECEIVER_AT);
        return (address(uint160(word >> 96)), (word >> 80) & 0xffff);
    }

    /// @dev 32 bytes of this clone's terms, `offset` bytes from their start.
    function _word(uint256 offset) private view returns (uint256 word) {
        // | opcode      | stack, top first             |
        // | ----------- | ---------------------------- |
        // | extcodecopy | this, 0x00, CLONE + offset, 0x20 |
        assembly ("memory-safe") {
            extcodecopy(address(), 0x00, add(CLONE, offset), 0x20)
            word := mload(0x00)
        }
    }

    /// @dev The big-endian number in `size` bytes of `packed` from `offset` on, which must lie within it.
    function _number(bytes memory packed, uint256 offset, uint256 size) private pure returns (uint256 value) {
        // What mload reads beyond the number is shifted out.
        // | opcode | stack, top first                     |
        // | ------ | ------------------------------------ |
        // | mload  | packed + 0x20 + offset                 |
        // | shr    | 256 - 8 * size, the word             |
        assembly ("memory-safe") {
            value := shr(sub(256, shl(3, size)), mload(add(add(packed, 0x20), offset)))
        }
    }
}
