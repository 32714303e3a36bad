"""The addresses of the other pages keep what the reader chose, and take no orders from an address."""

import pytest
from flask import Flask

from toolkit import page_numbers


def test_another_page_keeps_the_filters(app: Flask) -> None:
    with app.test_request_context("/admin/log?event=a&event=b&page=3&_external=1&_scheme=x"):
        app.preprocess_request()
        assert page_numbers.asked() == 3
        assert page_numbers.address_of(4) == "/admin/log?event=a&event=b&page=4"
        assert page_numbers.address_of(1) == "/admin/log?event=a&event=b"


@pytest.mark.parametrize("said", ["x", "", "1e3", "99999999999999999999"])
def test_what_is_no_number_is_the_first_page(app: Flask, said: str) -> None:
    with app.test_request_context(f"/admin/log?page={said}"):
        assert page_numbers.asked() == 1
