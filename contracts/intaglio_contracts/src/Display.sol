// SPDX-License-Identifier: MIT
pragma solidity ^0.8.25;

import {Base64} from "solady/src/utils/Base64.sol";
import {LibString} from "solady/src/utils/LibString.sol";
import {CodeStore} from "./CodeStore.sol";
import {Plate, PlateLib} from "./Plate.sol";
import {SelfContained} from "./SelfContained.sol";

/// @notice What of a token its picture follows from. `seed` is 0 while it is not known.
struct Token {
    uint256 id;
    bytes32 seed;
    uint256 params;
}

/// @notice A header of an answer, or a parameter of a question (ERC-5219).
struct KeyValue {
    string key;
    string value;
}

/// @notice What `Display` asks of an edition.
interface ITokens {
    function tokenOf(uint256 id) external view returns (Token memory);
}

/// @title Display
/// @notice What tokens and their collection say of themselves: metadata, pages, answers on web3:// addresses.
/// @dev Without state, and once a chain. Whoever calls is the edition; its code would be too large with this in it.
contract Display {
    string private constant UNREVEALED = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">'
        '<path fill="#888" d="M0 0h100v100H0z"/><text x="50" y="53" font-size="9" text-anchor="middle">'
        "not revealed yet</text></svg>";

    /// @notice A token's metadata, complete in one data URI; a placeholder while its seed is not known.
    function tokenURI(address plate, Token calldata token) external view returns (string memory) {
        return _data("application/json", _token(PlateLib.load(plate), token, msg.sender));
    }

    /// @notice The collection's metadata (ERC-7572).
    function contractURI(address plate) external view returns (string memory) {
        return _data("application/json", _collection(PlateLib.load(plate)));
    }

    /// @notice Where the script that draws tokens can be had (ERC-5169): in the page of no token, whose seed is zeros.
    function scriptURI() external view returns (string[] memory uris) {
        uris = new string[](1);
        uris[0] = _web3(msg.sender, "/page");
    }

    /// @notice A token's page.
    function page(address plate, Token calldata token) external view returns (bytes memory) {
        return _page(PlateLib.load(plate), token);
    }

    /// @notice Answers a question for `resource` of the edition that asks (ERC-5219): nothing is the collection's JSON,
    /// `token/7` a token's, `image/7` its SVG, `page/7` its page, and `page` the page of no token, whose seed is zeros.
    function request(address plateAddress, string[] calldata resource)
        external
        view
        returns (uint16 statusCode, string memory body, KeyValue[] memory headers)
    {
        Plate memory plate = PlateLib.load(plateAddress);
        if (resource.length == 0) return _found(_collection(plate), "application/json");
        if (resource.length == 1 && LibString.eq(resource[0], "page")) {
            return _found(_page(plate, Token(0, 0, 0)), "text/html");
        }
        if (resource.length == 2) {
            try ITokens(msg.sender).tokenOf(_number(resource[1])) returns (Token memory token) {
                return _ofToken(plate, resource[0], token);
            } catch {} // there is no such token
        }
        return _absent("There is nothing here.");
    }

    function _ofToken(Plate memory plate, string calldata what, Token memory token)
        private
        view
        returns (uint16, string memory, KeyValue[] memory)
    {
        if (LibString.eq(what, "token")) return _found(_token(plate, token, msg.sender), "application/json");
        if (token.seed == 0) return _absent("Not revealed yet.");
        if (LibString.eq(what, "page")) return _found(_page(plate, token), "text/html");
        if (LibString.eq(what, "image")) {
            (bytes memory svg,) = plate.renderer.render(token.seed, token.params);
            return _found(svg, "image/svg+xml");
        }
        return _absent("There is nothing here.");
    }

    /// @dev A token's JSON.
    function _token(Plate memory plate, Token memory token, address edition) private view returns (bytes memory json) {
        if (token.seed == 0) {
            json = _begin(plate, token.id, "Not revealed yet. ");
            return abi.encodePacked(json, ',"image":"', _data("image/svg+xml", bytes(UNREVEALED)), '","attributes":[]}');
        }
        (bytes memory svg, bytes memory traits) = plate.renderer.render(token.seed, token.params);
        json = _begin(plate, token.id, "");
        if (plate.outputs & PlateLib.IMAGE != 0) {
            json = abi.encodePacked(json, ',"image":"', _data("image/svg+xml", svg), '"');
        }
        if (plate.outputs & PlateLib.ANIMATION != 0) {
            json = abi.encodePacked(json, ',"animation_url":"', _pageUri(plate, token, edition), '"');
        }
        json = abi.encodePacked(json, ',"attributes":', traits, "}");
    }

    /// @dev The collection's JSON.
    function _collection(Plate memory plate) private pure returns (bytes memory) {
        return abi.encodePacked(
            '{"name":"',
            LibString.escapeJSON(plate.title),
            '","symbol":"',
            LibString.escapeJSON(plate.symbol),
            '","description":"',
            LibString.escapeJSON(plate.description),
            '"',
            _link(plate, "external_link"),
            "}"
        );
    }

    /// @dev The page's stream is the shared head, the seed as a *stored* deflate block, and the piece. That block is a
    /// zero byte (not the last block, not compressed), the content's length and its complement, both little-endian, and
    /// the content itself: JavaScript that sets `S` to the seed's digits and, where any are chosen, the params'.
    function _page(Plate memory plate, Token memory token) private view returns (bytes memory) {
        bool plain = token.params == 0;
        bytes5 header = plain ? bytes5(0x004500baff) : bytes5(0x0085007aff); // 69 = 0x45 bytes, or 133 = 0x85
        bytes memory content = abi.encodePacked(
            'S="',
            LibString.toHexStringNoPrefix(uint256(token.seed), 32),
            plain ? "" : LibString.toHexStringNoPrefix(token.params, 32),
            '";'
        );
        bytes memory head = CodeStore.read(plate.runtime);
        bytes memory own = CodeStore.read(plate.script);
        if (head.length == 0) return SelfContained.page(header, content, own);
        return abi.encodePacked(head, header, content, own);
    }

    function _pageUri(Plate memory plate, Token memory token, address edition) private view returns (string memory) {
        if (plate.outputs & PlateLib.WEB3_PAGE == 0) return _data("text/html", _page(plate, token));
        return _web3(edition, string.concat("/page/", LibString.toString(token.id)));
    }

    function _begin(Plate memory plate, uint256 id, string memory note) private pure returns (bytes memory) {
        return abi.encodePacked(
            '{"name":"',
            LibString.escapeJSON(plate.title),
            " #",
            LibString.toString(id),
            '","description":"',
            note,
            LibString.escapeJSON(plate.description),
            '"',
            _link(plate, "external_url")
        );
    }

    function _link(Plate memory plate, string memory key) private pure returns (string memory) {
        if (bytes(plate.externalUrl).length == 0) return "";
        return string.concat(',"', key, '":"', LibString.escapeJSON(plate.externalUrl), '"');
    }

    function _data(string memory kind, bytes memory content) private pure returns (string memory) {
        return string.concat("data:", kind, ";base64,", Base64.encode(content));
    }

    function _web3(address edition, string memory path) private view returns (string memory) {
        return string.concat("web3://", LibString.toHexString(edition), ":", LibString.toString(block.chainid), path);
    }

    /// @dev The number that `text` spells in digits; 0, which no token is, for anything else.
    function _number(string calldata text) private pure returns (uint256 number) {
        bytes calldata digits = bytes(text);
        if (digits.length == 0 || digits.length > 10 || digits[0] == "0") return 0;
        for (uint256 i; i < digits.length; ++i) {
            uint256 digit = uint8(digits[i]) ^ 48;
            if (digit > 9) return 0;
            number = number * 10 + digit;
        }
    }

    function _found(bytes memory body, string memory kind)
        private
        pure
        returns (uint16, string memory, KeyValue[] memory)
    {
        return (200, string(body), _typed(kind));
    }

    function _absent(string memory why) private pure returns (uint16, string memory, KeyValue[] memory) {
        return (404, why, _typed("text/plain;charset=utf-8"));
    }

    function _typed(string memory kind) private pure returns (KeyValue[] memory headers) {
        headers = new KeyValue[](1);
        headers[0] = KeyValue("Content-Type", kind);
    }
}
