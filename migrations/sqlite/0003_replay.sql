-- A record names the code that it is about by its digest; replaying it looks the code up.
CREATE INDEX submissions_by_source ON submissions (source_digest);
