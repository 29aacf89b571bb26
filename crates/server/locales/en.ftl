# The words of the pages. Same keys, same variables as fr.ftl; a test makes sure.

skip = Skip to content
nav-main = Main navigation
nav-exercises = Exercises
nav-journey = My progress
nav-verify = Verify a certificate
breadcrumb = Breadcrumb
home = Home
sign-in = Sign in
sign-out = Sign out
footer-accessibility = Accessibility: not conformant
footer-api = API
footer-keys = The issuer's keys
footer-log = Public log

home-title = Data science is learnt by doing it
home-lead = Exercises in Python and R on real public data, graded at once, with an explanation of what is wrong. Each level you reach gives a certificate that is yours and that any employer can verify.
home-start = Choose an exercise
home-go-on = Go on
home-begin = To begin with
home-all = See all { $n } exercises
home-all-done = You have all the points of every exercise. Well done!
home-how = How it works
home-practise = Practise
home-practise-text = Write your code in the page and check it as often as it takes: the grading comes within a fraction of a second.
home-progress = Progress
home-progress-text = Your score rises by segment and level, and you see in words what is missing for the next one.
home-prove = Prove
home-prove-text = Your certificates are signed and in your name. Any employer verifies them without an account, on this page or with a standard tool:
home-packs = { $n ->
    [one] One exercise pack is published.
   *[other] { $n } exercise packs are published.
}
no-exercise = No exercise is published yet.

sign-in-name = Account name
sign-in-password = Password
sign-in-do = Sign in
sign-in-help = No account, or a lost password? Whoever runs this service can give you one.
sign-in-your-code = Your code: it will wait for you as a draft
sign-in-provider-code = The code below wouldn't follow you through { $provider }: copy it first. It does through an account of this service.
sign-in-error-wrong = Unknown account name or password.
sign-in-error-too-many = Too many tries. Try again in a quarter of an hour.
sign-in-error-busy = Too many passwords are being checked at the same time. Try again in a few seconds.
sign-in-error-ended = You are no longer signed in. Sign in again: your code is kept.
sign-in-error-password-too-short = The new password is too short; nothing was changed.
sign-in-error-password-common = The new password is one of those that are tried first; nothing was changed. A few unrelated words will do.
sign-in-error-password-personal = The new password is little more than your name or the service's; nothing was changed. A few unrelated words will do.
sign-in-error-password-wrong = The old password isn't right; nothing was changed.
sign-in-error-token-refused = A token has a name of at most 100 characters, one of the scopes offered, and is good for 1 to 366 days.
sign-in-error-erase-refused = The name isn't the account's; nothing was erased.
sign-in-error-closed = This account is closed: whoever runs the service can open it again. Its certificates stay valid.
sign-in-error-confirm-wrong = This isn't the account's password; nothing was done.
sign-in-error-confirm-stale = You signed in more than ten minutes ago: sign in again, then start over. Nothing was done.
sign-in-provider = Sign in with { $provider }
sign-in-local = Or with an account of this service
leave-title = You are being taken to { $provider }
leave-go = Go on
refusal-title = Not signed in with { $provider }
refusal-said = Answer of { $provider }: { $said }
refusal-roles = Who may sign in:
refusal-link-title = To find your account again
refusal-link-self = If you can still get into that account, sign in to it as before, then link it with { $provider } on "My account".
refusal-link-go = Sign in to the old account
refusal-link-administrator = Otherwise ask whoever runs this service to do it, after making sure that it is you. Give them this line:
refusal-link-name = ACCOUNT-NAME
refusal-again = Try again with { $provider }
refusal-local = Sign in with an account of this service
refused-unavailable = The identity service doesn't answer. It isn't your doing: try again in a moment.
refused-stale = This answer belongs to no sign-in that was begun in this browser, or it has expired (after a quarter of an hour). Begin again on the sign-in page; cookies must be accepted.
refused-too-many = Too many tries from your network. Try again in a quarter of an hour.
refused-denied = The sign-in was refused or given up. Nothing was made or changed here.
refused-provider = The identity service answered with an error. Nothing was made or changed here. If it happens again, tell whoever runs this service.
refused-invalid = The identity service's answer couldn't be verified: to be safe, nobody was signed in. If it happens again, tell whoever runs this service.
refused-weak = This service asks for a sign-in with a second factor (phone, card, key…). Yours had none: set one up with your administration, then begin again.
refused-role = This service is for public agents, and your administration didn't state that you are one. If you are, ask it to pass that on; otherwise an account of this service can be opened for you.
refused-no-email = Your administration passed on no verified e-mail address for your certificates to be bound to. Ask it to do so.
refused-email-known = There is an account with your address here already, but it isn't linked with this identity: you may have changed administrations, or it was opened by hand. To be safe, nothing was linked.
refused-linked-elsewhere = This identity already opens another account of this service. Nothing was changed.
refused-link-session = To link an account, stay signed in to it in this same browser. Nothing was changed.
refused-closed = Your account here is closed: whoever runs the service can open it again. Your certificates stay valid.
refused-another-person = The identity that you showed doesn't open the account that you are signed in to. Nothing was done.
agent-role-agent_public = public agents
agent-role-agent_public_etat = agents of the State
agent-role-agent_public_territorial = agents of local authorities
demo-title = Demonstration
demo-text = This service runs with demonstration accounts. Their password is shown in the terminal where it was started:

