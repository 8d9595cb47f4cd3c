"""Expressions and effects: what they mean, and where a mistake in one stands."""

from __future__ import annotations

import pytest

from foedus.scenario import (
    Assign,
    Become,
    Binary,
    Call,
    GrammarError,
    Member,
    Name,
    Number,
    Release,
    Unary,
    parse_effects,
    parse_expression,
    print_effects,
    print_expression,
)

A, B, C = Name("a"), Name("b"), Name("c")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a or b and c", Binary("or", A, Binary("and", B, C))),
        ("not a == b", Unary("not", Binary("==", A, B))),
        ("not a and b", Binary("and", Unary("not", A), B)),
        ("a - b - c", Binary("-", Binary("-", A, B), C)),
        ("a + b * c", Binary("+", A, Binary("*", B, C))),
        ("-a * b", Binary("*", Unary("-", A), B)),
        ("a - -2.5", Binary("-", A, Unary("-", Number(2.5)))),
        ("a + b <= c", Binary("<=", Binary("+", A, B), C)),
        ("a * (b == c)", Binary("*", A, Binary("==", B, C))),
        ("a in {b, 3, -1}", Member(A, (B, Number(3.0), Number(-1.0)))),
        ("opinion(dprk.autonomous) > 0.5", Binary(">", Call("opinion", "dprk.autonomous"), Number(0.5))),
        ("type(a) == b", Binary("==", Call("type", "a"), B)),
        ("none_of_it", Name("none_of_it")),
    ],
)
def test_operators_bind_as_documented(text, tree):
    assert parse_expression(text) == tree
    assert parse_expression(print_expression(tree)) == tree


def test_spans_say_where_each_part_stands():
    text = "  alpha == (beta + 12)"
    tree = parse_expression(text)
    assert isinstance(tree, Binary)
    assert text[slice(*tree.left.span)] == "alpha"
    assert text[slice(*tree.right.span)] == "beta + 12"
    assert isinstance(tree.right, Binary)
    assert text[slice(*tree.right.right.span)] == "12"


def test_effects_are_kept_in_order():
    effects = parse_effects("a = b, n -= 1, n += 2*c, prc := weary, release(word)")
    assert effects == (
        Assign("a", "=", B),
        Assign("n", "-=", Number(1.0)),
        Assign("n", "+=", Binary("*", Number(2.0), C)),
        Become("prc", "weary"),
        Release("word"),
    )
    assert print_effects(effects) == "a = b, n -= 1, n += 2 * c, prc := weary, release(word)"


@pytest.mark.parametrize(
    ("text", "at", "says", "hint"),
    [
        ("a = b", "=", "`=` sets a fact", "`==`"),
        ("a == b == c", "== c", "do not chain", "and"),
        ("a == ", "", "found the end", ""),
        ("(a or b", "", "expected `)`", "parenthesis"),
        ("a or b)", ")", "closes nothing", ""),
        ("a b", "b", "cannot follow", "`and`"),
        ("a && b", "&& b", "'&&", "`and`"),
        ("Alpha", "Alpha", "'Alpha'", "small letters"),
        ("3x", "3x", "'3x'", "begin with a letter"),
        ("a == 'b'", "'b'", "\"'", "without quotes"),
        ("a / b", "/ b", "'/'", "multiply"),
        ("opinon(a.b)", "opinon(a.b)", "no function `opinon`", "`opinion`"),
        ("eval(a)", "eval(a)", "no function `eval`", "breached, kept, opinion, type"),
        ("opinion(a)", ")", "expected `.`", "opinion(actor.type)"),
        ("a in b", "b", "expected `{`", "x in {a, b}"),
        ("a in {}", "}", "expected a value", ""),
        ("a + not b", "not b", "found `not`", "parentheses"),
        ("", "", "no expression", ""),
        ("a.b", ".b", "`.`", ""),
        ("__import__(os)", "__import__", "'__import__'", "begin with a letter"),
        ("1e999", "1e999", "'1e999'", "0.25"),
        ("a == 中国", "中国", "'中国'", "small letters"),
    ],
)
def test_a_mistake_is_told_where_it_stands(text, at, says, hint):
    with pytest.raises(GrammarError) as caught:
        parse_expression(text)
    error = caught.value
    assert error.start == (text.index(at) if at else len(text))
    assert says in error.message
    assert hint in error.hint


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a == b", "`==` compares"),
        ("a", "expected `=`"),
        ("a = b c", "cannot follow"),
        ("a = b,", "name of a fact"),
        ("a = b = c", "`=` sets"),
        ("release()", "a commitment"),
        ("a := 3", "a type"),
        ("3 = a", "name of a fact"),
    ],
)
def test_a_mistake_in_an_effect_is_told(text, says):
    with pytest.raises(GrammarError, match=says):
        parse_effects(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a" * 2001, "expression-too-long"),
        ("(" * 51 + "a" + ")" * 51, "expression-too-deep"),
        ("not " * 51 + "a", "expression-too-deep"),
        ("-" * 51 + "a", "expression-too-deep"),
        ("+".join("a" * 300), "expression-too-deep"),
        ("(" * 1999, "expression-too-deep"),
        ("(" * 40 + "a" + "+a+a+a+a+a+a)" * 40, "expression-too-deep"),
    ],
)
def test_hostile_expressions_are_refused(text, code):
    with pytest.raises(GrammarError) as caught:
        parse_expression(text)
    assert caught.value.code == code


def test_the_bounds_themselves_are_allowed():
    assert parse_expression("(" * 50 + "a" + ")" * 50) == A
    deep = parse_expression(" or ".join("a" * 201))
    assert parse_expression(print_expression(deep)) == deep
