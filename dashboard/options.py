"""How Streamlit is set up: quiet, closed, offline, and in the colours of the house."""

from __future__ import annotations

import json
from typing import Any

from dashboard.gate import HANDLE_HEADER
from warehouse.settings import Dashboard

_FONT = "Inter, 'Source Sans', sans-serif"

_LATIN = "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2191,U+2193,U+2212"
_LATIN_EXTENDED = "U+0100-0130,U+0132-0151,U+0154-02BA,U+1E00-1E9F,U+1EF2-1EFF,U+20A0-20AB,U+2C60-2C7F,U+A720-A7FF"

_LIGHT = {
    "primaryColor": "#1f6f78",
    "backgroundColor": "#fbfaf7",
    "secondaryBackgroundColor": "#ffffff",
    # Captions are drawn in 60 % of it and must still be readable.
    "textColor": "#101716",
    "borderColor": "#e3e1da",
    "sidebar.backgroundColor": "#f4f1ea",
    # readable on a choice that is pointed at too
    "sidebar.primaryColor": "#195b62",
    "sidebar.secondaryBackgroundColor": "#e6dfd0",
}

_DARK = {
    "primaryColor": "#6cbcc4",
    "backgroundColor": "#151a1a",
    "secondaryBackgroundColor": "#1d2424",
    "textColor": "#eef3f2",
    "borderColor": "#333d3c",
    "sidebar.backgroundColor": "#1b2121",
    "sidebar.secondaryBackgroundColor": "#37413f",
}


def streamlit_options(dashboard: Dashboard, port: int) -> dict[str, Any]:
    """Streamlit's options by their dotted names."""
    return {
        "server.address": dashboard.address,
        "server.port": port,
        "server.headless": True,
        "server.fileWatcherType": "none",
        "server.enableStaticServing": True,
        "server.enableXsrfProtection": True,
        "server.trustedUserHeaders": json.dumps({HANDLE_HEADER: "handle"}),
        "browser.gatherUsageStats": False,
        "client.toolbarMode": "minimal",
        "client.showErrorDetails": "none",
        "client.showErrorLinks": False,
        "client.disableDataExport": True,
        "runner.magicEnabled": False,
        # A full collection after every run goes through what all others keep: half the time of fifty at once. Python's own is enough.
        "runner.postScriptGC": False,
        # We have none, and Streamlit looks for the file each time it is asked who is looking.
        "secrets.files": [],
        "logger.level": "warning",
        "logger.hideWelcomeMessage": True,
        **theme_options(),
    }


def theme_options() -> dict[str, Any]:
    faces = {"inter-latin": _LATIN, "inter-latin-ext": _LATIN_EXTENDED}
    return {
        "theme.font": _FONT,
        "theme.fontFaces": [
            {"family": "Inter", "url": f"app/static/{name}.woff2", "weight": "100 900", "unicodeRange": characters}
            for name, characters in faces.items()
        ],
        "theme.headingFontWeights": [650, 600, 600],
        "theme.headingFontSizes": ["2rem", "1.2rem", "1.05rem"],
        "theme.metricValueFontSize": "1.7rem",
        "theme.metricValueFontWeight": 600,
        "theme.baseRadius": "0.6rem",
        "theme.paddingTop": "1.5rem",
        **{f"theme.light.{name}": value for name, value in _LIGHT.items()},
        **{f"theme.dark.{name}": value for name, value in _DARK.items()},
    }
