"""What axe-core and the Tab key say of a page."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# Rules that a change of colours alone can break.
COLOURS = ("color-contrast",)
_GRAVE = ("serious", "critical")

# Streamlit's own, which no page of ours can mend: the rule, and what marks the element.
STREAMLITS_OWN: tuple[tuple[str, str], ...] = ()


def find_violations(page: Page, rules: tuple[str, ...] = ()) -> list[str]:
    """Serious and critical violations, a line each: the rule, the element and what is wrong. No rules: all of them."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = {"type": "rule", "values": list(rules)}
    found = page.evaluate("options => axe.run(document, options)", options)["violations"]
    return [
        f"{violation['id']}: {node['html'][:200]} ({(node['failureSummary'] or '').splitlines()[-1].strip()})"
        for violation in found
        if violation["impact"] in _GRAVE
        for node in violation["nodes"]
        if not _is_streamlits_own(violation["id"], node["html"])
    ]


def _is_streamlits_own(rule: str, html: str) -> bool:
    return any(rule == own and mark in html for own, mark in STREAMLITS_OWN)


def find_unreachable(page: Page) -> list[str]:
    """What can be clicked or typed in but is not reached by Tab, or shows nothing when it is."""
    page.evaluate("() => { document.activeElement?.blur(); window.reached = new Set(); window.dull = new Set(); }")
    for press in range(3 * int(page.evaluate(_COUNT)) + 60):  # a table takes several presses to get through
        page.keyboard.press("Tab")
        page.evaluate(_NOTE)
        if press % 20 == 19 and not page.evaluate(_MISSED):
            break
    return list(page.evaluate(_MISSED))


_REACHABLE = """[...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')].filter(e =>
    e.getClientRects().length && !e.disabled && e.tabIndex >= 0 && !e.closest('canvas')
    && getComputedStyle(e).visibility === 'visible' && !e.closest('[inert]'))"""
_COUNT = f"() => {_REACHABLE}.length"
_NOTE = """() => {
    const e = document.activeElement;
    // a table draws where one is in its own picture; its cells are there for those who listen
    if (!e || e === document.body || window.reached.has(e) || e.closest('canvas')) return;
    window.reached.add(e);
    const ours = ['rgb(31, 111, 120)', 'rgb(108, 188, 196)'];  // a field's frame in the colour of the house
    const shows = node => {
        const style = getComputedStyle(node);
        return style.outlineStyle !== 'none' || style.boxShadow !== 'none' || ours.includes(style.borderTopColor);
    };
    const around = [e];
    while (around.length < 7 && around.at(-1).parentElement) around.push(around.at(-1).parentElement);
    const near = [...e.children, e.nextElementSibling, e.previousElementSibling].filter(Boolean);
    if (![...around, ...near].some(shows)) window.dull.add(e);
}"""
_MISSED = f"""() => {{
    // of choices beside each other Tab reaches one, and the arrows the others
    const group = e => e.closest('[data-testid=stButtonGroup], [role=radiogroup], [role=tablist]') || e.parentElement;
    const among = e => [...window.reached].some(r => r.tagName === e.tagName && group(r) === group(e));
    const say = e => (e.innerText || e.getAttribute('aria-label') || e.outerHTML).trim().replace(/\\s+/g, ' ').slice(0, 80);
    return [
        ...{_REACHABLE}.filter(e => !window.reached.has(e) && !among(e)).map(e => 'not reached: ' + say(e)),
        ...[...window.dull].map(e => 'no visible focus: ' + say(e)),
    ];
}}"""
