"""Random documents and random XPaths for the differential tests."""

from hypothesis import strategies as st

NAMES = ("p", "q", "l")
VALUES = ("", "a", "b", "a b", "#a", "1", "2", " a ", "é")
NS = 'xmlns="http://www.tei-c.org/ns/1.0"'


def _element(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    attribute = st.sampled_from(VALUES)
    return st.builds(
        lambda name, x, y, ident, inner: (
            f"<{name}"
            + (f" x='{x}'" if x is not None else "")
            + (f" y='{y}'" if y is not None else "")
            + (f" xml:id='{ident}'" if ident else "")
            + f">{''.join(inner)}</{name}>"
        ),
        st.sampled_from(NAMES),
        st.none() | attribute,
        st.none() | attribute,
        st.sampled_from(["", "", "", "a", "b", "c"]),
        st.lists(children, max_size=4),
    )


CONTENT = st.recursive(st.sampled_from(["a", "b ", " ", "a b", "<!--a-->", "<?a b?>", "1"]), _element, max_leaves=20)
DOCUMENTS = st.lists(_element(CONTENT), min_size=1, max_size=4).map(lambda parts: f"<TEI {NS}>{''.join(parts)}</TEI>")

_NAME = st.sampled_from(["tei:p", "tei:q", "tei:l", "*", "tei:*", "*:p"])
_AXIS = st.sampled_from(["child", "parent", "ancestor", "ancestor-or-self", "self", "descendant", "following-sibling",
                         "preceding-sibling", "following", "preceding", "descendant-or-self"])  # fmt: skip
_STEP = st.one_of(
    _NAME,
    _NAME,
    st.builds(lambda axis, name: f"{axis}::{name}", _AXIS, _NAME),
    st.sampled_from(["@x", "@y", "@xml:id", "@*", "..", ".", "text()", "node()", "attribute::x", "comment()"]),
)
LITERAL = st.sampled_from(["'a'", "'b'", "''", "'a b'", "'#'", "'1'"])
NUMBER = st.sampled_from(["0", "1", "2"])


def _extend(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Expressions of any type around expressions of any type: most that make no sense are errors, on both sides."""
    unary = st.sampled_from(["not", "boolean", "exists", "empty", "count", "string", "normalize-space", "string-length",
                             "name", "local-name", "lower-case", "upper-case", "id", "namespace-uri"])  # fmt: skip
    binary = st.sampled_from(["contains", "starts-with", "ends-with", "substring-before", "substring-after", "concat"])
    infix = st.sampled_from(
        ["and", "or", "=", "!=", "eq", "ne", "<", ">", "<=", ">=", "lt", "gt", "+", "-", "|", "mod"]
    )
    predicate = st.one_of(inner, NUMBER, st.sampled_from(["last()", "position() = 2", "position() < last()"]))
    return st.one_of(
        st.builds(lambda function, one: f"{function}({one})", unary, inner),
        st.builds(lambda function, one, two: f"{function}({one}, {two})", binary, inner, inner),
        st.builds(lambda one, sign, two: f"({one} {sign} {two})", inner, infix, inner),
        st.builds(lambda one, sign, two: f"({one} {sign} {two})", inner, infix, inner),
        st.builds(lambda path, one: f"{path}[{one}]", _STEP, predicate),
        st.builds(lambda path, one: f"({path})[{one}]", inner, predicate),
        st.builds(lambda one, sign, two: f"{one}{sign}{two}", inner, st.sampled_from(["/", "/", "//"]), _STEP),
        st.builds(lambda path: f"//{path}", _STEP),
        st.builds(lambda one: f"$v = {one}", inner),
        st.builds(lambda path, one: f"{path}[{one} = $v]", _STEP, inner),
        st.builds(lambda path, one: f"{path}[{one} = current()/@x]", _STEP, inner),
        st.builds(lambda one, two, three: f"(if ({one}) then {two} else {three})", inner, inner, inner),
        st.builds(
            lambda word, one, two: f"({word} $t in {one} satisfies {two})",
            st.sampled_from(["some", "every"]),
            inner | st.sampled_from(["tokenize(@x, '\\s+')", "tokenize(normalize-space(@y), ' ')", "//tei:p"]),
            inner
            | st.sampled_from(["$t = 'a'", "$t = //tei:q/@xml:id", "substring($t, 2) = //@xml:id", "$t/@x", "id($t)"]),
        ),
        st.builds(
            lambda one, pattern: f"matches({one}, '{pattern}')", inner, st.sampled_from([r"^\s*a?$", r"^\s*$", r"\S"])
        ),
        st.builds(lambda one, number: f"substring({one}, {number})", inner, NUMBER),
        st.builds(lambda one: f"{one} = ('a', 'b')", inner),
        st.builds(lambda one: f"{one} = //tei:p/@x", inner),
        st.builds(lambda path, step, one: f"//{path}[{step} = {one}]", _NAME, _STEP, inner),
        st.builds(
            lambda path, step, one: f"not(//{path}[{one} = {step}])",
            _NAME,
            _STEP,
            st.sampled_from(
                ["current()/@x", "$v", "current()", "substring(current()/@x, 2)", "tokenize(current()/@x, ' ')", "@y"]
            ),
        ),
        st.builds(
            lambda path, sign, one: f"//{path}[not(generate-id(.) {sign} generate-id(current()))]/@x = {one}",
            _NAME,
            st.sampled_from(["eq", "=", "ne", "!="]),
            inner,
        ),
        st.builds(lambda one: f"exists({one}[generate-id() = generate-id(current())])", _NAME),
        st.builds(lambda one: f"(tei:p | tei:q)/{one}", _STEP),
        st.builds(lambda one: f"tei:p/({one} | @y)", _STEP),
    )


EXPRESSIONS = st.recursive(st.one_of(_STEP, _STEP, LITERAL, NUMBER, st.just("$v")), _extend, max_leaves=6)

CONTEXTS = st.lists(
    st.builds(
        lambda start, steps, predicate, attribute: start + "".join(steps)[1:] + predicate + attribute,
        st.sampled_from(["", "", "/tei:TEI/", "//"]),
        st.lists(_NAME.map(lambda name: f"/{name}"), min_size=1, max_size=3),
        st.sampled_from(["", "", "[@x]", "[@x = 'a']", "[tei:q]", "[1]", "[last()]", "[not(@y)][@x]", "[.//tei:p]",
                         "[@x and @y]", "[parent::tei:q or @x]"]),
        st.sampled_from(["", "", "", "/@x", "/@xml:id", "//@y", "/@*", "/text()"]),
    ),
    min_size=1,
    max_size=2,
).map(" | ".join)  # fmt: skip
