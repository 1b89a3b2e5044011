"""The colours a new category may get, told apart easily on light and dark ground."""

PALETTE = (
    "#228be6",
    "#40c057",
    "#fab005",
    "#fa5252",
    "#7950f2",
    "#15aabf",
    "#fd7e14",
    "#e64980",
    "#12b886",
    "#4c6ef5",
    "#82c91e",
    "#be4bdb",
)
