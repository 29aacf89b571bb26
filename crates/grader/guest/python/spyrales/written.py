"""The files that a submission wrote, as a check sees them: which it looked at is noted, to be named when reading fails."""


class Files(dict):
    """Name → bytes."""

    def __init__(self, files):
        super().__init__(files)
        self.looked_at = []

    def __getitem__(self, name):
        self.looked_at.append(name)
        return super().__getitem__(name)

    def get(self, name, default=None):
        self.looked_at.append(name)
        return super().get(name, default)
