"""Every page for every role, in both languages, on a desk and on a phone, in light and dark: on the reference project,
in a workspace where nothing has happened yet, and in one with two thousand volunteers.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

import pytest
from playwright.sync_api import Browser, Page

from dashboard.pages import pages_for
from dashboard.texts import Language
from tests.browser.conftest import ARTEFACTS, Dress, Visitor, dress
from tests.browser.reading import find_leftovers, words_of_data
from warehouse.accounts import Role

WORKSPACES = ("reference", "empty", "large")
