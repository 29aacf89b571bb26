# Les mots des pages. Mêmes clés, mêmes variables que en.ftl ; un test le vérifie.

skip = Aller au contenu
nav-main = Navigation principale
nav-exercises = Exercices
nav-journey = Mon parcours
nav-verify = Vérifier un certificat
breadcrumb = Fil d'Ariane
home = Accueil
sign-in = Se connecter
sign-out = Se déconnecter
footer-accessibility = Accessibilité : non conforme
footer-api = API
footer-keys = Clés de l'émetteur
footer-log = Journal public

home-title = La science des données s'apprend en la pratiquant
home-lead = Des exercices en Python et en R sur de vraies données publiques, corrigés aussitôt, avec l'explication de ce qui ne va pas. Chaque palier atteint donne un certificat qui est à vous, et que tout employeur peut vérifier.
home-start = Choisir un exercice
home-go-on = Reprendre
home-begin = Pour commencer
home-all = Voir les { $n } exercices
home-all-done = Vous avez tous les points de tous les exercices. Bravo !
home-how = Comment cela marche
home-practise = Pratiquer
home-practise-text = Écrivez votre code dans la page, vérifiez-le autant de fois qu'il le faut : la correction vient en une fraction de seconde.
home-progress = Progresser
home-progress-text = Votre score monte par segment et par palier, et vous voyez en mots ce qui manque pour le suivant.
home-prove = Prouver
home-prove-text = Vos certificats sont signés et à votre nom. Tout employeur les vérifie sans compte, sur cette page ou avec un outil standard :
home-packs = { $n ->
    [one] Une série d'exercices est publiée.
   *[other] { $n } séries d'exercices sont publiées.
}
no-exercise = Aucun exercice n'est publié pour l'instant.

sign-in-name = Nom du compte
sign-in-password = Mot de passe
sign-in-do = Se connecter
sign-in-help = Pas de compte, ou mot de passe perdu ? La personne qui administre ce service peut vous en donner un.
sign-in-your-code = Votre code : il vous attendra comme brouillon
sign-in-provider-code = Par { $provider }, le code ci-dessous ne vous suivrait pas : copiez-le d'abord. Il suit par un compte de ce service.
sign-in-error-wrong = Nom de compte ou mot de passe inconnu.
sign-in-error-too-many = Trop d'essais. Réessayez dans un quart d'heure.
sign-in-error-busy = Trop de mots de passe sont vérifiés en même temps. Réessayez dans quelques secondes.
sign-in-error-ended = Vous n'êtes plus connecté. Connectez-vous de nouveau : votre code est gardé.
sign-in-error-password-too-short = Le nouveau mot de passe est trop court ; rien n'a été changé.
sign-in-error-password-common = Le nouveau mot de passe est de ceux qu'on essaie en premier ; rien n'a été changé. Quelques mots sans lien entre eux conviennent.
sign-in-error-password-personal = Le nouveau mot de passe ne dit guère plus que votre nom ou celui du service ; rien n'a été changé. Quelques mots sans lien entre eux conviennent.
sign-in-error-password-wrong = L'ancien mot de passe n'est pas le bon ; rien n'a été changé.
sign-in-error-token-refused = Un jeton porte un nom de 100 caractères au plus, une des portées proposées, et vaut de 1 à 366 jours.
sign-in-error-erase-refused = Le nom ne correspond pas à celui du compte ; rien n'a été effacé.
sign-in-error-closed = Ce compte est fermé : la personne qui administre le service peut le rouvrir. Ses certificats restent valables.
sign-in-error-confirm-wrong = Ce mot de passe n'est pas celui du compte ; rien n'a été fait.
sign-in-error-confirm-stale = Votre connexion date de plus de dix minutes : connectez-vous de nouveau, puis recommencez. Rien n'a été fait.
sign-in-provider = Se connecter avec { $provider }
sign-in-local = Ou avec un compte de ce service
leave-title = Vous êtes dirigé vers { $provider }
leave-go = Continuer
refusal-title = Pas de connexion avec { $provider }
refusal-said = Réponse de { $provider } : { $said }
refusal-roles = Peuvent se connecter :
refusal-link-title = Pour retrouver votre compte
refusal-link-self = Si vous pouvez encore entrer dans ce compte, connectez-vous-y comme avant, puis reliez-le à { $provider } depuis « Mon compte ».
refusal-link-go = Se connecter à l'ancien compte
refusal-link-administrator = Sinon, demandez à la personne qui administre ce service de le faire, après s'être assurée que c'est bien vous. Donnez-lui cette ligne :
refusal-link-name = NOM-DU-COMPTE
refusal-again = Réessayer avec { $provider }
refusal-local = Se connecter avec un compte de ce service
refused-unavailable = Le service d'identité ne répond pas. Ce n'est pas de votre fait : réessayez dans un instant.
refused-stale = Cette réponse ne correspond à aucune connexion commencée dans ce navigateur, ou elle a expiré (au bout d'un quart d'heure). Recommencez depuis la page de connexion ; les cookies doivent être acceptés.
refused-too-many = Trop d'essais depuis votre réseau. Réessayez dans un quart d'heure.
refused-denied = La connexion a été refusée ou abandonnée. Rien n'a été créé ni modifié ici.
refused-provider = Le service d'identité a répondu par une erreur. Rien n'a été créé ni modifié ici. Si elle se répète, signalez-la à la personne qui administre ce service.
refused-invalid = La réponse du service d'identité n'a pas pu être vérifiée : par prudence, personne n'a été connecté. Si cela se répète, signalez-le à la personne qui administre ce service.
refused-weak = Ce service demande une connexion avec un second facteur (téléphone, carte, clé…). La vôtre n'en avait pas : activez-le auprès de votre administration, puis recommencez.
refused-role = Ce service est destiné aux agents publics, et votre administration n'a pas indiqué que vous en êtes un. Si vous l'êtes, demandez-lui de transmettre votre qualité d'agent ; sinon, un compte de ce service peut vous être ouvert.
refused-no-email = Votre administration n'a pas transmis d'adresse électronique vérifiée, à laquelle vos certificats puissent être liés. Demandez-lui de la transmettre.
refused-email-known = Un compte existe déjà ici avec votre adresse, mais il n'est pas relié à cette identité : vous avez peut-être changé d'administration, ou il a été ouvert à la main. Par prudence, rien n'a été relié.
refused-linked-elsewhere = Cette identité ouvre déjà un autre compte de ce service. Rien n'a été modifié.
refused-link-session = Pour relier un compte, il faut y rester connecté dans ce même navigateur. Rien n'a été modifié.
refused-closed = Votre compte est fermé ici : la personne qui administre le service peut le rouvrir. Vos certificats restent valables.
refused-another-person = L'identité que vous avez montrée n'ouvre pas le compte auquel vous êtes connecté. Rien n'a été fait.
agent-role-agent_public = les agents publics
agent-role-agent_public_etat = les agents de l'État
agent-role-agent_public_territorial = les agents des collectivités
demo-title = Démonstration
demo-text = Ce service tourne avec des comptes de démonstration. Leur mot de passe s'affiche dans le terminal où il a été lancé :