level = Level { $level }
minutes = { $n } min
points = { $points } points
points-of = { $earned } / { $possible } points
language-name-python = Python
language-name-r = R
language-name-sql = SQL
state-new = To do
state-begun = Begun
state-done = Done
state-queued = Waiting
state-grading = Under way
state-graded = Graded
state-set-aside = Not graded
state-cancelled = Cancelled

filter-segment = Segment
filter-level = Level
filter-language = Language
filter-progress = Progress
filter-all = All
filter-do = Filter
filter-none = Show all
filter-shown = { $shown } exercises shown of { $total }
filter-empty = No exercise matches.

statement = What is asked
statement-personal = The values in this text are your own: your code is graded on them.
preview = First rows
preview-of = Preview of { $name }
preview-rows = { $n ->
    [one] 1 row
   *[other] { $n } rows
}
preview-columns = { $n ->
    [one] 1 column
   *[other] { $n } columns
}
preview-more = { $n } more columns aren't shown.
preview-type-text = text
preview-type-integer = integer
preview-type-number = number
preview-type-date = date
download-file = Download { $name }

your-code = Your code
editor-help = In the editor, the Tab key indents; to leave it by keyboard: Escape, then Tab.
editor-leave = Escape then Tab to leave the editor
do-check = Check
do-save = Save the draft
attempts-left = { $n ->
    [0] You have used all your checks of today; your best result stays.
    [one] Your best result counts. You have one check left today.
   *[other] Your best result counts. You have { $n } checks left today.
}
attempts-sign-in = Sign in to check your code: it will be kept.
draft-saved = Draft saved on { $time }
draft-local = Draft kept in this browser
draft-conflict = Another draft was saved on { $time }, from another window.
conflict = Two drafts
conflict-theirs = See the other draft
conflict-choose = Yours is in the editor: save it to keep it.
conflict-take-theirs = Take the other one instead
starter-again = Start over
starter-text = Your draft is kept until you save another one.
starter-take = Take the starting code
script-failed = The service didn't answer. Your code is still here: try again.
script-signed-out = You are no longer signed in: your code is kept, sign in to go on.

result = Result
result-queued = { $n ->
    [0] Your code is waiting: its turn comes soon.
    [one] Your code is waiting: one other is before it.
   *[other] Your code is waiting: { $n } others are before it.
}
result-waiting = Your code is waiting for its turn…
result-grading = Being graded…
result-cancel = Cancel
result-cancelled = You cancelled this submission before it was graded. It doesn't count as a try.
result-again = Refresh
result-was = Re-graded on { $time }; it was { $points }.
result-full = Everything is right.
result-partly = { $passed } of { $checks } checks passed.
result-hidden-left = Only hidden checks are left, whose data are drawn for each attempt. The exercise counts for a level once they pass, too.
result-stopped = Your code could not be checked.
result-set-aside = We could not grade this code.
result-line = Line { $n }:
check-passed = Passed
check-failed = To mend
check-broken = Out of order
check-not-run = Not run
check-is-hidden = This check doesn't show its data.
difference = Differences
difference-summary = See { $shown } differences of { $total }
difference-place = Where
difference-expected = Expected
difference-got = Got
hint = Hint
output = What your program prints
output-errors = On standard error:
output-dropped = The rest is cut off: your program prints more than is kept.

attempts = Your checks
attempt-when = When
attempt-result = Result
attempt-code = Code
attempt-take = Take it up
attempt-download = Download
attempt-changes = Compare with the one before
changes = What changed
changes-back = Back to the exercise “{ $exercise }”
changes-between = Between your code of { $earlier } and that of { $later }.
changes-none = Nothing changed.
changes-instead-too-long = Both are too long to be compared here. Here they are:
changes-instead-too-different = Both are too different to be compared here. Here they are:
changes-code = Your code of { $time }
changes-line = Line
changes-kind = Change
kind-same = unchanged
kind-added = added
kind-removed = removed

