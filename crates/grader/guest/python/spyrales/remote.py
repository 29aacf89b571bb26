"""Objects that stay in the submission's sandbox: models, generators, instances of its classes."""

_TAKEN = frozenset(
    "bool int float complex str bytes list tuple set frozenset dict date datetime time timedelta Decimal "
    "ndarray DataFrame Series Index Timestamp Timedelta Period Interval Figure NoneType".split()
)


class RemoteObject:
    """An object of the submission, whose methods are called where it lives.

    `model.predict(X)` sends a copy of `X` and returns what came back. `class_name` is what the
    submission says the class is called, and `attribute("coef_")` reads what isn't a method.
    """

    __slots__ = ("_ask", "_number", "class_name")

    @staticmethod
    def of(ask, number, class_name):
        """The object that a handle names; `type(obj).__name__` is its class's, unless that would pass for a plain value."""
        shown = class_name.replace("\0", "")
        if shown in _TAKEN:
            shown = f"object:{shown}"
        obj = type(shown, (RemoteObject,), {"__slots__": ()})()
        obj._ask, obj._number, obj.class_name = ask, number, class_name
        return obj

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *args, **kwargs: self.method(name, *args, **kwargs)

    def method(self, name, /, *args, **kwargs):
        """Calls a method by name, `__next__` and the like included."""
        return self._ask("method", self, name, list(args), kwargs)

    def attribute(self, name):
        """The value of an attribute, as `coef_`."""
        return self.method("__getattribute__", name)

    def __eq__(self, other):
        """As the submission's class says of two of its objects. What isn't one of these is never equal to one.

        An expected value is thus never compared by code of the learner's.
        """
        if not isinstance(other, RemoteObject):
            return False
        number = object.__getattribute__(self, "_number")
        return number == object.__getattribute__(other, "_number") or self.method("__eq__", other) is True

    def __ne__(self, other):
        return not self == other

    def __hash__(self):
        return hash(("remote", object.__getattribute__(self, "_number")))

    def __len__(self):
        return self.method("__len__")

    def __call__(self, *args, **kwargs):
        return self.method("__call__", *args, **kwargs)

    def __bool__(self):
        # `assert sub.call(…)` must not pass because some object came back.
        raise TypeError(f"an object of class {self.class_name} is neither true nor false here")

    def __repr__(self):
        return f"<{self.class_name}>"
