from aeexplain.errors import ExplainError, ExplainErrors, did_you_mean


def test_an_error_says_where_what_and_what_to_do():
    assert str(ExplainError("a.md:3:1", "no demo", "write one")) == "a.md:3:1: no demo; write one"
    assert str(ExplainError("a.md", "is missing")) == "a.md: is missing"


def test_several_errors_are_told_one_a_line():
    both = ExplainErrors([ExplainError("a", "one"), ExplainError("b", "two")])
    assert str(both) == "a: one\nb: two"


def test_a_misspelt_name_is_told_its_neighbour():
    assert did_you_mean("bottlenek", ["anatomy", "bottleneck"]) == "did you mean 'bottleneck'?"


def test_a_name_far_from_all_is_told_what_there_is():
    assert did_you_mean("zzz", ["b", "a"]) == "there are: a, b"
    assert did_you_mean("zzz", []) == "there are none"