journey-empty = You haven't checked any code yet.
journey-begun = { $n ->
    [one] You have worked on one exercise.
   *[other] You have worked on { $n } exercises.
}
scores = Scores by segment
score = Score
score-points = Points
score-rule = An exercise counts for a level once it is solved: every check passes, hidden ones included. Partial points are for practice.
score-needed = Needed
score-exercises = Solved
score-done = { $done } of { $total }
chart = Score by level in “{ $segment }”; the table below gives the values
level-reached = Level { $level } reached
level-none = No level reached yet
next-level = For level { $level }:
next-solved = { $solved } of { $total } exercises solved.
next-missing = Solve more of them, worth { $points } points.
next-exercises = { $n ->
    [one] One exercise is left to solve
   *[other] { $n } exercises are left to solve
}
certificates = Certificates
certificates-none = A level that you reach gives a certificate. It will appear here.
certificate-ask = Ask for the certificate of level { $level }
certificate-title = { $segment }, level { $level }
certificate-issued = Issued on { $time }
certificate-files = Files:
certificate-bundle = offline bundle
certificate-linkedin = Add to LinkedIn
status-active = valid
status-suspended = suspended
status-revoked = revoked
status-reinstated = reinstated
name-is-shown = Your name is shown to everybody on the certificate's page.
name-is-hidden = Your name isn't shown on the certificate's page.
name-show = Show it to everybody
name-hide = Hide it
links = { $n ->
    [0] Share links
    [one] Share links (1)
   *[other] Share links ({ $n })
}
links-text = Whoever has a share link sees your name and can read the transcript of the exercises.
link-days = For how many days
link-make = Make a link
link-made = Your link. Copy it: it won't be shown again.
link-since = made on { $time }
link-until = until { $time }
link-withdraw = Withdraw
link-withdrawn = withdrawn
archive = Download everything (ZIP: certificates, code, records)
signed-in-as = Signed in as { $name }.

account = My account
account-display-name = Name on certificates
account-email = E-mail address
account-role = Role
role-agent = agent
role-trainer = trainer
role-administrator = administrator
password-old = Current password
password-new = New password
password-rule = At least { $n } characters. A sentence does very well.
password-change = Change the password
password-ends = Changing the password signs you out everywhere else and withdraws all your access tokens.
confirm-password = Your password
confirm-rule = Asked for when you signed in more than ten minutes ago: a token outlasts a session.
confirm-provider-text = You signed in more than ten minutes ago. Identify yourself with { $provider } again to make a token, choose a password or link an identity.
confirm-provider = Identify yourself with { $provider }
confirm-sign-in = You signed in more than ten minutes ago: sign out and in again to choose a password or make a token.
sessions = Sessions
sessions-text = A shared computer, a doubt? All your sessions end, this one included; your access tokens stay valid.
sessions-end = Sign out everywhere
identities-none = This account is linked with no { $provider } identity.
identities-some = This account opens with { $provider }. Linked identities:
identities-since = linked on { $time }
identities-link = Link with { $provider }
identities-link-text = You will identify yourself with { $provider }: the identity that you show there will open this account from now on.
tokens = Access tokens
tokens-text = For submitting from a notebook, a terminal or a program.
token-made = Your token. Copy it: it won't be shown again.
token-label = What is it for?
token-make = Make a token
token-withdraw = Withdraw
token-withdraw-which = Withdraw the token { $label }
token-used = used on { $time } (to the hour)
token-unused = never used
account-data = My data
erase = Erase my account
erase-text = Your name, your address, your code, your drafts and your links are erased, and so are your certificates' files kept here. Those that you have downloaded still verify. This is for good: download first what you want to keep.
erase-confirm = To confirm, write the account's name: { $name }
erase-do = Erase for good

accessibility-title = Accessibility: not conformant
accessibility-state = These pages haven't been audited against the RGAA yet: so they are declared not conformant, whatever their state.
accessibility-done = What is done
accessibility-done-text = Everything works without JavaScript and by keyboard; each page is checked at each version by an automatic tool (axe-core), in French and English, light and dark, on small and large screens. Results are told in words, never by colour alone.
accessibility-missing = What is missing
accessibility-missing-text = An audit by a person, and trials with screen readers.
accessibility-contact = Contact
accessibility-contact-text = If a page is out of your reach, tell whoever runs this service. Without a satisfying answer, you can turn to the
problem-text = Answers of type /problems/{ $slug } have the HTTP status { $status }. Their member “detail” says what happened, “hint” what to do about it.

