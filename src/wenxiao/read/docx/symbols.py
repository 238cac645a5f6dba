"""Characters that stand for others: w:sym, and letters of symbol fonts kept in Unicode's private area."""

from __future__ import annotations

import re

_SYMBOL = {
    0xA3: "≤", 0xB3: "≥", 0xB4: "×", 0xB8: "÷", 0xB1: "±", 0xB0: "°", 0xB9: "≠", 0xBB: "≈", 0xA5: "∞", 0xB7: "•",
    0xD7: "·", 0xE5: "∑", 0xD6: "√", 0xAE: "→", 0xAC: "←", 0x2D: "−", 0x25: "%", 0x2B: "+", 0x3D: "=", 0x3C: "<",
    0x3E: ">", 0x28: "(", 0x29: ")", 0x2F: "/", 0x2E: ".", 0x2C: ",", 0x44: "Δ", 0x53: "Σ", 0x61: "α", 0x62: "β",
    0xA2: "′", 0xB2: "″", 0xA8: "♦", 0xBC: "…", 0x20: " ",
}  # fmt: skip
_WINGDINGS = {
    0xFC: "✓", 0xFE: "☑", 0xFB: "✗", 0xFD: "☒", 0xA8: "☐", 0x6F: "☐", 0x71: "☐", 0x72: "☐", 0x78: "☒", 0x6E: "■",
    0x6C: "●", 0xA1: "○", 0x75: "◆", 0xD8: "➢", 0xE0: "→", 0xDF: "←", 0xF0: "⇨", 0x77: "◆", 0x76: "❖", 0x9F: "•",
    0xA7: "▪", 0x20: " ",
}  # fmt: skip
_WINGDINGS |= {0x80 + digit: char for digit, char in enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩")}
_WINGDINGS |= {0x8B + digit: char for digit, char in enumerate("⓿❶❷❸❹❺❻❼❽❾❿")}
_WINGDINGS_2 = {
    0x50: "✓", 0x52: "☑", 0x51: "☒", 0x53: "☒", 0x54: "☒", 0xA3: "☐", 0x2A: "☐", 0x4F: "✗", 0x96: "●", 0x97: "●",
}  # fmt: skip
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}
_PRIVATE = range(0xE000, 0xF900)
_PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
_UNKNOWN = "\ufffd"


def symbol(code: str, font: str) -> str:
    """Return the character of w:sym with this hexadecimal code and font; U+FFFD where the font is not known."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return _character(number, font)


def has_private(text: str) -> bool:
    """Tell whether a text holds characters that only their font can explain."""
    return _PRIVATE_USE.search(text) is not None


def explained(text: str, font: str) -> str:
    """Return a text with the characters of a symbol font replaced by those that it shows."""
    return "".join(_character(ord(char), font) if "\ue000" <= char <= "\uf8ff" else char for char in text)


def _character(number: int, font: str) -> str:
    """Return what a font shows for a code. A private code without a known font is most often of Symbol."""
    table = _FONTS.get(font.casefold())
    low = number & 0xFF
    if table is not None:
        return table.get(low, chr(low) if low < 0x7F and table is _SYMBOL else _UNKNOWN)
    if number in _PRIVATE:
        return _SYMBOL.get(low, _UNKNOWN)
    return chr(number) if 0x20 <= number < 0xD800 else ""
