"""A picture in fewer bytes is the same picture."""

from playwright.sync_api import Browser

from handrail.cli.palette import smaller

PAGE = "<body style='font: 20px serif; background: #faf7f0; color: #205c4a'><h1>Handrail</h1><p>Between the sessions"


def test_a_smaller_picture_shows_the_same(browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 300})
    page.set_content(PAGE)
    picture = page.screenshot()
    less = smaller(picture, blank=page)
    assert len(less) < len(picture)
    again = smaller(less, blank=page)
    assert again == less
    page.close()
