-- What stays on record stays, but for the name and the words of somebody whose account is erased.

DROP TRIGGER acts_never_change ON acts;

CREATE TRIGGER acts_never_change BEFORE UPDATE ON acts
    FOR EACH ROW WHEN (
        NEW.id IS DISTINCT FROM OLD.id OR NEW.deed IS DISTINCT FROM OLD.deed
        OR NEW.subject IS DISTINCT FROM OLD.subject OR NEW.done_at IS DISTINCT FROM OLD.done_at
        OR (NEW.actor IS DISTINCT FROM OLD.actor AND NEW.actor NOT LIKE 'erased-%')
        OR (NEW.detail IS DISTINCT FROM OLD.detail AND NEW.detail <> ''))
    EXECUTE FUNCTION refuse_change('what was done stays on record');
CREATE TRIGGER acts_are_never_removed BEFORE DELETE ON acts
    FOR EACH ROW EXECUTE FUNCTION refuse_change('what was done stays on record');

DROP TRIGGER status_events_never_change ON status_events;

CREATE TRIGGER status_events_never_change BEFORE UPDATE ON status_events
    FOR EACH ROW WHEN (
        NEW.id IS DISTINCT FROM OLD.id OR NEW.credential_id IS DISTINCT FROM OLD.credential_id
        OR NEW.change IS DISTINCT FROM OLD.change OR NEW.happened_at IS DISTINCT FROM OLD.happened_at
        OR (NEW.actor IS DISTINCT FROM OLD.actor AND NEW.actor NOT LIKE 'erased-%')
        OR (NEW.reason IS DISTINCT FROM OLD.reason AND NEW.reason <> '–'))
    EXECUTE FUNCTION refuse_change('what was done to a certificate stays on record');
CREATE TRIGGER status_events_are_never_removed BEFORE DELETE ON status_events
    FOR EACH ROW EXECUTE FUNCTION refuse_change('what was done to a certificate stays on record');

DROP TRIGGER regrades_settled_never_change ON regrades;

CREATE TRIGGER regrades_settled_never_change BEFORE UPDATE ON regrades
    FOR EACH ROW WHEN (OLD.state <> 'open' AND (
        NEW.id IS DISTINCT FROM OLD.id OR NEW.pack_id IS DISTINCT FROM OLD.pack_id
        OR NEW.from_version IS DISTINCT FROM OLD.from_version OR NEW.from_digest IS DISTINCT FROM OLD.from_digest
        OR NEW.to_version IS DISTINCT FROM OLD.to_version OR NEW.to_digest IS DISTINCT FROM OLD.to_digest
        OR NEW.reason IS DISTINCT FROM OLD.reason OR NEW.started_at IS DISTINCT FROM OLD.started_at
        OR NEW.state IS DISTINCT FROM OLD.state OR NEW.settled_at IS DISTINCT FROM OLD.settled_at
        OR NEW.lowering IS DISTINCT FROM OLD.lowering
        OR (NEW.started_by IS DISTINCT FROM OLD.started_by AND NEW.started_by NOT LIKE 'erased-%')
        OR (NEW.settled_by IS DISTINCT FROM OLD.settled_by AND NEW.settled_by NOT LIKE 'erased-%')))
    EXECUTE FUNCTION refuse_change('a settled re-grade stays on record');

DROP TRIGGER earlier_gradings_never_change ON earlier_gradings;

CREATE FUNCTION earlier_gradings_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM submissions JOIN users ON users.id = submissions.user_id
                   WHERE submissions.id = OLD.submission_id AND users.state = 'erased') THEN
        RAISE EXCEPTION 'an earlier grading stays on record';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER earlier_gradings_never_change BEFORE UPDATE ON earlier_gradings
    FOR EACH ROW WHEN (
        NEW.submission_id IS DISTINCT FROM OLD.submission_id OR NEW.replaced_by IS DISTINCT FROM OLD.replaced_by
        OR NEW.replaced_at IS DISTINCT FROM OLD.replaced_at OR NEW.regrade_id IS DISTINCT FROM OLD.regrade_id
        OR NEW.earned IS DISTINCT FROM OLD.earned OR NEW.possible IS DISTINCT FROM OLD.possible
        OR NEW.digest IS DISTINCT FROM OLD.digest OR NEW.wall_us IS DISTINCT FROM OLD.wall_us
        OR NEW.graded_at IS DISTINCT FROM OLD.graded_at)
    EXECUTE FUNCTION refuse_change('an earlier grading stays on record');
CREATE TRIGGER earlier_gradings_are_erased_with_their_account BEFORE UPDATE ON earlier_gradings
    FOR EACH ROW EXECUTE FUNCTION earlier_gradings_stay();
CREATE TRIGGER earlier_gradings_are_never_removed BEFORE DELETE ON earlier_gradings
    FOR EACH ROW EXECUTE FUNCTION refuse_change('an earlier grading stays on record');
