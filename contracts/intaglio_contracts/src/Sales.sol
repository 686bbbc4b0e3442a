// SPDX-License-Identifier: MIT
pragma solidity ^0.8.25;

import {MerkleProofLib} from "solady/src/utils/MerkleProofLib.sol";
import {EditionState} from "./EditionState.sol";
import {SeedMode, TermsLib} from "./Terms.sol";

/// @notice A sale; times are seconds since 1970. All zero: nothing is for sale.
struct Sale {
    /// Wei for a token in the public sale; who is on the allowlist has a price of their own.
    uint96 price;
    /// From when on the allowlist may mint.
    uint40 listOpens;
    /// From when on everybody may.
    uint40 opens;
    /// From when on nobody may.
    uint40 closes;
    /// The most tokens that a wallet may mint in the public sale; 0 for no limit.
    uint32 perWallet;
}

/// @title Sales
/// @notice Who may mint when, how many, and for how much.
abstract contract Sales is EditionState {
    event SaleSet(Sale sale);
    event AllowlistSet(bytes32 root);
    event Paused(bool paused);

    /// @notice Minting no tokens.
    error NothingToMint();
    /// @notice `asked` tokens were to be minted where only `left` are.
    error SoldOut(uint256 asked, uint256 left);
    /// @notice The sale is not open now.
    error SaleClosed();
    /// @notice The owner has stopped the sale for now.
    error SalePaused();
    /// @notice Exactly `due` wei have to be sent along.
    error WrongPayment(uint256 due);
    /// @notice This wallet may mint `left` more.
    error WalletLimit(uint256 left);
    /// @notice The proof leads to another allowlist.
    error NotAllowed();
    /// @notice With a provenance the sale's end can come nearer, but never move away: the seeds wait for it.
    error SaleCannotBeProlonged();

    Sale internal _sale;

    /// @notice Root of the allowlist, OpenZeppelin's standard tree of (wallet, allowance, price in wei); 0 for none.
    bytes32 public allowlistRoot;

    /// @notice The sale as it is set.
    function sale() external view returns (Sale memory) {
        return _sale;
    }

    /// @notice Whether the sale is stopped for now.
    function paused() external view returns (bool) {
        return _state.paused;
    }

    /// @notice How many tokens `wallet` has minted by the allowlist and in the public sale.
    function mintedBy(address wallet) external view returns (uint256 listed, uint256 open) {
        uint256 counts = _getAux(wallet);
        return (uint32(counts), uint32(counts >> 32));
    }

    /// @notice Sets price, times and limit.
    function setSale(Sale calldata to) external onlyOwner {
        bool prolonged = _sale.closes != 0 && (to.closes == 0 || to.closes > _sale.closes);
        if (prolonged && _state.minted != 0 && TermsLib.forMint().seeds == SeedMode.Provenance) {
            revert SaleCannotBeProlonged();
        }
        _sale = to;
        emit SaleSet(to);
    }

    /// @notice Sets who may mint earlier, and for how much. What a wallet has minted stays counted.
    function setAllowlist(bytes32 root) external onlyOwner {
        allowlistRoot = root;
        emit AllowlistSet(root);
    }

    /// @notice Stops the sale, or lets it go on.
    function pause(bool stop) external onlyOwner {
        _state.paused = stop;
        emit Paused(stop);
    }

    /// @dev Reverts where a sale that opens at `opens` is not open.
    function _requireOpen(uint256 opens, uint256 closes) internal view {
        if (block.timestamp < opens || block.timestamp >= closes) revert SaleClosed();
        if (_state.paused) revert SalePaused();
    }

    /// @dev Reverts where anything but `due` wei came along.
    function _requirePayment(uint256 due) internal view {
        if (msg.value != due) revert WrongPayment(due);
    }

    /// @dev Reverts where `sender` is not on the list with this allowance and price.
    function _requireAllowed(uint256 allowance, uint256 unitPrice, bytes32[] calldata proof) internal view {
        bytes32 leaf = keccak256(bytes.concat(keccak256(abi.encode(msg.sender, allowance, unitPrice))));
        if (!MerkleProofLib.verifyCalldata(proof, allowlistRoot, leaf)) revert NotAllowed();
    }

    /// @dev Counts `quantity` tokens that the sender mints, at bit 0 those by the allowlist, at bit 32 those in public.
    function _count(uint256 shift, uint256 quantity, uint256 limit) internal {
        uint224 counts = _getAux(msg.sender);
        uint256 had = uint32(counts >> shift);
        if (quantity > limit || had + quantity > limit) revert WalletLimit(had < limit ? limit - had : 0);
        _setAux(msg.sender, counts + uint224(quantity << shift));
    }

    /// @dev Whether the sale has an end, and it has passed.
    function _ended() internal view returns (bool) {
        return _sale.closes != 0 && block.timestamp >= _sale.closes;
    }
}