level = Palier { $level }
minutes = { $n } min
points = { $points } points
points-of = { $earned } / { $possible } points
language-name-python = Python
language-name-r = R
language-name-sql = SQL
state-new = À faire
state-begun = Commencé
state-done = Réussi
state-queued = En attente
state-grading = En cours
state-graded = Corrigé
state-set-aside = Non corrigé
state-cancelled = Annulé

filter-segment = Segment
filter-level = Palier
filter-language = Langage
filter-progress = Avancement
filter-all = Tous
filter-do = Filtrer
filter-none = Tout afficher
filter-shown = { $shown } exercices affichés sur { $total }
filter-empty = Aucun exercice ne répond à ces critères.

statement = Énoncé
statement-personal = Les valeurs de cet énoncé sont les vôtres : votre code est corrigé sur elles.
preview = Premières lignes
preview-of = Aperçu de { $name }
preview-rows = { $n ->
    [one] 1 ligne
   *[other] { $n } lignes
}
preview-columns = { $n ->
    [one] 1 colonne
   *[other] { $n } colonnes
}
preview-more = { $n } autres colonnes ne sont pas montrées.
preview-type-text = texte
preview-type-integer = entier
preview-type-number = nombre
preview-type-date = date
download-file = Télécharger { $name }

your-code = Votre code
editor-help = Dans l'éditeur, la touche Tab met en retrait ; pour en sortir au clavier : Échap, puis Tab.
editor-leave = Échap puis Tab pour quitter l'éditeur
do-check = Vérifier
do-save = Enregistrer le brouillon
attempts-left = { $n ->
    [0] Vous avez utilisé toutes vos vérifications d'aujourd'hui ; votre meilleur résultat reste acquis.
    [one] Votre meilleur résultat compte. Il vous reste une vérification aujourd'hui.
   *[other] Votre meilleur résultat compte. Il vous reste { $n } vérifications aujourd'hui.
}
attempts-sign-in = Connectez-vous pour vérifier votre code : il sera gardé.
draft-saved = Brouillon enregistré le { $time }
draft-local = Brouillon gardé dans ce navigateur
draft-conflict = Un autre brouillon a été enregistré le { $time }, depuis une autre fenêtre.
conflict = Deux brouillons
conflict-theirs = Voir l'autre brouillon
conflict-choose = Le vôtre est dans l'éditeur : enregistrez-le pour le garder.
conflict-take-theirs = Prendre plutôt l'autre
starter-again = Repartir de zéro
starter-text = Votre brouillon reste gardé tant que vous n'en enregistrez pas un autre.
starter-take = Reprendre le code de départ
script-failed = Le service n'a pas répondu. Votre code est toujours là : réessayez.
script-signed-out = Vous n'êtes plus connecté : votre code est gardé, connectez-vous pour continuer.

result = Résultat
result-queued = { $n ->
    [0] Votre code attend : c'est bientôt son tour.
    [one] Votre code attend : un autre est devant.
   *[other] Votre code attend : { $n } autres sont devant.
}
result-waiting = Votre code attend son tour…
result-grading = Correction en cours…
result-cancel = Annuler
result-cancelled = Vous avez annulé cette soumission avant sa correction. Elle ne compte pas comme un essai.
result-again = Actualiser
result-was = Re-noté le { $time } ; c'était { $points }.
result-full = Tout est juste.
result-partly = { $passed } contrôles réussis sur { $checks }.
result-hidden-left = Il ne manque que des contrôles cachés, dont les données sont tirées pour chaque essai. L'exercice comptera pour un palier quand ils passeront aussi.
result-stopped = Votre code n'a pas pu être vérifié.
result-set-aside = Nous n'avons pas pu corriger ce code.
result-line = Ligne { $n } :
check-passed = Réussi
check-failed = À revoir
check-broken = En panne
check-not-run = Non lancé
check-is-hidden = Ce contrôle ne montre pas ses données.
difference = Différences
difference-summary = Voir { $shown } différences sur { $total }
difference-place = Où
difference-expected = Attendu
difference-got = Obtenu
hint = Indice
output = Ce que votre programme affiche
output-errors = Sur la sortie d'erreur :
output-dropped = La suite est coupée : votre programme affiche plus que ce qui est gardé.