verify-checked = Verified on { $time }.
verify-unknown = No certificate “{ $id }” was issued here. If you have its file, hand it in below.
verify-erased = This certificate was issued here; its holder has since had their account erased, and we no longer have the file. The one that the holder kept still verifies: hand it in below.
verify-no-file = Choose a file first.
verify-bad-email = The e-mail address is malformed: it looks like name@example.org.
verify-link-withdrawn = The share link has expired or was withdrawn: the holder's name isn't shown.
verify-certificate = The certificate
verify-picture = Picture of the certificate; its content follows
verify-title = Title
verify-holder = Holder
verify-holder-hidden = not shown; the holder can give a link that shows their name
verify-issuer = Issuer, from our own registry
verify-issuer-unknown = unknown
verify-awarded = Awarded
verify-issued = Issued
verify-until = Valid until
verify-attests = What it attests
verify-steps = The eleven checks
verify-hand-in = Hand in a file
verify-file = Certificate (JSON, PDF, PNG, SVG or offline bundle; 8 MiB at most)
verify-email = The holder's e-mail address (optional: checks that the certificate is theirs)
verify-do = Verify
verify-nothing-kept = Nothing that you hand in is kept.
verify-without-us = Verify without us
answer-passed = yes, verified
answer-failed = no, refused
answer-not_checked = not checked
answer-unknown = unknown
criteria = Criteria
achievement-version = Version { $version }, published by { $issuer }; a published version never changes. Its text is in French.
achievement-required = Required score: { $percent } %
alignments = Alignments

api-title = The Spyrales API
api-text = This page is the readable form of an OpenAPI 3.1 document. Answers are French, or English with “Accept-Language: en”; errors are application/problem+json (RFC 9457).
api-addresses = Addresses
api-with-token = with a token
api-parameters = Parameters
api-name = Name
api-place = Where
api-required = Required
api-description = Description
api-body = Body:
api-answers = Answers
api-status = Status
yes = yes
no = no

do-run = Run
run = Run
run-cancelled = Run cancelled.
run-going = Running…
run-done = Your code ran.
run-stopped = Your code stopped.
run-not-graded = Nothing was checked, and it doesn't count as a check.
run-silent = It prints nothing: add a print, or look at its variables.
run-figure = Figure { $n }, drawn by your program
run-not-drawn = It is too large to be drawn here, and is checked all the same.
run-variables = { $n ->
    [one] One variable
   *[other] { $n } variables
}
run-variables-table = Variables
run-name = Name
run-class = Type
run-value = Shape or value

nav-path = My path
path-goal = I want to be able to…
path-choose = Choose a goal
path-language = Preferably in
path-show = Show the path
path-steps = The steps
placement = Skip what you know already
placement-text = Try this exercise: if you succeed, the steps that lead to it are skipped. { $asked } exercises tried on this path, { $most } at most.
placement-sign-in = Sign in, and a few exercises will show what you know already.
placement-done = Nothing is left to guess: begin at the first open step.
step-reached = Reached
step-shown = Known already
step-open = To do
step-empty = No exercise yet

elsewhere = Work elsewhere
elsewhere-text = The folder holds the statement, the data, the code to begin with and a small program that hands your answer in, with a token of your account's page. Nothing that happens elsewhere counts before it is handed in here.
elsewhere-onyxia = Open in Onyxia
elsewhere-folder = Download the folder (tar)

counted = What was done to earn it
counted-text = Each record can be graded again, to the bit, with “spyrales replay”: its holder has the code.
counted-exercise = Exercise
counted-graded = Graded on, with
counted-record = Digest of the record

token-scope = What is it good for?
scope-submit = reading and handing answers in
scope-read = reading only
scope-all = all that you may do
hint-open = See the hint

question-document = Is the file readable, with no duplicate that hides something else?
question-shape = Is it a certificate of this very form, with nothing added?
question-proofs = Does it carry the two signatures that are expected?
question-issuer = Was the key that signed it the issuer's, at that date?
question-signatures = Is it as it was signed, to the letter?
question-validity = Is it within its period of validity?
question-status = Is it neither revoked nor suspended?
question-log = Is it written in the public log?
question-evidence = Is the transcript of exercises the certificate's own?
question-recipient = Is it of the person whom you name?
question-registry = Is the issuer's name the one in your registry?

