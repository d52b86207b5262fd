"""Somebody who goes through the pages one by one, on a desk and on a phone, by day and by night, and notes what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Error

from dashboard.pages import PageOf, pages_for
from dashboard.texts import LANGUAGE_COOKIE, Language, _, use_language
from tests.browser.conftest import ARTEFACTS, await_page
from tests.serving import PASSWORD
from warehouse.accounts import Role

DESK, PHONE = {"width": 1360, "height": 900}, {"width": 390, "height": 844}
# name → width, theme and size of letters
DRESSES = {
    "skrivebord-lys": (DESK, "light", 100),
    "skrivebord-mørk": (DESK, "dark", 100),
    "telefon-lys": (PHONE, "light", 100),
    "telefon-mørk": (PHONE, "dark", 100),
    "stor-skrift": (DESK, "light", 200),
}
_TALLEST = 6000
_REDRAW_MS = 3000

# What must never be on a page: too wide, cut off, an error, a chart without a thing in it.
_LOOK = """() => {
    const main = document.querySelector('[data-testid=stMain]'), wrong = [];
    const seen = element => element.getClientRects().length > 0;
    const say = element => (element.innerText || element.outerHTML).trim().replace(/\\s+/g, ' ').slice(0, 60);
    if (document.documentElement.scrollWidth > innerWidth || main.scrollWidth > main.clientWidth) {
        const wide = [...main.querySelectorAll('*')].find(e => seen(e) && e.getBoundingClientRect().right > innerWidth + 1);
        wrong.push('wider than the window: ' + (wide ? say(wide) : '?'));
    }
    document.querySelectorAll('[data-testid=stException]').forEach(e => wrong.push('an error: ' + say(e)));
    const words = '[data-testid=stMetricValue] *, [data-testid=stMetricDelta] *, button p, [data-testid=stHeading] *';
    main.querySelectorAll(words).forEach(e => {
        if (seen(e) && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX !== 'visible')
            wrong.push('cut off: ' + say(e));
    });
    main.querySelectorAll('[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg').forEach(e => {
        if (seen(e) && e.getBoundingClientRect().height < 20) wrong.push('a chart without height');
    });
    return wrong;
}"""


class Walk:
    """A visitor of a role, in a language. `heard` gathers what the browser complained of, `asked_for` every address it asked."""

    def __init__(self, browser: Browser, address: str, role: Role, language: Language) -> None:
        self.address, self.role, self.language = address, role, language
        self.heard: list[str] = []
        self.asked_for: set[str] = set()
        self._context = self._open(browser)
        self.page = self._context.new_page()
        self._listen()
        self._log_in()

    def __enter__(self) -> Walk:
        return self

    def __exit__(self, *_raised: object) -> None:
        self._context.close()

    def pages(self) -> Iterator[PageOf]:
        """Each page of the role, opened by the menu and under its own title."""
        for place in pages_for(self.role):
            self.go_to(place)
            yield place

    def go_to(self, place: PageOf) -> None:
        """Choose a page in the menu and wait for its title."""
        link = self.page.get_by_test_id("stSidebarNavLink").nth(pages_for(self.role).index(place))
        link.evaluate("link => link.click()")
        self.page.wait_for_function(
            "title => document.querySelector('h1')?.innerText === title", arg=self._title(place)
        )
        await_page(self.page)

    def dress(self, name: str) -> None:
        """Change width and theme, and let charts and tables be drawn anew."""
        size, theme, percent = DRESSES[name]
        self.page.evaluate("percent => document.documentElement.style.fontSize = percent + '%'", percent)
        self.page.set_viewport_size(size)  # type: ignore[arg-type]
        self.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        self.page.wait_for_timeout(400)
        await_page(self.page)

    def look(self) -> list[str]:
        """What is wrong with the page as it stands, in words. Charts take a moment to be drawn anew."""
        wrong = list(self.page.evaluate(_LOOK))
        if wrong:
            self.page.wait_for_timeout(_REDRAW_MS)
            wrong = list(self.page.evaluate(_LOOK))
        return wrong

    def words(self) -> str:
        """Everything on the page that can be read, cells of tables included."""
        return str(self.page.locator("[data-testid=stMain]").evaluate(_READ))

    def photograph(self, name: str) -> None:
        """The whole page, as tall as it is, into `artefacts/`."""
        path = ARTEFACTS / f"{name}.jpeg"
        path.parent.mkdir(parents=True, exist_ok=True)
        size = self.page.viewport_size or DESK
        height = self.page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollHeight")
        self.page.set_viewport_size({"width": size["width"], "height": max(size["height"], min(height, _TALLEST))})  # type: ignore[typeddict-item]
        self.page.wait_for_timeout(250)
        self._shoot(path)
        self.page.set_viewport_size(size)  # type: ignore[arg-type]

    def _shoot(self, path: Path) -> None:
        try:
            self.page.screenshot(path=path, type="jpeg", quality=70)
        except Error as error:  # a picture nobody asserts on must not fail a test
            print(error)

    def elsewhere(self) -> set[str]:
        """Addresses outside this machine that were asked for."""
        return {url for url in self.asked_for if urlsplit(url).hostname not in ("127.0.0.1", None)}

    def _open(self, browser: Browser) -> BrowserContext:
        context = browser.new_context(viewport=DESK, color_scheme="light", reduced_motion="reduce", locale="da-DK")  # type: ignore[arg-type]
        context.add_cookies([{"name": LANGUAGE_COOKIE, "value": self.language, "url": self.address}])
        return context

    def _listen(self) -> None:
        def hear(is_wrong: bool, what: str) -> None:
            # Streamlit asks under every page's address whether the server lies there, and takes 404 for no.
            if is_wrong and "/_stcore/" not in what and "404 (Not Found)" not in what:
                self.heard.append(what)

        self.page.on("console", lambda message: hear(message.type == "error", message.text))
        self.page.on("pageerror", lambda error: hear(True, str(error)))
        self.page.on("response", lambda answer: hear(answer.status >= 400, answer.url))
        self.page.on("request", lambda asked: self.asked_for.add(asked.url))
        self.page.on("websocket", lambda socket: self.asked_for.add(socket.url))

    def _log_in(self) -> None:
        """By a button in the demo, by name and password elsewhere."""
        self.page.goto(f"{self.address}/log-ind")
        button = self.page.locator(f"button[value={self.role}]")
        if button.count():
            button.click()
        else:
            self.page.fill("#bruger", self.role)
            self.page.fill("#adgangskode", PASSWORD)
            self.page.click("button[type=submit]")
        await_page(self.page)

    def _title(self, place: PageOf) -> str:
        use_language(self.language)
        title = _(place.title)
        use_language("da")
        return title


_READ = """main => [...main.querySelectorAll('*')].flatMap(element => [
    ...[...element.childNodes].filter(n => n.nodeType === 3 && !['STYLE', 'SCRIPT'].includes(element.tagName)).map(n => n.data),
    // a list's placeholder stands behind the choice that is made
    ...['aria-label', 'title', 'alt', ...(element.getAttribute('role') === 'combobox' ? [] : ['placeholder'])]
        .map(name => element.getAttribute(name) || ''),
]).map(words => words.trim().replace(/\\s+/g, ' ')).filter(Boolean).join('\\n')"""