attempts = Vos vérifications
attempt-when = Quand
attempt-result = Résultat
attempt-code = Code
attempt-take = Reprendre
attempt-download = Télécharger
attempt-changes = Comparer à la précédente
changes = Ce qui a changé
changes-back = Retour à l'exercice « { $exercise } »
changes-between = Entre votre code du { $earlier } et celui du { $later }.
changes-none = Rien n'a changé.
changes-instead-too-long = Ces deux codes sont trop longs pour être comparés ici. Les voici tous les deux :
changes-instead-too-different = Ces deux codes sont trop différents pour être comparés ici. Les voici tous les deux :
changes-code = Votre code du { $time }
changes-line = Ligne
changes-kind = Changement
kind-same = inchangé
kind-added = ajouté
kind-removed = supprimé

journey-empty = Vous n'avez pas encore vérifié de code.
journey-begun = { $n ->
    [one] Vous avez travaillé un exercice.
   *[other] Vous avez travaillé { $n } exercices.
}
scores = Scores par segment
score = Score
score-points = Points
score-rule = Un exercice compte pour un palier quand il est réussi : tous ses contrôles passent, contrôles cachés compris. Les points partiels servent à progresser.
score-needed = Requis
score-exercises = Réussis
score-done = { $done } sur { $total }
chart = Score par palier en « { $segment } » ; le tableau qui suit donne les valeurs
level-reached = Palier { $level } atteint
level-none = Aucun palier atteint pour l'instant
next-level = Pour le palier { $level } :
next-solved = { $solved } exercices réussis sur { $total }.
next-missing = Il faut encore en réussir pour { $points } points.
next-exercises = { $n ->
    [one] Un exercice reste à réussir
   *[other] { $n } exercices restent à réussir
}
certificates = Certificats
certificates-none = Un palier atteint donne un certificat. Il apparaîtra ici.
certificate-ask = Demander le certificat du palier { $level }
certificate-title = { $segment }, palier { $level }
certificate-issued = Délivré le { $time }
certificate-files = Fichiers :
certificate-bundle = lot hors ligne
certificate-linkedin = Ajouter à LinkedIn
status-active = valide
status-suspended = suspendu
status-revoked = révoqué
status-reinstated = rétabli
name-is-shown = Votre nom est visible de tous sur la page du certificat.
name-is-hidden = Votre nom n'est pas montré sur la page du certificat.
name-show = Le montrer à tous
name-hide = Le cacher
links = { $n ->
    [0] Liens de partage
    [one] Liens de partage (1)
   *[other] Liens de partage ({ $n })
}
links-text = Qui a un lien de partage voit votre nom et peut lire le relevé des exercices.
link-days = Durée, en jours
link-make = Créer un lien
link-made = Votre lien. Copiez-le : il ne sera plus affiché.
link-since = créé le { $time }
link-until = jusqu'au { $time }
link-withdraw = Retirer
link-withdrawn = retiré
archive = Tout télécharger (ZIP : certificats, codes, relevés)
signed-in-as = Connecté comme { $name }.

