// SPDX-License-Identifier: MIT
pragma solidity ^0.8.25;

import {Terms, TermsLib} from "./Terms.sol";

/// @title Payees
/// @notice What the edition holds, shared among the payees of its terms. Everybody's part is paid out by itself: one who
/// refuses money keeps nobody else from theirs. Ether that came along by mistake is shared too.
abstract contract Payees {
    event Released(address indexed payee, uint256 amount);

    /// @notice No payees, or one that is nobody, has no shares, or is there twice.
    error PayeesWrong();
    /// @notice Nothing is due to this account.
    error NothingToRelease();
    /// @notice The payee does not take the money.
    error PaymentFailed();
    /// @notice Nobody is paid before all seeds are final.
    error SeedsNotFinal();
    /// @notice Royalties are at most the whole price.
    error RoyaltyTooHigh(uint256 bps);

    /// @notice Wei paid out to an account.
    mapping(address payee => uint256 amount) public released;
    uint256 private _totalReleased;

    /// @notice Takes what is sent.
    receive() external payable {}

    /// @notice Who shares what the edition earns, and how many shares each has.
    function payees() external view returns (address[] memory, uint16[] memory) {
        Terms memory terms = TermsLib.read();
        return (terms.payees, terms.shares);
    }

    /// @notice Wei that `payee` can have now.
    function releasable(address payee) public view returns (uint256) {
        Terms memory terms = TermsLib.read();
        uint256 all;
        uint256 own;
        for (uint256 i; i < terms.payees.length; ++i) {
            all += terms.shares[i];
            if (terms.payees[i] == payee) own = terms.shares[i];
        }
        return (address(this).balance + _totalReleased) * own / all - released[payee];
    }

    /// @notice Pays `payee` what is due. Anybody may ask for it.
    function release(address payee) external {
        if (!_payable()) revert SeedsNotFinal();
        uint256 amount = releasable(payee);
        if (amount == 0) revert NothingToRelease();
        released[payee] += amount;
        _totalReleased += amount;
        emit Released(payee, amount);
        (bool taken,) = payee.call{value: amount}("");
        if (!taken) revert PaymentFailed();
    }

    /// @notice ERC-2981: who gets what of a sale at `price`.
    function royaltyInfo(uint256, uint256 price) external view returns (address receiver, uint256 amount) {
        uint256 bps;
        (receiver, bps) = TermsLib.royalty();
        amount = price / 10_000 * bps + price % 10_000 * bps / 10_000; // does not overflow
    }

    /// @dev Whether money may leave now.
    function _payable() internal view virtual returns (bool);

    function _checkPayees(Terms memory terms) internal pure {
        if (terms.payees.length == 0) revert PayeesWrong();
        for (uint256 i; i < terms.payees.length; ++i) {
            if (terms.payees[i] == address(0) || terms.shares[i] == 0) revert PayeesWrong();
            for (uint256 j; j < i; ++j) {
                if (terms.payees[i] == terms.payees[j]) revert PayeesWrong();
            }
        }
        if (terms.royaltyBps > 10_000) revert RoyaltyTooHigh(terms.royaltyBps);
    }
}
