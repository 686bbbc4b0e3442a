"""The custom errors of our contracts, by selector, so that a refusal reads `SoldOut(96, 95)` and not as
hex.
"""

from eth_abi.abi import decode
from eth_abi.exceptions import DecodingError
from eth_hash.auto import keccak

SIGNATURES = (
    # Edition
    "OwnerMissing()",
    "SupplyMissing()",
    "IsFrozen()",
    "ParamsDiffer()",
    # EditionState and Terms
    "TermsMalformed()",
    "WrongSeedMode()",
    # Plate and CodeStore
    "PlateMissing(address)",
    "RendererMissing(address)",
    "PartMissing(address)",
    "PartMutable(address)",
    "ParamsOutOfRange()",
    # Sales
    "NothingToMint()",
    "SoldOut(uint256,uint256)",
    "SaleClosed()",
    "SalePaused()",
    "WrongPayment(uint256)",
    "WalletLimit(uint256)",
    "NotAllowed()",
    "SaleCannotBeProlonged()",
    # Seeds
    "NotRevealed(uint256)",
    "NoSuchRound()",
    "AlreadyRevealed()",
    "HashNotAvailable(uint256)",
    "WrongSalt()",
    "SaltStillDue(uint256)",
    "SeedNotListed()",
    "MintGoesOn()",
    "MintOver()",
    "DelayMissing()",
    "SeedSourceMissing()",
    "SeedsMissing(uint256,uint256)",
    # Payees
    "PayeesWrong()",
    "NothingToRelease()",
    "PaymentFailed()",
    "SeedsNotFinal()",
    "RoyaltyTooHigh(uint256)",
    # Solady's ERC721
    "AccountBalanceOverflow()",
    "BalanceQueryForZeroAddress()",
    "NotOwnerNorApproved()",
    "TokenAlreadyExists()",
    "TokenDoesNotExist()",
    "TransferFromIncorrectOwner()",
    "TransferToNonERC721ReceiverImplementer()",
    "TransferToZeroAddress()",
    # Solady's Ownable
    "AlreadyInitialized()",
    "NewOwnerIsZeroAddress()",
    "NoHandoverRequest()",
    "Unauthorized()",
)

_BY_SELECTOR = {keccak(signature.encode())[:4]: signature for signature in SIGNATURES}


def describe_revert(data: bytes) -> str | None:
    """Revert `data` as the error and its values; None where it is not an error of ours.

    >>> describe_revert(keccak(b"SoldOut(uint256,uint256)")[:4] + bytes(31) + b"\\x03" + bytes(31) + b"\\x01")
    'SoldOut(3, 1)'
    """
    signature = _BY_SELECTOR.get(data[:4])
    if signature is None:
        return None
    name, types = signature.rstrip(")").split("(")
    try:
        values = decode(types.split(",") if types else [], data[4:])
    except DecodingError:
        return None
    return f"{name}({', '.join(map(str, values))})"