nav-training = Training
nav-admin = Administration
search-do = Search
list-more = More of the list
admin-queue = Queue
admin-queue-text = What the graders have before them, and what they have done since the service started.
admin-queue-caption = Gradings
admin-what = What
admin-count = Count
admin-metrics = The same numbers for a monitoring tool (OpenMetrics)
count-queued = Submissions that wait
count-leased = Submissions being graded
count-graded = Submissions graded
count-regraded = Submissions graded once more, for re-grades
count-retried = Gradings tried again
count-set-aside = Submissions set aside, as they couldn't be graded
count-workers-lost = Graders that ended in the middle of a grading

admin-users = Accounts
users-search = Name, displayed name or address
users-none = No account matches.
user-since = Since
user-new = New account
user-new-text = The password is shown once: pass it on to the person, who changes it on their account's page.
user-name-rule = 1 to 64 characters: letters without accents, digits, dot, hyphen, underscore.
user-make = Make the account
user-made = The account { $name } is made.
user-error-name = That account name won't do: 1 to 64 characters, letters without accents, digits, dot, hyphen, underscore.
user-error-display-name = The displayed name has 1 to 200 characters; certificates carry it.
user-error-email = That is no e-mail address; certificates are bound to it.
user-error-taken = That account name is taken: choose another.
password-made = Password, shown this once
user-role-own = This is your account: only somebody else can change its role.
user-role-new = New role
user-role-change = Change the role
user-password-text = A new password takes the old one's place, ends all the person's sessions and withdraws their access tokens.
user-password-none = This account has no password.
user-password-new = Make a new password
user-state = State of the account
user-erased = This account was erased: nothing of its person is kept here.
user-closed = This account is closed: nobody signs in to it, and its tokens open nothing. Its certificates stay valid.
user-reopen = Open the account again
user-close = Close the account
user-close-text = The account is open. Once closed, it lets nobody in: its sessions end, its tokens open nothing. It can be opened again, and its certificates stay valid.
user-close-own = This is your account: only somebody else can close it.
user-sessions-text = All the person's sessions end; they can sign in again.
user-sessions-end = Sign out everywhere
user-tokens-none = This account has no access token.
user-erase = Erase the account
user-erase-text = As if its person did it: their name, address, code and what it printed, drafts and the files of their certificates kept here are erased. This can't be undone, and goes on record. Where it is for a time, close the account instead.
users-closed = closed
user-identities = Identities that open this account
user-identities-none = No identity of a provider opens this account.
user-identities-text = An identity that is unlinked opens the account no longer, and all sessions of the person end.
user-unlink = Unlink
user-unlink-which = Unlink the identity { $subject }
user-linked = Linked on { $time }
user-certificates-none = No certificate was issued to this account.
user-certificates = { $n ->
    [one] See its certificate
   *[other] See its { $n } certificates
}

certificates-search = Id, certificate's address or account name
certificates-not-found = No certificate has that id, and no account of that name has one.
certificate-status = Status
certificate-holder = Holder
certificate-id = Id
certificate-when = Issued
certificate-events = What was done to it
certificate-events-of = What was done to certificate { $id }
certificate-reason = Reason
certificate-reason-new = Reason of the change
certificate-reason-text = The holder will read it. Revoking is for good; while a doubt may be lifted, suspend.
certificate-for-good = This certificate is revoked, which can't be taken back.
do-suspended = Suspend
do-revoked = Revoke for good
do-reinstated = Reinstate

keys-text = Keys are changed on the service's machine, with the command `spyrales issuer`.
keys-issuer = Issuer
keys-key = Public key
keys-standing = State
keys-retired = Retired
keys-compromised = Compromised
key-in-use = in use
key-retired = retired
key-compromised = compromised

