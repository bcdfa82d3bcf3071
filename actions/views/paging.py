"""The page of a long list that an address names."""

from django.core.paginator import InvalidPage, Page, Paginator
from django.http import Http404


def page_of(paginator: Paginator, number: str | int) -> Page:
    """The page with this number. Raises Http404 where the list has no such page."""
    try:
        return paginator.page(number)
    except InvalidPage as error:
        raise Http404("There is no such page of this list.") from error
