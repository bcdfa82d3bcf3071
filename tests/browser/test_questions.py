"""A member asks a question, the lead answers it, and the co-ordinator puts it on the agenda and closes it."""

from tests.browser.conftest import HandsOf
from tests.portal_process import PortalProcess

ACTION = "/plans/2023-24/actions/2b/"
TEXT = "Which schools has nobody asked yet?"
ANSWER = "Three small ones, and their turn is in October."


def test_a_question_from_asking_to_closing(hands_of: HandsOf, portal: PortalProcess) -> None:
    mo = hands_of(portal, "member", ACTION)
    mo.sees("Nobody has asked a question.")
    mo.press(f"a[href='{ACTION}questions/new/']")
    mo.finds_well()
    mo.press("button[name=submit]")
    mo.is_told("Enter your question")
    mo.write("text", TEXT)
    mo.press("button[name=submit]")
    mo.sees("Your question has been asked.", "Questions (1)", TEXT, "member of the Local Inclusion Partnership")
    mo.finds_well()

    olive = hands_of(portal, "officer", "/my-actions/")
    olive.sees("Questions for you (2)", TEXT)
    olive.press(f"a[href^='{ACTION}questions/'][href$='/answer/']")
    olive.sees(TEXT, "Asked by Mo Tarrant")
    olive.finds_well()
    olive.press("button[name=submit]")
    olive.is_told("Enter the answer")
    olive.write("answer", ANSWER)
    olive.press("button[name=submit]")
    olive.sees("The question has been answered.", ANSWER, "Olive Marsden, lead of 2b")
    olive.press(f"a[href^='{ACTION}questions/'][href$='/answer/']")
    olive.write("answer", "Four small ones, and their turn is in October.")
    olive.press("button[name=submit]")
    olive.is_told("Enter why you are changing the answer")
    olive.write("reason", "One more has joined.")
    olive.press("button[name=submit]")
    olive.sees("The answer has been corrected.", "Four small ones")

    cora = hands_of(portal, "coordinator", "/plans/2023-24/questions/?state=answered")
    cora.sees("2 answered questions", TEXT)
    cora.finds_well()
    cora.go(ACTION)
    cora.press("form[action^='/questions/'] button")
    cora.sees("The question is on the agenda.", f"2b: Question. {TEXT}", "Four small ones")
    cora.finds_well()
    cora.go(ACTION)
    cora.sees("On the agenda of 12 September 2024, item 7")
    cora.press(f"a[href^='{ACTION}questions/'][href$='/close/']")
    cora.press("button[name=submit]")
    cora.is_told("Select what became of it", "Enter why you are closing it")
    cora.choose("closed_as", "meeting")
    cora.write("closed_reason", "The partnership takes it up on 12 September.")
    cora.finds_well()
    cora.press("button[name=submit]")
    cora.sees("The question has been closed.", "Closed question: taken to the meeting", "Four small ones")
    cora.go(f"{ACTION}history/")
    cora.sees(f"Question “{TEXT}”", "One more has joined.", "Closed: nothing → taken to the meeting")
    cora.finds_well()