admin-organisations = Organisations
organisations-text = Who employs people: a ministry, a town, a hospital. Where the identity provider states a SIRET, a person is put here by itself at each sign-in.
organisations-search = Name or SIRET
organisations-empty = There is no organisation yet: make one below, or let the identity provider name them.
organisations-none = No organisation matches.
organisation = Organisation
organisation-name = Name of the organisation
organisation-members = Members
organisation-more-sirets = { $n ->
    [one] and another one
   *[other] and { $n } others
}
organisation-new = New organisation
organisation-make = Make the organisation
organisation-siret-rule = Optional: 14 digits, one number on a line. An organisation may have several establishments; an establishment is in one only.
organisation-error-name = This name won't do: it has 1 to 200 characters.
organisation-error-siret = “{ $text }” is no SIRET: it takes the 14 digits, as 130 025 265 00013. Nothing was stored.
organisation-error-check-digit = The SIRET “{ $text }” was mistyped: its check digit is wrong. Compare it with that of the Annuaire des entreprises. Nothing was stored.
organisation-error-name-taken = This name is taken; nothing was stored. See:
organisation-error-siret-taken = The SIRET { $text } is another organisation's; nothing was stored. See:
organisation-error-unknown = No organisation is called “{ $text }” or has this SIRET. Choose among those suggested, or make it first. Nothing was stored.
organisation-error-itself = “{ $text }” is this very organisation: name the one that takes it in. Nothing was stored.
organisation-error-has-members = This organisation has members ({ $text }): choose the one that takes them in. Nothing was removed.
organisation-headcount = Headcount
organisation-active = Active in the last { $n } days (handed in at least one answer)
organisation-certified = Holders of a certificate in force
organisation-few = fewer than { $n }
organisation-headcount-text = A number below { $n } isn't told: it would say too much of one person. An agent's results are their own; their organisation doesn't see them.
organisation-change = Change
organisation-change-do = Save
organisation-remove = Remove or merge
organisation-remove-text = Merged into another one, it gives it its members and SIRET numbers. Without members, it can be removed.
organisation-into = Merge into
organisation-into-rule = Its name or one of its SIRET numbers. Leave empty to remove.
organisation-remove-do = Remove this organisation
organisation-sees = It sees nothing of your results.
users-of = Members of
users-all = See all accounts
membership-none = This person is in no organisation.
membership-administrator = Put there by the administration on { $time }.
membership-provider = Stated by the identity provider since { $time }, at each sign-in.
membership-new = New organisation
membership-rule = Its name or one of its SIRET numbers. Leave empty for none.
membership-change = Change the organisation

admin-acts = Record of acts
acts-text = All that trainers and administrators did. Nothing in it is ever changed or removed.
acts-none = No act is on record yet.
act-actor = By
act-subject = On
act-detail = Detail
audit-account-made = Account made
audit-account-closed = Account closed
audit-account-reopened = Account opened again
audit-account-erased = Account erased
audit-sessions-ended = Person signed out everywhere
audit-token-withdrawn = Access token withdrawn
audit-password-reset = Password replaced
audit-role-changed = Role changed
audit-certificate-revoked = Certificate revoked
audit-certificate-suspended = Certificate suspended
audit-certificate-reinstated = Certificate reinstated
audit-draft-uploaded = Draft uploaded
audit-draft-discarded = Draft discarded
audit-version-published = Version published
audit-version-retired = Version retired
audit-version-restored = Version restored
audit-report-answered = Report answered
audit-identity-linked = Identity linked
audit-identity-unlinked = Identity unlinked
audit-key-rotated = Signing key changed
audit-key-compromised = Key declared compromised
audit-regrade-started = Re-grade started
audit-regrade-applied = Re-grade applied
audit-regrade-discarded = Re-grade discarded
audit-organisation-made = Organisation made
audit-organisation-changed = Organisation changed
audit-organisation-removed = Organisation removed
audit-member-placed = A person's organisation changed

training-packs = Packs
training-reports = Reports
pack-versions = { $n ->
    [one] one version
   *[other] { $n } versions
}
pack-current = version { $version }
pack-retired = retired
pack-id = Id
pack-version = Version
pack-licence = Licence
pack-authors = Authors
pack-digest = Digest
drafts = Drafts
drafts-none = No draft. Upload a pack to make one.
draft-uploaded = by { $author }, { $time }
draft-since = Uploaded
draft-next = What comes next
draft-publish-text = A published version never changes and becomes the one that learners see. Uploading the same version again replaces this draft.
draft-publish = Publish this version
draft-discard = Discard this draft
draft-not-highest = Version { $highest } is published already: raise the version in pack.toml above it, and upload again.
version-draft = draft
upload = Upload a pack
upload-file = ZIP file of the pack's folder
upload-help = At most { $largest } MiB and { $files } files. Nothing is published: you see first what would have to be mended, then the draft.
upload-do = Upload and check
upload-refused = A pack to be mended
upload-faults = { $count } error(s) in { $file }; nothing was kept.
upload-again = Upload again
upload-fault-archive = this file is no ZIP archive
upload-remedy-archive = make a ZIP archive of the folder that holds pack.toml, and upload that
upload-fault-entries = the archive has far more entries than a pack
upload-remedy-entries = put nothing but the pack's folder into the archive
upload-fault-same-name = two entries of the archive have the same name
upload-remedy-same-name = make the archive again: each file must be in it only once
upload-fault-link = this entry is a link
upload-remedy-link = put the file itself into the archive
upload-fault-unreadable = this entry can't be read: it is damaged, encrypted, or compressed otherwise than with "deflate"
upload-remedy-unreadable = make the archive again, without a password
upload-fault-published = this version is published already, with other files or the same
upload-remedy-published = a published version never changes: raise "version" in pack.toml
fault-line = line { $n }
fault-column = column { $n }
fault-remedy = What to do:
wrong-answers = { $n ->
    [one] one known wrong answer
   *[other] { $n } known wrong answers
}
preview-draft = Preview of a draft, as a learner will see the exercise. Values that are drawn for each person are those of one variant here.
preview-starter = Starter code
preview-trainer = For trainers only
preview-solution = Reference solution
preview-fails = must fail: { $checks }
versions = Versions
versions-text = A published version never changes. Once retired it is no longer offered, and the highest of the others takes its place; records and certificates that refer to it stay good.
version-state = State
version-published = Published
version-do = Action
version-is-current = offered
version-is-earlier = earlier
version-is-retired = retired
version-retire = Retire
version-retire-which = Retire version { $version }
version-restore = Restore
version-restore-which = Restore version { $version }

