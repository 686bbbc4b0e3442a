// SPDX-License-Identifier: MIT
pragma solidity ^0.8.25;

import {BlockHashLib} from "solady/src/utils/BlockHashLib.sol";
import {MerkleProofLib} from "solady/src/utils/MerkleProofLib.sol";
import {CodeStore} from "./CodeStore.sol";
import {EditionState} from "./EditionState.sol";
import {MintTerms, SeedMode, Terms, TermsLib} from "./Terms.sol";

/// @title Seeds
/// @notice How a token comes to its seed. Nobody, the owner included, can set or change one.
///
/// - Immediate: at the mint, from its block. Who mints can work it out beforehand and leave it.
/// - CommitReveal: a mint waits for the hash of a block to come, its round. Anybody reveals a round, for all of its
///   tokens, and a later mint does in passing. A chain forgets hashes: what was not revealed within 8,191 blocks waits
///   for the block so many later, and so on. Nobody chooses which.
/// - Provenance: the artist commits to a salt before the sale. When minting is over, the hash of a block to come is
///   captured, then the salt is shown. If it is not for a week, anybody may go on without.
/// - Listed: token k has the k-th seed of a list that is stored.
/// - Chosen: the collector takes one out of a Merkle tree of seeds.
///
/// In the first three a token's seed is `keccak256(abi.encode(entropy, id, edition))`.
abstract contract Seeds is EditionState {
    /// @notice A round has its entropy, from the hash of block `source`.
    event Revealed(uint256 indexed round, uint256 source, bytes32 entropy);
    /// @notice Minting is over; the seeds wait for block `round`.
    event MintClosed(uint256 round);
    /// @notice The artist's salt was shown, and all seeds are final.
    event SaltRevealed(bytes32 salt);
    /// @notice It was not, and all seeds are final without it.
    event SaltMissed();

    /// @notice The token's seed is not known yet.
    error NotRevealed(uint256 id);
    /// @notice No token waits for this block.
    error NoSuchRound();
    /// @notice The round, or the salt, was revealed before.
    error AlreadyRevealed();
    /// @notice The hash of the block cannot be had: it is to come, or the chain has forgotten it and another will do.
    error HashNotAvailable(uint256 source);
    /// @notice This is not the salt that the artist committed to.
    error WrongSalt();
    /// @notice The artist has until then to show the salt.
    error SaltStillDue(uint256 until);
    /// @notice A seed that is not in the edition's tree, there.
    error SeedNotListed();
    /// @notice Nobody may end the minting yet.
    error MintGoesOn();
    /// @notice Minting is over for good.
    error MintOver();
    /// @notice A way to seeds by block hashes needs a delay of at least a block.
    error DelayMissing();
    /// @notice Neither salt nor list nor root.
    error SeedSourceMissing();
    /// @notice The list has fewer seeds than there can be tokens.
    error SeedsMissing(uint256 have, uint256 supply);

    /// @notice For how many blocks a chain knows a hash (EIP-2935), and how far a missed round moves.
    uint256 public constant WINDOW = 8191;
    /// @notice For how many seconds the artist may keep the salt back.
    uint256 public constant SALT_PATIENCE = 7 days;

    uint256 private constant PER_PART = 767; // seeds in a data contract: 24,575 bytes less a rest of 31

    /// @notice The entropy of a round; 0 where it is not revealed.
    mapping(uint256 round => bytes32 entropy) public entropyOf;
    /// @dev Provenance: what all seeds follow from; 0 before.
    bytes32 private _finalEntropy;
    /// @dev Provenance: until when the artist may show the salt.
    uint256 private _saltDue;
    mapping(uint256 id => bytes32 seed) private _chosen;

    /// @notice The latest block that mints wait for; 0 where there is none.
    function round() external view returns (uint256) {
        return _state.round;
    }

    /// @notice The block that token `id` waits for, or waited for; 0 where it waits for none.
    function roundOf(uint256 id) public view returns (uint256) {
        _requireMinted(id);
        SeedMode mode = TermsLib.forMint().seeds;
        if (mode == SeedMode.CommitReveal) return uint64(_getExtraData(id));
        return mode == SeedMode.Provenance ? _state.round : 0;
    }

    /// @notice Whether token `id` has its seed.
    function isRevealed(uint256 id) public view returns (bool) {
        return _seed(id) != 0;
    }

    /// @notice The 32 bytes that token `id` is drawn from. Reverts with `NotRevealed`.
    function seedOf(uint256 id) public view returns (bytes32 seed) {
        seed = _seed(id);
        if (seed == 0) revert NotRevealed(id);
    }

    /// @notice Gives a round its entropy, from the hash of its block. Anybody may.
    function reveal(uint256 which) external {
        SeedMode mode = TermsLib.forMint().seeds;
        uint256 last = _state.round;
        if (mode != SeedMode.CommitReveal && mode != SeedMode.Provenance) revert WrongSeedMode();
        if (which == 0 || which > last || (mode == SeedMode.Provenance && which != last)) revert NoSuchRound();
        if (entropyOf[which] != 0) revert AlreadyRevealed();
        if (!_tryReveal(which)) revert HashNotAvailable(_source(which));
        if (mode == SeedMode.Provenance) _saltDue = block.timestamp + SALT_PATIENCE;
    }

    /// @notice Ends the minting of an edition with a provenance: the owner at any time, anybody once all are minted or
    /// the sale is over. The seeds then wait for the hash of a block to come.
    function closeMint() external {
        MintTerms memory limits = TermsLib.forMint();
        State memory state = _state;
        if (limits.seeds != SeedMode.Provenance) revert WrongSeedMode();
        if (state.round != 0) revert MintOver();
        bool over = state.minted == limits.supply || _saleIsOver() || msg.sender == owner();
        if (state.minted == 0 || !over) revert MintGoesOn();
        uint256 waited = block.number + limits.delay;
        _state.round = uint48(waited);
        emit MintClosed(waited);
    }

    /// @notice Shows the salt; all seeds are final then. Anybody may who knows it.
    function revealSalt(bytes32 salt) external {
        bytes32 entropy = _awaitingSalt();
        if (keccak256(abi.encode(salt)) != TermsLib.seedSource()) revert WrongSalt();
        _finish(salt, entropy);
        emit SaltRevealed(salt);
    }

    /// @notice Makes all seeds final where the artist has not shown the salt in time. Anybody may.
    function revealWithoutSalt() external {
        bytes32 entropy = _awaitingSalt();
        if (block.timestamp < _saltDue) revert SaltStillDue(_saltDue);
        _finish(0, entropy);
        emit SaltMissed();
    }

    /// @notice Whether all seeds of an edition with a provenance are final; always so in other modes.
    function seedsFinal() public view returns (bool) {
        return _finalEntropy != 0 || TermsLib.forMint().seeds != SeedMode.Provenance;
    }

    /// @dev Whether the sale has an end, and it has passed.
    function _saleIsOver() internal view virtual returns (bool);

    /// @dev Reverts where the terms give no way to seeds.
    function _checkSeeds(Terms memory terms) internal view {
        bool waits = terms.seeds == SeedMode.CommitReveal || terms.seeds == SeedMode.Provenance;
        bool sourced = terms.seeds >= SeedMode.Provenance;
        if (waits && terms.delay == 0) revert DelayMissing();
        if (sourced && terms.seedSource == 0) revert SeedSourceMissing();
        if (terms.seeds == SeedMode.Listed) {
            uint256 have = _listSize(address(uint160(uint256(terms.seedSource))));
            if (have < terms.supply) revert SeedsMissing(have, terms.supply);
        }
    }

    /// @dev The block that tokens minted now wait for, which `state` remembers: the last round while its block is still
    /// to come, else a new one, and the last is revealed where it can be.
    function _joinRound(State memory state, uint256 delay) internal returns (uint256 waited) {
        waited = state.round;
        if (waited > block.number) return waited;
        if (waited != 0 && entropyOf[waited] == 0) _tryReveal(waited);
        waited = block.number + delay;
        state.round = uint48(waited);
    }

    /// @dev What a token minted now keeps for its seed in Immediate mode: 64 bits.
    function _immediate(address to, uint256 id) internal view returns (uint256) {
        return uint64(
            uint256(keccak256(abi.encode(block.prevrandao, blockhash(block.number - 1), to, id, address(this))))
        );
    }

    /// @dev Takes a seed out of the tree for token `id`. Reverts with `SeedNotListed`.
    function _choose(uint256 id, uint256 index, bytes32 seed, bytes32[] calldata proof) internal {
        bytes32 leaf = keccak256(bytes.concat(keccak256(abi.encode(index, seed))));
        if (seed == 0 || !MerkleProofLib.verifyCalldata(proof, TermsLib.seedSource(), leaf)) revert SeedNotListed();
        _chosen[id] = seed;
    }

    /// @dev Token `id`'s seed; 0 where it is not known yet. Reverts where there is no such token.
    function _seed(uint256 id) internal view returns (bytes32) {
        _requireMinted(id);
        SeedMode mode = TermsLib.forMint().seeds;
        if (mode == SeedMode.Listed) return _listed(id - 1);
        if (mode == SeedMode.Chosen) return _chosen[id];
        bytes32 entropy = _finalEntropy;
        if (mode == SeedMode.Immediate) entropy = bytes32(uint256(uint64(_getExtraData(id))));
        if (mode == SeedMode.CommitReveal) entropy = entropyOf[uint64(_getExtraData(id))];
        if (entropy == 0 && mode != SeedMode.Immediate) return 0;
        return keccak256(abi.encode(entropy, id, address(this)));
    }

    /// @dev Stores the entropy of a round where the hash can be had.
    function _tryReveal(uint256 which) private returns (bool) {
        uint256 source = _source(which);
        bytes32 blockHash = source < block.number ? BlockHashLib.blockHash(source) : bytes32(0);
        if (blockHash == 0) return false;
        bytes32 entropy = keccak256(abi.encode(blockHash));
        entropyOf[which] = entropy;
        emit Revealed(which, source, entropy);
        emit BatchMetadataUpdate(1, TermsLib.forMint().supply);
        return true;
    }

    /// @dev The block whose hash a round has if it is revealed now: its own, or the last so many windows later.
    function _source(uint256 which) private view returns (uint256) {
        if (block.number <= which) return which;
        return which + (block.number - 1 - which) / WINDOW * WINDOW;
    }

    /// @dev The entropy of the block in provenance, where only the salt is missing.
    function _awaitingSalt() private view returns (bytes32 entropy) {
        if (TermsLib.forMint().seeds != SeedMode.Provenance) revert WrongSeedMode();
        if (_finalEntropy != 0) revert AlreadyRevealed();
        entropy = entropyOf[_state.round];
        if (entropy == 0) revert NoSuchRound();
    }

    function _finish(bytes32 salt, bytes32 entropy) private {
        _finalEntropy = keccak256(abi.encode(salt, entropy));
        emit BatchMetadataUpdate(1, TermsLib.forMint().supply);
    }

    /// @dev How many seeds a list has: the addresses of its parts, all of which but the last are full.
    function _listSize(address list) private view returns (uint256 seeds) {
        address[] memory parts = _parts(list);
        CodeStore.requireFixed(list);
        CodeStore.requireFixed(parts);
        for (uint256 i; i < parts.length; ++i) {
            seeds += CodeStore.size(_one(parts[i])) / 32;
            if (i + 1 < parts.length && seeds != PER_PART * (i + 1)) return seeds;
        }
    }

    function _parts(address list) private view returns (address[] memory parts) {
        bytes memory data = CodeStore.read(_one(list));
        parts = new address[](data.length / 20);
        for (uint256 i; i < parts.length; ++i) {
            // | opcode | stack, top first            |
            // | ------ | --------------------------- |
            // | mload  | data + 0x20 + 20 * i        |
            // | shr    | 96, the word                |
            address part;
            assembly ("memory-safe") {
                part := shr(96, mload(add(add(data, 0x20), mul(20, i))))
            }
            parts[i] = part;
        }
    }

    function _one(address part) private pure returns (address[] memory parts) {
        parts = new address[](1);
        parts[0] = part;
    }

    /// @dev The seed at `index` of the list.
    function _listed(uint256 index) private view returns (bytes32 seed) {
        address list = address(uint160(uint256(TermsLib.seedSource())));
        uint256 part = 1 + 20 * (index / PER_PART);
        uint256 place = 1 + 32 * (index % PER_PART);
        // The part's address is read to the right end of the first word, then the seed over it; both behind a STOP.
        // | opcode      | stack, top first               |
        // | ----------- | ------------------------------ |
        // | mstore      | 0x00, 0                        |
        // | extcodecopy | list, 0x0c, part, 20           |
        // | extcodecopy | mload(0x00), 0x00, place, 0x20 |
        assembly ("memory-safe") {
            mstore(0x00, 0)
            extcodecopy(list, 0x0c, part, 20)
            extcodecopy(mload(0x00), 0x00, place, 0x20)
            seed := mload(0x00)
        }
    }
}