account = Mon compte
account-display-name = Nom sur les certificats
account-email = Adresse électronique
account-role = Rôle
role-agent = agent
role-trainer = formateur
role-administrator = administrateur
password-old = Mot de passe actuel
password-new = Nouveau mot de passe
password-rule = { $n } caractères au moins. Une phrase convient très bien.
password-change = Changer le mot de passe
password-ends = Changer de mot de passe vous déconnecte partout ailleurs et retire tous vos jetons d'accès.
confirm-password = Votre mot de passe
confirm-rule = Demandé quand votre connexion date de plus de dix minutes : un jeton dure plus longtemps qu'elle.
confirm-provider-text = Votre connexion date de plus de dix minutes. Identifiez-vous de nouveau auprès de { $provider } pour créer un jeton, choisir un mot de passe ou relier une identité.
confirm-provider = S'identifier avec { $provider }
confirm-sign-in = Votre connexion date de plus de dix minutes : déconnectez-vous, puis reconnectez-vous pour choisir un mot de passe ou créer un jeton.
sessions = Sessions
sessions-text = Un ordinateur partagé, un doute ? Toutes vos sessions se ferment, celle-ci comprise ; vos jetons d'accès restent valables.
sessions-end = Se déconnecter partout
identities-none = Ce compte n'est relié à aucune identité { $provider }.
identities-some = Ce compte s'ouvre avec { $provider }. Identités reliées :
identities-since = reliée le { $time }
identities-link = Relier à { $provider }
identities-link-text = Vous allez vous identifier auprès de { $provider } : l'identité que vous y montrerez ouvrira désormais ce compte.
tokens = Jetons d'accès
tokens-text = Pour soumettre depuis un notebook, un terminal ou un programme.
token-made = Votre jeton. Copiez-le : il ne sera plus affiché.
token-label = À quoi sert-il ?
token-make = Créer un jeton
token-withdraw = Retirer
token-withdraw-which = Retirer le jeton { $label }
token-used = utilisé le { $time } (à l'heure près)
token-unused = jamais utilisé
account-data = Mes données
erase = Effacer mon compte
erase-text = Votre nom, votre adresse, votre code, vos brouillons et vos liens sont effacés, ainsi que les fichiers de vos certificats conservés ici. Ceux que vous avez téléchargés se vérifient toujours. C'est définitif : téléchargez d'abord ce que vous voulez garder.
erase-confirm = Pour confirmer, écrivez le nom du compte : { $name }
erase-do = Effacer définitivement

accessibility-title = Accessibilité : non conforme
accessibility-state = Ces pages n'ont pas encore été auditées d'après le RGAA : elles sont donc déclarées non conformes, quel que soit leur état.
accessibility-done = Ce qui est fait
accessibility-done-text = Tout fonctionne sans JavaScript et au clavier ; chaque page est contrôlée à chaque version par un outil automatique (axe-core), en français et en anglais, en clair et en sombre, sur petit et grand écran. Les résultats sont dits en mots, jamais par la couleur seule.
accessibility-missing = Ce qui manque
accessibility-missing-text = Un audit par une personne, et des essais avec des lecteurs d'écran.
accessibility-contact = Contact
accessibility-contact-text = Si une page vous est inaccessible, dites-le à la personne qui administre ce service. Sans réponse satisfaisante, vous pouvez saisir le
problem-text = Les réponses de type /problems/{ $slug } portent le statut HTTP { $status }. Leur membre « detail » dit ce qui s'est passé, « hint » ce qu'il convient de faire.

verify-checked = Vérifié le { $time }.
verify-unknown = Aucun certificat « { $id } » n'a été délivré ici. Si vous en avez le fichier, déposez-le ci-dessous.
verify-erased = Ce certificat a bien été délivré ici ; son titulaire a depuis fait effacer son compte, et nous n'en avons plus le fichier. Celui que le titulaire a gardé se vérifie toujours : déposez-le ci-dessous.
verify-no-file = Choisissez d'abord un fichier.
verify-bad-email = L'adresse électronique est mal écrite : elle a la forme nom@exemple.fr.
verify-link-withdrawn = Le lien de partage est expiré ou a été retiré : le nom du titulaire n'est pas affiché.
verify-certificate = Le certificat
verify-picture = Image du certificat, dont le contenu est repris ci-dessous
verify-title = Intitulé
verify-holder = Titulaire
verify-holder-hidden = non affiché ; le titulaire peut donner un lien qui montre son nom
verify-issuer = Émetteur, d'après notre registre
verify-issuer-unknown = inconnu
verify-awarded = Obtenu le
verify-issued = Délivré le
verify-until = Valable jusqu'au
verify-attests = Ce qu'il atteste
verify-steps = Les onze contrôles
verify-hand-in = Déposer un fichier
verify-file = Certificat (JSON, PDF, PNG, SVG ou lot hors ligne ; 8 Mio au plus)
verify-email = Adresse électronique du titulaire (facultatif : vérifie que le certificat est bien le sien)
verify-do = Vérifier
verify-nothing-kept = Rien de ce que vous déposez n'est conservé.
verify-without-us = Vérifier sans nous
answer-passed = oui, vérifié
answer-failed = non, refusé
answer-not_checked = non contrôlé
answer-unknown = inconnu
criteria = Critères
achievement-version = Version { $version }, publiée par { $issuer } ; une version publiée ne change jamais.
achievement-required = Score requis : { $percent } %
alignments = Correspondances

api-title = L'API de Spyrales
api-text = Cette page est la forme lisible d'un document OpenAPI 3.1 (descriptions en anglais). Les réponses sont en français, ou en anglais avec « Accept-Language: en » ; les erreurs sont des application/problem+json (RFC 9457).
api-addresses = Adresses
api-with-token = avec un jeton
api-parameters = Paramètres
api-name = Nom
api-place = Où
api-required = Requis
api-description = Description
api-body = Corps :
api-answers = Réponses
api-status = Statut
yes = oui
no = non

do-run = Exécuter
run = Exécution
run-cancelled = Exécution annulée.
run-going = Exécution en cours…
run-done = Votre code s'est exécuté.
run-stopped = Votre code s'est arrêté.
run-not-graded = Rien n'a été vérifié, et cela ne compte pas comme une vérification.
run-silent = Il n'affiche rien : ajoutez un print, ou regardez ses variables.
run-figure = Figure { $n }, dessinée par votre programme
run-not-drawn = Elle est trop grande pour être dessinée ici, et se vérifie quand même.
run-variables = { $n ->
    [one] Une variable
   *[other] { $n } variables
}
run-variables-table = Variables
run-name = Nom
run-class = Type
run-value = Dimensions ou valeur

nav-path = Mon chemin
path-goal = Je veux savoir…
path-choose = Choisissez un but
path-language = Plutôt en
path-show = Montrer le chemin
path-steps = Les étapes
placement = Sauter ce que vous savez déjà
placement-text = Essayez cet exercice : si vous réussissez, les étapes qui y mènent sont sautées. { $asked } exercices essayés sur ce chemin, { $most } au plus.
placement-sign-in = Connectez-vous, et quelques exercices montreront ce que vous savez déjà.
placement-done = Plus rien à deviner : commencez à la première étape ouverte.
step-reached = Atteint
step-shown = Déjà su
step-open = À faire
step-empty = Pas encore d'exercice

elsewhere = Travailler ailleurs
elsewhere-text = Le dossier contient l'énoncé, les données, le code de départ et un petit programme pour rendre votre réponse avec un jeton de votre page « Mon compte ». Rien de ce qui se passe ailleurs ne compte avant d'être rendu ici.
elsewhere-onyxia = Ouvrir dans Onyxia
elsewhere-folder = Télécharger le dossier (tar)

counted = Ce qui a été fait pour l'obtenir
counted-text = Chaque relevé peut être refait, au bit près, avec « spyrales replay » : son titulaire en détient le code.
counted-exercise = Exercice
counted-graded = Corrigé le, avec
counted-record = Empreinte du relevé

token-scope = Que permet-il ?
scope-submit = lire et rendre des réponses
scope-read = lire seulement
scope-all = tout ce que vous pouvez faire
hint-open = Voir l'indice

question-document = Le fichier est-il lisible, et sans doublon qui cacherait autre chose ?
question-shape = Est-ce bien un certificat de cette forme, sans rien d'ajouté ?
question-proofs = Porte-t-il les deux signatures attendues ?
question-issuer = La clé qui l'a signé était-elle celle de l'émetteur, à cette date ?
question-signatures = Est-il tel qu'il a été signé, à la lettre près ?
question-validity = Est-il dans sa période de validité ?
question-status = N'est-il ni révoqué ni suspendu ?
question-log = Est-il inscrit au journal public ?
question-evidence = Le relevé des exercices est-il celui du certificat ?
question-recipient = Est-il bien à la personne que vous nommez ?
question-registry = Le nom de l'émetteur est-il celui de votre registre ?

nav-training = Formation
nav-admin = Administration
search-do = Chercher
list-more = Suite de la liste
admin-queue = File d'attente
admin-queue-text = Ce que les correcteurs ont devant eux, et ce qu'ils ont fait depuis le démarrage du service.
admin-queue-caption = Corrections
admin-what = Quoi
admin-count = Nombre
admin-metrics = Les mêmes chiffres pour un outil de supervision (OpenMetrics)
count-queued = Soumissions en attente
count-leased = Soumissions en cours de correction
count-graded = Soumissions corrigées
count-regraded = Soumissions corrigées de nouveau, pour des re-notations
count-retried = Corrections recommencées
count-set-aside = Soumissions mises de côté, faute d'avoir pu être corrigées
count-workers-lost = Correcteurs arrêtés en pleine correction

admin-users = Comptes
users-search = Nom, nom affiché ou adresse
users-none = Aucun compte ne correspond.
user-since = Depuis
user-new = Nouveau compte
user-new-text = Le mot de passe ne s'affiche qu'une fois : transmettez-le à la personne, qui en changera sur sa page « Mon compte ».
user-name-rule = De 1 à 64 caractères : lettres sans accent, chiffres, point, trait d'union, tiret bas.
user-make = Créer le compte
user-made = Le compte { $name } est créé.
user-error-name = Ce nom de compte ne convient pas : de 1 à 64 caractères, lettres sans accent, chiffres, point, trait d'union, tiret bas.
user-error-display-name = Le nom affiché compte de 1 à 200 caractères ; les certificats le portent.
user-error-email = Cette adresse électronique n'en est pas une ; les certificats sont liés à elle.
user-error-taken = Ce nom de compte est pris : choisissez-en un autre.
password-made = Mot de passe, affiché cette seule fois
user-role-own = C'est votre compte : seule une autre personne peut en changer le rôle.
user-role-new = Nouveau rôle
user-role-change = Changer le rôle
user-password-text = Un nouveau mot de passe remplace l'ancien, ferme toutes les sessions de la personne et retire ses jetons d'accès.
user-password-none = Ce compte n'a pas de mot de passe.
user-password-new = Faire un nouveau mot de passe
user-state = État du compte
user-erased = Ce compte est effacé : rien de la personne n'est gardé ici.
user-closed = Ce compte est fermé : personne ne s'y connecte, et ses jetons n'ouvrent rien. Ses certificats restent valables.
user-reopen = Rouvrir le compte
user-close = Fermer le compte
user-close-text = Le compte est ouvert. Fermé, il ne laisse plus entrer personne : ses sessions s'arrêtent, ses jetons n'ouvrent plus rien. Il peut être rouvert, et ses certificats restent valables.
user-close-own = C'est votre compte : seule une autre personne peut le fermer.
user-sessions-text = Toutes les sessions de la personne se ferment ; elle peut se reconnecter.
user-sessions-end = Déconnecter partout
user-tokens-none = Ce compte n'a pas de jeton d'accès.
user-erase = Effacer le compte
user-erase-text = Comme si la personne le faisait : son nom, son adresse, son code et ce qu'il a affiché, ses brouillons et les fichiers de ses certificats conservés ici sont effacés. C'est définitif, et inscrit au journal. Pour une mesure provisoire, fermez plutôt le compte.
users-closed = fermé
user-identities = Identités qui ouvrent ce compte
user-identities-none = Aucune identité d'un fournisseur n'ouvre ce compte.
user-identities-text = Déliée, une identité n'ouvre plus le compte, et toutes les sessions de la personne se ferment.
user-unlink = Délier
user-unlink-which = Délier l'identité { $subject }
user-linked = Reliée le { $time }
user-certificates-none = Aucun certificat n'a été délivré à ce compte.
user-certificates = { $n ->
    [one] Voir son certificat
   *[other] Voir ses { $n } certificats
}

certificates-search = Identifiant, adresse du certificat ou nom du compte
certificates-not-found = Aucun certificat n'a cet identifiant, aucun compte de ce nom n'en a.
certificate-status = État
certificate-holder = Titulaire
certificate-id = Identifiant
certificate-when = Délivré
certificate-events = Ce qui lui a été fait
certificate-events-of = Ce qui a été fait au certificat { $id }
certificate-reason = Motif
certificate-reason-new = Motif du changement
certificate-reason-text = Le titulaire le lira. Révoquer est définitif ; tant que le doute peut se lever, suspendez.
certificate-for-good = Ce certificat est révoqué : cela ne se reprend pas.
do-suspended = Suspendre
do-revoked = Révoquer définitivement
do-reinstated = Rétablir

keys-text = Les clés se changent sur la machine du service, avec la commande « spyrales issuer ».
keys-issuer = Émetteur
keys-key = Clé publique
keys-standing = État
keys-retired = Retirée
keys-compromised = Compromise
key-in-use = en service
key-retired = retirée
key-compromised = compromise

admin-organisations = Organisations
organisations-text = Qui emploie les personnes : un ministère, une ville, un hôpital. Quand le fournisseur d'identité transmet un SIRET, la personne est rangée ici d'elle-même à chaque connexion.
organisations-search = Nom ou SIRET
organisations-empty = Il n'y a encore aucune organisation : faites-en une ci-dessous, ou laissez le fournisseur d'identité les nommer.
organisations-none = Aucune organisation ne correspond.
organisation = Organisation
organisation-name = Nom de l'organisation
organisation-members = Membres
organisation-more-sirets = { $n ->
    [one] et un autre
   *[other] et { $n } autres
}
organisation-new = Nouvelle organisation
organisation-make = Créer l'organisation
organisation-siret-rule = Facultatif : 14 chiffres, un numéro par ligne. Une organisation peut réunir plusieurs établissements ; un établissement n'est que dans une.
organisation-error-name = Ce nom ne convient pas : il compte de 1 à 200 caractères.
organisation-error-siret = « { $text } » n'est pas un SIRET : il en faut les 14 chiffres, comme 130 025 265 00013. Rien n'a été enregistré.
organisation-error-check-digit = Le SIRET « { $text } » contient une faute de frappe : sa clé de contrôle est fausse. Comparez-le à celui de l'Annuaire des entreprises. Rien n'a été enregistré.
organisation-error-name-taken = Ce nom est pris ; rien n'a été enregistré. Voyez :
organisation-error-siret-taken = Le SIRET { $text } est déjà celui d'une autre organisation ; rien n'a été enregistré. Voyez :
organisation-error-unknown = Aucune organisation ne s'appelle « { $text } » ni ne porte ce SIRET. Choisissez-la parmi celles qui sont proposées, ou créez-la d'abord. Rien n'a été enregistré.
organisation-error-itself = « { $text } » est cette organisation elle-même : nommez celle qui l'accueille. Rien n'a été enregistré.
organisation-error-has-members = Cette organisation a des membres ({ $text }) : choisissez celle qui les accueille. Rien n'a été supprimé.
organisation-headcount = Effectifs
organisation-active = Actifs depuis { $n } jours (ont remis au moins une réponse)
organisation-certified = Titulaires d'un certificat en cours de validité
organisation-few = moins de { $n }
organisation-headcount-text = Un nombre inférieur à { $n } n'est pas donné : il en dirait trop sur une personne. Les résultats d'un agent sont à lui ; son organisation ne les voit pas.
organisation-change = Modifier
organisation-change-do = Enregistrer
organisation-remove = Supprimer ou réunir
organisation-remove-text = Réunie à une autre, elle lui donne ses membres et ses SIRET. Sans membre, elle peut être supprimée.
organisation-into = Réunir à
organisation-into-rule = Son nom ou l'un de ses SIRET. Laissez vide pour supprimer.
organisation-remove-do = Supprimer cette organisation
organisation-sees = Elle ne voit rien de vos résultats.
users-of = Membres de
users-all = Voir tous les comptes
membership-none = Cette personne n'est dans aucune organisation.
membership-administrator = Rangée le { $time } par l'administration.
membership-provider = Indiquée par le fournisseur d'identité depuis le { $time }, à chaque connexion.
membership-new = Nouvelle organisation
membership-rule = Son nom ou l'un de ses SIRET. Laissez vide pour aucune.
membership-change = Changer l'organisation

admin-acts = Journal des actes
acts-text = Tout ce qu'ont fait les personnes qui forment et qui administrent. Rien ne s'y modifie ni ne s'en efface.
acts-none = Aucun acte n'est consigné pour l'instant.
act-actor = Par
act-subject = Sur
act-detail = Précision
audit-account-made = Compte créé
audit-account-closed = Compte fermé
audit-account-reopened = Compte rouvert
audit-account-erased = Compte effacé
audit-sessions-ended = Personne déconnectée partout
audit-token-withdrawn = Jeton d'accès retiré
audit-password-reset = Mot de passe remplacé
audit-role-changed = Rôle changé
audit-certificate-revoked = Certificat révoqué
audit-certificate-suspended = Certificat suspendu
audit-certificate-reinstated = Certificat rétabli
audit-draft-uploaded = Brouillon téléversé
audit-draft-discarded = Brouillon abandonné
audit-version-published = Version publiée
audit-version-retired = Version retirée
audit-version-restored = Version rétablie
audit-report-answered = Signalement traité
audit-identity-linked = Identité reliée
audit-identity-unlinked = Identité déliée
audit-key-rotated = Clé de signature changée
audit-key-compromised = Clé déclarée compromise
audit-regrade-started = Re-notation lancée
audit-regrade-applied = Re-notation appliquée
audit-regrade-discarded = Re-notation abandonnée
audit-organisation-made = Organisation créée
audit-organisation-changed = Organisation modifiée
audit-organisation-removed = Organisation supprimée
audit-member-placed = Organisation d'une personne changée

training-packs = Séries d'exercices
training-reports = Signalements
pack-versions = { $n ->
    [one] une version
   *[other] { $n } versions
}
pack-current = version { $version }
pack-retired = retirée
pack-id = Identifiant
pack-version = Version
pack-licence = Licence
pack-authors = Auteurs
pack-digest = Empreinte
drafts = Brouillons
drafts-none = Aucun brouillon. Téléversez une série d'exercices pour en faire un.
draft-uploaded = par { $author }, le { $time }
draft-since = Téléversé
draft-next = Et ensuite
draft-publish-text = Une version publiée ne change plus jamais et devient celle que les agents voient. Un nouveau téléversement de la même version remplace ce brouillon.
draft-publish = Publier cette version
draft-discard = Abandonner ce brouillon
draft-not-highest = La version { $highest } est déjà publiée : montez le numéro de version dans pack.toml au-dessus d'elle, et téléversez de nouveau.
version-draft = brouillon
upload = Téléverser une série d'exercices
upload-file = Fichier ZIP du dossier de la série
upload-help = { $largest } Mio et { $files } fichiers au plus. Rien n'est publié : vous verrez d'abord ce qui serait à corriger, puis le brouillon.
upload-do = Téléverser et contrôler
upload-refused = Série d'exercices à corriger
upload-faults = { $count } erreur(s) dans { $file } ; rien n'a été gardé.
upload-again = Téléverser de nouveau
upload-fault-archive = ce fichier n'est pas une archive ZIP
upload-remedy-archive = faites une archive ZIP du dossier qui contient pack.toml, et téléversez-la
upload-fault-entries = l'archive a bien plus d'entrées qu'une série d'exercices
upload-remedy-entries = ne mettez dans l'archive que le dossier de la série
upload-fault-same-name = deux entrées de l'archive portent le même nom
upload-remedy-same-name = refaites l'archive : chaque fichier ne doit y être qu'une fois
upload-fault-link = cette entrée est un lien
upload-remedy-link = mettez le fichier lui-même dans l'archive
upload-fault-unreadable = cette entrée ne peut pas être lue : elle est abîmée, chiffrée, ou comprimée autrement qu'avec « deflate »
upload-remedy-unreadable = refaites l'archive, sans mot de passe
upload-fault-published = cette version est déjà publiée avec d'autres fichiers, ou les mêmes
upload-remedy-published = une version publiée ne change jamais : montez « version » dans pack.toml
fault-line = ligne { $n }
fault-column = colonne { $n }
fault-remedy = Que faire :
wrong-answers = { $n ->
    [one] une mauvaise réponse connue
   *[other] { $n } mauvaises réponses connues
}
preview-draft = Aperçu d'un brouillon, tel qu'un agent verra l'exercice. Les valeurs tirées pour chaque personne sont ici celles d'une variante.
preview-starter = Code de départ
preview-trainer = Pour la formation seulement
preview-solution = Solution de référence
preview-fails = doit échouer à : { $checks }
versions = Versions
versions-text = Une version publiée ne change jamais. Retirée, elle n'est plus proposée, et la plus haute des autres la remplace ; les relevés et les certificats qui s'y rapportent restent valables.
version-state = État
version-published = Publiée
version-do = Action
version-is-current = proposée
version-is-earlier = antérieure
version-is-retired = retirée
version-retire = Retirer
version-retire-which = Retirer la version { $version }
version-restore = Rétablir
version-restore-which = Rétablir la version { $version }

statistics-per-exercise = Statistiques par exercice
statistics-exercise = Voir l'exercice
statistics-all-versions = Toutes
statistics-who = Seules comptent les soumissions corrigées des agents, les 20 000 dernières au plus : la formation et l'administration font des essais.
statistics-none = Personne n'a encore soumis cet exercice.
percent = { $number } %
percent-range = de { $from } à moins de { $to } %
stat-attempts = Soumissions
stat-people = Personnes
stat-solved = Réussite
stat-facility = Facilité
stat-facility-text = part moyenne des points dans les meilleurs résultats
stat-discrimination = Discrimination
discrimination-against = contraire au reste de la série : l'exercice mesure autre chose, ou un contrôle se trompe
discrimination-poor = faible : l'exercice distingue peu
discrimination-fair = correcte
discrimination-good = bonne : qui réussit le reste de la série réussit aussi l'exercice
discrimination-none = Pas encore calculable : il faut { $n } personnes qui ont essayé d'autres exercices de la série, avec des résultats qui diffèrent.
stat-time = Temps pour réussir
stat-time-text = médiane, de la première soumission à la première qui a tous les points
duration-short = moins d'une minute
duration-minutes = { $n } min
duration-hours = { $n } h
duration-days = { $n } jours
distribution = Répartition des résultats
distribution-chart = Histogramme des personnes par part des points obtenus ; les mêmes nombres sont dans le tableau qui suit.
distribution-table = Les nombres en tableau
distribution-share = Part des points
failures = Contrôles qui échouent le plus
failures-none = Rien n'a échoué.
failures-check = Contrôle
failures-share = Part d'échecs
failures-failed = Échecs
failures-run = Lancements
failures-hinted = Indice ouvert
wrong-outcomes = Erreurs les plus fréquentes
outcome-said = Ce qui a été dit d'abord
outcome-checks = Contrôles manqués
outcome-no-check = Aucun contrôle n'a été lancé

report-problem = Signaler un problème
report-category = De quoi s'agit-il ?
report-category-statement = L'énoncé est faux ou peu clair
report-category-checks = Un contrôle refuse ce qui est juste, ou s'explique mal
report-category-data = Les données sont fausses ou ne se lisent pas
report-category-display = La page ne marche pas, ou n'est pas accessible
report-category-other = Autre chose
report-text = Ce qui ne va pas
report-help = La réponse paraîtra sur votre page « Mon parcours ». Votre nom n'est pas montré.
report-send = Envoyer le signalement
report-waits = Pas encore de réponse.
report-replied = Réponse de { $author }, le { $time }
report-answer = Réponse
report-answer-send = Répondre
reports-open = À traiter
reports-none = Aucun signalement n'attend de réponse.
reports-answered = Traités
my-reports = Mes signalements

trials = Réponses fournies avec la série
trials-text = La solution de référence doit obtenir tous les points, le code de départ non, chaque mauvaise réponse échouer exactement où elle l'annonce, et deux corrections donner le même relevé. Les correcteurs s'en chargent quand aucun agent n'attend.
trials-good = Tout est juste : { $n } réponses, corrigées deux fois chacune.
trials-faults = { $n ->
    [one] Une réponse à corriger.
   *[other] { $n } réponses à corriger.
}
trials-going = { $tried } réponses corrigées sur { $total }.
trials-do = Corriger ces réponses
trials-again = Corriger de nouveau ces réponses
trial-file = Fichier
trial-good = comme attendu
trial-fault = à corriger

regrade = Re-noter les copies
regrade-which = Re-noter les copies de la version { $version }
regrades = Re-notations
regrade-what = « { $pack } », copies rendues sous la version { $version }.
regrade-text = Après avoir corrigé un contrôle dans une version publiée plus haute, vous pouvez re-noter les copies rendues sous celle-ci : vous verrez d'abord pour qui la note et le palier changeraient, puis vous appliquerez ou non.
regrade-is-open = Une re-notation de cette version est ouverte : appliquez-la ou abandonnez-la avant d'en lancer une autre.
regrade-see = La voir
regrade-nothing-handed-in = Aucune copie corrigée n'a été rendue sous cette version.
regrade-corrected = Version corrigée
regrade-no-later = Aucune version plus haute n'est publiée : vous pouvez neutraliser des exercices, ou publier d'abord une version corrigée.
regrade-by-version = Corriger avec la version
regrade-compare = Comparer
regrade-exercises-by = Exercices, comparés à la version { $version }
regrade-exercise = Exercice
regrade-submissions = { $n ->
    [one] une copie
   *[other] { $n } copies
}
regrade-people = { $n ->
    [one] une personne
   *[other] { $n } personnes
}
regrade-changed-same = Rien dont une note dépende.
regrade-changed-checks = Seulement ce que les agents ne voient pas : contrôles, fichiers cachés, solution, limites.
regrade-changed-task = Aussi l'énoncé, les données ou ce qui est demandé : les copies répondent à une autre question. Neutraliser est souvent plus juste.
regrade-changed-gone = L'exercice n'y est plus, ou dans un autre langage : les copies ne peuvent pas être corrigées par elle.
regrade-do = Que faire
regrade-do-with = Que faire de l'exercice { $exercise }
regrade-do-nothing = Ne rien changer
regrade-do-grade = Corriger de nouveau
regrade-do-neutralise = Neutraliser
regrade-neutralise-text = Neutralisé, un exercice est retiré du total de qui l'a rendu, sauf si ses points l'avantagent : il ne compte jamais contre personne.
regrade-reason = Motif
regrade-reason-help = Les agents dont la note change le liront.
regrade-start = Voir ce qui changerait
regrade-start-text = Rien ne change encore : les copies sont corrigées à part, quand aucun agent n'attend.
regrade-error-exercises = Choisissez ce qu'il faut faire d'un exercice au moins.
regrade-error-reason = Donnez le motif, de 1 à 1 000 caractères : les agents le liront.
regrade-going = Copies corrigées de nouveau : { $done } sur { $total }. Vous pouvez quitter cette page.
regrade-progress = Avancement
regrade-is-ready = Tout est corrigé de nouveau. Rien n'a encore changé pour personne : décidez ci-dessous.
regrade-is-applied = Cette re-notation est appliquée. Les agents concernés en sont avertis, et les notes précédentes restent consignées.
regrade-is-discarded = Cette re-notation est abandonnée : rien n'a changé pour personne.
regrade-state-going = en cours
regrade-state-ready = à décider
regrade-state-applied = appliquée
regrade-state-discarded = abandonnée
regrade-handed-in-under = Copies rendues sous
regrade-started = Lancée
regrade-by = par { $author }, le { $time }
regrade-ended-applied = Appliquée
regrade-ended-discarded = Abandonnée
regrade-lowering = Baisses
regrade-lowering-no = Sans baisser aucune note
regrade-lowering-yes = Avec les baisses
regrade-failed = { $n ->
    [one] Une copie n'a pas pu être corrigée de nouveau : sa note reste celle qu'elle avait.
   *[other] { $n } copies n'ont pas pu être corrigées de nouveau : leur note reste celle qu'elles avaient.
}
regrade-raised = Gagnent
regrade-lowered = Perdent
regrade-same = Inchangées
regrade-would-change = Pour qui cela changerait
regrade-has-changed = Pour qui cela a changé
regrade-gain = { $n ->
    [0] Personne n'y gagne.
    [one] Une personne y gagne.
   *[other] { $n } personnes y gagnent.
}
regrade-lose = { $n ->
    [0] Personne n'y perd.
    [one] Une personne y perd.
   *[other] { $n } personnes y perdent.
}
regrade-untouched = { $n ->
    [0] Aucune autre n'est concernée.
    [one] Pour une autre, rien ne change.
   *[other] Pour { $n } autres, rien ne change.
}
regrade-nobody = Aucun résultat ne change.
regrade-listed = Les { $listed } premières personnes sur { $total }, celles qui perdent d'abord.
regrade-person = Agent
regrade-direction = Sens
regrade-up = gagne
regrade-down = perd
regrade-arrow = { $before } → { $after }
regrade-no-longer-counts = ne compte plus contre qui l'a rendu
regrade-scores = Score et palier
regrade-score = { $what } : { $change }
regrade-scores-same = Inchangés
regrade-certificate = Certificat déjà délivré, qui reste valable :
regrade-apply-text = Appliquer remplace les notes, avertit les agents concernés et consigne l'acte ; les notes précédentes restent consignées. Un certificat déjà délivré n'est ni retiré ni modifié : s'il le faut, une personne qui administre peut le suspendre.
regrade-apply = Appliquer sans baisser aucune note
regrade-apply-lowering = Appliquer, baisses comprises
regrade-discard = Abandonner cette re-notation
regraded = Votre note a été revue
regraded-why = Motif : { $reason }
regraded-when = Revue le { $time }.
regraded-text = Vos scores ci-dessous en tiennent compte ; vos certificats restent valables.
regraded-no-longer-counts = ne compte plus contre vous
regraded-read = J'ai lu
regraded-earlier = Notes revues, déjà lues

libraries = Bibliothèques
libraries-text = Votre code peut charger tout ce qui suit, sans rien déclarer. Rien d'autre ne peut être installé ici.
libraries-absent = Ne peuvent pas être ici, faute de version WebAssembly : pyarrow, duckdb, polars, torch, tensorflow, xgboost. Le message d'erreur dit ce qui sert à la place.
libraries-count = { $n ->
    [one] { $n } bibliothèque
   *[other] { $n } bibliothèques
}
libraries-here = Bibliothèques disponibles et leurs versions
libraries-api = La même liste pour un programme
library-name = Nom
library-version = Version