statistics-per-exercise = Statistics per exercise
statistics-exercise = See the exercise
statistics-all-versions = All
statistics-who = Only learners' graded submissions count, the latest 20,000 at most: trainers and administrators try things out.
statistics-none = Nobody has submitted to this exercise yet.
percent = { $number }%
percent-range = { $from } to less than { $to }%
stat-attempts = Submissions
stat-people = People
stat-solved = Pass rate
stat-facility = Facility
stat-facility-text = mean share of the points in best results
stat-discrimination = Discrimination
discrimination-against = against the rest of the pack: the exercise measures something else, or a check is wrong
discrimination-poor = poor: the exercise hardly tells people apart
discrimination-fair = fair
discrimination-good = good: who does well on the rest of the pack does well here
discrimination-none = It can't be computed yet: that takes { $n } people who tried other exercises of the pack, with results that differ.
stat-time = Time to solve
stat-time-text = median, from the first submission to the first with every point
duration-short = less than a minute
duration-minutes = { $n } min
duration-hours = { $n } h
duration-days = { $n } days
distribution = Distribution of results
distribution-chart = Histogram of people by the share of points earned; the same numbers are in the table that follows.
distribution-table = The numbers as a table
distribution-share = Share of points
failures = Checks that fail most
failures-none = Nothing failed.
failures-check = Check
failures-share = Share failed
failures-failed = Failed
failures-hinted = Hint opened
failures-run = Run
wrong-outcomes = Most frequent errors
outcome-said = What was said first
outcome-checks = Checks not passed
outcome-no-check = No check was run

report-problem = Report a problem
report-category = What is it about?
report-category-statement = The statement is wrong or unclear
report-category-checks = A check refuses what is right, or explains badly
report-category-data = The data are wrong or can't be read
report-category-display = The page doesn't work, or isn't accessible
report-category-other = Something else
report-text = What is wrong
report-help = The answer will be on your page "My progress". Your name isn't shown.
report-send = Send the report
report-waits = No answer yet.
report-replied = Answer of { $author }, { $time }
report-answer = Answer
report-answer-send = Send the answer
reports-open = To be answered
reports-none = No report waits for an answer.
reports-answered = Answered
my-reports = My reports

trials = Answers that come with the pack
trials-text = The reference solution must earn every point, the starter must not, each wrong answer must fail exactly where it says, and two gradings must give the same record. The graders see to it when no learner waits.
trials-good = All is well: { $n } answers, graded twice each.
trials-faults = { $n ->
    [one] One answer to mend.
   *[other] { $n } answers to mend.
}
trials-going = { $tried } of { $total } answers graded.
trials-do = Grade these answers
trials-again = Grade these answers again
trial-file = File
trial-good = as expected
trial-fault = to mend

