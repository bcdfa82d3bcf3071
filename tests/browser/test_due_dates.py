"""A due date in a browser: proposed by the lead or the SRO, declined with a reason, agreed in one click."""

from tests.browser.conftest import HandsOf
from tests.browser.hands import ON_THE_ACTION, Hands
from tests.portal_process import PortalProcess

PLAN = "/plans/2023-24/"


def propose(lead: Hands, year: str) -> None:
    """Ask for another due date, on the update form."""
    lead.choose("status", "off_track")
    for name, text in {
        "headline": f"The pilot starts in {year}.", "reason": "A post.", "recovery": "Advertised.",
        "consequence": "Delay.",
    }.items():  # fmt: skip
        lead.write(name, text)
    lead.write("proposed_due_2", year)
    lead.write("proposed_reason", "A vacant post")
    lead.press("button[name=submit]")
    if lead.page.locator("input[name=considered]").count():
        lead.press("button[name=submit]")
    lead.page.wait_for_url(ON_THE_ACTION)


def test_a_word_on_a_due_date(hands_of: HandsOf, portal: PortalProcess) -> None:
    """Declined with a reason, which the lead reads; proposed again, and agreed in one click."""
    lead = hands_of(portal, "officer", "/my-actions/")
    form = lead.page.locator("a[href$='/progress/']").first.get_attribute("href") or ""
    action = form.removesuffix("progress/")
    lead.press(f"a[href='{form}']")
    propose(lead, "2026")

    cora = hands_of(portal, "coordinator", action)
    cora.sees("Decide a proposed due date")
    cora.finds_well()
    cora.press(f"a[href^='{action}due-date/'][href$='/']:not([href='{action}due-date/'])")
    cora.press("button[name=submit]")
    cora.is_told("Enter why you are declining it")
    cora.finds_well()
    cora.write("reason", "Families cannot wait so long.")
    cora.press("button[name=submit]")
    cora.sees("2026 has been declined")
    lead.go(action)
    lead.sees("Your proposed date, 2026, was declined by Cora Bellweather on", "“Families cannot wait so long.”")
    lead.finds_well()

    lead.press(f"a[href='{form}']")
    lead.sees("Your proposed date, 2026, was declined")
    propose(lead, "2027")
    cora.go(action)
    cora.press("button[name=agree]")
    cora.sees("2027 has been agreed")
    lead.go(action)
    lead.sees("Your proposed date, 2027, was agreed by Cora Bellweather on")
    lead.press(f"a[href='{action}history/']")
    lead.sees("Families cannot wait so long.", "Due date proposal 2027")


def test_the_sro_proposes_one(hands_of: HandsOf, portal: PortalProcess) -> None:
    action = PLAN + "actions/1c/"
    sara = hands_of(portal, "sro", "/accountable/")
    sara.press(f"main a[href='{action}']")
    sara.press(f"a[href='{action}due-date/']")
    sara.press("button[name=submit]")
    sara.is_told("Enter the proposed due date", "Enter why you are proposing this date")
    sara.write_date("due", "31", "3", "2026")
    sara.write("reason", "The post is filled in January.")
    sara.press("button[name=submit]")
    sara.sees("31 March 2026 has been proposed. The co-ordinator or the SRO decides.")

    cora = hands_of(portal, "coordinator", action)
    cora.sees("Sara Whitlow proposes 31 March 2026", "“The post is filled in January.”")
    cora.press("button[name=agree]")
    cora.sees("1c: 31 March 2026 has been agreed.")
    sara.go(action + "history/")
    sara.sees("Sara Whitlow", "The post is filled in January.", "Cora Bellweather")
