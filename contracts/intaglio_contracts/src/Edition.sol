// SPDX-License-Identifier: MIT
pragma solidity ^0.8.25;

import {Display, ITokens, KeyValue, Token} from "./Display.sol";
import {IRenderer} from "./IRenderer.sol";
import {Payees} from "./Payees.sol";
import {Plate, PlateLib} from "./Plate.sol";
import {Sale, Sales} from "./Sales.sol";
import {Seeds} from "./Seeds.sol";
import {MintTerms, SeedMode, Terms, TermsLib} from "./Terms.sol";

/// @notice Who can be given a token (ERC-721).
interface IReceiver {
    function onERC721Received(address operator, address from, uint256 id, bytes calldata data)
        external
        returns (bytes4);
}

/// @title Edition
/// @notice The tokens of one piece. A token is its seed and its collector's params; picture, page and traits are
/// regenerated from these on demand.
/// @dev The code that all editions of a chain share. An edition is an ERC-1167 clone of it, whose code ends in its terms;
/// the clone's creation calls `initialize`. Tokens are numbered from 1. What a token keeps stands beside its owner, in
/// one slot: 32 bits of params, or all ones where they are in a slot of their own, above 64 bits that lead to its seed.
contract Edition is ITokens, Seeds, Sales, Payees {
    /// @notice Tokens are drawn by another plate now.
    event PlateSet(address plate);
    /// @notice The plate can never change again.
    event Frozen();
    /// @notice ERC-7572.
    event ContractURIUpdated();

    /// @notice An edition needs somebody who owns it.
    error OwnerMissing();
    /// @notice An edition of no tokens.
    error SupplyMissing();
    /// @notice The plate can never change again.
    error IsFrozen();
    /// @notice Collectors have chosen params already, and the plate has others.
    error ParamsDiffer();

    uint256 private constant LARGE = type(uint32).max; // the params are in a slot of their own

    /// @notice What tells what tokens show.
    Display public immutable display;

    mapping(uint256 id => uint256 params) private _largeParams;

    /// @param display_ The chain's `Display`.
    constructor(Display display_) {
        display = display_;
    }

    /// @notice Makes an edition of the contract that is being created, whose code will end in `packed`.
    /// @dev A contract has no code while it is created, and this one always has: so once an edition, and never here.
    /// @return What the creation checks, for a call of an account without code succeeds too.
    function initialize(bytes calldata packed) external returns (bytes4) {
        if (address(this).code.length != 0) revert AlreadyInitialized();
        Terms memory agreed = TermsLib.decode(packed);
        if (agreed.owner == address(0)) revert OwnerMissing();
        if (agreed.supply == 0) revert SupplyMissing();
        _checkSeeds(agreed);
        _checkPayees(agreed);
        PlateLib.admit(agreed.plate);
        _initializeOwner(agreed.owner);
        return this.initialize.selector;
    }

    // -- minting

    /// @notice Buys `quantity` tokens for `to` in the public sale, all with the same params.
    /// @return firstId The first of them; the others follow it.
    function mint(address to, uint256 quantity, uint256 params) external payable returns (uint256 firstId) {
        Sale memory now_ = _sale;
        _requireOpen(now_.opens, now_.closes);
        (State memory state, MintTerms memory limits) = _reserved(quantity);
        _requirePayment(quantity * now_.price);
        _count(32, quantity, now_.perWallet == 0 ? type(uint32).max : now_.perWallet);
        return _mintMany(state, limits, to, quantity, params);
    }

    /// @notice Buys `quantity` tokens for `to` by the allowlist, on which the sender is with `allowance` and `unitPrice`.
    /// @return firstId The first of them; the others follow it.
    function mintAllowed(
        address to,
        uint256 quantity,
        uint256 params,
        uint256 allowance,
        uint256 unitPrice,
        bytes32[] calldata proof
    ) external payable returns (uint256 firstId) {
        _requireOpen(_sale.listOpens, _sale.closes);
        (State memory state, MintTerms memory limits) = _reserved(quantity);
        _requireAllowed(allowance, unitPrice, proof);
        _requirePayment(quantity * unitPrice);
        _count(0, quantity, allowance);
        return _mintMany(state, limits, to, quantity, params);
    }

    /// @notice Gives `quantity` tokens to `to`, whatever the sale.
    /// @return firstId The first of them; the others follow it.
    function mintByOwner(address to, uint256 quantity, uint256 params) external onlyOwner returns (uint256 firstId) {
        (State memory state, MintTerms memory limits) = _reserved(quantity);
        return _mintMany(state, limits, to, quantity, params);
    }

    /// @notice Buys for `to` the token whose seed the sender has chosen: number `index` of the edition's tree. The owner
    /// takes it without sale and payment.
    function mintChosen(address to, uint256 params, uint256 index, bytes32 seed, bytes32[] calldata proof)
        external
        payable
        returns (uint256 id)
    {
        uint256 due;
        if (msg.sender != owner()) {
            Sale memory now_ = _sale;
            _requireOpen(now_.opens, now_.closes);
            _count(32, 1, now_.perWallet == 0 ? type(uint32).max : now_.perWallet);
            due = now_.price;
        }
        _requirePayment(due);
        (State memory state, MintTerms memory limits) = _reserved(1);
        if (limits.seeds != SeedMode.Chosen) revert WrongSeedMode();
        if (index >= limits.supply) revert SeedNotListed();
        id = index + 1;
        if (_exists(id)) revert TokenAlreadyExists();
        _choose(id, index, seed, proof);
        _checkParams(params);
        _state.minted = state.minted + 1;
        _mintAndSetExtraDataUnchecked(to, id, _kept(id, params, 0));
        _welcome(to, id, 1);
    }

    /// @dev Reverts where there are not so many tokens left.
    function _reserved(uint256 quantity) private view returns (State memory state, MintTerms memory limits) {
        state = _state;
        limits = TermsLib.forMint();
        if (quantity == 0) revert NothingToMint();
        uint256 left = limits.supply - state.minted;
        if (quantity > left) revert SoldOut(quantity, left);
    }

    function _mintMany(State memory state, MintTerms memory limits, address to, uint256 quantity, uint256 params)
        private
        returns (uint256 firstId)
    {
        if (limits.seeds == SeedMode.Chosen) revert WrongSeedMode();
        if (limits.seeds == SeedMode.Provenance && state.round != 0) revert MintOver();
        _checkParams(params);
        uint256 origin;
        if (limits.seeds == SeedMode.CommitReveal) origin = _joinRound(state, limits.delay);
        firstId = state.minted + 1;
        state.minted += uint32(quantity);
        _state = state;
        for (uint256 id = firstId; id < firstId + quantity; ++id) {
            if (limits.seeds == SeedMode.Immediate) origin = _immediate(to, id);
            _mintAndSetExtraDataUnchecked(to, id, _kept(id, params, origin));
        }
        _welcome(to, firstId, quantity);
    }

    /// @dev Reverts with `ParamsOutOfRange`. A word of zeros is all defaults, which every piece has.
    function _checkParams(uint256 params) private view {
        if (params != 0) PlateLib.checkParams(_plate(), params);
    }

    /// @dev What stands beside a token's owner.
    function _kept(uint256 id, uint256 params, uint256 origin) private returns (uint96) {
        if (params >= LARGE) {
            _largeParams[id] = params;
            params = LARGE;
        }
        return uint96(params << 64 | origin);
    }

    /// @dev Asks a contract that was given tokens whether it can have them, when all else is done.
    function _welcome(address to, uint256 firstId, uint256 quantity) private {
        if (to.code.length == 0) return;
        for (uint256 id = firstId; id < firstId + quantity; ++id) {
            try IReceiver(to).onERC721Received(msg.sender, address(0), id, "") returns (bytes4 answer) {
                if (answer != IReceiver.onERC721Received.selector) revert TransferToNonERC721ReceiverImplementer();
            } catch (bytes memory why) {
                if (why.length == 0) revert TransferToNonERC721ReceiverImplementer();
                // | opcode | stack, top first         |
                // | ------ | ------------------------ |
                // | revert | why + 0x20, its length   |
                assembly ("memory-safe") {
                    revert(add(why, 0x20), mload(why))
                }
            }
        }
    }

    // -- the art

    /// @notice Lets another plate draw all tokens. The collector's params must stay what they are once there are tokens.
    function setPlate(address to) external onlyOwner {
        if (_state.frozen) revert IsFrozen();
        Plate memory plate_ = PlateLib.admit(to);
        bytes memory spans = PlateLib.load(plateAddress()).paramSpans;
        if (_state.minted != 0 && keccak256(spans) != keccak256(plate_.paramSpans)) revert ParamsDiffer();
        _state.plate = to;
        emit PlateSet(to);
        emit BatchMetadataUpdate(1, TermsLib.forMint().supply);
        emit ContractURIUpdated();
    }

    /// @notice Keeps the plate for good.
    function freeze() external onlyOwner {
        if (_state.frozen) revert IsFrozen();
        _state.frozen = true;
        emit Frozen();
    }

    /// @notice Whether the plate can never change again.
    function frozen() external view returns (bool) {
        return _state.frozen;
    }

    // -- reading

    /// @notice The collection's name.
    function name() public view override returns (string memory) {
        return _plate().title;
    }

    /// @notice The collection's symbol.
    function symbol() public view override returns (string memory) {
        return _plate().symbol;
    }

    /// @notice What tokens are drawn by.
    function plate() external view returns (Plate memory) {
        return _plate();
    }

    /// @notice Root of the build's manifest.
    function manifestRoot() external view returns (bytes32) {
        return _plate().manifestRoot;
    }

    /// @notice The piece compiled to the EVM.
    function renderer() external view returns (IRenderer) {
        return _plate().renderer;
    }

    /// @notice The data contracts with the shared head of the page.
    function runtimeParts() external view returns (address[] memory) {
        return _plate().runtime;
    }

    /// @notice The data contracts with the piece's own part of the page.
    function scriptParts() external view returns (address[] memory) {
        return _plate().script;
    }

    /// @notice What never changes of this edition.
    function terms() external view returns (Terms memory) {
        return TermsLib.read();
    }

    /// @notice The most tokens there can be.
    function maxSupply() external view returns (uint256) {
        return TermsLib.forMint().supply;
    }

    /// @notice What the collector of token `id` chose, packed; 0 for all defaults.
    function paramsOf(uint256 id) public view returns (uint256 params) {
        _requireMinted(id);
        params = _getExtraData(id) >> 64;
        if (params == LARGE) params = _largeParams[id];
    }

    /// @notice What token `id` is drawn from; a seed of 0 is not known yet.
    function tokenOf(uint256 id) public view override returns (Token memory) {
        return Token(id, _seed(id), paramsOf(id));
    }

    /// @notice Token `id` as an SVG document.
    function image(uint256 id) external view returns (string memory) {
        (bytes memory svg,) = _plate().renderer.render(seedOf(id), paramsOf(id));
        return string(svg);
    }

    /// @notice The traits of token `id`, a JSON array.
    function attributes(uint256 id) external view returns (string memory) {
        (, bytes memory traits) = _plate().renderer.render(seedOf(id), paramsOf(id));
        return string(traits);
    }

    // -- showing, which `display` does

    /// @notice Token `id` as a page that draws itself in a browser.
    function page(uint256 id) external view returns (bytes memory) {
        _show(abi.encodeCall(Display.page, (plateAddress(), Token(id, seedOf(id), paramsOf(id)))));
    }

    /// @notice Token `id`'s metadata, complete in one data URI of JSON; a placeholder while its seed is not known.
    function tokenURI(uint256 id) public view override returns (string memory) {
        _show(abi.encodeCall(Display.tokenURI, (plateAddress(), tokenOf(id))));
    }

    /// @notice The collection's metadata (ERC-7572).
    function contractURI() external view returns (string memory) {
        _show(abi.encodeCall(Display.contractURI, (plateAddress())));
    }

    /// @notice Where the script that draws tokens can be had (ERC-5169). It is the plate's: there is no other way to set it.
    function scriptURI() external view returns (string[] memory) {
        _show(abi.encodeCall(Display.scriptURI, ()));
    }

    /// @notice How a client of web3:// addresses asks: by `request` (ERC-6944).
    function resolveMode() external pure returns (bytes32) {
        return "5219";
    }

    /// @notice Answers a client of web3:// addresses (ERC-5219): `/` is the collection's JSON, `/token/7` a token's,
    /// `/image/7` its SVG, `/page/7` its page, `/page` the page of no token.
    function request(string[] calldata resource, KeyValue[] calldata)
        external
        view
        returns (uint16, string memory, KeyValue[] memory)
    {
        _show(abi.encodeCall(Display.request, (plateAddress(), resource)));
    }

    /// @notice ERC-165: ERC-721 and its metadata, ERC-2981, ERC-4906, ERC-5219, ERC-7572.
    function supportsInterface(bytes4 id) public view override returns (bool) {
        return id == this.royaltyInfo.selector || id == 0x49064906 || id == this.request.selector
            || id == this.contractURI.selector || super.supportsInterface(id);
    }

    /// @dev Ends the call with what `display` answers, as it stands: a page is not copied through memory again.
    function _show(bytes memory question) private view {
        address to = address(display);
        // | opcode         | stack, top first                                    |
        // | -------------- | --------------------------------------------------- |
        // | staticcall     | gas, to, question + 0x20, its length, 0, 0          |
        // | returndatacopy | free memory, 0, returndatasize                      |
        // | return, revert | free memory, returndatasize                         |
        assembly ("memory-safe") {
            let answered := staticcall(gas(), to, add(question, 0x20), mload(question), 0, 0)
            let start := mload(0x40)
            returndatacopy(start, 0, returndatasize())
            if answered { return(start, returndatasize()) }
            revert(start, returndatasize())
        }
    }

    function _plate() private view returns (Plate memory) {
        return PlateLib.load(plateAddress());
    }

    function _saleIsOver() internal view override returns (bool) {
        return _ended();
    }

    function _payable() internal view override returns (bool) {
        return seedsFinal();
    }
}
