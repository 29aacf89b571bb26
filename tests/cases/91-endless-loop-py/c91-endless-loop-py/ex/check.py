from spyrales import check, expect_equal


@check(title="f(1)")
def f1(sub):
    expect_equal(sub.call("f", 1), 1)


@check(title="g(1)")
def g1(sub):
    expect_equal(sub.call("g", 1), 2)


@check(title="f(2)")
def f2(sub):
    expect_equal(sub.call("f", 2), 3)


@check(title="f(3)")
def f3(sub):
    expect_equal(sub.call("f", 3), 6)


@check(title="f(4)")
def f4(sub):
    expect_equal(sub.call("f", 4), 10)
