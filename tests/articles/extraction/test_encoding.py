"""Words as pieces, shapes and windows."""

import pytest

from articles.extraction.encoding import MAX_PIECES_A_WORD, MAX_WINDOW_PIECES, SHAPES, WordEncoder, word_shape

PIECES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "lim", "met", "la", "##vrov", "a", "##a", "."]


@pytest.fixture(scope="module")
def encoder(tmp_path_factory):
    path = tmp_path_factory.mktemp("vocabulary") / "vocabulary.txt"
    path.write_text("\n".join(PIECES) + "\n", encoding="utf-8")
    return WordEncoder(path)


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("talks", "lower"),
        ("Moscow", "title"),
        ("ASEAN", "upper"),
        ("U", "initial"),
        ("EAEU's", "mixed"),
        ("2020", "digits"),
        ("17th", "lower"),
        ("–", "other"),
        ("McDonald", "mixed"),
        ("Nguyễn", "title"),
        ("", "other"),
        ("🎉", "other"),
        ("中国", "mixed"),
    ],
)
def test_encoding_word_shape(word, shape):
    assert SHAPES[word_shape(word)] == shape


def test_encoding_window_points_to_first_pieces(encoder):
    window = encoder.window(["Lim", "met", "Lavrov", "."], [0, 0, 0, 0])
    assert [PIECES[i] for i in window.ids] == ["[CLS]", "lim", "met", "la", "##vrov", ".", "[SEP]"]
    assert window.first.tolist() == [1, 2, 3, 5]
    assert window.shapes.tolist() == [0, 2, 1, 2, 2, 7, 0]


def test_encoding_window_marks_each_sentence(encoder):
    window = encoder.window(["Lim", "met", "Lavrov"], [0, 0, 1])
    assert [PIECES[i] for i in window.ids] == ["[CLS]", "lim", "met", "[SEP]", "[CLS]", "la", "##vrov", "[SEP]"]
    assert window.first.tolist() == [1, 2, 5]
    assert window.positions.tolist() == [0, 1, 2, 3, 0, 1, 2, 3]
    assert window.part.tolist() == [0, 0, 0, 0, 1, 1, 1, 1]


def test_encoding_pieces_are_bounded(encoder):
    assert len(encoder.pieces("a" * 100_000)) <= MAX_PIECES_A_WORD
    assert encoder.pieces("\u200b") == (1,)


@pytest.mark.parametrize("length", [1, 191, 192, 193, 600, 1500])
@pytest.mark.parametrize("sentence", [1, 7, 50, 5000])
def test_encoding_windows_cover_every_word_once(encoder, length, sentence):
    windows = list(encoder.windows(["met"] * length, list(range(0, length, sentence))))
    assert [i for w in windows for i in range(w.start, w.end)] == list(range(length))
    assert all(len(w.ids) <= MAX_WINDOW_PIECES + 2 for w in windows)
    assert all(w.sentence[0] == 0 for w in windows)


def test_encoding_windows_hold_whole_sentences(encoder):
    windows = list(encoder.windows(["met"] * 600, [0, 200, 400]))
    assert [(w.start, w.end) for w in windows] == [(0, 200), (200, 400), (400, 600)]
    assert next(iter(encoder.windows(["met"] * 100, [0, 40]))).sentence.tolist() == [0] * 40 + [1] * 60
