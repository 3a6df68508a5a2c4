"""Names of persons that are one, and names that are not."""

from __future__ import annotations

import pytest

from articles.identity.person_names import person_name

ONE = [
    ("Sergey Lavrov", "Sergei Lavrov"),
    ("Lavrov Sergey", "Sergei Lavrov"),
    ("Yevgeny Zagaynov", "Evgeny Zagainov"),
    ("Vladimir Ilichev", "Vladimir Ilyichev"),
    ("Kim Jong-un", "Kim Jong Un"),
    ("Kim Jong-un", "Jong Un Kim"),
    ("Kim Jong-un", "Kim Jongun"),
    ("Xi Jin-ping", "Xi Jinping"),
    ("Nguyễn Phú Trọng", "Nguyen Phu Trong"),
    ("Aleksandar Vučić", "Aleksandar Vucic"),
    ("Volodymyr Zelenskyy", "Volodymyr Zelensky"),
    ("Volodymyr Zelenskiy", "Volodymyr Zelensky"),
    ("Kassym-Jomart Tokayev", "Kassym-Jomart Tokaev"),
    ("Gurbanguly Berdymukhamedov", "Gurbanguly Berdimuhamedov"),
    ("Dmitry Medvedev", "Dmitriy Medvedyev"),
    ("Fyodor Lukyanov", "Fedor Lukyanov"),
    ("Mohammed bin Salman", "Mohamed bin Salman"),
    ("Abdel Fattah el-Sisi", "Abdel Fattah al-Sisi"),
    ("Hassan Rouhani", "Hasan Ruhani"),
    ("Serhiy Shoigu", "Sergei Shoygu"),
]
TWO = [
    ("George W. Bush", "George H. W. Bush"),
    ("Kim Jong-un", "Kim Jong-il"),
    ("Kim Jong-un", "Kim Yong-un"),
    ("Nguyen Van Hung", "Nguyen Van Hong"),
    ("Nguyen Thi Khanh", "Nguyen Thi Hanh"),
    ("Tamim bin Hamad Al Thani", "Mohammed bin Abdulrahman Al Thani"),
    ("Sergei Lavrov", "Sergei Ivanov"),
    ("Hassan Ali", "Hussein Ali"),
    ("Anna Berg", "Anna"),
]


@pytest.mark.parametrize(("some", "other"), ONE)
def test_person_names_have_a_key_in_common(some: str, other: str) -> None:
    assert person_name(some).keys & person_name(other).keys


@pytest.mark.parametrize(("some", "other"), TWO)
def test_person_names_are_kept_apart(some: str, other: str) -> None:
    assert not person_name(some).keys & person_name(other).keys


def test_person_names_parts_are_the_shorter_names() -> None:
    parts = person_name("Robert Matheus Michael Tene").parts()
    assert person_name("Michael Tene").keys <= parts
    assert not person_name("Robert Matheus Michael Tene").keys & parts