regrade = Re-grade submissions
regrade-which = Re-grade submissions of version { $version }
regrades = Re-grades
regrade-what = “{ $pack }”, submissions handed in under version { $version }.
regrade-text = After mending a check in a higher published version, you may re-grade what was handed in under this one: you will first see whose score and level would change, then apply it or not.
regrade-is-open = A re-grade of this version is open: apply it or discard it before you start another one.
regrade-see = See it
regrade-nothing-handed-in = Nothing that was handed in under this version has been graded.
regrade-corrected = Corrected version
regrade-no-later = No higher version is published: you may neutralise exercises, or publish a corrected version first.
regrade-by-version = Grade by version
regrade-compare = Compare
regrade-exercises-by = Exercises, compared with version { $version }
regrade-exercise = Exercise
regrade-submissions = { $n ->
    [one] one submission
   *[other] { $n } submissions
}
regrade-people = { $n ->
    [one] one person
   *[other] { $n } people
}
regrade-changed-same = Nothing that a grade depends on.
regrade-changed-checks = Only what learners don't see: checks, hidden files, solution, limits.
regrade-changed-task = Also the statement, the data or what is asked for: the submissions answer another question. Neutralising is often fairer.
regrade-changed-gone = The exercise is gone, or in another language: submissions can't be graded by it.
regrade-do = What to do
regrade-do-with = What to do with the exercise { $exercise }
regrade-do-nothing = Change nothing
regrade-do-grade = Grade once more
regrade-do-neutralise = Neutralise
regrade-neutralise-text = A neutralised exercise is taken out of the total of those who handed it in, unless its points are to their advantage: it counts against nobody.
regrade-reason = Reason
regrade-reason-help = Learners whose score changes will read it.
regrade-start = See what would change
regrade-start-text = Nothing changes yet: submissions are graded beside, when no learner waits.
regrade-error-exercises = Choose what to do with one exercise at least.
regrade-error-reason = Give the reason, 1 to 1,000 characters: learners will read it.
regrade-going = Submissions graded once more: { $done } of { $total }. You may leave this page.
regrade-progress = Progress
regrade-is-ready = All is graded once more. Nothing has changed for anybody yet: decide below.
regrade-is-applied = This re-grade is applied. Those concerned are told, and the earlier grades stay on record.
regrade-is-discarded = This re-grade is discarded: nothing has changed for anybody.
regrade-state-going = under way
regrade-state-ready = to be decided
regrade-state-applied = applied
regrade-state-discarded = discarded
regrade-handed-in-under = Handed in under
regrade-started = Started
regrade-by = by { $author }, on { $time }
regrade-ended-applied = Applied
regrade-ended-discarded = Discarded
regrade-lowering = Lower results
regrade-lowering-no = Without lowering any grade
regrade-lowering-yes = Lowering grades, too
regrade-failed = { $n ->
    [one] One submission could not be graded once more: it keeps the grade that it had.
   *[other] { $n } submissions could not be graded once more: they keep the grade that they had.
}
regrade-raised = Gain
regrade-lowered = Lose
regrade-same = Unchanged
regrade-would-change = Who would be concerned
regrade-has-changed = Who was concerned
regrade-gain = { $n ->
    [0] Nobody gains.
    [one] One person gains.
   *[other] { $n } people gain.
}
regrade-lose = { $n ->
    [0] Nobody loses.
    [one] One person loses.
   *[other] { $n } people lose.
}
regrade-untouched = { $n ->
    [0] Nobody else is concerned.
    [one] For one other, nothing changes.
   *[other] For { $n } others, nothing changes.
}
regrade-nobody = No result changes.
regrade-listed = The first { $listed } of { $total } people, those who lose first.
regrade-person = Learner
regrade-direction = Direction
regrade-up = gains
regrade-down = loses
regrade-arrow = { $before } → { $after }
regrade-no-longer-counts = no longer counts against those who handed it in
regrade-scores = Score and level
regrade-score = { $what }: { $change }
regrade-scores-same = Unchanged
regrade-certificate = Certificate issued already, which stays valid:
regrade-apply-text = Applying replaces grades, tells those concerned and is put on record; the earlier grades stay on record. A certificate that was issued is neither taken away nor changed: an administrator can suspend it if need be.
regrade-apply = Apply without lowering any grade
regrade-apply-lowering = Apply, lower grades included
regrade-discard = Discard this re-grade
regraded = Your grade was revised
regraded-why = Reason: { $reason }
regraded-when = Revised on { $time }.
regraded-text = Your scores below take it into account; your certificates stay valid.
regraded-no-longer-counts = no longer counts against you
regraded-read = I have read this
regraded-earlier = Revised grades, read already

libraries = Libraries
libraries-text = Your code can load all of these, without declaring anything. Nothing else can be installed here.
libraries-absent = Not to be had here, for want of a WebAssembly build: pyarrow, duckdb, polars, torch, tensorflow, xgboost. The error message says what serves instead.
libraries-count = { $n ->
    [one] { $n } library
   *[other] { $n } libraries
}
libraries-here = Libraries that there are, and their versions
libraries-api = The same list for a program
library-name = Name
library-version = Version
