// SPDX-License-Identifier: MIT
pragma solidity ^0.8.25;

/// @notice An account that does as it is told when it is given a token or money: accepts, refuses, calls back, gambles.
contract Hostile {
    enum Way {
        Accept,
        WrongAnswer,
        Refuse,
        RefuseSilently,
        BurnGas,
        Bomb,
        Call,
        Gamble
    }

    /// @notice The seed that came is none of those that the gambler keeps.
    error BadSeed();

    Way public way;
    address private _target;
    uint256 private _value;
    bytes private _data;
    /// @notice How many calls are still to be made.
    uint256 public left;
    /// @notice How many of those made succeeded.
    uint256 public succeeded;

    /// @notice What to do from now on; with `Call` to call `target` at most `times` times.
    function arm(Way way_, address target, uint256 value, bytes calldata data, uint256 times) external {
        (way, _target, _value, _data, left) = (way_, target, value, data, times);
    }

    /// @notice Calls as this account, and gives back what comes of it.
    function act(address target, uint256 value, bytes calldata data) external payable returns (bytes memory answer) {
        bool good;
        (good, answer) = target.call{value: value}(data);
        if (!good) {
            assembly ("memory-safe") {
                revert(add(answer, 0x20), mload(answer))
            }
        }
    }

    function onERC721Received(address, address, uint256 id, bytes calldata) external returns (bytes4) {
        if (way == Way.Gamble) {
            (bool good, bytes memory seed) = msg.sender.staticcall(abi.encodeWithSignature("seedOf(uint256)", id));
            if (good && abi.decode(seed, (uint256)) % 4 != 0) revert BadSeed();
        }
        _react();
        return way == Way.WrongAnswer ? bytes4(0xdeadbeef) : this.onERC721Received.selector;
    }

    receive() external payable {
        _react();
    }

    function _react() private {
        if (way == Way.Refuse) revert("no, thank you");
        if (way == Way.RefuseSilently) revert();
        if (way == Way.BurnGas) {
            assembly ("memory-safe") {
                invalid()
            }
        }
        if (way == Way.Bomb) {
            assembly ("memory-safe") {
                revert(0, 100000)
            }
        }
        if (way == Way.Call && left > 0) {
            --left;
            (bool good,) = _target.call{value: _value}(_data);
            if (good) ++succeeded;
        }
    }
}
