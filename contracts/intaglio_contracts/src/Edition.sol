// SPDX-License-Identifier: MIT
pragma solidity ^0.8.25;

import {Ownable} from "solady/src/auth/Ownable.sol";
import {ERC721} from "solady/src/tokens/ERC721.sol";
import {Base64} from "solady/src/utils/Base64.sol";
import {LibString} from "solady/src/utils/LibString.sol";
import {CodeStore} from "./CodeStore.sol";
import {IRenderer} from "./IRenderer.sol";

/// @title Edition
/// @notice The tokens of one piece. A token is its seed; picture, page and traits are regenerated from that on demand.
/// @dev Tokens are numbered from 1. Everything that a token shows is fixed when the contract is deployed.
contract Edition is ERC721, Ownable {
    /// @notice What an edition is made of; all of it is content-addressed, so it is part of the edition's own address.
    struct Plate {
        /// The piece's name; a token is called `<title> #<id>`.
        string title;
        string symbol;
        /// Shown with every token.
        string description;
        /// Who may mint.
        address owner;
        /// The piece compiled to the EVM.
        IRenderer renderer;
        /// Data contracts with the shared head of the page, a raw-deflate stream cut at a byte boundary.
        address[] runtime;
        /// Data contracts with the piece's own bytes, the rest of that stream.
        address[] script;
        /// The most tokens there can be.
        uint256 supply;
        /// Root of the build's manifest: what the artist promised that every engine gives.
        bytes32 manifestRoot;
    }

    /// @notice An edition needs somebody who may mint.
    error OwnerMissing();
    /// @notice No contract lies at the renderer's address.
    error RendererMissing(address renderer);
    /// @notice An edition of no tokens.
    error SupplyMissing();
    /// @notice Minting no tokens.
    error NothingToMint();
    /// @notice `asked` tokens were to be minted where only `left` are.
    error SoldOut(uint256 asked, uint256 left);

    /// @notice The piece compiled to the EVM.
    IRenderer public immutable renderer;
    /// @notice The most tokens there can be.
    uint256 public immutable maxSupply;
    /// @notice Root of the build's manifest.
    bytes32 public immutable manifestRoot;
    /// @notice How many tokens there are; the newest has this number.
    uint256 public totalSupply;
    /// @notice Shown with every token.
    string public description;

    string private _name;
    string private _symbol;
    address[] private _runtime;
    address[] private _script;
    mapping(uint256 id => bytes32 seed) private _seeds;

    /// @param plate What the edition is made of. All its contracts must be deployed already.
    constructor(Plate memory plate) {
        if (plate.owner == address(0)) revert OwnerMissing();
        if (address(plate.renderer).code.length == 0) revert RendererMissing(address(plate.renderer));
        if (plate.supply == 0) revert SupplyMissing();
        CodeStore.size(plate.runtime); // reverts where a part is missing
        CodeStore.size(plate.script);
        _initializeOwner(plate.owner);
        renderer = plate.renderer;
        maxSupply = plate.supply;
        manifestRoot = plate.manifestRoot;
        description = plate.description;
        _name = plate.title;
        _symbol = plate.symbol;
        _runtime = plate.runtime;
        _script = plate.script;
    }

    /// @notice Mints `quantity` tokens to `to`, each with a seed of its own.
    /// @dev Nobody writes a seed, but who mints can work it out beforehand and leave the block out; hence `onlyOwner`
    /// until seeds are committed first and revealed later. Makes no call: a contract gets its tokens unasked.
    /// @return firstId The first of the new tokens; the others follow it.
    function mint(address to, uint256 quantity) external onlyOwner returns (uint256 firstId) {
        if (quantity == 0) revert NothingToMint();
        uint256 minted = totalSupply;
        if (quantity > maxSupply - minted) revert SoldOut(quantity, maxSupply - minted);
        totalSupply = minted + quantity;
        firstId = minted + 1;
        for (uint256 id = firstId; id < firstId + quantity; ++id) {
            _seeds[id] = keccak256(
                abi.encode(block.prevrandao, blockhash(block.number - 1), msg.sender, id, address(this))
            );
            _mint(to, id);
        }
    }

    /// @notice The collection's name.
    function name() public view override returns (string memory) {
        return _name;
    }

    /// @notice The collection's symbol.
    function symbol() public view override returns (string memory) {
        return _symbol;
    }

    /// @notice The data contracts with the shared head of the page.
    function runtimeParts() external view returns (address[] memory) {
        return _runtime;
    }

    /// @notice The data contracts with the piece's own part of the page.
    function scriptParts() external view returns (address[] memory) {
        return _script;
    }

    /// @notice The 32 bytes that token `id` is drawn from.
    function seedOf(uint256 id) public view returns (bytes32 seed) {
        seed = _seeds[id];
        if (seed == 0) revert TokenDoesNotExist();
    }

    /// @notice Token `id` as a page that draws itself in a browser: one raw-deflate stream.
    function page(uint256 id) public view returns (bytes memory) {
        return _page(seedOf(id));
    }

    /// @notice Token `id` as an SVG document.
    function image(uint256 id) external view returns (string memory) {
        (bytes memory svg,) = renderer.render(seedOf(id), 0);
        return string(svg);
    }

    /// @notice The traits of token `id`, a JSON array.
    function attributes(uint256 id) external view returns (string memory) {
        (, bytes memory traits) = renderer.render(seedOf(id), 0);
        return string(traits);
    }

    /// @notice Token `id`'s metadata, complete in one data URI of JSON.
    function tokenURI(uint256 id) public view override returns (string memory) {
        bytes32 seed = seedOf(id);
        (bytes memory svg, bytes memory traits) = renderer.render(seed, 0);
        bytes memory json = abi.encodePacked(
            '{"name":"',
            LibString.escapeJSON(_name),
            " #",
            LibString.toString(id),
            '","description":"',
            LibString.escapeJSON(description),
            '","image":"data:image/svg+xml;base64,',
            Base64.encode(svg),
            '","animation_url":"data:text/html;base64,',
            Base64.encode(_page(seed)),
            '","attributes":',
            traits,
            "}"
        );
        return string.concat("data:application/json;base64,", Base64.encode(json));
    }

    /// @dev The page's stream is the shared head, the seed as a *stored* deflate block, and the piece. That block is
    /// a zero byte (not the last block, not compressed), the content's length and its complement, both little-endian,
    /// and the content itself, 69 = 0x45 bytes of JavaScript.
    function _page(bytes32 seed) private view returns (bytes memory) {
        return abi.encodePacked(
            CodeStore.read(_runtime),
            hex"004500baff",
            'S="',
            LibString.toHexStringNoPrefix(uint256(seed), 32),
            '";',
            CodeStore.read(_script)
        );
    }
}
