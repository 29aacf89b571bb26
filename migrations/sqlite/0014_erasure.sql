-- What stays on record stays, but for the name and the words of somebody whose account is erased.

DROP TRIGGER acts_never_change;

CREATE TRIGGER acts_never_change BEFORE UPDATE ON acts
WHEN NEW.id IS NOT OLD.id OR NEW.deed IS NOT OLD.deed OR NEW.subject IS NOT OLD.subject
    OR NEW.done_at IS NOT OLD.done_at
    OR (NEW.actor IS NOT OLD.actor AND NEW.actor NOT GLOB 'erased-*')
    OR (NEW.detail IS NOT OLD.detail AND NEW.detail <> '')
BEGIN
    SELECT RAISE(ABORT, 'what was done stays on record');
END;

DROP TRIGGER status_events_never_change;

CREATE TRIGGER status_events_never_change BEFORE UPDATE ON status_events
WHEN NEW.id IS NOT OLD.id OR NEW.credential_id IS NOT OLD.credential_id OR NEW.change IS NOT OLD.change
    OR NEW.happened_at IS NOT OLD.happened_at
    OR (NEW.actor IS NOT OLD.actor AND NEW.actor NOT GLOB 'erased-*')
    OR (NEW.reason IS NOT OLD.reason AND NEW.reason <> '–')
BEGIN
    SELECT RAISE(ABORT, 'what was done to a certificate stays on record');
END;

DROP TRIGGER regrades_settled_never_change;

CREATE TRIGGER regrades_settled_never_change BEFORE UPDATE ON regrades
WHEN OLD.state <> 'open' AND (
    NEW.id IS NOT OLD.id OR NEW.pack_id IS NOT OLD.pack_id OR NEW.from_version IS NOT OLD.from_version
    OR NEW.from_digest IS NOT OLD.from_digest OR NEW.to_version IS NOT OLD.to_version
    OR NEW.to_digest IS NOT OLD.to_digest OR NEW.reason IS NOT OLD.reason OR NEW.started_at IS NOT OLD.started_at
    OR NEW.state IS NOT OLD.state OR NEW.settled_at IS NOT OLD.settled_at OR NEW.lowering IS NOT OLD.lowering
    OR (NEW.started_by IS NOT OLD.started_by AND NEW.started_by NOT GLOB 'erased-*')
    OR (NEW.settled_by IS NOT OLD.settled_by AND NEW.settled_by NOT GLOB 'erased-*'))
BEGIN
    SELECT RAISE(ABORT, 'a settled re-grade stays on record');
END;

DROP TRIGGER earlier_gradings_never_change;

CREATE TRIGGER earlier_gradings_never_change BEFORE UPDATE ON earlier_gradings
WHEN NEW.submission_id IS NOT OLD.submission_id OR NEW.replaced_by IS NOT OLD.replaced_by
    OR NEW.replaced_at IS NOT OLD.replaced_at OR NEW.regrade_id IS NOT OLD.regrade_id
    OR NEW.earned IS NOT OLD.earned OR NEW.possible IS NOT OLD.possible OR NEW.digest IS NOT OLD.digest
    OR NEW.wall_us IS NOT OLD.wall_us OR NEW.graded_at IS NOT OLD.graded_at
    OR NOT EXISTS (SELECT 1 FROM submissions JOIN users ON users.id = submissions.user_id
                   WHERE submissions.id = OLD.submission_id AND users.state = 'erased')
BEGIN
    SELECT RAISE(ABORT, 'an earlier grading stays on record');
END;

-- Accounts that a version before erased kept the keys of their requests.
UPDATE submissions SET idempotency_key = NULL
WHERE idempotency_key IS NOT NULL AND user_id IN (SELECT id FROM users WHERE state = 'erased');

-- And what their code printed and raised: as `GradingRecord::without_texts` does it.
UPDATE gradings SET traces = '[]', record = json_remove(json_set(
    record,
    '$.output', json('{"stdout":"","stdout_dropped":0,"stderr":"","stderr_dropped":0}'),
    '$.verdict', json(CASE json_extract(record, '$.verdict.kind')
        WHEN 'syntax_error' THEN '{"kind":"syntax_error","message":"","line":null,"column":null,"text":null}'
        WHEN 'raised' THEN '{"kind":"raised","exception":"","message":"","line":null,"text":null}'
        WHEN 'stopped' THEN '{"kind":"stopped","why":""}'
        ELSE json_extract(record, '$.verdict') END),
    '$.checks', json((SELECT json_group_array(json_remove(value, '$.message', '$.difference'))
                      FROM json_each(record, '$.checks')))), '$.notes')
WHERE submission_id IN (SELECT submissions.id FROM submissions JOIN users ON users.id = submissions.user_id
                        WHERE users.state = 'erased');

UPDATE earlier_gradings SET traces = '[]', record = json_remove(json_set(
    record,
    '$.output', json('{"stdout":"","stdout_dropped":0,"stderr":"","stderr_dropped":0}'),
    '$.verdict', json(CASE json_extract(record, '$.verdict.kind')
        WHEN 'syntax_error' THEN '{"kind":"syntax_error","message":"","line":null,"column":null,"text":null}'
        WHEN 'raised' THEN '{"kind":"raised","exception":"","message":"","line":null,"text":null}'
        WHEN 'stopped' THEN '{"kind":"stopped","why":""}'
        ELSE json_extract(record, '$.verdict') END),
    '$.checks', json((SELECT json_group_array(json_remove(value, '$.message', '$.difference'))
                      FROM json_each(record, '$.checks')))), '$.notes')
WHERE submission_id IN (SELECT submissions.id FROM submissions JOIN users ON users.id = submissions.user_id
                        WHERE users.state = 'erased');
